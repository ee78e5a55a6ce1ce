import { expect, it } from 'vitest'
import { canonicalSeo, toSeoTags } from './seo-tags.ts'
import { seoSentences } from './seo-words.ts'

it('says every tag that pages are given in a sentence', () => {
  const tags = toSeoTags({
    seo_title: 'Canillo, Andorra',
    seo_description: 'All about "Canillo" \\ more',
    canonical: 'https://example.com/canillo',
    og_title: 'Canillo',
    og_description: 'Come',
    og_image: 'https://example.com/a.jpg',
    json_ld: '{"@type": "Place"}',
  })
  expect(seoSentences(canonicalSeo(tags)).split('\n').sort()).toEqual([
    'Canonical address: https://example.com/canillo',
    'Description for search results: All about "Canillo" \\ more',
    'Description when shared: Come',
    'Picture when shared: https://example.com/a.jpg',
    'Structured data: {"@type":"Place"}',
    'Title for search results: Canillo, Andorra',
    'Title when shared: Canillo',
  ])
})

it('names tags that others set, and leaves what it does not know', () => {
  const foreign = [
    { type: 'meta', props: { name: 'robots', content: 'noindex' }, disabled: true },
    { type: 'link', props: { rel: 'next', href: '/2' } },
  ]
  expect(seoSentences(canonicalSeo(foreign)).split('\n')).toEqual([
    'link href="/2" rel="next"',
    'For search engines: noindex (switched off)',
  ])
  expect(seoSentences('')).toBe('')
  expect(seoSentences('… cut off "')).toBe('… cut off "')
})
