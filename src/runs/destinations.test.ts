// What runs promise, for every destination: each row once, nothing twice, nothing of others touched.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openPgliteForTest } from '../../test/helpers/database.ts'
import {
  makeRows,
  type Publishing,
  type PublishingOptions,
  startPublishing,
} from '../../test/helpers/publishing.ts'
import { writeCalls } from '../../test/helpers/write-calls.ts'
import type { Database } from '../db/types.ts'
import { listPlanItems } from '../plans/item-lists.ts'
import { setRemovals } from '../plans/plans.ts'
import { listRunItems } from './run-list.ts'

type Control = Publishing['control']
type Stored = Record<string, unknown> & { id: string }

interface Destination {
  name: string
  options: Omit<PublishingOptions, 'rows'>
  /** Where pages are created. */
  createRoute: string
  /**
   * How late a lost create may still arrive: where Wix refuses a second one, any time; elsewhere within the time
   * after which an absence is believed (a second in these tests).
   */
  lateMs: number
  /** Everything on the site that is of the kind rows become. */
  stored(control: Control, siteId: string): Stored[]
  /** The field a row's name goes into. */
  nameOf(stored: Stored): unknown
  /** What a person does: to a field of ours, or to one the template does not fill. */
  editOurs(control: Control, siteId: string, id: string): void
  editOther(control: Control, siteId: string, id: string): void
  other(stored: Stored): unknown
  /** What exists before: it fits the row of this number by the project's `adopt`. */
  exists(control: Control, siteId: string, row: { id: string; name: string }): void
  adopt: Record<string, unknown>
}

const places = (control: Control, siteId: string) => {
  control.createCollection({
    siteId,
    id: 'Kinds',
    displayField: 'title',
    fields: [{ key: 'title', displayName: 'Title', type: 'TEXT' }],
  })
  for (const title of ['Town', 'City'])
    control.createItem({ siteId, kind: 'dataItem', collectionId: 'Kinds', fields: { title } })
  control.createCollection({
    siteId,
    id: 'Places',
    displayField: 'title',
    fields: [
      { key: 'title', displayName: 'Title', type: 'TEXT' },
      { key: 'slug', displayName: 'Slug', type: 'TEXT' },
      { key: 'notes', displayName: 'Notes', type: 'TEXT' },
      {
        key: 'kinds',
        displayName: 'Kinds',
        type: 'MULTI_REFERENCE',
        typeMetadata: { multiReference: { referencedCollectionId: 'Kinds' } },
      },
    ],
    pageLinks: ['/places/{slug}'],
  })
}

const productFields = {
  name: '{{name}}',
  slug: '{{id}}',
  price: '9.50',
  description: '<p>About {{name}}</p>',
  categories: 'Towns',
  section_1_title: 'Facts',
  section_1_text: '<p>Facts about {{name}}</p>',
}

