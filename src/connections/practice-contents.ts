// What the practice site has besides its blog: a collection with every usual type of field, one it refers to, and a
// small store. So that all destinations can be rehearsed without an account.

import { targets } from '../targets/index.ts'

type Control = (method: string, path: string, body?: object) => Promise<unknown>

/** Those that destinations need, and members for the authors of posts. */
const apps = [...new Set([...targets.map(({ app }) => app.id), 'members'])]

const countries = ['Andorra', 'Austria', 'France', 'Germany', 'Italy', 'Spain', 'Switzerland']

const collections = [
  {
    id: 'Countries',
    displayName: 'Countries',
    displayField: 'title',
    fields: [{ key: 'title', displayName: 'Name', type: 'TEXT', required: true }],
  },
  {
    id: 'Places',
    displayName: 'Places',
    displayField: 'title',
    fields: [
      { key: 'title', displayName: 'Title', type: 'TEXT', required: true },
      { key: 'slug', displayName: 'Slug', type: 'TEXT' },
      { key: 'summary', displayName: 'Summary', type: 'TEXT' },
      { key: 'text', displayName: 'Text', type: 'RICH_CONTENT' },
      { key: 'facts', displayName: 'Facts', type: 'RICH_TEXT' },
      { key: 'photo', displayName: 'Photo', type: 'IMAGE' },
      { key: 'population', displayName: 'Population', type: 'NUMBER' },
      { key: 'founded', displayName: 'Founded', type: 'DATE' },
      { key: 'website', displayName: 'Website', type: 'URL' },
      { key: 'labels', displayName: 'Labels', type: 'ARRAY_STRING' },
      {
        key: 'country',
        displayName: 'Country',
        type: 'REFERENCE',
        typeMetadata: { reference: { referencedCollectionId: 'Countries' } },
      },
      { key: 'notes', displayName: 'Notes of the editors', type: 'TEXT' },
    ],
    pageLinks: ['/places/{slug}'],
  },
]

const products = [
  { name: 'Gift card', price: '25.00', sku: 'GIFT-25' },
  { name: 'City map', price: '9.90', sku: 'MAP-01' },
  { name: 'Guided tour', price: '35.00', sku: 'TOUR-01' },
]

/** Adds what is missing, also to a site of an earlier version; what people created or deleted there is left alone. */
export async function seedPracticeSite(control: Control, siteId: string): Promise<void> {
  const { sites } = (await control('GET', 'sites')) as { sites: { id: string; installedApps: string[] }[] }
  const installed = sites.find((site) => site.id === siteId)?.installedApps ?? []
  const isNew = (app: string) => !installed.includes(app)
  if (apps.every((app) => !isNew(app))) return
  if (isNew('cms')) {
    for (const collection of collections) await control('POST', 'collections', { siteId, ...collection })
    for (const title of countries)
      await control('POST', 'items/create', {
        siteId,
        kind: 'dataItem',
        collectionId: 'Countries',
        fields: { title },
      })
  }
  if (isNew('stores'))
    for (const fields of products) await control('POST', 'items/create', { siteId, kind: 'product', fields })
  // Last, so that a furnishing that was interrupted is done again.
  await control('PATCH', 'sites', { id: siteId, installedApps: apps })
}
