import { parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { htmlToRicos, ricosToText, visibleWords } from './index.ts'

const linesOf = (html: string, lineEnds: 'blanks' | 'paragraphs' = 'paragraphs') =>
  ricosToText(htmlToRicos(html, { lineEnds }).document).split('\n')
const codesOf = (html: string, lineEnds: 'blanks' | 'paragraphs' = 'blanks') =>
  htmlToRicos(html, { lineEnds }).losses.map(({ code }) => code)

const CLASSIC = `First paragraph
of two lines.

Second with <strong>bold

text</strong> in it.

<h2>Head
line</h2>
After head.
<ul>
  <li>one</li>
</ul>

<p>A paragraph
of HTML</p>

Last.
`

describe('line ends outside of paragraphs', () => {
  it('start paragraphs and lines where that is chosen, as WordPress shows them', () => {
    expect(linesOf(CLASSIC)).toEqual([
      'First paragraph',
      'of two lines.',
      'Second with bold',
      'text in it.',
      'Head line',
      'After head.',
      'one',
      'A paragraph of HTML',
      'Last.',
    ])
  })

  it('are blanks otherwise, as in a browser, and a blank line between words is told once', () => {
    expect(linesOf(CLASSIC, 'blanks').slice(0, 2)).toEqual([
      'First paragraph of two lines. Second with bold text in it.',
      'Head line',
    ])
    expect(codesOf(CLASSIC)).toEqual(['lines-joined'])
    expect(codesOf(CLASSIC, 'paragraphs')).toEqual([])
  })

  it.each([
    'a <b>b</b>\n\nc',
    'a\n \n<i>b</i>',
    '<div>a\r\n\r\nb</div>',
    '<td>a\n\nb',
    '<ul><li>a\n\nb</li></ul>',
  ])('are told wherever they part words: %j', (html) => {
    expect(codesOf(html)).toContain('lines-joined')
  })

  it.each([
    '<p>a\n\nb</p>',
    '<p>a</p>\n\n<p>b</p>',
    'a\n\n<h2>b</h2>\n\nc',
    '<pre>a\n\nb</pre>',
    '<p style="white-space:pre-wrap">a\n\nb</p>',
    '<a href="/a">a</a>\n\n<a href="/b">b</a>',
    '\n\n a \n b \n\n',
  ])('are not told where they part nothing or nobody meant them: %j', (html) => {
    expect(codesOf(html)).toEqual([])
  })

  it('leave no empty paragraphs and lose no words', () => {
    for (const html of [CLASSIC, '\n\n\na\n\n\n\nb<br>\n\nc\n', '<div>\n\n<img src="/i.png">\n\na</div>']) {
      const { document } = htmlToRicos(html, { lineEnds: 'paragraphs' })
      expect(ricosToText(document).split(/\s+/).filter(Boolean)).toEqual(visibleWords(parseFragment(html)))
      expect(ricosToText(document).split('\n')).not.toContain('')
    }
  })
})
