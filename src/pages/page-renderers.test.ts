// Whole pages from the render processes, whatever the rows and the template do.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

test('a template that takes all its time on every row is given up, however many rows there are', async () => {
  // LiquidJS ends each of them itself; a thousand would take six minutes.
  const harm = '{% for i in (1..9000) %}{% for j in (1..9000) %}{% endfor %}{% endfor %}'
  const renderer = renderers.pages(job({ body: harm }))
  const parts = [await renderer.render(rowsOf(200)), await renderer.render(rowsOf(800))]
  const messages = parts.flatMap((pages) => pages.map((page) => page.problems[0]!))
  expect(messages).toHaveLength(1000)
  expect(new Set(messages.map(({ code }) => code))).toEqual(new Set(['template_time']))
  expect(messages.filter(({ message }) => !message.includes('was not tried')).length).toBeLessThan(6)
})

test('a template is checked away from this process, with an answer whatever it holds', async () => {
  const asker = { askedBy: 'usr_1' }
  const check = (body: string, columns: string[] | null = ['name']) =>
    renderers.check({ fields: { body }, kinds, columns }, asker)
  expect(await check('{{ nam }}')).toMatchObject([{ field: 'body', line: 1, column: 4 }])
  expect(await check('{{ row.name }}')).toEqual([])
  let late = 0
  let last = performance.now()
  const ticking = setInterval(() => {
    late = Math.max(late, performance.now() - last)
    last = performance.now()
  }, 5)
  const long = await Promise.all(
    ['{{ nosuch }}', '{{ a, b }}', '{{ name | nosuch }}', '{% if name %}', '{{a}}'].map((one) =>
      check(one.repeat(Math.floor(200_000 / one.length))),
    ),
  )
  clearInterval(ticking)
  for (const problems of long) expect(problems.length).toBeGreaterThan(0)
  expect(late).toBeLessThan(2_000)
})

describe('a row that becomes more than a page may be', () => {
  // From a cell, so that no busy machine takes the template for slow.
  const made = async (html: string) => {
    const row = { rowKey: 'k0', cells: { name: 'Name 0', html } }
    const renderer = renderers.pages(job({ body: '{{ row.html | raw }}' }, true), { askedBy: 'usr_1' })
    const [page] = await renderer.render([row])
    return page!
  }
  const times = (count: number, text: string) => text.repeat(count)

  test.each([
    ['paragraphs', times(24_000, '<p>x</p>'), /becomes \d+ KB, and Wix Blog takes 400 KB/],
    ['list entries never closed', times(60_000, '<li>a'), /becomes \d+ KB/],
    // More side by side than the stack has room for: this was an error of ours, and the end of a whole plan.
    ['links', times(66_000, '<a href="https://e.com">a</a> '), /becomes|far more elements/],
  ])('is told and kept small: %s', async (_, body, message) => {
    const page = await made(body)
    expect(page).toMatchObject({ title: 'Name 0', slug: 'k0' })
    expect(page.problems[0]).toMatchObject({ code: 'page_too_large', severity: 'error' })
    expect(page.problems[0]?.message).toMatch(message)
    expect(page.payloadText.length).toBeLessThan(800_000)
    expect(page.fields?.['body']).toHaveLength(10_000)
  })

  test('is not even converted where its words alone are too many', async () => {
    const page = await made(times(80_000, 'lorem &amp; ipsum '))
    expect(page.problems[0]).toMatchObject({ code: 'page_too_large', field: 'body' })
    expect(page.payloadText).toContain('lorem & ipsum')
  })

  test('is no page of long HTML with few words in it', async () => {
    const page = await made(`<p>Name 0</p>${times(20_000, '<!-- a remark -->')}${times(9_000, '<b></b>')}`)
    expect(page.problems).toEqual([])
  })

  test('has no more findings than anyone could read', async () => {
    const page = await made(`<p>x</p>${times(50_000, '<script></script>')}`)
    expect(page.losses).toHaveLength(1000)
    expect(page.problems).toMatchObject([{ message: expect.stringContaining('(50000 times)') }])
  })
})

test('a page is shown as it was made, in a process of its own', async () => {
  const { destination, options, siteUrl } = job()
  const [page] = await renderers.pages(job()).render(rowsOf(1))
  const shown = await renderers.show(
    { destination, options, siteUrl },
    { payloadText: page!.payloadText, assets: [] },
    { askedBy: 'usr_1' },
  )
  expect(shown?.html).toContain('<p>Name 0</p>')
  expect(JSON.parse(shown!.payload)).toMatchObject({ title: 'Name 0', seoSlug: 'k0' })
  expect(shown?.search).toMatchObject({ title: 'Name 0' })
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
  const [page] = await renderers.pages(job({}, true), { askedBy: 'usr_1' }).render([row!])
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
