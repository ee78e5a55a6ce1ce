import { afterEach, expect, test } from 'vitest'
import { withDatabase } from '../../test/helpers/database.ts'
import { makeRows, type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import type { Database } from '../db/types.ts'

let database: Database
let publishing: Publishing
withDatabase((opened) => {
  database = opened
})
afterEach(() => publishing.close())

/** Answers of Wix to the first calls, in their order; after them it is itself. */
async function begin(...answers: (() => Response)[]) {
  let calls = 0
  publishing = await startPublishing(database, {
    rows: makeRows(3),
    fetch: async (input, init) => answers[calls++]?.() ?? fetch(input, init),
  })
  return { calls: () => calls }
}

const slowDown = (seconds: number) => () =>
  new Response('{}', { status: 429, headers: { 'Retry-After': String(seconds) } })

test('a plan goes on after Wix asked to slow down, as often as it may', async () => {
  await begin(slowDown(1), slowDown(1), slowDown(1))
  const plan = await publishing.plan()
  expect(plan).toMatchObject({ state: 'ready', counts: { create: 3 } })
  const { rows } = await database.query<{ rate_per_minute: number }>(
    'select rate_per_minute::float8 from connection_pacing where connection_id = $1',
    [publishing.connectionId],
  )
  // Runs beside it are slower too: the usual rate of these tests is 60,000.
  expect(rows[0]?.rate_per_minute).toBeLessThan(60_000)
})

test('what Wix keeps asking for is told after the fourth time', async () => {
  const { calls } = await begin(...Array.from({ length: 9 }, () => slowDown(1)))
  await expect(publishing.plan()).rejects.toMatchObject({ kind: 'throttled' })
  expect(calls()).toBe(4)
})

test('a wait of an hour is told at once, and so is what does not pass', async () => {
  const long = await begin(slowDown(3600))
  await expect(publishing.plan()).rejects.toMatchObject({ kind: 'throttled' })
  expect(long.calls()).toBe(1)
  await publishing.close()
  const refused = await begin(() => new Response('{"message":"","details":{}}', { status: 403 }))
  await expect(publishing.plan()).rejects.toMatchObject({ kind: 'forbidden' })
  expect(refused.calls()).toBe(1)
})
