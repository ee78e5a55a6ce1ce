import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RecordConfig } from '../records/config.ts'
import { readFile, refusalOf } from '../test-read.ts'

const text = (value: unknown) => JSON.stringify(value)

describe('a JSON file', () => {
  it('gives a row for each object of its list, and a column for each value, nested ones by path', async () => {
    const { format, cells, rows, columns } = await readFile(
      text([
        { id: 1, name: 'Ann', address: { city: 'Oslo', geo: { lat: 59.91 } }, tags: ['a', 'b'] },
        { id: 2, ok: true, address: null, tags: [], extra: {} },
      ]),
    )
    expect(format.id).toBe('json')
    expect(columns).toEqual(['id', 'name', 'address.city', 'address.geo.lat', 'tags', 'ok'])
    expect(cells.slice(1)).toEqual([
      ['1', 'Ann', 'Oslo', '59.91', 'a, b', ''],
      ['2', '', '', '', '', 'true'],
    ])
    expect(rows.map(({ line }) => line)).toEqual([0, 1, 2])
  })

  it('keeps every digit of a number, and every character of a text', async () => {
    const content =
      '[{"a":12345678901234567890,"b":1.50,"c":-0.0,"d":1e21,"e":"\\u00e4\\ud83c\\udde6 \\"q\\"\\n\\/"}]'
    expect((await readFile(content)).cells[1]).toEqual([
      '12345678901234567890',
      '1.50',
      '-0.0',
      '1e21',
      'ä🇦 "q"\n/',
    ])
  })

  it('joins what lists of objects hold, by path, and with what was chosen', async () => {
    const content = text([{ variants: [{ sku: 'A', sizes: [1, 2] }, { sku: 'B' }] }])
    expect((await readFile(content)).cells).toEqual([
      ['variants.sku', 'variants.sizes'],
      ['A, B', '1, 2'],
    ])
    expect((await readFile(content, { joinWith: ' | ' })).cells[1]).toEqual(['A | B', '1 | 2'])
  })

  it('finds the longest list of objects, wherever it stands, and reads another when it is chosen', async () => {
    const content = text({
      ids: [1, 2, 3, 4, 5],
      data: { 'the.items': [{ a: 1 }, { a: 2 }, { a: 3 }], authors: [{ n: 'x', books: [{}, {}, {}, {}] }] },
      total: 3,
    })
    const found = await readFile(content)
    expect(found.cells).toEqual([['a'], ['1'], ['2'], ['3']])
    expect(found.decision('list')).toEqual({
      name: 'list',
      value: 'data.the\\.items',
      reason: 'The longest list of records in the file.',
      setting: 'path',
      choices: [
        { value: 'data.the\\.items', label: 'data.the\\.items' },
        { value: 'data.authors', label: 'data.authors' },
        { value: 'ids', label: 'ids' },
        { value: '$', label: 'the file itself' },
      ],
    })
    expect((await readFile(content, { path: 'data.authors' })).cells).toEqual([['n'], ['x']])
    expect((await readFile(content, { path: 'ids' })).cells).toEqual([
      ['value'],
      ['1'],
      ['2'],
      ['3'],
      ['4'],
      ['5'],
    ])
    expect((await readFile(content, { path: '$' })).columns).toContain('data.the.items.a')
    const error = await refusalOf(content, { path: 'nope' })
    expect(error.code).toBe('empty_list')
    expect(error.message).toContain('"data.authors"')
  })

  it('of a source is read by the list of the file before, even if another has grown longer', async () => {
    const first = await readFile('{"a":[{"n":1},{"n":2}],"b":[{"m":1}]}')
    const pinned = first.format.pin!(first.format.defaultConfig, first.settings) as RecordConfig
    const next = await readFile('{"a":[{"n":1}],"b":[{"m":1},{"m":2},{"m":3}]}', pinned)
    expect(next.cells).toEqual([['n'], ['1']])
  })

  it('that is a JSON feed gives its items', async () => {
    const content = text({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Feed',
      authors: [{ name: 'A' }],
      items: [
        { id: '1', url: 'https://example.com/1', content_html: '<p>1</p>', tags: ['x', 'y'] },
        { id: '2', url: 'https://example.com/2', content_html: '<p>2</p>' },
      ],
    })
    expect((await readFile(content)).cells).toEqual([
      ['id', 'url', 'content_html', 'tags'],
      ['1', 'https://example.com/1', '<p>1</p>', 'x, y'],
      ['2', 'https://example.com/2', '<p>2</p>', ''],
    ])
  })

  it('with lists as records has numbered columns', async () => {
    expect((await readFile('[["a",1],["b",[2,3]]]')).cells).toEqual([
      ['1', '2'],
      ['a', '1'],
      ['b', '2, 3'],
    ])
  })

  it('that is one object is one row', async () => {
    expect((await readFile('{"a": 1, "b": {"c": "x"}}')).cells).toEqual([
      ['a', 'b.c'],
      ['1', 'x'],
    ])
  })

  it('in UTF-16, or with a byte order mark, is read like any other', async () => {
    const content = '[{"a":"ä"}]'
    for (const file of [`\ufeff${content}`, Buffer.from(`\ufeff${content}`, 'utf16le')]) {
      expect((await readFile(file)).cells).toEqual([['a'], ['ä']])
    }
  })

  it('has columns of any name', async () => {
    const content = '[{"__proto__":"a","constructor":"b","":"c","toString":{"x":"d"}}]'
    expect((await readFile(content)).cells[1]).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('an NDJSON file', () => {
  it('gives a row for each line, also for objects in which lists stand', async () => {
    const { cells, decision } = await readFile('{"id":1,"list":[{"a":1},{"a":2}]}\r\n\n{"id":2}\n{"id":3}')
    expect(cells).toEqual([
      ['id', 'list.a'],
      ['1', '1, 2'],
      ['2', ''],
      ['3', ''],
    ])
    expect(decision('list')).toMatchObject({ value: '$', reason: 'The file itself is the list of records.' })
  })

  it('names the line that is broken', async () => {
    const error = await refusalOf('{"id":1}\n{"id":2}\n{"id":3,}\n{"id":4}\n')
    expect(error.code).toBe('broken_json')
    expect(error.message).toMatch(/^Line 3 is not valid JSON/)
    expect(error.lines).toEqual([3])
  })
})

describe('any list of flat records', () => {
  const value = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1 }), fc.integer(), fc.boolean())
  const records = fc.array(fc.record({ a: value, 'b c': value, ü: value }), { minLength: 1, maxLength: 20 })

  it('comes out as it went in, as a list and line by line', async () => {
    await fc.assert(
      fc.asyncProperty(records, async (list) => {
        const expected = list.map((record) => Object.values(record).map(String))
        expect((await readFile(text(list))).cells.slice(1)).toEqual(expected)
        expect((await readFile(list.map(text).join('\n'))).cells.slice(1)).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })
})

describe('what is refused', () => {
  it.each([
    ['a list that is not closed', '[{"a":1},', /ends before|ends in the middle/],
    ['a comma too many', '[{"a":1},]', /a value is due/],
    ['a missing colon', '[{"a" 1}]', /a colon is due/],
    ['a missing comma', '[{"a":1} {"a":2}]', /a comma or the end is due/],
    ['the wrong bracket', '[{"a":1]]', /a comma or the end is due/],
    ['a text that is not closed', '[{"a":"1}]', /middle of a value/],
    ['a word that is none', '[{"a":nul}]', /unexpected/],
    ['bytes that are not UTF-8', Buffer.from('[{"a":"\xe4\xe4"}]', 'latin1'), /not UTF-8/],
  ])('%s', async (_, content, words) => {
    const error = await refusalOf(content)
    expect(error.code).toBe('broken_json')
    expect(error.message).toMatch(words)
  })

  it('nesting without end, and records with too many values', async () => {
    expect((await refusalOf(`[${'['.repeat(100_000)}`)).code).toBe('too_deep')
    const wide = Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`k${n}`, n]))
    expect((await refusalOf(text([wide]))).code).toBe('too_many_columns')
  })

  it('a list without records', async () => {
    expect((await refusalOf('{"items":[]}', { path: 'items' })).code).toBe('empty_list')
    expect((await refusalOf('[]')).code).toBe('empty_list')
  })
})

describe('a CSV file that looks a little like JSON', () => {
  it.each(['{name},{city}\n1,2\n', '[a],[b]\n1,2\n', '"a","b"\n1,2\n', '{"a",b\n1,2\n'])(
    '%j stays CSV',
    async (content) => {
      expect((await readFile(content)).format.id).toBe('csv')
    },
  )
})
