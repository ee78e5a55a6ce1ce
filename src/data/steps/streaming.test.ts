// However the rows of a table are cut into groups, and however often they are walked: steps make the same of them.
import { expect, it } from 'vitest'
import { previewSteps } from './preview.ts'
import { contextOf, otherOf, shape, sourceOf, stepsOf, type Written } from './test-steps.ts'

/** The same numbers for the same seed. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const texts = ['', 'a', 'A', ' b ', 'a,b', '1.234,50', '12', 'x;y', '31.3.26', '3/4/2026', 'é', 'zz\u00a0top']
const other = otherOf('Other', [
  ['k', 'v'],
  ['a', 'one'],
  ['12', 'twelve'],
])
const kinds: ((pick: <T>(list: readonly T[]) => T, column: () => string) => Written)[] = [
  (pick, column) => ({
    kind: 'filter',
    conditions: [
      { column: column(), test: pick(['is', 'contains', 'filled', 'more', 'matches']), value: 'a' },
    ],
    rows: pick(['keep', 'drop']),
  }),
  (_, column) => ({ kind: 'pick', columns: [{ column: column() }] }),
  (pick, column) => ({
    kind: 'replace',
    columns: [column()],
    find: pick(['a', ',', '[a-z]']),
    replacement: pick(['', 'Q', 'a']),
    isPattern: pick([true, false]),
  }),
  (pick, column) => ({
    kind: 'trim_case',
    columns: [column()],
    letters: pick(['upper', 'title']),
    spaces: 'all',
  }),
  (pick, column) => ({ kind: 'unique', columns: [column(), column()], keep: pick(['first', 'last']) }),
  (pick, column) => ({
    kind: 'number',
    columns: [column()],
    decimal: ',',
    otherwise: pick(['keep', 'empty', 'aside']),
  }),
  (pick, column) => ({
    kind: 'date',
    columns: [column()],
    order: pick(['dmy', 'mdy']),
    otherwise: pick(['keep', 'aside']),
  }),
  (pick, column) => ({
    kind: 'list_values',
    column: column(),
    values: [{ from: 'a', to: 'b' }],
    otherwise: pick(['keep', 'aside']),
  }),
  (_, column) => ({ kind: 'join_text', columns: [column(), column()], into: 'p' }),
  (pick, column) => ({
    kind: 'join',
    datasetId: 'dat',
    on: [column()],
    columns: [
      { column: 'v', name: `v${pick([1, 2, 3, 4, 5, 6, 7, 8, 9])}${Math.abs(pick([11, 23, 47, 59, 83]))}` },
    ],
    rows: pick(['all', 'matching']),
  }),
]

it('the same for every cut into groups, and again on the second walk', async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = chance(seed)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
    const names = ['p', 'q', 'r']
    const rows = Array.from({ length: 40 }, () => names.map(() => pick(texts)))
    const written = Array.from({ length: 4 }, () => pick(kinds)(pick, () => pick(names)))
    const joined = written.filter(({ kind }) => kind === 'join')
    const steps = stepsOf(...written.filter((step) => step.kind !== 'join' || step === joined[0]))
    const context = { openDataset: async () => other }
    const whole = await shape(sourceOf([names, ...rows], rows.length), steps, context)
    for (const size of [1, 3, 7]) {
      const { table: _, ...cut } = await shape(sourceOf([names, ...rows], size), steps, context)
      const { table: __, ...expected } = whole
      expect(cut, `seed ${seed}, groups of ${size}: ${JSON.stringify(steps)}`).toEqual(expected)
    }
    const again: string[][] = []
    for await (const group of whole.table.rows())
      for (const row of group) if (row.kind === 'row') again.push(row.cells)
    expect(again, `seed ${seed}`).toEqual(whole.rows)
    // A preview of a table that is looked at as a whole ends with the same rows.
    const preview = await previewSteps(sourceOf([names, ...rows], 5), steps, contextOf(context))
    const last = preview.steps.at(-1)!
    expect(last.problem).toBeNull()
    expect(last.after!.rows.map(({ cells }) => cells)).toEqual(whole.rows.slice(0, 10))
    expect(last.after!.rowCount).toBe(whole.rows.length)
  }
})

it('a preview tells the step that fails, and tries none after it', async () => {
  const steps = stepsOf(
    { kind: 'trim_case', columns: ['a'] },
    { kind: 'trim_case', columns: ['gone'] },
    { kind: 'unique', columns: ['a'] },
  )
  const { steps: results, source } = await previewSteps(sourceOf([['a'], [' x '], ['x']]), steps, contextOf())
  expect(source.rowCount).toBe(2)
  expect(results.map(({ problem, after }) => [problem !== null, after !== null])).toEqual([
    [false, true],
    [true, false],
    [false, false],
  ])
  expect(results[1]!.problem).toContain('Step 2')
})

it('a preview counts rows that a step set aside, with a reason', async () => {
  const steps = stepsOf({ kind: 'number', columns: ['a'], decimal: '.', otherwise: 'aside' })
  const { steps: results } = await previewSteps(sourceOf([['a'], ['1'], ['x'], ['y']]), steps, contextOf())
  expect(results[0]!.setAside).toEqual({ count: 2, reason: '"x" in "a" is not a number like 1,234.50.' })
})
