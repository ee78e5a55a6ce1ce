import { expect, it } from 'vitest'
import { withOwnLinks } from './practice-page.ts'

const site = 'https://practice.example/blog'

it('leads from page to page of the practice site, which is on no network, and leaves other links alone', () => {
  const html = [
    `<a href="${site}/post/a?x=1&#38;y=2" rel="noreferrer">a</a>`,
    '<a href="https://example.com/b">b</a>',
    '<a href="https://practice.example/blogs/c">c</a>',
  ]
  const shown = withOwnLinks(html.join(''), 'con_1', site)
  const inside = encodeURIComponent(`${site}/post/a?x=1&y=2`)
  expect(shown).toBe(
    `<a href="/api/connections/con_1/page?url=${inside}" rel="noreferrer">a</a>${html[1]}${html[2]}`,
  )
  expect(withOwnLinks(html.join(''), 'con_1', null)).toBe(html.join(''))
})
