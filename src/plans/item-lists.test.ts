// How single pages of a plan are shown.
import { afterEach, expect, test } from 'vitest'
import { withDatabase } from '../../test/helpers/database.ts'
import { makeRows, type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import type { Database } from '../db/types.ts'
import { getPlanItem } from './item-detail.ts'

let database: Database
let publishing: Publishing
withDatabase((opened) => {
  database = opened
})
afterEach(() => publishing.close())

const changesOf = async (planId: string) =>
  (await getPlanItem(database, publishing.workspaceId, planId, 'row-1')).changes

test('a field of a collection that happens to be called "seo" is shown as it is', async () => {
  publishing = await startPublishing(database, {
    rows: makeRows(1),
    destination: 'wix/cms',
    site: { installedApps: ['cms'] },
    furnish: (control, siteId) =>
      void control.createCollection({
        siteId,
        id: 'Places',
        displayField: 'title',
        fields: ['title', 'seo'].map((key) => ({ key, displayName: key, type: 'TEXT' })),
      }),
    fields: { title: '{{name}}', seo: 'title {{name}}' },
    projectOptions: { collectionId: 'Places' },
  })
  const plan = await publishing.plan()
  expect(await changesOf(plan.id)).toContainEqual(
    expect.objectContaining({ field: 'seo', after: 'title Place 1' }),
  )
})

test('the SEO of a post is told in sentences', async () => {
  const fields = { title: '{{name}}', slug: '{{id}}', body: '<p>Text</p>', seo_title: 'All of {{name}}' }
  publishing = await startPublishing(database, { rows: makeRows(1), fields })
  const plan = await publishing.plan()
  expect(await changesOf(plan.id)).toContainEqual(
    expect.objectContaining({ field: 'seo', after: 'Title for search results: All of Place 1' }),
  )
})
