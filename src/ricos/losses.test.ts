import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { htmlToRicos, markdownToRicos } from './index.ts'

describe('losses', () => {
  it('name the element, its place, what Wix cannot hold and what was done', () => {
    expect(htmlToRicos('<p>a</p>\n  <form>b</form>').losses).toEqual([
      {
        code: 'form-reduced',
        message: 'Wix posts have no forms.',
        element: 'form',
        line: 2,
        column: 3,
        instead: 'the text was kept',
      },
    ])
  })

  it('name the value at fault where the element alone does not tell', () => {
    const [loss] = htmlToRicos('<a href="ftp://a.example/x">x</a>').losses
    expect(loss?.message).toBe('Only http, https, mailto, tel and relative addresses are safe links. (ftp)')
  })

  it('are none where everything could be carried over', () => {
    expect(
      htmlToRicos('<h1>a</h1><p>b <b>c</b> <a href="/x">d</a></p><ul><li>e</li></ul><hr>').losses,
    ).toEqual([])
  })

  it('name links that lack a scheme, with what they may have meant, and leave them as they are', () => {
    const told = (href: string) => {
      const { document, losses } = htmlToRicos(`<a href="${href}">x</a>`)
      expect(JSON.stringify(document)).toContain(JSON.stringify(href))
      return losses.map(({ code, message }) => `${code} ${/meant as (.*)\)/.exec(message)?.[1]}`)
    }
    expect(told('www.example.com')).toEqual(['link-no-scheme https://www.example.com'])
    expect(told('example.co.uk/a?b#c')).toEqual(['link-no-scheme https://example.co.uk/a?b#c'])
    expect(told('bücher.example')).toEqual([])
    expect(told('info@example.com')).toEqual(['link-no-scheme mailto:info@example.com'])
    expect(told('+1 555-0100')).toEqual(['link-no-scheme tel:+1 555-0100'])
    for (const own of [
      '/a',
      'a/b',
      'page.html',
      'a.b/c.pdf',
      '../x',
      '?q=a.example',
      'index.php?x',
      '2024/05',
      'a@b',
    ])
      expect(told(own)).toEqual([])
  })

  it('name shortcodes once each, and nothing else in brackets', () => {
    const told = (html: string) =>
      htmlToRicos(html).losses.flatMap(({ code, message }) =>
        code === 'shortcode-kept' ? [/\(\[(.*)\]\)/.exec(message)?.[1]] : [],
      )
    expect(told('[caption id="a" width="3"]<img src="/i.png" width="3" height="4">text[/caption]')).toEqual([
      'caption',
    ])
    expect(told('<p>[gallery] and [vc_row el_class=&#8221;x&#8221;]a[/vc_row] [b]bold[/b]</p>')).toEqual([
      'gallery',
      'vc_row',
      'b',
    ])
    expect(
      told('<p>[1] [citation needed] [x] a[i=0] [see also: y] [/] <code>[gallery ids="1"]</code></p>'),
    ).toEqual([])
    expect(told('<pre>[gallery ids="1"]</pre>')).toEqual([])
  })

  it('stand where a parser with locations finds the element, in markup that hides it', () => {
    const html = [
      '<!-- <kbd> -->\r\n<p title="<kbd>x">a <kbd a="<b>" b=\'</kbd>\'>b</kbd></p>',
      '<KBD>upper</KBD> <kbd\n>over two lines</kbd> é😀 <kbd>after wide characters</kbd>',
      '<ul><li><p><kbd>in a list</kbd> &lt;kbd&gt; <kbd/>self closed',
      '<table border="1"><tr><td><kbd>in a cell</kbd><td><kbd>in the next</table>',
    ].join('\n')
    const found = htmlToRicos(html)
      .losses.filter(({ element }) => element === 'kbd')
      .map(({ line, column }) => [line, column])
    expect(found).toEqual(placesOf(html, 'kbd'))
  })

  it('count lines in the Markdown they come from', () => {
    const markdown = [
      '# a',
      '',
      'b',
      'and `c`',
      '',
      '- d',
      '  - `e`',
      '',
      '<form>',
      '  <button>f</button>',
      '</form>',
    ].join('\n')
    expect(markdownToRicos(markdown).losses.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['code-inline', 4, 1],
      ['code-inline', 7, 1],
      ['form-reduced', 9, 1],
      ['form-reduced', 10, 3],
    ])
  })
})

/** Lines and columns by parse5's own, slower reading. */
function placesOf(html: string, name: string): number[][] {
  const places: number[][] = []
  const visit = (node: DefaultTreeAdapterTypes.ChildNode) => {
    if (node.nodeName === name && node.sourceCodeLocation != null) {
      places.push([node.sourceCodeLocation.startLine, node.sourceCodeLocation.startCol])
    }
    if ('childNodes' in node) node.childNodes.forEach(visit)
  }
  parseFragment(html, { sourceCodeLocationInfo: true }).childNodes.forEach(visit)
  return places
}
