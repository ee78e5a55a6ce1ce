import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { poisonedRow } from './poisoned-row.ts'
import type { RenderedRow, TemplateSource } from './render-row.ts'
import { createRendererPool, type RendererPool } from './renderer.ts'

const workerFile = fileURLToPath(new URL('./fixtures/text-worker.ts', import.meta.url))
let pool: RendererPool
beforeAll(async () => {
  pool = createRendererPool(workerFile, { processes: 1 })
  await pool.warmUp()
})
afterAll(() => pool.close())

const kinds = { title: 'text', slug: 'slug', body: 'html', jsonLd: 'json' } as const
const renderer = (fields: Record<string, string>, from = pool) => {
  const job: TemplateSource = { fields, kinds }
  return from.createRenderer<TemplateSource, RenderedRow>({
    job,
    poisoned: (bad, poison) => poisonedRow(job, bad, poison),
  })
}
const row = (cells: Record<string, string> = {}, rowKey = 'k1') => ({ rowKey, cells })

async function renderOne(
  field: keyof typeof kinds,
  text: string,
  cells: Record<string, string> = {},
  rowKey = 'k1',
) {
  const [rendered] = await renderer({ [field]: text }).render([row(cells, rowKey)])
  return { text: rendered!.fields[field], problems: rendered!.problems }
}

describe('rendering', () => {
  it('escapes for the kind of field: HTML in HTML, nothing in plain texts, JSON in JSON', async () => {
    const name = 'Tom & "Jerry" </script><b>'
    expect((await renderOne('body', '<p title="{{ name }}">{{ row.name }}</p>', { name })).text).toBe(
      '<p title="Tom &amp; &quot;Jerry&quot; &lt;/script&gt;&lt;b&gt;">Tom &amp; &quot;Jerry&quot; &lt;/script&gt;&lt;b&gt;</p>',
    )
    expect((await renderOne('title', '{{ name }}', { name })).text).toBe(name)
    const json = await renderOne('jsonLd', '{"a": {{ name | json }}, "b": "{{ name }}"}', { name })
    expect(json.text).not.toContain('</script>')
    expect(JSON.parse(json.text!)).toEqual({ a: name, b: name })
  })

  it('prints HTML from the data only where raw says so', async () => {
    const cells = { html: '<script>alert(1)</script>' }
    expect((await renderOne('body', '{{ row.html }}', cells)).text).toBe(
      '&lt;script&gt;alert(1)&lt;/script&gt;',
    )
    expect((await renderOne('body', '{{ row.html | raw }}', cells)).text).toBe(cells.html)
  })

  it('reads columns by any name and the key of the row', async () => {
    const cells = { 'Column 3': 'three', constructor: 'c', size: '5', first: 'f' }
    const text = '{{ row["Column 3"] }} {{ row.constructor }} {{ row.size }} {{ row.first }} {{ row.key }}'
    expect((await renderOne('title', text, cells, 'R-1')).text).toBe('three c 5 f R-1')
  })

  it('gives a problem with line and column for a name that is missing, and never prints it as blank', async () => {
    const { text, problems } = await renderOne('body', 'x\n {{ row[name] }}', { name: 'nothing' })
    expect(text).toBe('')
    expect(problems).toMatchObject([{ field: 'body', line: 2, code: 'unknown_variable', severity: 'error' }])
  })

  it('lets no template reach objects, files or the process', async () => {
    for (const text of [
      '{{ row.constructor.constructor }}',
      '{{ row.__proto__ }}',
      '{{ "x".constructor }}',
      '{{ constructor }}',
      '{% include "/etc/passwd" %}',
      '{% render "../x" %}',
    ]) {
      const { text: output, problems } = await renderOne('body', text)
      expect(output).toBe('')
      expect(problems).toHaveLength(1)
    }
  })

  it('tells a filter that cannot work with a cell, with its place', async () => {
    const { problems } = await renderOne('title', 'a {{ price | number: "de" }}', { price: 'about 5' })
    expect(problems).toMatchObject([{ line: 1, column: 3, code: 'template_error' }])
    expect(problems[0]?.message).toContain('"about 5" is not a number')
    expect((await renderOne('title', '{{ 5 | divided_by: 0 }}')).problems[0]?.message).toContain(
      'divided by 0',
    )
    expect((await renderOne('title', '{{ "2026-02-30" | date }}')).problems[0]?.message).toContain(
      'not in the calendar',
    )
    const wide = await renderOne('title', '{{ "2026-02-03" | date: "%50000000Y" }}')
    expect(wide.problems[0]?.message).toContain('not a part of a date')
    expect((await renderOne('title', '{{ "abc" | slice: 999999999, 999999999 }}')).text).toBe('')
  })

  it('chooses by the row and not by chance, and differently for different rows', async () => {
    const fields = { title: '{{ "a|b|c|d" | pick }} {{ "{e|f|{g|h}}" | spintax }}' }
    const rows = Array.from({ length: 60 }, (_, i) => row({}, `k${i}`))
    const first = await renderer(fields).render(rows)
    const second = await renderer(fields).render(rows)
    expect(second).toEqual(first)
    expect(new Set(first.map((one) => one.fields['title'])).size).toBeGreaterThan(8)
    // Another text around it does not choose anew.
    const edited = await renderer({ title: `New: ${fields.title}` }).render(rows)
    expect(edited.map((one) => one.fields['title'])).toEqual(
      first.map((one) => `New: ${one.fields['title']}`),
    )
  })

  it('goes on choosing as before for a row whose page was made under another key, which says its own', async () => {
    const fields = { title: '{{ "a|b|c|d" | pick }} {{ "{e|f|{g|h}}" | spintax }}', slug: '{{ row.key }}' }
    const keys = Array.from({ length: 20 }, (_, i) => `k${i}`)
    const before = await renderer(fields).render(keys.map((key) => row({}, key)))
    const after = await renderer(fields).render(
      keys.map((key) => ({ ...row({}, `new-${key}`), madeAs: key })),
    )
    expect(after.map((one) => one.fields['title'])).toEqual(before.map((one) => one.fields['title']))
    expect(after[3]).toMatchObject({ rowKey: 'new-k3', madeAs: 'k3', fields: { slug: 'new-k3' } })
  })

  it('keeps the order of many rows', async () => {
    const rows = Array.from({ length: 1_234 }, (_, i) => row({ n: String(i) }, `k${i}`))
    const rendered = await renderer({ title: '{{ n }}' }).render(rows)
    expect(rendered.map((one) => one.fields['title'])).toEqual(rows.map((one) => one.cells['n']))
    expect(rendered.map((one) => one.rowKey)).toEqual(rows.map((one) => one.rowKey))
  })
})

