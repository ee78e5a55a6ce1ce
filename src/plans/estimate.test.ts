// What a plan announces is what its run needs: both are counted, forevery destination.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openPgliteForTest } from '../../test/helpers/database.ts'
import {
  type Publishing,
  type PublishingOptions,
  startPublishing,
  type TestRow,
} from '../../test/helpers/publishing.ts'
import type { Database } from '../db/types.ts'
import { setRemovals } from './plans.ts'

interface Destination {
  name: string
  options: Omit<PublishingOptions, 'rows'>
  rows: number
}

const blog: PublishingOptions['fields'] = {
  title: '{{name}}',
  slug: '{{id}}',
  body: '<h2>{{name}}</h2><p><img src="https://images.test/{{picture}}.jpg" alt="x"> in {{region}}.</p>',
  categories: '{{region}}',
  tags: '{{tag}}',
  seo_description: 'About {{name}}',
}

const product: PublishingOptions['fields'] = {
  name: '{{name}}',
  slug: '{{id}}',
  price: '9.50',
  description: '<p>About {{name}}</p>',
  categories: '{{region}}',
  images: 'https://images.test/{{picture}}.jpg',
  section_1_title: 'Facts',
  section_1_text: '<p>Facts about {{name}}</p>',
  section_2_title: 'Way',
  section_2_text: '<p>The way to {{region}}</p>',
}

const destinations: Destination[] = [
  { name: 'a blog', options: { fields: blog }, rows: 130 },
  { name: 'drafts of a blog', options: { fields: blog, mode: 'draft' }, rows: 110 },
  {
    name: 'a collection',
    options: {
      destination: 'wix/cms',
      site: { installedApps: ['cms'] },
      furnish: places,
      fields: {
        title: '{{name}}',
        slug: '{{id}}',
        kinds: '{{region}}',
        picture: 'https://images.test/{{picture}}.jpg',
      },
      projectOptions: { collectionId: 'Places' },
    },
    rows: 430,
  },
  {
    name: 'drafts of a collection',
    options: {
      destination: 'wix/cms',
      site: { installedApps: ['cms'] },
      furnish: (control, siteId) => places(control, siteId, true),
      fields: { title: '{{name}}', slug: '{{id}}', kinds: '{{region}}' },
      projectOptions: { collectionId: 'Places', mode: 'draft' },
    },
    rows: 230,
  },
  {
    name: 'info sections of products that exist',
    options: {
      destination: 'wix/store',
      site: { installedApps: ['stores'], catalogVersion: 'V3', switches: { searchLagMs: 0 } },
      furnish: (control, siteId) => {
        for (let i = 1; i <= 110; i++)
          control.createItem({ siteId, kind: 'product', fields: { name: `P ${i}`, slug: `row-${i}` } })
      },
      fields: { slug: '{{id}}', section_1_title: 'Facts', section_1_text: '<p>Facts about {{name}}</p>' },
      projectOptions: { mode: 'sections' },
    },
    rows: 110,
  },
  {
    name: 'a store with Catalog V3',
    options: {
      destination: 'wix/store',
      site: {
        installedApps: ['stores'],
        catalogVersion: 'V3',
        switches: { searchLagMs: 0, categoryWriteMs: 0 },
      },
      fields: product,
      projectOptions: { mode: 'products' },
    },
    rows: 130,
  },
  {
    name: 'a store with Catalog V1',
    options: {
      destination: 'wix/store',
      site: { installedApps: ['stores'], catalogVersion: 'V1' },
      fields: product,
      projectOptions: { mode: 'products' },
    },
    rows: 40,
  },
]

function places(control: Publishing['control'], siteId: string, drafts = false) {
  control.createCollection({
    siteId,
    id: 'Kinds',
    displayField: 'title',
    fields: [{ key: 'title', displayName: 'Title', type: 'TEXT' }],
  })
  for (let i = 0; i < 7; i++)
    control.createItem({ siteId, kind: 'dataItem', collectionId: 'Kinds', fields: { title: `Region ${i}` } })
  control.createCollection({
    siteId,
    id: 'Places',
    displayField: 'title',
    fields: [
      { key: 'title', displayName: 'Title', type: 'TEXT' },
      { key: 'slug', displayName: 'Slug', type: 'TEXT' },
      { key: 'picture', displayName: 'Picture', type: 'IMAGE' },
      {
        key: 'kinds',
        displayName: 'Kinds',
        type: 'MULTI_REFERENCE',
        typeMetadata: { multiReference: { referencedCollectionId: 'Kinds' } },
      },
    ],
    pageLinks: ['/places/{slug}'],
    drafts,
  })
}

function makeRows(count: number): TestRow[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `row-${i + 1}`,
    name: `Place ${i + 1}`,
    region: `Region ${i % 7}`,
    tag: `Tag ${i % 11}`,
    picture: `picture-${i % 105}`,
  }))
}

let database: Database
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

describe.each(destinations.map((one) => [one.name, one] as const))('the calls of runs to %s', (_, one) => {
  let publishing: Publishing
  afterEach(() => publishing.close())

  /** Plans, applies, and compares what was announced with what was counted. */
  async function compare(withRemovals = false) {
    let plan = await publishing.plan()
    if (withRemovals) plan = await setRemovals(database, publishing.workspaceId, plan.id, true)
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done', 'needs_attention')
    expect(run.state).toBe('done')
    const { rows } = await database.query<{ n: number }>(
      'select (read_calls + write_calls)::int as n from runs where id = $1',
      [run.id],
    )
    const used = rows[0]!.n
    // Pages may go in two parts while names that others need are being created: a look and a call more.
    expect(Math.abs(plan.estimate.calls - used)).toBeLessThanOrEqual(Math.max(2, used * 0.05))
    return run
  }

  test('are announced within 5 %: all new, changed, some new beside, and removed', async () => {
    const rows = makeRows(one.rows)
    publishing = await startPublishing(database, { ...one.options, rows })
    await publishing.startWorker()
    expect((await compare()).receipt).toMatchObject({ accepted: one.rows, verifiedEqual: one.rows })

    // Every third has another name, every fifth another region, and there are new ones in between.
    const changed = rows.map((row, i) => ({
      ...row,
      ...(i % 3 === 0 && { name: `${row['name']} (new)` }),
      ...(i % 5 === 0 && { region: `Region ${(i + 1) % 7}` }),
    }))
    const mixed = changed.flatMap((row, i) =>
      i % 4 === 0 ? [row, { ...row, id: `${row.id}-b`, name: `${row['name']} (beside)` }] : [row],
    )
    await publishing.replaceRows(mixed)
    await compare()

    await publishing.replaceRows(mixed.slice(0, Math.ceil(one.rows / 2)))
    await compare(true)
  }, 60_000)

  test('leave removals out until they are ticked', async () => {
    publishing = await startPublishing(database, { ...one.options, rows: makeRows(30) })
    await publishing.startWorker()
    await publishing.publish()
    await publishing.replaceRows(makeRows(20).map((row) => ({ ...row, name: `${row['name']} (new)` })))
    const plan = await publishing.plan()
    const ticked = await setRemovals(database, publishing.workspaceId, plan.id, true)
    expect(ticked.estimate.calls).toBeGreaterThan(plan.estimate.calls)
    await setRemovals(database, publishing.workspaceId, plan.id, false)
    await compare()
  })
})
