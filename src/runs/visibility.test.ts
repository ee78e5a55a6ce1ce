// What pages should be (live, drafts, dated, down) in plans and runs: beside their content, and compared on its own.
import { createHash } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { describeOnServer } from '../../test/helpers/database.ts'
import {
  makeRows,
  type Publishing,
  type PublishingOptions,
  startPublishing,
} from '../../test/helpers/publishing.ts'
import { writeCalls } from '../../test/helpers/write-calls.ts'
import type { Database } from '../db/types.ts'
import { canonicalJson } from '../pages/page.ts'
import { getPlanItem } from '../plans/item-detail.ts'
import { listPlanItems } from '../plans/item-lists.ts'
import { resolveItems } from '../plans/plans.ts'
import { createWixClient } from '../wix/index.ts'
import { listRunItems } from './run-list.ts'

const places = (control: Publishing['control'], siteId: string, kept: object = { drafts: true }) =>
  control.createCollection({
    siteId,
    id: 'Places',
    displayField: 'title',
    fields: [
      { key: 'title', displayName: 'Title', type: 'TEXT' },
      { key: 'slug', displayName: 'Slug', type: 'TEXT' },
    ],
    pageLinks: ['/places/{slug}'],
    ...kept,
  })

const items: Omit<PublishingOptions, 'rows'> = {
  destination: 'wix/cms',
  site: { installedApps: ['cms'] },
  furnish: (control, siteId) => void places(control, siteId),
  fields: { title: '{{name}}', slug: '{{id}}' },
  projectOptions: { collectionId: 'Places' },
}

