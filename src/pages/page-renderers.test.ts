// Whole pages from the render processes, whatever the rows and the template do.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPageRenderers, type PageRenderers } from './page-renderers.ts'

let renderers: PageRenderers
beforeAll(() => {
  renderers = createPageRenderers({ processes: 2 })
})
afterAll(() => renderers.close())

const kinds = { title: 'text', slug: 'slug', body: 'html' } as const
const fields = { title: '{{ row.name }}', slug: '{{ row.key }}', body: '<p>{{ row.name }}</p>' }
const job = (changed: Partial<typeof fields> = {}, withFields = false) => ({
  template: { fields: { ...fields, ...changed }, kinds },
  destination: 'wix/blog',
  options: { authorId: 'm-1', mode: 'publish' },
  projectId: 'prj_1',
  siteUrl: null,
  withFields,
})
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ rowKey: `k${i}`, cells: { name: `Name ${i}` } }))

test('a row whose template does harm is a page with its problem, and the others are whole', async () => {
  // On a fast machine LiquidJS ends it, with the other fields whole; on a slow one its process is killed.
  const harm =
    '{% if row.name == "Name 3" %}{% assign a = (1..9000000) | sort %}{{ a | join | size }}{% endif %}x'
  const pages = await renderers.pages(job({ body: harm })).render(rowsOf(6))
  expect(pages.map((page) => page.rowKey)).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5'])
  expect(pages[3]).toMatchObject({
    seed: 'prj_1:k3',
    title: expect.stringMatching(/^(Name 3)?$/),
    payloadHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(pages[3]?.problems[0]?.code).toMatch(/^template_(time|memory)$/)
  expect(pages[4]).toMatchObject({ title: 'Name 4', problems: [] })
})

test('a text that would take too much to convert is a page that says so', async () => {
  const nested = { rowKey: 'k0', cells: { name: '<p><b><i>'.repeat(120_000) } }
  const [page] = await renderers.pages(job({ title: 'T', body: '{{ row.name | raw }}' })).render([nested])
  expect(page?.problems[0]).toMatchObject({
    code: 'html_not_convertible',
    severity: 'error',
    message: expect.stringMatching(/too much (memory|time)/),
  })
})

test('a page carries its rendered texts only where they are asked for', async () => {
  const [row] = rowsOf(1)
  const [page] = await renderers.pages(job({}, true), { isUrgent: true }).render([row!])
  expect(page?.fields).toEqual({ title: 'Name 0', slug: 'k0', body: '<p>Name 0</p>' })
  expect((await renderers.pages(job()).render([row!]))[0]).not.toHaveProperty('fields')
})

test('pages of one shape are built alike', async () => {
  const body = '{% if row.key == "k2" %}<ul><li>x</li></ul>{% else %}<p>{{ row.name }}</p>{% endif %}'
  const shapes = (await renderers.pages(job({ body })).render(rowsOf(4))).map((page) => page.shape)
  expect(shapes[0]).toBe(shapes[1])
  expect(shapes[2]).not.toBe(shapes[0])
  expect(shapes[3]).toBe(shapes[0])
})
