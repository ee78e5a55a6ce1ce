import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { htmlToRicos, type RicosDocument, ricosToHtml, ricosToText } from './index.ts'

const text = (value: string, decorations: unknown[] = []) => ({
  type: 'TEXT',
  id: 't',
  nodes: [],
  textData: { text: value, decorations },
})
const page = (...nodes: unknown[]) => ({ nodes, metadata: { version: 1 } }) as unknown as RicosDocument
const paragraph = (...nodes: unknown[]) => ({ type: 'PARAGRAPH', id: 'p', nodes, paragraphData: {} })

describe('the HTML of a document', () => {
  it('escapes every text and attribute', () => {
    const { document } = htmlToRicos(
      '<p>&lt;script&gt;alert("1")&lt;/script&gt; &amp;lt;</p><img src=\'/x"onerror=1\' alt="&quot;>&lt;b>" width=9 height=9>',
    )
    const html = ricosToHtml(document)
    expect(html).not.toMatch(/<script|<b>/)
    expect(html).toContain('alt="&quot;&gt;&lt;b&gt;"')
    expect(htmlToRicos(html).document).toEqual(document)
  })

  it.each([
    'javascript:alert(1)',
    ' JaVa\tScript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///x',
    'blob:x',
  ])('holds no address like %j, even when the document does', (url) => {
    const link = { type: 'LINK', linkData: { link: { url } } }
    const imageData = { image: { src: { url } }, link: { url }, containerData: {} }
    const html = ricosToHtml(
      page(
        paragraph(text('kept', [link])),
        { type: 'IMAGE', id: 'i', nodes: [], imageData },
        { type: 'BUTTON', id: 'b', nodes: [], buttonData: { type: 'LINK', text: 'button', link: { url } } },
        {
          type: 'VIDEO',
          id: 'v',
          nodes: [],
          videoData: { video: { src: { url } }, thumbnail: { src: { url } } },
        },
        { type: 'HTML', id: 'h', nodes: [], htmlData: { url } },
      ),
    )
    expect(html).not.toMatch(/script:|data:|file:|blob:/i)
    expect(html).toContain('kept')
    expect(html).toContain('button')
  })

  it('shows foreign HTML only in a frame that may do nothing', () => {
    const html = ricosToHtml(
      page({ type: 'HTML', id: 'h', nodes: [], htmlData: { html: '<script>alert(1)</script>"' } }),
    )
    expect(html).toBe('<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;&quot;" sandbox=""></iframe>')
  })

  it('takes no style from a document that is not a colour or a number', () => {
    const color = { type: 'COLOR', colorData: { foreground: 'red;position:fixed', background: '#fff' } }
    const size = { type: 'FONT_SIZE', fontSizeData: { unit: 'PX', value: '9px;x:y' } }
    expect(ricosToHtml(page(paragraph(text('a', [color, size]))))).toBe(
      '<p><span style="background-color:#fff">a</span></p>',
    )
  })

  it('keeps the text of nodes this library does not know', () => {
    const html = ricosToHtml(
      page({
        type: 'LAYOUT',
        id: 'l',
        nodes: [{ type: 'LAYOUT_CELL', id: 'c', nodes: [paragraph(text('in a column'))] }],
      }),
    )
    expect(html).toBe('<p>in a column</p>')
  })

  it('parses to what it says: no element is moved by a parser', () => {
    const { document } = htmlToRicos(
      '<ul><li>a<table border="1"><tr><th>b</th></tr></table></li></ul><details><summary><h2>c</h2></summary>d</details>',
    )
    const html = ricosToHtml(document)
    const tags = (source: string) => [...source.matchAll(/<([a-z0-9]+)/g)].map(([, tag]) => tag)
    const parsed: string[] = []
    const visit = (node: DefaultTreeAdapterTypes.ChildNode) => {
      if ('tagName' in node) parsed.push(node.tagName)
      if ('childNodes' in node) node.childNodes.forEach(visit)
    }
    parseFragment(html).childNodes.forEach(visit)
    expect(parsed).toEqual(tags(html))
  })
})

describe('the text of a document', () => {
  it('has one line for each block, captions and buttons included', () => {
    const { document } = htmlToRicos(
      '<h1>Title</h1><p>one<br>two</p><ul><li>item</li></ul><figure><img src="/i" width="9" height="9"><figcaption>caption</figcaption></figure><a class="btn" href="/x">button</a><pre>a\nb</pre>',
    )
    expect(ricosToText(document)).toBe('Title\none\ntwo\nitem\ncaption\nbutton\na\nb')
  })

  it('has the captions of documents for the current API too', () => {
    const html = '<figure><img src="/i" width="9" height="9"><figcaption>a <b>b</b></figcaption></figure>'
    expect(ricosToText(htmlToRicos(html, { schema: 'api' }).document)).toBe('a b')
  })
})
