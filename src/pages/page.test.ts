import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { targetById } from '../targets/index.ts'
import { canonicalJson, parsePayload, toPage } from './page.ts'

const maker = {
  target: targetById('wix/blog'),
  options: { authorId: '11111111-1111-4111-8111-111111111111', mode: 'publish' },
  projectId: 'prj_1',
  siteUrl: 'https://acme.test',
}
const row = (fields: Record<string, string>, problems: Parameters<typeof toPage>[1]['problems'] = []) => ({
  rowKey: 'AD-02',
  fields: { title: 'Canillo', slug: 'canillo', body: '<p>Text</p>', ...fields },
  problems,
})

test('a page has one hash for one payload, and another for another', () => {
  const page = toPage(maker, row({}))
  expect(page).toMatchObject({ rowKey: 'AD-02', seed: 'prj_1:AD-02', title: 'Canillo', slug: 'canillo' })
  expect(page.payloadHash).toMatch(/^[0-9a-f]{64}$/)
  expect(toPage(maker, row({})).payloadHash).toBe(page.payloadHash)
  expect(toPage(maker, row({ title: 'Canillo!' })).payloadHash).not.toBe(page.payloadHash)
  expect(toPage({ ...maker, projectId: 'prj_2' }, row({})).payloadHash).not.toBe(page.payloadHash)
})

test('the text of a payload, and so its hash, does not depend on how a store ordered the keys', () => {
  expect(canonicalJson({ a: 1, b: { c: [1, { e: 1, d: undefined }] } })).toBe(
    canonicalJson({ b: { c: [1, { e: 1 }] }, a: 1 }),
  )
  expect(canonicalJson({ b: [undefined, null], a: 'ü"' })).toBe('{"a":"ü\\"","b":[null,null]}')
})

test('a field whose template failed is told once', () => {
  const failed = { code: 'template_error', severity: 'error' as const, field: 'title', message: 'It failed.' }
  const page = toPage(maker, row({ title: '', slug: '' }, [failed]))
  expect(page.problems.map((one) => `${one.field}:${one.code}`)).toEqual([
    'title:template_error',
    'slug:required_blank',
  ])
})

test('what the conversion could not keep becomes a note for each kind', () => {
  const page = toPage(maker, row({ body: '<p>a</p><script>x</script><script>y</script>' }))
  expect(page.problems).toMatchObject([
    {
      code: 'html_script-dropped',
      severity: 'note',
      field: 'body',
      message: expect.stringContaining('(2 times)'),
    },
  ])
  expect(page.losses).toHaveLength(2)
})

test('the hash is that of the text, and the text is the payload', () => {
  const page = toPage(maker, row({ title: 'Köln 🏰' }))
  expect(page.payloadHash).toBe(createHash('sha256').update(page.payloadText).digest('hex'))
  expect(page.payloadText).toBe(canonicalJson(parsePayload(page)))
  expect(parsePayload(page)).toMatchObject({ post: { title: 'Köln 🏰' } })
})
