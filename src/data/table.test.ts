import { describe, expect, it } from 'vitest'
import { analyseTable } from './columns/analyse.ts'
import { csv } from './formats/csv/csv.ts'
import type { Reading } from './formats/format.ts'
import type { ShapedRow } from './rows/shape-row.ts'
import { SourceError } from './source-error.ts'
import { openTable } from './table.ts'

function sourceOf(rows: string[][]): Reading {
  return {
    async *rows() {
      yield rows.map((cells, index) => ({ line: index + 1, cells }))
    },
    bytesRead: 0,
    fraction: null,
    notes: () => [],
  }
}

async function analyse(rows: string[][], hasHeader = true) {
  const table = await openTable(sourceOf(rows), hasHeader, csv.words)
  const seen: ShapedRow[] = []
  const analysis = await analyseTable(table, async (group) => {
    seen.push(...group)
  })
  return { ...analysis, names: analysis.columns.map((column) => column.name), seen }
}

const column = async (cells: string[]) => (await analyse([['c'], ...cells.map((cell) => [cell])])).columns[0]!

describe('the columns of a table', () => {
  it('accepts a header without rows and says that there is nothing to publish', async () => {
    const found = await analyse([['id', 'name']])
    expect(found.rowCount).toBe(0)
    expect(found.notes.join()).toContain('nothing to publish')
  })

  it('renames a header that comes twice, also by case, spaces or spelling, and tells', async () => {
    const found = await analyse([
      ['name', 'Name ', 'caf\u00e9', 'cafe\u0301', 'name'],
      ['1', '2', '3', '4', '5'],
    ])
    expect(found.names).toEqual(['name', 'Name (2)', 'café', 'café (2)', 'name (3)'])
    expect(found.preview[0]).toMatchObject({ name: '1', 'Name (2)': '2', 'name (3)': '5' })
    expect(found.notes.filter((note) => note.includes('same name'))).toHaveLength(3)
  })

  it('never makes a new name that is taken', async () => {
    expect((await analyse([['a (2)', 'a', 'a']])).names).toEqual(['a (2)', 'a', 'a (3)'])
  })

  it('names columns without a header, and caps long ones', async () => {
    const found = await analyse([['id', '', '   ', 'x'.repeat(5000), 'z']])
    expect(found.names).toEqual(['id', 'Column 2', 'Column 3', 'x'.repeat(200), 'z'])
    expect(found.notes.join()).toContain('5000 characters')
  })

  it('takes names that every object has for what they are, and leaves objects alone', async () => {
    const header = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a.__proto__.b']
    const found = await analyse([header, ['p', 'c', 't', 'h', 'ab']])
    expect(found.names).toEqual(['proto', 'constructor', 'toString', 'hasOwnProperty', 'a.__proto__.b'])
    expect(found.columns[0]?.header).toBe('__proto__')
    expect(found.notes.join()).toContain('__proto__')
    expect(found.preview[0]?.['constructor']).toBe('c')
    expect(found.preview[0]?.['toString']).toBe('t')
    expect(({} as Record<string, unknown>)['p']).toBeUndefined()
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })

  it('numbers the columns of a file without a header', async () => {
    const found = await analyse(
      [
        ['1', 'x'],
        ['2', 'y'],
      ],
      false,
    )
    expect(found.names).toEqual(['Column 1', 'Column 2'])
    expect(found.rowCount).toBe(2)
  })

  it('refuses more than 500 columns', async () => {
    const error = await analyse([Array.from({ length: 20_000 }, (_, i) => `c${i}`)]).catch((reason) => reason)
    expect(error).toBeInstanceOf(SourceError)
    expect(error.message).toContain('20000 columns')
  })

  it('refuses the row after the millionth while it reads, not at the end', async () => {
    let groups = 0
    const source: Reading = {
      async *rows() {
        yield [{ line: 1, cells: ['id'] }]
        for (; groups < 500; groups++)
          yield Array.from({ length: 10_000 }, (_, i) => ({ line: i + 2, cells: ['x'] }))
      },
      bytesRead: 0,
      fraction: null,
      notes: () => [],
    }
    const table = await openTable(source, true, csv.words)
    const error = await analyseTable(table, async () => {}).catch((reason) => reason)
    expect(error.code).toBe('too_many_rows')
    expect(groups).toBe(100)
  })
})

