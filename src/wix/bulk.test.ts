import { expect, test } from 'vitest'
import { readBulk } from './bulk.ts'
import { WixError } from './errors.ts'
import type { Answer } from './send.ts'

function answer(body: Record<string, unknown>): Answer {
  const malformed = (description: string) =>
    new WixError({
      kind: 'malformed',
      method: 'POST',
      path: '/x',
      isWrite: true,
      delivered: 'unknown',
      description,
    })
  return { body, requestId: 'req-1', malformed }
}

const good = (originalIndex: unknown, id: unknown, item?: object) => ({
  itemMetadata: { id, originalIndex, success: true },
  ...(item ? { item } : {}),
})
const bad = (originalIndex: number, error: object) => ({
  itemMetadata: { originalIndex, success: false, error },
})

test('entries in another order find their items', () => {
  const results = [
    good(2, 'c'),
    bad(1, { code: 'INVALID', description: 'no', data: {} }),
    good(0, 'a', { id: 'a', title: 'A' }),
  ]
  expect(readBulk(answer({ results }), { count: 3 })).toEqual({
    items: [
      { index: 0, success: true, id: 'a', item: { id: 'a', title: 'A' } },
      {
        index: 1,
        success: false,
        id: undefined,
        item: undefined,
        error: { code: 'INVALID', description: 'no' },
      },
      { index: 2, success: true, id: 'c', item: undefined },
    ],
    missing: [],
    duplicated: [],
    unmatched: 0,
    requestId: 'req-1',
  })
})

test('an item without an entry is missing, whatever the totals claim', () => {
  const bulkActionMetadata = { totalSuccesses: 3, totalFailures: 0, undetailedFailures: 0 }
  const result = readBulk(answer({ results: [good(0, 'a'), good(2, 'c')], bulkActionMetadata }), { count: 3 })
  expect(result).toMatchObject({ missing: [1], duplicated: [], unmatched: 0 })
  expect(result.items.map((item) => item.index)).toEqual([0, 2])
})

test('an item answered twice is not believed either way', () => {
  const result = readBulk(answer({ results: [good(0, 'a'), bad(0, { code: 'X' }), good(1, 'b')] }), {
    count: 2,
  })
  expect(result).toMatchObject({ missing: [0], duplicated: [0], unmatched: 0 })
  expect(result.items.map((item) => item.id)).toEqual(['b'])
})

test.each<[string, unknown]>([
  ['a place beyond the end', good(2, 'x')],
  ['a negative place', good(-1, 'x')],
  ['a place that is a text', good('0', 'x')],
  ['a success without an id', good(0, undefined)],
  [
    'a success with an error',
    { itemMetadata: { id: 'x', originalIndex: 0, success: true, error: { code: 'X' } } },
  ],
  ['neither success nor failure', { itemMetadata: { id: 'x', originalIndex: 0 } }],
  ['a success that is a text', { itemMetadata: { id: 'x', originalIndex: 0, success: 'true' } }],
  ['no metadata', { item: { id: 'x' } }],
  ['no object', 7],
])('an entry with %s leaves its item missing', (_name, entry) => {
  const result = readBulk(answer({ results: [entry, good(1, 'b')] }), { count: 2 })
  expect(result).toMatchObject({ missing: [0], unmatched: 1 })
  expect(result.items).toHaveLength(1)
})

test('with the sent ids an entry may lack its place but not carry the id of another', () => {
  const sent = { count: 3, ids: ['a', 'b', 'c'] }
  const results = [good(undefined, 'c'), good(0, 'b'), good(1, 'b')]
  expect(readBulk(answer({ results }), sent)).toMatchObject({
    items: [
      { index: 1, id: 'b' },
      { index: 2, id: 'c' },
    ],
    missing: [0],
    unmatched: 1,
  })
})

test('a failure is read without its error, and an empty error is none', () => {
  const results = [
    { itemMetadata: { originalIndex: 0, success: false } },
    { itemMetadata: { originalIndex: 1, success: true, id: 'b', error: {} } },
    { itemMetadata: { originalIndex: 2, error: { description: 'too long' } } },
  ]
  expect(readBulk(answer({ results }), { count: 3 }).items).toMatchObject([
    { success: false, error: { code: undefined, description: '' } },
    { success: true, id: 'b' },
    { success: false, error: { description: 'too long' } },
  ])
})

test('the id may come with the item, whose key differs between APIs', () => {
  const results = [{ itemMetadata: { originalIndex: 0, success: true }, dataItem: { id: 'k', data: {} } }]
  expect(readBulk(answer({ results }), { count: 1, itemKey: 'dataItem' }).items).toEqual([
    { index: 0, success: true, id: 'k', item: { id: 'k', data: {} } },
  ])
})

test.each([[{}], [{ results: null }], [{ results: { 0: good(0, 'a') } }]])(
  '%j is no answer to a bulk call',
  (body) => {
    expect(() => readBulk(answer(body), { count: 1 })).toThrow(
      expect.objectContaining({ kind: 'malformed', delivered: 'unknown' }),
    )
  },
)

test('an id may stand elsewhere in the metadata, and the list below another key', () => {
  const metadata = (id: string, originalIndex: number) => ({
    itemMetadata: { item: { catalogItemId: id }, originalIndex, success: true },
  })
  const inner = { results: [metadata('a', 0), metadata('a', 1)] }
  const sent = {
    count: 2,
    ids: ['a', 'b'],
    idOf: (one: { item?: unknown }) => (one.item as { catalogItemId: string }).catalogItemId,
  }
  expect(readBulk(answer({ productResults: inner }), sent, inner)).toMatchObject({
    items: [{ index: 0, id: 'a' }],
    missing: [1],
    unmatched: 1,
  })
})

test('results by place take their names from what was sent, and none without a place', () => {
  const entry = (originalIndex?: number) => ({
    referenceMetadata: { id: 'other', ...(originalIndex !== undefined && { originalIndex }), success: true },
  })
  const sent = { count: 3, ids: ['a', 'b', 'c'], metadataKey: 'referenceMetadata', byPlace: true }
  expect(readBulk(answer({ results: [entry(1), entry(), entry()] }), sent)).toMatchObject({
    items: [{ index: 1, id: 'b', success: true }],
    missing: [0, 2],
    unmatched: 2,
  })
})

test('the one entry without a place is the first where all others have theirs: a zero may be left out', () => {
  const read = (count: number, ...places: unknown[]) =>
    readBulk(answer({ results: places.map((place, at) => good(place, `id-${at}`)) }), { count })
  expect(read(1, undefined)).toMatchObject({ items: [{ index: 0, id: 'id-0' }], missing: [] })
  expect(read(3, 2, undefined, 1)).toMatchObject({
    items: [
      { index: 0, id: 'id-1' },
      { index: 1, id: 'id-2' },
      { index: 2, id: 'id-0' },
    ],
    missing: [],
  })
  // Two without, one that has the place already, one entry too few, one place twice.
  expect(read(3, 2, undefined, undefined).missing).toEqual([0, 1])
  expect(read(2, 0, undefined).missing).toEqual([1])
  expect(read(3, 2, undefined).missing).toEqual([0, 1])
  expect(read(3, 1, undefined, 1).missing).toEqual([0, 1, 2])
})
