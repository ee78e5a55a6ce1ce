// Whole runs to a store: what only shows from the plan to the receipt.
import { afterEach, expect, test } from 'vitest'
import { withDatabase } from '../../../../test/helpers/database.ts'
import {
  makeRows,
  type Publishing,
  type PublishingOptions,
  startPublishing,
} from '../../../../test/helpers/publishing.ts'
import { writeCalls } from '../../../../test/helpers/write-calls.ts'
import type { Database } from '../../../db/types.ts'
import { resumeRun } from '../../../runs/run-requests.ts'

let database: Database
let publishing: Publishing
withDatabase((opened) => {
  database = opened
})
afterEach(() => publishing.close())

const site = {
  installedApps: ['stores' as const],
  catalogVersion: 'V3' as const,
  switches: { searchLagMs: 0, categoryWriteMs: 5 },
}
const sections = {
  section_1_title: 'Facts',
  section_1_text: '<p>Facts about {{name}}</p>',
  section_2_title: 'Size',
  section_2_text: '<p>Size of {{name}}</p>',
}

async function begin(options: Partial<PublishingOptions> & Pick<PublishingOptions, 'rows'>) {
  publishing = await startPublishing(database, { destination: 'wix/store', site, ...options })
  await publishing.startWorker()
}

function writes(): string[] {
  const calls = writeCalls(publishing.control.requests(0))
  publishing.control.clearRequests()
  return calls
}

test('two hundred products with two sections each take eight writes', async () => {
  const fields = { name: '{{name}}', slug: '{{id}}', price: '9.50', ...sections }
  await begin({ rows: makeRows(200), fields, projectOptions: { mode: 'products' } })
  const run = await publishing.publish()
  expect(run.receipt).toMatchObject({ accepted: 200, verifiedEqual: 200, differences: 0 })
  expect(writes()).toHaveLength(8)
})

test('sections of products that exist: filled once, then left, and a price of the owner is none of ours', async () => {
  await begin({
    rows: makeRows(31),
    fields: { slug: '{{id}}', ...sections },
    projectOptions: { mode: 'sections', matchBy: 'slug' },
    furnish(control, siteId) {
      for (const { id } of makeRows(30))
        control.createItem({ siteId, kind: 'product', fields: { name: `Theirs ${id}`, slug: id } })
    },
  })
  const plan = await publishing.plan()
  expect(plan.counts).toMatchObject({ adopt: 30, held: 1, create: 0 })
  expect(writes()).toEqual([])
  const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
  expect(run.receipt).toMatchObject({ accepted: 30, verifiedEqual: 30, differences: 0, held: 1 })
  expect(writes()).toEqual([
    'POST /stores/v3/bulk/info-sections/get-or-create',
    'POST /stores/v3/bulk/products/update',
  ])

  const { siteId, control } = publishing
  const products = control.items(siteId, 'products') as unknown as {
    id: string
    product: { name: string }
  }[]
  expect(products.every(({ product }) => product.name.startsWith('Theirs'))).toBe(true)
  for (const { id } of products.slice(0, 5))
    control.editItem({ siteId, kind: 'product', id, fields: { price: '99' } })
  expect((await publishing.plan()).counts).toMatchObject({ unchanged: 30, conflict: 0, held: 1 })
  expect(writes()).toEqual([])

  await publishing.replaceRows(makeRows(31).map((row) => ({ ...row, name: `${row['name']} (new)` })))
  const second = await publishing.publish()
  expect(second.receipt).toMatchObject({ accepted: 30, verifiedEqual: 30, differences: 0 })
  expect(writes()).toEqual(['POST /stores/v3/bulk/info-sections/update'])
})

test('an edit of a section of ours is a conflict, and is not overwritten', async () => {
  await begin({
    rows: makeRows(3),
    fields: { slug: '{{id}}', ...sections },
    projectOptions: { mode: 'sections', matchBy: 'slug' },
    furnish(control, siteId) {
      for (const { id } of makeRows(3))
        control.createItem({ siteId, kind: 'product', fields: { name: `Theirs ${id}`, slug: id } })
    },
  })
  await publishing.publish()
  const { siteId, control } = publishing
  const [section] = control.items(siteId, 'infoSections') as unknown as { id: string }[]
  const fields = { plainDescription: '<p>By Dana</p>' }
  control.editItem({ siteId, kind: 'infoSection', id: section!.id, fields })
  await publishing.replaceRows(makeRows(3).map((row) => ({ ...row, name: `${row['name']} (new)` })))
  expect((await publishing.plan()).counts).toMatchObject({ conflict: 1, update: 2 })
})

test.each([
  ['Category write', ['Category item write']],
  ['Category item write', ['Category write']],
])(
  'a run that lacks %s stops and names it, and goes on once it is there',
  async (lacking, held) => {
    const own = {
      ...site.switches,
      manageProductsCovers: ['products' as const],
      catalogVersionScope: 'own' as const,
    }
    const fields = { name: '{{name}}', slug: '{{id}}', price: '9.50', categories: 'Towns' }
    await begin({
      rows: makeRows(5),
      fields,
      projectOptions: { mode: 'products' },
      site: { ...site, switches: own },
      permissions: ['Manage Products', 'Read Products', ...held],
    })
    const stopped = await publishing.publish()
    expect(stopped).toMatchObject({ state: 'needs_attention' })
    expect(stopped.message).toContain(`the permission ${lacking} is missing`)
    for (const { key } of publishing.control.keys())
      publishing.control.changeKey({
        key,
        permissions: ['Manage Products', 'Read Products', 'Category write', 'Category item write'],
      })
    await resumeRun(database, publishing.workspaceId, stopped.id)
    const run = await publishing.until(stopped.id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 5, verifiedEqual: 5, rejected: 0 })
  },
  60_000,
)
