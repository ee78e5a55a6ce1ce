import { expect, test } from 'vitest'
import { moreLine, type Paged, readPages } from './paging.ts'

/** A search through 100,000 rows in ten parts, of which the last one alone finds something. */
const readPart = async ({ cursor }: { cursor?: string }): Promise<Paged<string>> => {
  const part = Number(cursor ?? 0)
  return {
    items: part === 9 ? ['found'] : [],
    nextCursor: part === 9 ? null : String(part + 1),
    total: null,
    searched: { rows: 10_000, of: 100_000 },
  }
}

test('a search goes on through parts in which nothing was found, and says how far it is', async () => {
  const told: string[] = []
  const page = await readPages({ limit: 50 }, readPart, (text) => void told.push(text))
  expect(page).toEqual({
    items: ['found'],
    nextCursor: null,
    total: null,
    searched: { rows: 100_000, of: 100_000 },
  })
  expect(moreLine(page)).toBe('')
  expect(told.slice(0, 2)).toEqual(['Searched 10,000 of 100,000', 'Searched 20,000 of 100,000'])
  expect(told).toHaveLength(9)
})

test('a list that is not searched tells nothing of searching', async () => {
  const told: string[] = []
  const read = async () => ({ items: ['a'], nextCursor: null, total: 1 })
  expect(await readPages({ limit: 50 }, read, (text) => void told.push(text))).toEqual({
    items: ['a'],
    nextCursor: null,
    total: 1,
  })
  expect(told).toEqual([])
})