describe('a template that does harm', () => {
  // Each does harm only for the row called bad, in its own way.
  const attacks: [name: string, text: string, codes: string[]][] = [
    [
      'never ends',
      '{% for i in (1..9000) %}{% for j in (1..9000) %}{% endfor %}{% endfor %}',
      ['template_time'],
    ],
    ['loops over two thousand million', '{% for i in (1..2000000000) %}{% endfor %}', ['template_memory']],
    [
      'hangs in filters, where loops are not counted',
      '{% assign s = "<" %}{% for i in (1..19) %}{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}{{ s | strip_html | size }}',
      ['template_time', 'template_memory', 'template_error'],
    ],
    [
      'sorts nine million numbers',
      '{% assign a = (1..9000000) | sort %}{% assign b = a | reverse %}',
      ['template_memory', 'template_time'],
    ],
    [
      'doubles by append',
      '{% assign a = "aaaaaaaaaa" %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
      ['template_memory', 'template_output'],
    ],
    [
      'doubles by replace until the heap is full',
      '{% assign s = "abcdefghij" %}{% for i in (1..17) %}{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}{% for i in (1..100) %}{% assign t = s | replace: "a", "bb" | upcase %}{% endfor %}',
      ['template_memory', 'template_time'],
    ],
    [
      'prints 30 MB',
      '{% for i in (1..30000) %}{{ filler }}{% endfor %}',
      ['template_output', 'template_time'],
    ],
  ]

  it.each(attacks)('that %s costs only its own row', async (_, attack, codes) => {
    const filled = renderer({ body: `{% if name == "bad" %}${attack}{% endif %}fine`, title: '{{ name }}' })
    const cells = (name: string) => ({ name, filler: 'x'.repeat(1000) })
    await filled.render([row(cells('good'))])
    const rows = Array.from({ length: 30 }, (_, i) => row(cells(i === 12 ? 'bad' : 'good'), `k${i}`))
    let ticks = 0
    const ticking = setInterval(() => ticks++, 10)
    const rendered = await filled.render(rows)
    clearInterval(ticking)
    expect(rendered.map((one) => one.rowKey)).toEqual(rows.map((one) => one.rowKey))
    expect(rendered.filter((one) => one.problems.length > 0).map((one) => one.rowKey)).toEqual(['k12'])
    expect(codes).toContain(rendered[12]?.problems[0]?.code)
    expect(rendered[12]?.fields['body']).toBe('')
    expect(rendered[29]?.fields['body']).toBe('fine')
    // The harm was done elsewhere: meanwhile this process went on with other things.
    if (rendered[12]?.problems[0]?.code === 'template_time') expect(ticks).toBeGreaterThan(3)
  })

  it('does not make our own memory grow', async () => {
    const before = process.memoryUsage().rss
    for (let i = 0; i < 3; i++)
      await renderOne('body', '{% assign a = (1..9000000) | sort %}{% assign b = a | reverse %}')
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000)
  })
})

it('leaves no process behind when it is closed, even in the middle of a row', async () => {
  const own = createRendererPool(workerFile, { processes: 1 })
  await own.warmUp()
  const hanging = renderer({ body: '{% assign a = (1..9000000) | sort %}{{ a | join | size }}' }, own).render(
    [row()],
  )
  hanging.catch(() => {})
  await sleep(30)
  await own.close()
  expect(
    await Promise.race([
      hanging.then(
        () => 'settled',
        () => 'settled',
      ),
      sleep(20_000, 'hangs'),
    ]),
  ).toBe('settled')
})