const destinations: Destination[] = [
  {
    name: 'wix/cms',
    options: {
      destination: 'wix/cms',
      site: { installedApps: ['cms'] },
      furnish: places,
      fields: { title: '{{name}}', slug: '{{id}}', kinds: 'Town' },
      projectOptions: { collectionId: 'Places' },
    },
    createRoute: 'POST /wix-data/v2/bulk/items/insert',
    lateMs: 2_500,
    stored: (control, siteId) => control.items(siteId, 'dataItems', 'Places') as Stored[],
    nameOf: (stored) => (stored['data'] as Record<string, unknown>)['title'],
    editOurs: (control, siteId, id) =>
      void control.editItem({
        siteId,
        kind: 'dataItem',
        collectionId: 'Places',
        id,
        fields: { title: 'Edited by Dana' },
      }),
    editOther: (control, siteId, id) =>
      void control.editItem({
        siteId,
        kind: 'dataItem',
        collectionId: 'Places',
        id,
        fields: { notes: 'Written by Dana' },
      }),
    other: (stored) => (stored['data'] as Record<string, unknown>)['notes'],
    exists: (control, siteId, { id, name }) =>
      void control.createItem({
        siteId,
        kind: 'dataItem',
        collectionId: 'Places',
        fields: { slug: id, title: `Old ${name}`, notes: 'Mine' },
      }),
    adopt: { collectionId: 'Places', adopt: 'field', adoptField: 'slug' },
  },
  {
    name: 'wix/store on Catalog V3',
    options: {
      destination: 'wix/store',
      site: {
        installedApps: ['stores'],
        catalogVersion: 'V3',
        switches: { searchLagMs: 0, categoryWriteMs: 5 },
      },
      fields: productFields,
      projectOptions: { mode: 'products' },
    },
    createRoute: 'POST /stores/v3/bulk/products*/create',
    lateMs: 2_500,
    stored: (control, siteId) => control.items(siteId, 'products') as Stored[],
    nameOf: (stored) => (stored['product'] as Record<string, unknown>)['name'],
    editOurs: (control, siteId, id) =>
      void control.editItem({ siteId, kind: 'product', id, fields: { name: 'Edited by Dana' } }),
    editOther: (control, siteId, id) =>
      void control.editItem({ siteId, kind: 'product', id, fields: { ribbon: { name: 'New' } } }),
    other: (stored) => (stored['product'] as { ribbon?: { name?: string } })['ribbon']?.name,
    exists: (control, siteId, { id, name }) =>
      void control.createItem({
        siteId,
        kind: 'product',
        fields: { name: `Old ${name}`, slug: id, price: '1.00', ribbon: { name: 'Mine' } },
      }),
    adopt: { mode: 'products', adopt: 'slug' },
  },
  {
    name: 'wix/store on Catalog V1',
    options: {
      destination: 'wix/store',
      site: { installedApps: ['stores'], catalogVersion: 'V1' },
      fields: productFields,
      projectOptions: { mode: 'products' },
    },
    createRoute: 'POST /stores/v1/products',
    lateMs: 700,
    stored: (control, siteId) => control.items(siteId, 'productsV1') as Stored[],
    nameOf: (stored) => (stored['product'] as Record<string, unknown>)['name'],
    editOurs: (control, siteId, id) =>
      void control.editItem({ siteId, kind: 'productV1', id, fields: { name: 'Edited by Dana' } }),
    editOther: (control, siteId, id) =>
      void control.editItem({ siteId, kind: 'productV1', id, fields: { ribbon: 'New' } }),
    other: (stored) => (stored['product'] as Record<string, unknown>)['ribbon'],
    exists: (control, siteId, { id, name }) =>
      void control.createItem({
        siteId,
        kind: 'productV1',
        fields: { name: `Old ${name}`, slug: id, priceData: { price: 1 }, ribbon: 'Mine' },
      }),
    adopt: { mode: 'products', adopt: 'slug' },
  },
  {
    name: 'wix/blog',
    options: {},
    createRoute: 'POST /blog/v3/bulk/draft-posts/create',
    lateMs: 700,
    stored: (control, siteId) => control.items(siteId, 'drafts') as Stored[],
    nameOf: (stored) => (stored['draft'] as Record<string, unknown>)['title'],
    editOurs: (control, siteId, id) =>
      void control.editItem({ siteId, kind: 'post', id, fields: { title: 'Edited by Dana' }, publish: true }),
    editOther: (control, siteId, id) =>
      void control.editItem({ siteId, kind: 'post', id, fields: { featured: true }, publish: true }),
    other: (stored) => (stored['draft'] as Record<string, unknown>)['featured'],
    exists: (control, siteId, { id, name }) =>
      void control.createItem({
        siteId,
        kind: 'post',
        fields: { title: `Old ${name}`, seoSlug: id, featured: true },
        publish: true,
      }),
    adopt: { adopt: 'slug' },
  },
]

describe.each(destinations.map((one) => [one.name, one] as const))('a run to %s', (_, destination) => {
  let database: Database
  let publishing: Publishing
  let drop: () => Promise<void>
  beforeAll(async () => {
    const opened = await openPgliteForTest()
    database = opened.database
    drop = opened.drop
  })
  afterAll(async () => {
    await database.close()
    await drop()
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
