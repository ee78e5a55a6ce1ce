// What runs promise, for every destination: each row once, nothing twice, nothing of others touched.
import { afterEach, describe, expect, test } from 'vitest'
import { withDatabase } from '../../test/helpers/database.ts'
import { type Control, destinations } from '../../test/helpers/destinations.ts'
import {
  makeRows,
  type Publishing,
  type PublishingOptions,
  startPublishing,
} from '../../test/helpers/publishing.ts'
import { writeCalls } from '../../test/helpers/write-calls.ts'
import { permissionTable } from '../connections/permission-table.ts'
import type { Database } from '../db/types.ts'
import { listPlanItems } from '../plans/item-lists.ts'
import { setRemovals } from '../plans/plans.ts'
import type { Switches } from '../simulator/types.ts'
import { listRunItems } from './run-list.ts'

/** What the documentation of Wix leaves open, the other way round than the simulator has it. */
const otherReadings: Partial<Switches> = {
  deny401: true,
  dataDenied: 'WDE0027',
  appCheckBeforePermission: true,
  manageProductsCovers: ['products'],
  catalogVersionScope: 'own',
  hashtags: 'dropped',
  memberEveryMs: 1000,
  multiReferenceOnInsert: 'reject',
  publishStatusByUpdate: 'applied',
  deletedField: 'store',
  duplicateTag: 'return',
  duplicateCategory: 'create',
  catalogMismatchCode: 'long',
  handleIsWritable: true,
  slugOnV1Create: 'ignored',
}

