// A part of a plan, killed with -9 on its way: the part goes whole and nothing but the part, and the rest of the same
// plan goes afterwards, each page once, without planning again.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Plan } from '../../src/api/plan.ts'
import type { Run } from '../../src/api/run.ts'
import type { Selection } from '../../src/api/selection.ts'
import { onEither, stopPostgres } from './engines.ts'
import { type Installation, isCreate, type Prepared, prepare, type Running } from './rig.ts'

const rowCount = 90
const part = 37

let prepared: Prepared
beforeAll(async () => {
  prepared = await prepare(await onEither(), rowCount)
})
afterAll(async () => {
  await prepared?.remove()
  await stopPostgres()
})

const applyPart = ({ client }: Running, selection: Selection | null) =>
  client.call<Run>('POST', `/plans/${prepared.planId}/apply`, {
    ...(selection && { selection, isCanary: selection.first !== undefined }),
  })

/** Kills the run at a point of its way, and lets another process finish it. */
async function killed(
  installation: Installation,
  point: string,
  selection: Selection | null,
): Promise<{ run: Run; running: Running }> {
  const first = await installation.start({ CRASH_AT: point })
  const { id } = await applyPart(first, selection)
  expect(await first.ended).toEqual({ code: null, signal: 'SIGKILL' })
  const running = await installation.start()
  const run = await running.client.untilRun(id, ['done'])
  expect(run.receipt?.restarts, 'restarts in the receipt').toBeGreaterThan(0)
  return { run, running }
}

const sentOf = ({ receipt }: Run) => [receipt?.sent, receipt?.accepted, receipt?.verifiedEqual]

test.each(['after-chunk:1', 'after-intent:2', 'between-batches:1', 'before-receipt:1'])(
  'the first pages of a plan and then the rest, each killed at %s, are every page once from one plan',
  async (point) => {
    const installation = await prepared.copy()
    try {
      const { run, running } = await killed(installation, point, { first: part })
      expect(sentOf(run)).toEqual([part, part, part])
      const keys = (await running.client.runItems(run.id)).map((item) => item.rowKey)
      expect(keys.toSorted()).toEqual(
        prepared.rows
          .slice(0, part)
          .map((row) => row['code'])
          .toSorted(),
      )
      expect(await prepared.scenario.storedIds(installation)).toHaveLength(part)
      expect(await running.client.call<Plan>('GET', `/plans/${prepared.planId}`)).toMatchObject({
        state: 'ready',
        taken: part,
      })
      await running.stop()

      const rest = await killed(installation, point, null)
      expect(sentOf(rest.run)).toEqual(Array(3).fill(rowCount - part))
      expect(await prepared.scenario.check(installation)).toEqual([])
      expect(await prepared.scenario.storedIds(installation)).toHaveLength(rowCount)
      const plans = await rest.running.client.call<{ items: Plan[] }>(
        'GET',
        `/projects/${prepared.projectId}/plans`,
      )
      expect(
        plans.items.map(({ id }) => id),
        'nothing was planned again',
      ).toEqual([prepared.planId])
    } finally {
      await installation.remove()
    }
  },
)

test('pages that a filter shows are sent, those and no others, whenever it is killed', async () => {
  const installation = await prepared.copy()
  try {
    const filter: Selection = { filter: { where: [{ column: 'type', value: prepared.rows[0]!['type']! }] } }
    const wanted = prepared.rows.filter((row) => row['type'] === prepared.rows[0]!['type'])
    expect(wanted.length).toBeGreaterThan(1)
    expect(wanted.length).toBeLessThan(rowCount)
    const { run, running } = await killed(installation, 'after-intent:1', filter)
    const keys = (await running.client.runItems(run.id)).map((item) => item.rowKey)
    expect(keys.toSorted()).toEqual(wanted.map((row) => row['code']).toSorted())
    const creates = (await installation.requests()).filter((entry) => isCreate(prepared.scenario, entry))
    expect(creates.length).toBeGreaterThan(0)
    expect(await prepared.scenario.storedIds(installation)).toHaveLength(wanted.length)
  } finally {
    await installation.remove()
  }
})
