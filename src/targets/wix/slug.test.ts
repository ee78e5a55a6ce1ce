import { expect, test } from 'vitest'
import { checkSlug } from './slug.ts'

const codes = (slug: string) => checkSlug(slug).map((one) => one.code)

test.each(['canillo', 'a', 'a-b-3', 'zürich', '東京', 'saint-julia-2', 'हिन्दी'])(
  '%s can be an address',
  (slug) => {
    expect(codes(slug.normalize('NFC'))).toEqual([])
  },
)

test.each([
  '../admin',
  'a//b',
  '%2e%2e%2f',
  'a\\b',
  'a?b',
  'a#b',
  'a b',
  'Canillo',
  'a_b',
  'a.b',
  '-a',
  'a-',
  'a--b',
  '!!!',
  '🏔',
  'ａｂｃ',
  'a/',
])('%s cannot be an address', (slug) => {
  expect(codes(slug)).toEqual(['slug_invalid'])
})

test.each(['index', 'sitemap.xml', 'robots.txt', '404', '_api'])('%s is reserved', (slug) => {
  expect(codes(slug)).toEqual(['slug_reserved'])
})

test('a better slug is suggested when there is one', () => {
  expect(checkSlug('Saint Julià / 2')[0]?.message).toContain('"saint-julià-2"')
  expect(checkSlug('!!!')[0]?.message).toContain('Use letters and digits')
})

test('letters of two scripts in one word are a warning, in two words they are not', () => {
  expect(checkSlug('pаypal')).toMatchObject([{ code: 'slug_mixed_script', severity: 'warning' }])
  expect(codes('москва-moscow')).toEqual([])
})