describe.each(destinations.map((one) => [one.name, one] as const))('a run to %s', (_, destination) => {
  let database: Database
  let publishing: Publishing
  withDatabase((opened) => {
    database = opened
  })
  afterEach(() => publishing.close())

  async function begin(count: number, options: Partial<PublishingOptions> = {}) {
    publishing = await startPublishing(database, {
      rows: makeRows(count),
      ...destination.options,
      ...options,
    })
    await publishing.startWorker()
  }
  const stored = () => destination.stored(publishing.control, publishing.siteId)
  const names = () => stored().map(destination.nameOf).toSorted()
  const wanted = (count: number) =>
    makeRows(count)
      .map((row) => row['name'])
      .toSorted()
  const writes = () => writeCalls(publishing.control.requests(0))
  const fault = (kind: string, more: Record<string, unknown> = {}) =>
    publishing.control.addFault({ route: destination.createRoute, kind, ...more } as Parameters<
      Control['addFault']
    >[0])

  test('publishes each row once, reads all back equal, and writes nothing the second time', async () => {
    await begin(30)
    const run = await publishing.publish()
    expect(run).toMatchObject({ state: 'done' })
    expect(run.receipt).toMatchObject({ accepted: 30, verifiedEqual: 30, differences: 0, rejected: 0 })
    expect(names()).toEqual(wanted(30))
    publishing.control.clearRequests()
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 30, update: 0, conflict: 0 })
    expect(writes()).toEqual([])
  })

  test('publishes each row once where Wix follows the other reading of everything it leaves open', async () => {
    const { site } = destination.options
    const switches = { ...site?.switches, ...otherReadings }
    const permissions = permissionTable.map(({ name }) => name)
    await begin(12, { site: { ...site, switches }, permissions })
    const run = await publishing.publish()
    expect(run.receipt).toMatchObject({ accepted: 12, verifiedEqual: 12, differences: 0, rejected: 0 })
    expect(names()).toEqual(wanted(12))
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 12, update: 0, conflict: 0 })
  })

  test('sends what changed alone, and leaves what a person wrote beside it', async () => {
    await begin(12)
    await publishing.publish()
    const all = stored()
    for (const { id } of all.slice(0, 6)) destination.editOther(publishing.control, publishing.siteId, id)
    const before = stored().map(destination.other)
    await publishing.replaceRows(makeRows(12).map((row) => ({ ...row, name: `${row['name']} (new)` })))
    const run = await publishing.publish()
    expect(run.receipt).toMatchObject({ accepted: 12, verifiedEqual: 12, differences: 0 })
    expect(stored().map(destination.other)).toEqual(before)
    expect(before.filter(Boolean).length).toBeGreaterThanOrEqual(6)
    expect(names()).toEqual(
      makeRows(12)
        .map((row) => `${row['name']} (new)`)
        .toSorted(),
    )
  })

  test("shows a person's edit of our fields as a conflict and overwrites nothing", async () => {
    await begin(8)
    await publishing.publish()
    for (const { id } of stored().slice(0, 3)) destination.editOurs(publishing.control, publishing.siteId, id)
    await publishing.replaceRows(makeRows(8).map((row) => ({ ...row, name: `${row['name']} (new)` })))
    const plan = await publishing.plan()
    expect(plan.counts).toMatchObject({ conflict: 3, update: 5 })
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 5, held: 3 })
    expect(names().filter((name) => name === 'Edited by Dana')).toHaveLength(3)
  })

  test('removes what was ticked, and only that', async () => {
    await begin(6)
    await publishing.publish()
    await publishing.replaceRows(makeRows(4))
    const plan = await publishing.plan()
    expect(plan.counts).toMatchObject({ remove: 2, unchanged: 4 })
    await setRemovals(database, publishing.workspaceId, plan.id, true)
    await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(names()).toEqual(wanted(4))
  })

  test('takes over what exists: shown first, nothing made twice, what was beside it stays', async () => {
    const rows = makeRows(20) as { id: string; name: string }[]
    await begin(20, {
      furnish: (control, siteId) => {
        destination.options.furnish?.(control, siteId)
        for (const row of rows.slice(0, 15)) destination.exists(control, siteId, row)
      },
    })
    await database.query('update projects set options = options || $2::jsonb where id = $1', [
      publishing.projectId,
      JSON.stringify(destination.adopt),
    ])
    const before = stored().map(destination.other)
    const plan = await publishing.plan()
    expect(plan.counts).toMatchObject({ adopt: 15, create: 5 })
    expect(writes()).toEqual([])
    const { items } = await listPlanItems(database, publishing.workspaceId, plan.id, {
      action: 'adopt',
      search: '',
      limit: 5,
    })
    expect(items[0]!.changedFields.length).toBeGreaterThan(0)
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done', 'needs_attention')
    expect(run.receipt).toMatchObject({ accepted: 20, verifiedEqual: 20, rejected: 0 })
    expect(names()).toEqual(wanted(20))
    expect(before.filter(Boolean)).toHaveLength(15)
    expect(stored().map(destination.other).filter(Boolean)).toEqual(before)
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 20 })
  })

  describe('when answers are lost', () => {
    test.each([
      ['accepted and dropped', 'accept-then-drop', { nth: [1, 2] }],
      ['dropped before they arrived', 'drop-before', { nth: [1] }],
      ['a 429 that had applied', 'throttle-after', { nth: [1], retryAfterMs: 1000, retryAfter: 'seconds' }],
      ['truncated', 'truncated-json', { nth: [1] }],
      ['503 after applying', 'status-after', { nth: [1] }],
      ['committed late', 'late-commit', { nth: [1] }],
    ] as const)('each row is there once: %s', async (_what, kind, more) => {
      await begin(25)
      fault(kind, { ...more, ...(kind === 'late-commit' && { delayMs: destination.lateMs }) })
      const run = await publishing.publish()
      expect(run).toMatchObject({ state: 'done' })
      expect(names()).toEqual(wanted(25))
      expect(run.receipt).toMatchObject({ accepted: 25, verifiedEqual: 25, rejected: 0, twins: 0 })
    })

    test('each row is there once: partial failure, reported out of order', async () => {
      await begin(12)
      // Catalog V1 has no bulk creation, so that nothing of it can fail in part.
      fault('bulk-permuted')
      fault('bulk-partial', { indexes: [1, 4], code: 'INTERNAL', times: 1 })
      const run = await publishing.publish()
      expect(names()).toEqual(wanted(12))
      expect(run.receipt).toMatchObject({ accepted: 12, verifiedEqual: 12 })
    })

    test('each row is there once: reads lag behind', async () => {
      await begin(12)
      fault('accept-then-drop', { nth: [1] })
      publishing.control.addFault({
        route: '/^(POST|GET) .*(query|search|items)/',
        kind: 'stale-reads',
        windowMs: 800,
      })
      const run = await publishing.publish()
      expect(names()).toEqual(wanted(12))
      expect(run.receipt).toMatchObject({ accepted: 12, twins: 0 })
    })
  })

  test('warns where another project publishes the same', async () => {
    await begin(4)
    await publishing.publish()
    await database.query(
      `insert into projects (id, workspace_id, name, dataset_id, connection_id, template_id, destination, options)
       select id || '-twin', workspace_id, 'Twin', dataset_id, connection_id, template_id, destination,
              options || $2::jsonb from projects where id = $1`,
      [publishing.projectId, JSON.stringify(destination.adopt)],
    )
    const plan = await publishing.plan(`${publishing.projectId}-twin`)
    expect(plan.counts).toMatchObject({ adopt: 4, create: 0 })
    expect(plan.problemGroups).toContainEqual(expect.objectContaining({ code: 'adopt_shared', count: 4 }))
  })

  test('items tell their address and what became of them', async () => {
    await begin(3)
    const run = await publishing.publish()
    const { items } = await listRunItems(database, publishing.workspaceId, run.id, { search: '', limit: 10 })
    expect(items.map((item) => item.verification)).toEqual(['equal', 'equal', 'equal'])
    expect(items.every((item) => item.url?.startsWith('http'))).toBe(true)
  })
})