describeOnServer('What pages should be', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  async function begin(count: number, options: Partial<PublishingOptions> = {}) {
    publishing = await startPublishing(database, { rows: makeRows(count), ...options })
    await publishing.startWorker()
  }
  const writes = () => writeCalls(publishing.control.requests(0))
  const setMode = (mode: 'publish' | 'draft') =>
    database.query(
      `update projects set options = options || jsonb_build_object('mode', $2::text) where id = $1`,
      [publishing.projectId, mode],
    )
  const takeDown = (rowKey: string, how: string) =>
    database.query(
      `update pages set visibility = case when $3 = 'before' then visibility else 'down' end,
              down = jsonb_build_object('how', $3::text, 'by', 'take_down', 'runId', 'run_1', 'at', now())
        where project_id = $1 and row_key = $2`,
      [publishing.projectId, rowKey, how],
    )
  const setLedger = (rowKey: string, visibility: string, datedFor: string | null = null) =>
    database.query(
      'update pages set visibility = $3, dated_for = $4 where project_id = $1 and row_key = $2',
      [publishing.projectId, rowKey, visibility, datedFor],
    )
  const ledger = async () =>
    (
      await database.query<Record<string, string>>(
        'select row_key, visibility, status, payload_hash from pages where project_id = $1 order by row_key',
        [publishing.projectId],
      )
    ).rows
  const itemOf = (planId: string, rowKey: string) =>
    getPlanItem(database, publishing.workspaceId, planId, rowKey)
  const changedFields = async (planId: string) =>
    (await listPlanItems(database, publishing.workspaceId, planId, { search: '', limit: 50 })).items.map(
      (item) => item.changedFields,
    )
  const remoteId = async (rowKey: string) =>
    (
      await database.query<{ remote_id: string }>(
        'select remote_id from pages where project_id = $1 and row_key = $2',
        [publishing.projectId, rowKey],
      )
    ).rows[0]!.remote_id
  const isLive = () => publishing.posts().map((post) => post.published != null)
  /** What a person does in the Wix dashboard. */
  async function asPerson(
    rowKey: string,
    change:
      | { action: 'UPDATE_SCHEDULE'; scheduledPublishDate: string }
      | { action: 'UPDATE_REVERT_TO_DRAFT' },
  ) {
    const { draftPosts } = createWixClient({
      baseUrl: publishing.simulator.url,
      auth: { kind: 'apiKey', apiKey: publishing.key.key, siteId: publishing.siteId },
    })
    await draftPosts.update(await remoteId(rowKey), { title: rowKey.replace('row-', 'Place ') }, change)
  }
  const schedule = (rowKey: string, at: string) =>
    asPerson(rowKey, { action: 'UPDATE_SCHEDULE', scheduledPublishDate: at })

  describe.each<[string, Omit<PublishingOptions, 'rows'>]>([
    ['posts', {}],
    ['items of a collection with drafts', items],
  ])('%s', (_, options) => {
    test('a change of the mode is an update of the status alone, and both ways end equal', async () => {
      await begin(5, options)
      await publishing.publish()
      const hashes = (await ledger()).map((row) => row['payload_hash'])
      for (const [mode, before, after] of [
        ['draft', 'live', 'draft'],
        ['publish', 'draft', 'live'],
      ] as const) {
        await setMode(mode)
        const plan = await publishing.plan()
        expect(plan.counts).toMatchObject({ update: 5 })
        expect(await changedFields(plan.id)).toEqual(Array(5).fill(['status']))
        const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
        expect(run.receipt).toMatchObject({ accepted: 5, verifiedEqual: 5 })
        expect((await itemOf(plan.id, 'row-1')).changes).toEqual([
          { field: 'status', before, after, theirs: null },
        ])
        expect((await ledger()).map((row) => [row['visibility'], row['status']])).toEqual(
          Array(5).fill([after, after]),
        )
        expect((await publishing.plan()).counts).toMatchObject({ unchanged: 5 })
      }
      expect((await ledger()).map((row) => row['payload_hash'])).toEqual(hashes)
    })
  })

  test('a change of the mode whose answers are lost is found done, and not told as an edit of somebody', async () => {
    await begin(25)
    await publishing.publish()
    await setMode('draft')
    publishing.control.addFault({
      route: 'PATCH /blog/v3/draft-posts/update',
      kind: 'accept-then-drop',
      nth: [1, 2],
    })
    const run = await publishing.publish()
    expect(run.receipt).toMatchObject({ accepted: 25, verifiedEqual: 25, rejected: 0 })
    expect((await ledger()).every((row) => row['visibility'] === 'draft')).toBe(true)
  })

  test('a collection that ignores a change of state alone gets it with the whole item', async () => {
    await begin(2, {
      ...items,
      furnish: (control, siteId) => void places(control, siteId, { publish: 'PUBLISHED' }),
      projectOptions: { collectionId: 'Places', mode: 'draft' },
    })
    await publishing.publish()
    await setMode('publish')
    const run = await publishing.publish()
    expect(run.receipt).toMatchObject({ accepted: 2, verifiedEqual: 2, differences: 0 })
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 2 })
  })

  test('two plans that differ in the mode alone have different hashes', async () => {
    await begin(2)
    const first = await publishing.plan()
    await setMode('draft')
    expect((await publishing.plan()).hash).not.toBe(first.hash)
  })

  test('a receipt names the status where Wix has it otherwise', async () => {
    publishing = await startPublishing(database, { rows: makeRows(3), mode: 'draft' })
    const { control, siteId } = publishing
    await publishing.startWorker((name) => {
      if (name !== 'between-batches') return
      for (const { id } of publishing.posts()) control.editItem({ siteId, kind: 'post', id, publish: true })
    })
    const run = await publishing.publish()
    const { items: shown } = await listRunItems(database, publishing.workspaceId, run.id, {
      search: '',
      limit: 5,
    })
    expect(shown.map((item) => item.differences)).toEqual(
      Array(3).fill([{ field: 'status', sent: 'draft', found: 'live' }]),
    )
  })

  test('a post that somebody takes back in Wix is a conflict on its status, and stays a draft when kept', async () => {
    await begin(3)
    await publishing.publish()
    await asPerson('row-2', { action: 'UPDATE_REVERT_TO_DRAFT' })
    const plan = await publishing.plan()
    expect(plan.counts).toMatchObject({ unchanged: 2, conflict: 1 })
    expect((await itemOf(plan.id, 'row-2')).changes).toEqual([
      { field: 'status', before: 'live', after: 'live', theirs: 'draft' },
    ])
    await resolveItems(database, publishing.workspaceId, plan.id, 'keep_theirs', undefined)
    await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 3 })
    expect(isLive().toSorted()).toEqual([false, true, true])
  })

  test('a draft that somebody has scheduled in Wix is a conflict on its status', async () => {
    await begin(3, { mode: 'draft' })
    await publishing.publish()
    await schedule('row-2', '2099-05-01T08:00:00Z')
    const plan = await publishing.plan()
    expect(plan.counts).toMatchObject({ unchanged: 2, conflict: 1 })
    expect((await itemOf(plan.id, 'row-2')).changes).toEqual([
      { field: 'status', before: 'draft', after: 'draft', theirs: 'scheduled' },
    ])
  })

  test('a post that has its date in Wix as in the ledger is no difference, and one with another is', async () => {
    await begin(3, { mode: 'draft' })
    await publishing.publish()
    await setMode('publish')
    for (const rowKey of ['row-1', 'row-2', 'row-3']) await setLedger(rowKey, 'dated', '2099-05-01T08:00:00Z')
    for (const rowKey of ['row-1', 'row-2']) await schedule(rowKey, '2099-05-01T08:00:00Z')
    await schedule('row-3', '2099-06-01T08:00:00Z')
    await database.query(
      `update pages set remote_fields = remote_fields || '{"status": "scheduled for 2099-05-01T08:00:00.000Z"}'
        where project_id = $1`,
      [publishing.projectId],
    )
    const plan = await publishing.plan()
    expect(plan.counts).toMatchObject({ unchanged: 2, conflict: 1 })
    expect((await itemOf(plan.id, 'row-3')).changes).toEqual([
      {
        field: 'status',
        before: 'scheduled for 2099-05-01T08:00:00.000Z',
        after: 'scheduled for 2099-05-01T08:00:00.000Z',
        theirs: 'scheduled for 2099-06-01T08:00:00.000Z',
      },
    ])
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 2, conflict: 1 })
  })

  test('what was taken down stays down: neither missed nor published with the others', async () => {
    await begin(4, { mode: 'draft' })
    await publishing.publish()
    await takeDown('row-1', 'draft')
    await takeDown('row-2', 'trash')
    const gone = await remoteId('row-2')
    publishing.control.deleteItem({ siteId: publishing.siteId, kind: 'post', id: gone })
    await setMode('publish')
    await publishing.replaceRows(makeRows(4).map((row) => ({ ...row, name: `${row['name']} (new)` })))
    const plan = await publishing.plan()
    expect(plan.counts).toMatchObject({ update: 2, down: 2, gone: 0, unchanged: 0 })
    expect(plan.willSend).toEqual({ total: 2, byAction: { update: 2 } })
    expect(await itemOf(plan.id, 'row-1')).toMatchObject({ action: 'down', changes: [], payload: null })
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run).toMatchObject({ total: 2, receipt: { accepted: 2, verifiedEqual: 2 } })
    expect(isLive().toSorted()).toEqual([false, true, true])
    expect((await ledger()).map((row) => row['visibility'])).toEqual(['down', 'down', 'live', 'live'])

    // Their rows may go, and nothing is removed either.
    await publishing.replaceRows(makeRows(1))
    expect((await publishing.plan()).counts).toMatchObject({ down: 2, remove: 2, gone: 0 })
  })

  test('what was taken down, and somebody has published again in Wix, is told and left alone', async () => {
    await begin(2)
    await publishing.publish()
    await takeDown('row-1', 'draft')
    const plan = await publishing.plan()
    expect(plan.counts).toMatchObject({ down: 1, unchanged: 1 })
    expect((await itemOf(plan.id, 'row-1')).problems).toEqual([
      expect.objectContaining({ code: 'back_in_wix', severity: 'note' }),
    ])
    expect(plan.blockedReason).toMatch(/nothing to publish/)
  })

  test('a run remembers what the ledger said of each page before it', async () => {
    await begin(2)
    await publishing.publish()
    const before = await ledger()
    await publishing.replaceRows(makeRows(3).map((row) => ({ ...row, name: `${row['name']} (new)` })))
    const run = await publishing.publish()
    const { rows } = await database.query<{ row_key: string; before: unknown }>(
      'select row_key, before from run_items where run_id = $1 order by row_key',
      [run.id],
    )
    const known = (at: number) =>
      expect.objectContaining({
        payloadHash: before[at]?.['payload_hash'],
        slug: `row-${at + 1}`,
        visibility: { state: 'live' },
        down: null,
        status: 'live',
      })
    expect(rows).toEqual([
      { row_key: 'row-1', before: known(0) },
      { row_key: 'row-2', before: known(1) },
      { row_key: 'row-3', before: { none: true } },
    ])
  })

  test('a plan from before a take-down does not publish the page again', async () => {
    await begin(3)
    await publishing.publish()
    await publishing.replaceRows(makeRows(3).map((row) => ({ ...row, name: `${row['name']} (new)` })))
    const plan = await publishing.plan()
    await takeDown('row-2', 'before')
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 2, held: 1 })
    const { items: held } = await listRunItems(database, publishing.workspaceId, run.id, {
      search: '',
      limit: 5,
      state: 'held',
    })
    expect(held.map((item) => [item.rowKey, item.problem?.code])).toEqual([['row-2', 'published_since_plan']])
  })

  test('a draft that is taken over shows that it will be published', async () => {
    await begin(2, {
      furnish: (control, siteId) =>
        void control.createItem({ siteId, kind: 'post', fields: { title: 'Place 1', seoSlug: 'row-1' } }),
    })
    await database.query(`update projects set options = options || '{"adopt": "title"}' where id = $1`, [
      publishing.projectId,
    ])
    const plan = await publishing.plan()
    expect(plan.counts).toMatchObject({ adopt: 1, create: 1 })
    expect((await itemOf(plan.id, 'row-1')).changes).toContainEqual({
      field: 'status',
      before: 'draft',
      after: 'live',
      theirs: null,
    })
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 2, verifiedEqual: 2 })
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 2 })
  })

  describe('pages that an earlier version published, with the mode in their payloads', () => {
    /** Makes of the ledger what that version left. */
    async function age() {
      const { rows } = await database.query<{ row_key: string; payload_hash: string; body: string }>(
        `select g.row_key, g.payload_hash, p.body from pages g join payloads p on p.project_id = g.project_id
            and p.hash = g.payload_hash where g.project_id = $1`,
        [publishing.projectId],
      )
      for (const { row_key, body } of rows) {
        const sent = { ...JSON.parse(body), mode: 'publish' }
        const hash = createHash('sha256').update(canonicalJson(sent)).digest('hex')
        // Migration 0009 spelled them as jsonb does.
        await database.query(
          'insert into payloads (project_id, hash, body) values ($1, $2, $3::jsonb::text)',
          [publishing.projectId, hash, JSON.stringify(sent)],
        )
        await database.query(
          'update pages set payload_hash = $3, visibility = null where project_id = $1 and row_key = $2',
          [publishing.projectId, row_key, hash],
        )
      }
    }

    test('are unchanged, and the ledger tells them as this version does', async () => {
      await begin(4)
      await publishing.publish()
      const told = await ledger()
      const written = writes().length
      await age()
      expect(await ledger()).not.toEqual(told)
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 4 })
      expect(await ledger()).toEqual(told)
      expect(writes().length).toBe(written)
    })

    test('are updated in what changed alone: a text here, the mode everywhere', async () => {
      await begin(3)
      await publishing.publish()
      await age()
      const rows = makeRows(3).map((row, i) => (i === 1 ? { ...row, name: 'Other' } : row))
      await publishing.replaceRows(rows)
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ unchanged: 2, update: 1 })
      expect((await itemOf(plan.id, 'row-2')).changes.map(({ field }) => field)).toEqual(['body', 'title'])

      await setMode('draft')
      const next = await publishing.plan()
      expect(await changedFields(next.id)).toEqual([['status'], ['body', 'status', 'title'], ['status']])
      const run = await publishing.until((await publishing.apply(next.id)).id, 'done')
      expect(run.receipt).toMatchObject({ accepted: 3, verifiedEqual: 3 })
      expect(isLive()).toEqual([false, false, false])
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 3 })
    })
  })
})