describe('the rows of a table', () => {
  it('pads short rows, and sets long ones aside with what they hold', async () => {
    const found = await analyse([['a', 'b'], ['1'], ['1', '2', 'extra'], ['1', '2', '', ' '], ['3', '4']])
    expect(found.rowCount).toBe(3)
    expect(found.setAsideCount).toBe(1)
    expect(found.preview[0]).toMatchObject({ a: '1', b: '' })
    const aside = found.seen.find((row) => row.kind === 'aside')
    expect(aside).toMatchObject({ line: 3, cells: ['1', '2', 'extra'] })
    expect(found.notes).toContain('1 row is shorter than the header; the missing cells are empty.')
    expect(found.notes.join()).toContain('empty cells, which were dropped')
  })

  it('sets rows with control characters aside and shows them as symbols', async () => {
    const found = await analyse([['a'], ['x\u0000y'], ['bell\u0007'], ['tab\there']])
    expect(found.setAsideCount).toBe(2)
    expect(found.rowCount).toBe(1)
    const [first] = found.seen.filter((row) => row.kind === 'aside')
    expect(first).toMatchObject({ line: 2, cells: ['x\u2400y'] })
    expect(first?.kind === 'aside' && first.reason).toContain('U+0000')
  })

  it('makes half surrogates well-formed', async () => {
    const found = await analyse([['a'], ['x\ud800y']])
    expect(found.preview[0]?.['a']).toBe('x\ufffdy')
  })

  it('keeps cells that look like formulas as text and mentions them', async () => {
    const cells = ['=HYPERLINK("http://x")', '+1', '-1', '@x', '＝1']
    const found = await analyse([['c'], ...cells.map((cell) => [cell])])
    expect(found.preview.map((row) => row['c'])).toEqual(cells)
    expect(found.columns[0]?.problems.join()).toContain('formula')
  })
})

describe('the report of a column', () => {
  it('tells types apart', async () => {
    expect((await column(['1', '-2.5', '1,234.50', ''])).type).toBe('number')
    expect((await column(['01234', '00501'])).type).toBe('text')
    expect((await column(['true', 'FALSE'])).type).toBe('boolean')
    expect((await column(['2026-01-31', '2026-01-31T10:00:00Z'])).type).toBe('date')
    expect((await column(['2026-13-01'])).type).toBe('text')
    expect((await column(['https://a.example/x', 'http://b.example'])).type).toBe('url')
    expect((await column(['plain', 'some <b>bold</b>'])).type).toBe('html')
    expect((await column(['a < b', 'x <> y'])).type).toBe('text')
    expect((await column(['', '  '])).type).toBe('empty')
    expect((await column(['1', 'n/a'])).type).toBe('text')
    expect((await column(['+', '.'])).type).toBe('text')
  })

  it('counts what is filled, distinct and longest, and shows samples', async () => {
    const report = await column(['a', 'b', 'a', '', ' c '])
    expect(report).toMatchObject({ filled: 4, distinct: 3, distinctIsExact: true, longest: 3 })
    expect(report.samples).toEqual(['a', 'b', 'c'])
    expect(report.problems.join()).toContain('1 cell with spaces')
  })

  it('estimates many different values within 5 %, and says that it is an estimate', async () => {
    const report = await column(Array.from({ length: 60_000 }, (_, i) => `value-${i}`))
    expect(report.distinctIsExact).toBe(false)
    expect(Math.abs(report.distinct - 60_000)).toBeLessThan(3_000)
  })

  it('points at placeholders and wrongly encoded text', async () => {
    expect((await column(['N/A', 'null', 'x'])).problems.join()).toContain('2 cells that only stand for')
    expect((await column(['JosÃ©'])).problems.join()).toContain('wrongly encoded')
  })

  it('tells of numbers that a spreadsheet shortened, and does not suggest them as a key', async () => {
    const found = await analyse([
      ['ean', 'name'],
      ['4.00638E+12', 'Pen'],
      ['8,71E+12', 'Tea'],
      ['5', 'Cup'],
    ])
    expect(found.columns[0]?.problems.join()).toContain('2 cells with a number that a spreadsheet shortened')
    expect(found.notes.join()).toContain('Column "ean": 2 cells')
    expect(found.notes.join()).toContain('4.00638E+12')
    expect(found.suggestedKey).toBe('name')
    const long = await column(['1234567890123450000', '9876543210987650000', '12'])
    expect(long.problems.join()).toContain('2 cells with a number that a spreadsheet shortened')
    expect((await column(['#####', 'x'])).problems.join()).toContain('too narrow')
    for (const fine of ['1e5', '100000', '1234567890123456', 'E+12', '3.5E-7']) {
      expect((await column([fine])).problems).toEqual([])
    }
  })

  it('suggests the unique column that is called like a key, and none when no column is unique', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => [`t${i}`, `C-${i}`, 'same'])
    expect((await analyse([['title', 'code', 'kind'], ...rows])).suggestedKey).toBe('code')
    expect(
      (await analyse([['title', 'kind'], ...rows.map(([title, , kind]) => [title!, kind!])])).suggestedKey,
    ).toBe('title')
    expect((await analyse([['a'], ['x'], ['x']])).suggestedKey).toBeNull()
    expect((await analyse([['a'], ['x'], ['']])).suggestedKey).toBeNull()
  })
})
