// kill -9 while an owner says that renumbered rows are the same: whatever was decided by then holds, the rest is decided
// when it is asked for again, and no page is made twice, removed or sent.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Plan } from '../../src/api/plan.ts'
import { startPictures } from '../helpers/pictures.ts'
import { writeCalls } from '../helpers/write-calls.ts'
import { onEither, stopPostgres } from './engines.ts'
import { mixedScenarios } from './mixed.ts'
import { type Installation, type Prepared, prepare, type Running, toCsv } from './rig.ts'
import type { Row } from './scenarios.ts'

/** Enough for three parts of a decision. */
const rowCount = 1_100
/** Each row gets the number of one that is so far behind it, so that its page moves to a key which another has. */
const shift = 100

let pictures: Awaited<ReturnType<typeof startPictures>>
let prepared: Prepared
beforeAll(async () => {
  pictures = await startPictures()
  const cms = mixedScenarios(pictures.host)['wix/cms']!
  const rows = (usual: Row[]) =>
    cms.rows!(usual).map((row, i) => ({ ...row, code: `${i + 1}`, name: `Place ${i + 1}` }))
  const env = { FETCH_ALLOWED_HOSTS: pictures.host }
  prepared = await prepare(await onEither(), rowCount, { scenario: { ...cms, rows }, env })
})
afterAll(async () => {
  await prepared?.remove()
  await stopPostgres()
  await pictures.close()
})

const counts = { create: 0, remove: 0, update: 0, move: 0, held: 0, conflict: 0, gone: 0 }

async function storedIds({ simulator }: Installation): Promise<string[]> {
  const path = `items?site=${prepared.siteId}&kind=dataItems&collection=Places`
  const { items } = await simulator.control<{ items: { id: string }[] }>('GET', path)
  return items.map(({ id }) => id).toSorted()
}

/** Publishes all, and gives every row the number of another. */
async function renumber({ client }: Running): Promise<Plan> {
  const run = await client.call<{ id: string }>('POST', `/plans/${prepared.planId}/apply`, {})
  await client.untilRun(run.id, ['done'])
  const project = await client.call<{ dataset: { id: string } }>('GET', `/projects/${prepared.projectId}`)
  const rows = prepared.rows.map((row, i) => ({ ...row, code: `${i + 1 + shift}` }))
  await client.importCsv(toCsv(rows), 'code', 'Places', project.dataset.id)
  return client.plan(prepared.projectId)
}

test('rows that are the same, killed in the middle of a part and between two, keep their pages', async () => {
  const installation = await prepared.copy()
  try {
    const first = await installation.start()
    const asked = await renumber(first)
    expect(asked.changedKeys).toMatchObject({ open: rowCount, unclear: 0 })
    const before = await storedIds(installation)
    await first.stop()
    const path = `/plans/${asked.id}/changed-keys`
    for (const point of ['in-keys-part:2', 'after-keys-part:2']) {
      const dying = await installation.start({ CRASH_AT: point })
      await expect(dying.client.call('POST', path, { choice: 'same' })).rejects.toThrow()
      expect(await dying.ended).toEqual({ code: null, signal: 'SIGKILL' })
    }
    const running = await installation.start()
    // What a plan of that moment says is no page twice either.
    const between = await running.client.plan(prepared.projectId)
    expect(between.counts).toMatchObject({ create: 0, remove: 0 })
    expect(between.willSend.total).toBe(0)
    const lastRequest = (await installation.requests()).at(-1)?.n ?? 0
    const plan = await running.client.planBy(`/plans/${between.id}/changed-keys`, { choice: 'same' })
    expect(plan).toMatchObject({ counts: { ...counts, unchanged: rowCount }, willSend: { total: 0 } })
    expect(plan.changedKeys).toMatchObject({ open: 0, same: rowCount })
    expect(writeCalls(await installation.requests(lastRequest))).toEqual([])
    expect(await storedIds(installation)).toEqual(before)
  } finally {
    await installation.remove()
  }
})
