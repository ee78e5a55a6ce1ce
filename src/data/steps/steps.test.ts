import { describe, expect, it } from 'vitest'
import type { Step } from '../../api/step.ts'
import { shapeTable } from './shape-table.ts'
import { StepProblem } from './step.ts'
import { contextOf, otherOf, shape, sourceOf, stepsOf, type Written } from './test-steps.ts'

const hotels = [
  ['id', 'name', 'city', 'stars'],
  ['h1', 'Hotel Adria', 'Split, Croatia', '4'],
  ['h2', 'Pension Bela', 'Ljubljana', '3'],
  ['h3', 'Casa Cova', '', '12'],
  ['h4', 'hotel adria', 'Zadar, Croatia', 'n/a'],
] as const

const shapeHotels = (...written: Written[]) => shape(sourceOf(hotels), stepsOf(...written))

async function problemOf(
  steps: Step[],
  table: readonly (readonly string[])[] = hotels,
): Promise<StepProblem> {
  const error = await shape(sourceOf(table), steps).then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof StepProblem) return error
  throw new Error(`no problem of a step but ${String(error)}`)
}

describe('steps', () => {
  it('leave a table as it is when there are none, or all are off', async () => {
    const source = sourceOf(hotels)
    const table = await shapeTable(source, [], contextOf())
    expect(table.rows).toBe(source.table.rows)
    const off = await shapeHotels({ kind: 'unique', columns: ['city'], isOff: true })
    expect(off.rows).toEqual(hotels.slice(1))
  })

  it('keep the lines of the file, and know where columns come from', async () => {
    const { lines, table } = await shapeHotels(
      { kind: 'filter', conditions: [{ column: 'city', test: 'filled' }] },
      { kind: 'join_text', columns: ['name', 'city'], into: 'title', separator: ' in ' },
      { kind: 'trim_case', columns: ['title'], letters: 'upper' },
    )
    expect(lines).toEqual([2, 3, 5])
    expect(table.columns.at(-1)).toEqual({
      name: 'title',
      header: '',
      from: ['name', 'city'],
      steps: ['s2', 's3'],
    })
    expect(table.columns[0]).toMatchObject({ from: ['id'], steps: [] })
  })

  it('say which of them cannot be taken, why, and what there is', async () => {
    const problem = await problemOf(
      stepsOf(
        { kind: 'pick', columns: [{ column: 'city' }], others: 'drop' },
        { kind: 'trim_case', columns: ['name'] },
      ),
    )
    expect(problem.stepId).toBe('s2')
    expect(problem.message).toBe(
      'Step 2 (Spaces and letters): There is no column "name" at this point. Choose one of: city.',
    )
  })

  it('refuse a new column that is called as another one', async () => {
    const problem = await problemOf(
      stepsOf({ kind: 'split', column: 'city', separator: ',', into: ['Name'] }),
    )
    expect(problem.message).toContain('There is a column "Name" already')
  })
})

describe('a filter', () => {
  const kept = async (conditions: { column: string; test: string; value?: string }[], more = {}) =>
    (await shapeHotels({ kind: 'filter', conditions, ...more })).rows.map(([id]) => id)

  it('compares texts whatever their capitals, and says how many rows it left out', async () => {
    expect(await kept([{ column: 'name', test: 'is', value: 'HOTEL ADRIA' }])).toEqual(['h1', 'h4'])
    expect(await kept([{ column: 'name', test: 'is', value: 'Hotel Adria' }], { ignoreCase: false })).toEqual(
      ['h1'],
    )
    const { notes } = await shapeHotels({ kind: 'filter', conditions: [{ column: 'city', test: 'empty' }] })
    expect(notes).toEqual(['3 rows left out by a filter.'])
  })

  it('compares numbers as numbers; what is none is neither more nor less', async () => {
    expect(await kept([{ column: 'stars', test: 'at_least', value: '4' }])).toEqual(['h1', 'h3'])
    expect(await kept([{ column: 'stars', test: 'less', value: '4' }])).toEqual(['h2'])
  })

  it('joins conditions by and, or by or, and can leave out what matches', async () => {
    const both = [
      { column: 'city', test: 'ends', value: 'croatia' },
      { column: 'stars', test: 'is', value: '4' },
    ]
    expect(await kept(both)).toEqual(['h1'])
    expect(await kept(both, { match: 'any' })).toEqual(['h1', 'h4'])
    expect(await kept(both, { match: 'any', rows: 'drop' })).toEqual(['h2', 'h3'])
  })

  it('takes patterns, and refuses what is none', async () => {
    expect(await kept([{ column: 'name', test: 'matches', value: '^hotel\\b' }])).toEqual(['h1', 'h4'])
    const problem = await problemOf(
      stepsOf({ kind: 'filter', conditions: [{ column: 'name', test: 'matches', value: '(a' }] }),
    )
    expect(problem.message).toMatch(/^Step 1 \(Filter rows\): "\(a" is not a pattern/)
  })
})

