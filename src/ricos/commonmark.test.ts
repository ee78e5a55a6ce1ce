// The examples of CommonMark's specification, as its package carries them: the Markdown becomes the same document as
// the HTML beside it.
import { tests } from 'commonmark-spec'
import { describe, expect, it } from 'vitest'
import { htmlToRicos, markdownToRicos } from './index.ts'

/** Addresses are links without brackets too, as on GitHub. */
const BARE_LINKS: Record<number, string> = {
  602: '<p>&lt;<a href="https://foo.bar/baz">https://foo.bar/baz</a> bim&gt;</p>',
  608: '<p>&lt; <a href="https://foo.bar">https://foo.bar</a> &gt;</p>',
  611: '<p><a href="https://example.com">https://example.com</a></p>',
  612: '<p><a href="mailto:foo@bar.example.com">foo@bar.example.com</a></p>',
}

describe('CommonMark', () => {
  it.each(tests)('$number: $section', ({ markdown, html, number }) => {
    const read = (text: string) => text.replaceAll('→', '\t')
    expect(markdownToRicos(read(markdown), { schema: 'api' }).document).toEqual(
      htmlToRicos(BARE_LINKS[number] ?? read(html), { schema: 'api' }).document,
    )
  })

  it('has all its examples', () => {
    expect(tests).toHaveLength(652)
  })
})