describe('texts', () => {
  it('are split at a text, the last column taking the rest', async () => {
    const { names, rows } = await shape(
      sourceOf([
        ['a', 'b'],
        ['x - y - z', '1'],
        ['only', '2'],
      ]),
      stepsOf({ kind: 'split', column: 'a', separator: ' - ', into: ['first', 'second'] }),
    )
    expect(names).toEqual(['a', 'first', 'second', 'b'])
    expect(rows).toEqual([
      ['x - y - z', 'x', 'y - z', '1'],
      ['only', 'only', '', '2'],
    ])
  })

  it('are split at a pattern, and the column goes where that is wanted', async () => {
    const step = {
      kind: 'split',
      column: 'a',
      separator: '\\s*[;/]\\s*',
      isPattern: true,
      into: ['x', 'y'],
    } as const
    const { names, rows, notes } = await shape(
      sourceOf([['a'], ['1 ; 2/3']]),
      stepsOf({ ...step, rest: 'drop', keepsColumn: false }),
    )
    expect([names, rows]).toEqual([['x', 'y'], [['1', '2']]])
    expect(notes).toEqual(['1 cell of "a" with more parts than columns for them.'])
  })

  it('are joined without the empty ones', async () => {
    const { rows } = await shapeHotels({
      kind: 'join_text',
      columns: ['name', 'city'],
      into: 'name',
      separator: ', ',
    })
    expect(rows.map((cells) => cells[1])).toEqual([
      'Hotel Adria, Split, Croatia',
      'Pension Bela, Ljubljana',
      'Casa Cova',
      'hotel adria, Zadar, Croatia',
    ])
  })

  it('are replaced: as they stand, with a dollar too, or by a pattern with groups', async () => {
    const replaced = async (step: Record<string, unknown>, cell: string) => {
      const steps = stepsOf({ kind: 'replace', columns: ['a'], ...step })
      return (await shape(sourceOf([['a'], [cell]]), steps)).rows[0]![0]
    }
    expect(await replaced({ find: 'a.c', replacement: '$1' }, 'abc a.c A.C')).toBe('abc $1 A.C')
    expect(await replaced({ find: 'A.C', replacement: '-', ignoreCase: true }, 'abc a.c A.C')).toBe('abc - -')
    expect(await replaced({ find: 'x', replacement: 'y', wholeCell: true }, 'x x')).toBe('x x')
    expect(await replaced({ find: '(\\d+) (\\w+)', replacement: '$2 $1', isPattern: true }, '12 km')).toBe(
      'km 12',
    )
    expect(await replaced({ find: '\\d+', replacement: '', isPattern: true, wholeCell: true }, '12 km')).toBe(
      '12 km',
    )
  })

  it('take their time from their length alone, whatever the pattern', async () => {
    const started = performance.now()
    const { rows } = await shape(
      sourceOf([['a'], [`${'a'.repeat(20_000)}!`]]),
      stepsOf({ kind: 'replace', columns: ['a'], find: '(a+)+$', replacement: 'x', isPattern: true }),
    )
    expect(rows[0]![0]).toHaveLength(20_001)
    // An engine that tries again and again would need longer than the universe has.
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  it('get other capitals and spaces', async () => {
    const tidied = async (step: Record<string, unknown>, cell: string) =>
      (await shape(sourceOf([['a'], [cell]]), stepsOf({ kind: 'trim_case', columns: ['a'], ...step })))
        .rows[0]![0]
    expect(await tidied({ spaces: 'all' }, ' a \u00a0 b ')).toBe('a b')
    expect(await tidied({ letters: 'title' }, "SAINT-ÉTIENNE'S o’neill")).toBe("Saint-Étienne's O’neill")
    expect(await tidied({ letters: 'sentence' }, '«GRAND HOTEL»')).toBe('«Grand hotel»')
  })

  it('become others by a list, and what is not in it is told', async () => {
    const values = [
      { from: '3', to: 'three' },
      { from: '4', to: 'four' },
    ]
    const into = await shapeHotels({
      kind: 'list_values',
      column: 'stars',
      into: 'word',
      values,
      otherwise: 'empty',
    })
    expect(into.rows.map((cells) => cells[4])).toEqual(['four', 'three', '', ''])
    expect(into.notes).toEqual(['2 cells of "stars" with a value that is not in the list.'])
    const aside = await shapeHotels({ kind: 'list_values', column: 'stars', values, otherwise: 'aside' })
    expect(aside.aside).toEqual([
      '"12" in "stars" is not in the list of values.',
      '"n/a" in "stars" is not in the list of values.',
    ])
  })
})

it('never cuts a cell through a character where it tells of it', async () => {
  const cell = `${'x'.repeat(58)}\u{1f1e6}\u{1f1e9} and more`
  const step = { kind: 'number', columns: ['a'], decimal: '.', otherwise: 'aside' } as const
  const { aside, notes } = await shape(sourceOf([['a'], [cell]]), stepsOf(step))
  for (const text of [...aside, ...notes]) expect(text.isWellFormed(), text).toBe(true)
})

describe('columns', () => {
  it('are chosen, named and ordered, the others behind them or gone', async () => {
    const columns = [{ column: 'city', name: 'place' }, { column: 'id' }]
    const kept = await shapeHotels({ kind: 'pick', columns })
    expect(kept.names).toEqual(['place', 'id', 'name', 'stars'])
    expect(kept.rows[1]).toEqual(['Ljubljana', 'h2', 'Pension Bela', '3'])
    expect((await shapeHotels({ kind: 'pick', columns, others: 'drop' })).names).toEqual(['place', 'id'])
  })

  it('may trade names, and may not have the same', async () => {
    const swap = [
      { column: 'name', name: 'city' },
      { column: 'city', name: 'name' },
    ]
    expect((await shapeHotels({ kind: 'pick', columns: swap })).names).toEqual([
      'city',
      'name',
      'id',
      'stars',
    ])
    const problem = await problemOf(stepsOf({ kind: 'pick', columns: [{ column: 'name', name: 'city' }] }))
    expect(problem.message).toContain('There is a column "city" already')
  })
})

describe('duplicates', () => {
  const table = [
    ['k', 'v'],
    ['a', '1'],
    ['b', '2'],
    [' a ', '3'],
    ['a', '4'],
  ]

  it('leave the first of the same rows, or the last', async () => {
    const left = async (keep: string) =>
      (await shape(sourceOf(table), stepsOf({ kind: 'unique', columns: ['k'], keep }))).rows.map(([, v]) => v)
    expect(await left('first')).toEqual(['1', '2'])
    expect(await left('last')).toEqual(['2', '4'])
  })

  it('are looked for in the rows as the steps before made them', async () => {
    const steps = stepsOf(
      { kind: 'filter', conditions: [{ column: 'v', test: 'is_not', value: '4' }] },
      { kind: 'unique', columns: ['k'], keep: 'last' },
    )
    expect((await shape(sourceOf(table), steps)).rows.map(([, v]) => v)).toEqual(['2', '3'])
  })
})

describe('a join', () => {
  const countries = otherOf('Countries', [
    ['code', 'country', 'capital'],
    ['hr', 'Croatia', 'Zagreb'],
    ['si', 'Slovenia', 'Ljubljana'],
  ])
  const places = [
    ['id', 'code'],
    ['1', 'hr'],
    ['2', 'si'],
    ['3', 'xx'],
    ['4', ''],
    ['5', ' hr\u200b'],
  ]
  const step = {
    kind: 'join',
    datasetId: 'dat_c',
    on: ['code'],
    columns: [{ column: 'country', name: 'land' }],
  } as const
  const openDataset = async () => countries

  it('brings columns along by the key of the other, as keys are told apart', async () => {
    const joined = await shape(sourceOf(places), stepsOf(step), { openDataset })
    expect(joined.names).toEqual(['id', 'code', 'land'])
    expect(joined.rows.map((cells) => cells[2])).toEqual(['Croatia', 'Slovenia', '', '', 'Croatia'])
    expect(joined.notes).toEqual(['2 rows without a partner in "Countries", left empty.'])
    expect(joined.table.columns[2]).toMatchObject({ from: ['Countries: country'], steps: ['s1'] })
  })

  it('leaves out rows without a partner where that is wanted', async () => {
    const joined = await shape(sourceOf(places), stepsOf({ ...step, rows: 'matching' }), { openDataset })
    expect(joined.rows.map(([id]) => id)).toEqual(['1', '2', '5'])
    expect(joined.lines).toEqual([2, 3, 6])
  })

  it('asks for as many columns as the other key has parts', async () => {
    const other = { ...countries, keyParts: ['a', 'b'] }
    const error = await shape(sourceOf(places), stepsOf(step), { openDataset: async () => other }).catch(
      (reason: unknown) => reason,
    )
    expect(String(error)).toContain('is combined of "a" and "b"')
  })
})

describe('two lists', () => {
  const cities = [
    ['id', 'city'],
    ['1', 'Split'],
    ['2', 'Zadar'],
  ]
  const services = [
    ['id', 'service'],
    ['a', 'Repair'],
    ['b', 'Sale'],
  ]
  const step = {
    kind: 'combine',
    list: { datasetId: 'dat_s', columns: [{ column: 'service' }] },
    on: ['id'],
    into: 'pair',
  } as const

  it('make a row of each pair, numbered anew, with the key of both', async () => {
    const { names, rows, lines, table } = await shape(sourceOf(cities), stepsOf(step), {
      openDataset: async () => otherOf('Services', services),
    })
    expect(names).toEqual(['id', 'city', 'service', 'pair'])
    expect(rows).toEqual([
      ['1', 'Split', 'Repair', '1 | a'],
      ['1', 'Split', 'Sale', '1 | b'],
      ['2', 'Zadar', 'Repair', '2 | a'],
      ['2', 'Zadar', 'Sale', '2 | b'],
    ])
    expect(lines).toEqual([1, 2, 3, 4])
    expect(table.words.place).toEqual(['row', 'rows'])
  })

  it('keep every key when either list grows in the middle', async () => {
    const keys = async (a: string[][], b: string[][]) => {
      const openDataset = async () => otherOf('Services', b)
      return (await shape(sourceOf(a), stepsOf(step), { openDataset })).rows.map((cells) => cells.at(-1)!)
    }
    const before = await keys(cities, services)
    const after = await keys(cities.toSpliced(2, 0, ['7', 'Pula']), services.toSpliced(1, 0, ['c', 'Rent']))
    expect(after).toHaveLength(9)
    expect(before.filter((key) => !after.includes(key))).toEqual([])
    expect(new Set(after).size).toBe(9)
  })

  it('takes values that are written down, each once', async () => {
    const list = { values: ['red', 'blue', 'red'], column: 'colour' }
    const { rows } = await shape(sourceOf(cities), stepsOf({ kind: 'combine', list, on: ['city'] }))
    expect(rows.map((cells) => cells.at(-1))).toEqual([
      'Split | red',
      'Split | blue',
      'Zadar | red',
      'Zadar | blue',
    ])
  })

  it('refuse to become more rows than a dataset can hold', async () => {
    const values = Array.from({ length: 1_100 }, (_, n) => `v${n}`)
    const many = [['id'], ...Array.from({ length: 1_000 }, (_, n) => [`${n}`])]
    const steps = stepsOf({ kind: 'combine', list: { values, column: 'v' }, on: ['id'] })
    await expect(shape(sourceOf(many, 100), steps)).rejects.toThrow('more than 1,000,000')
  })
})

describe('a computed column', () => {
  it('holds what the template makes; a row it fails on is set aside with the reason', async () => {
    const computing = {
      check: async () => null,
      texts: () => async (rows: readonly { rowKey: string; cells: Record<string, string> }[]) =>
        rows.map(({ rowKey, cells }) =>
          cells['stars'] === 'n/a'
            ? { problem: 'n/a is not a number.' }
            : { text: `${rowKey}: ${cells['name']}` },
        ),
    }
    const steps = stepsOf({ kind: 'computed', into: 'line', template: '{{ row.name }}' })
    const made = await shape(sourceOf(hotels), steps, { computing, keyColumns: ['id'] })
    expect(made.rows.map((cells) => cells[4])).toEqual([
      'h1: Hotel Adria',
      'h2: Pension Bela',
      'h3: Casa Cova',
    ])
    expect(made.aside).toEqual(['"line": n/a is not a number.'])
    expect(made.table.columns[4]).toMatchObject({ from: ['name'], steps: ['s1'] })
  })

  it('is refused with what is wrong with the template whatever the row', async () => {
    const computing = { check: async () => 'The data has no column "nam".', texts: () => async () => [] }
    const steps = stepsOf({ kind: 'computed', into: 'line', template: '{{ nam }}' })
    await expect(shape(sourceOf(hotels), steps, { computing })).rejects.toThrow(
      'Step 1 (Computed column): The data has no column "nam".',
    )
  })
})
