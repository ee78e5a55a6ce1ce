// What the rig publishes, and what must be on the site afterwards: one scenario for each destination.

import type { SimulatorProcess } from './processes.ts'
import type { Installation } from './rig.ts'

export type Row = Record<string, string>

export interface Scenario {
  name: string
  rowCount: number
  /** Its rows, made of the usual ones; these as they are, unless told. */
  rows?(usual: Row[]): Row[]
  /** Of the simulated site. */
  site: Record<string, unknown>
  /** What the owner of the site has made before. */
  furnish?(control: SimulatorProcess['control'], siteId: string, rows: Row[]): Promise<void>
  destination: string
  fields: Record<string, string>
  options(authorId: string): Record<string, unknown>
  /** The calls that create pages, as faults name them. */
  createRoute: string
  /** Crash points, at an occurrence that this many rows reach. */
  crashPoints: string[]
  /** Categories and tags that have to be made first. */
  assetCount(rows: Row[]): number
  /** Ids of everything on the site that rows became. */
  storedIds(installation: Installation): Promise<string[]>
  /** What of the site is not as the rows want it, in words. */
  check(installation: Installation): Promise<string[]>
}

export async function items<T>(
  { prepared, simulator }: Installation,
  kind: string,
  select: string,
  more = '',
): Promise<T[]> {
  const path = `items?site=${prepared.siteId}&kind=${kind}&select=${select}${more}`
  return (await simulator.control<{ items: T[] }>('GET', path)).items
}

/** What is in one list and not in the other, counting repetitions. */
export function differences(what: string, found: string[], expected: string[]): string[] {
  const balance = new Map<string, number>()
  for (const one of found) balance.set(one, (balance.get(one) ?? 0) + 1)
  for (const one of expected) balance.set(one, (balance.get(one) ?? 0) - 1)
  return [...balance]
    .filter(([, count]) => count !== 0)
    .map(([one, count]) => `${what}: ${one} is ${count > 0 ? `there ${count} too often` : 'missing'}`)
}

function distinct(rows: Row[], column: string): string[] {
  return [...new Set(rows.map((row) => row[column]!))]
}

const titleOf = (row: Row) => `${row['name']} (${row['code']})`
const slugOf = (row: Row) => row['code']!.toLowerCase()

/** Addresses of posts that other projects of the same site publish. */
export const besidePrefix = 'beside-'

interface StoredPost {
  id: string
  'published.title': string
  'published.seoSlug': string
  'draft.richContent.nodes': { id: string }[]
}

export const blog: Scenario = {
  name: 'posts',
  rowCount: 300,
  site: {},
  destination: 'wix/blog',
  fields: {
    title: '{{ row.name }} ({{ row.code }})',
    slug: '{{ row.code | slugify }}',
    body: '<h2>{{ row.name }}</h2><p>{{ row.summary }}</p><p>{{ row.population }} people, {{ row.area }} km².</p>',
    categories: '{{ row.country }}',
    tags: '{{ row.type }}',
    seo_description: '{{ row.name }} is a {{ row.type }} of {{ row.country }}.',
  },
  options: (authorId) => ({ authorId, mode: 'publish' }),
  createRoute: 'POST /blog/v3/bulk/draft-posts/create',
  crashPoints: [
    'after-chunk:1',
    'before-asset-settle:2',
    'before-intent:2',
    'after-intent:3',
    'before-settle:2',
    'after-settle:3',
    'between-batches:2',
    'after-verdicts:1',
    'before-receipt:1',
  ],
  assetCount: (rows) => distinct(rows, 'country').length + distinct(rows, 'type').length,
  storedIds: async (installation) =>
    (await items<{ id: string }>(installation, 'drafts', 'id')).map(({ id }) => id),
  async check(installation) {
    const { rows } = installation.prepared
    const all = await items<StoredPost>(
      installation,
      'drafts',
      'id,published.title,published.seoSlug,draft.richContent.nodes',
    )
    const stored = all.filter((post) => !post['published.seoSlug'].startsWith(besidePrefix))
    const slugs = stored.map((post) => post['published.seoSlug'])
    const marks = stored.map((post) => post['draft.richContent.nodes'][0]!.id.slice(0, 8))
    const titles = new Map(rows.map((row) => [slugOf(row), titleOf(row)]))
    const labels = async (kind: string) =>
      (await items<{ label: string }>(installation, kind, 'label')).map((item) => item.label)
    return [
      ...repeated(marks).map((mark) => `the row whose nodes are marked ${mark} exists twice`),
      ...differences('addresses in the store', slugs, [...titles.keys()]),
      ...stored
        .filter((post) => post['published.title'] !== titles.get(post['published.seoSlug']))
        .map((post) => `${post['published.seoSlug']} has the title "${post['published.title']}"`),
      ...differences('categories', await labels('categories'), distinct(rows, 'country')),
      ...differences('tags', await labels('tags'), distinct(rows, 'type')),
      ...(await items<{ id: string }>(installation, 'trash', 'id')).map(({ id }) => `${id} is in the trash`),
    ]
  },
}

interface StoredItem {
  id: string
  data: Record<string, unknown>
  references: Record<string, string[]>
}

export const cms: Scenario = {
  name: 'items of a collection',
  rowCount: 1000,
  site: { installedApps: ['cms'] },
  async furnish(control, siteId, rows) {
    await control('POST', 'collections', {
      siteId,
      id: 'Types',
      displayField: 'title',
      fields: [{ key: 'title', displayName: 'Title', type: 'TEXT' }],
    })
    for (const title of distinct(rows, 'type'))
      await control('POST', 'items/create', {
        siteId,
        kind: 'dataItem',
        collectionId: 'Types',
        fields: { title },
      })
    await control('POST', 'collections', {
      siteId,
      id: 'Places',
      displayField: 'title',
      fields: [
        { key: 'title', displayName: 'Title', type: 'TEXT', required: true },
        { key: 'slug', displayName: 'Slug', type: 'TEXT' },
        { key: 'population', displayName: 'Population', type: 'NUMBER' },
        {
          key: 'types',
          displayName: 'Types',
          type: 'MULTI_REFERENCE',
          typeMetadata: { multiReference: { referencedCollectionId: 'Types' } },
        },
      ],
      pageLinks: ['/places/{slug}'],
    })
  },
  destination: 'wix/cms',
  fields: {
    title: '{{ row.name }} ({{ row.code }})',
    slug: '{{ row.code | slugify }}',
    population: '{{ row.population }}',
    types: '{{ row.type }}',
  },
  options: () => ({ collectionId: 'Places' }),
  createRoute: 'POST /wix-data/v2/bulk/items/insert',
  crashPoints: [
    'before-intent:2',
    'after-intent:3',
    'before-settle:2',
    'after-settle:3',
    'before-finish:2',
    'after-finish:1',
    'after-verdicts:2',
  ],
  // What items refer to is the owner's.
  assetCount: () => 0,
  storedIds: async (installation) =>
    (await items<{ id: string }>(installation, 'dataItems', 'id', '&collection=Places')).map(({ id }) => id),
  async check(installation) {
    const { rows } = installation.prepared
    const stored = await items<StoredItem>(
      installation,
      'dataItems',
      'id,data,references',
      '&collection=Places',
    )
    const types = await items<StoredItem>(installation, 'dataItems', 'id,data', '&collection=Types')
    const nameOf = new Map(types.map(({ id, data }) => [id, String(data['title'])]))
    const show = (title: string, population: string, type: string) => `${title} | ${population} | ${type}`
    return differences(
      'items in the collection',
      stored.map(({ data, references }) =>
        show(
          String(data['title']),
          String(data['population'] ?? ''),
          (references['types'] ?? []).map((id) => nameOf.get(id)).join('+'),
        ),
      ),
      rows.map((row) => show(titleOf(row), row['population']!, row['type']!)),
    )
  },
}

interface StoredProduct {
  id: string
  slug: string
  product: { name: string; infoSections?: { id: string }[] }
}

export const storeV3: Scenario = {
  name: 'products of Catalog V3',
  rowCount: 300,
  site: { installedApps: ['stores'], catalogVersion: 'V3' },
  destination: 'wix/store',
  fields: {
    name: '{{ row.name }} ({{ row.code }})',
    slug: '{{ row.code | slugify }}',
    price: '{{ row.area | plus: 1 }}',
    description: '<p>{{ row.summary }}</p>',
    categories: '{{ row.type }}',
    section_1_title: 'Facts',
    section_1_text: '<p>{{ row.population }} people</p>',
    section_2_title: 'Country',
    section_2_text: '<p>{{ row.country }}</p>',
  },
  options: () => ({ mode: 'products' }),
  createRoute: 'POST /stores/v3/bulk/products*/create',
  crashPoints: [
    'before-intent:2',
    'after-intent:3',
    'before-settle:2',
    'after-settle:3',
    'before-finish:1',
    'after-finish:1',
    'after-verdicts:1',
  ],
  assetCount: (rows) => distinct(rows, 'type').length,
  storedIds: async (installation) =>
    (await items<{ id: string }>(installation, 'products', 'id')).map(({ id }) => id),
  async check(installation) {
    const { rows } = installation.prepared
    const stored = await items<StoredProduct>(installation, 'products', 'id,slug,product')
    const sections = await items<{ id: string; uniqueName: string }>(
      installation,
      'infoSections',
      'id,uniqueName',
    )
    const categories = await items<{ 'category.name': string; itemIds: string[] }>(
      installation,
      'storeCategories',
      'category.name,itemIds',
    )
    const slugs = new Map(stored.map(({ id, slug }) => [id, slug]))
    return [
      ...differences(
        'products in the store',
        stored.map(({ slug, product }) => `${slug} ${product.name}`),
        rows.map((row) => `${slugOf(row)} ${titleOf(row)}`),
      ),
      ...(sections.length === 2 * rows.length ? [] : [`${sections.length} info sections exist`]),
      ...differences(
        'memberships in categories',
        categories.flatMap((one) => one.itemIds.map((id) => `${slugs.get(id)} in ${one['category.name']}`)),
        rows.map((row) => `${slugOf(row)} in ${row['type']}`),
      ),
      ...stored
        .filter(({ product }) => product.infoSections?.length !== 2)
        .map(({ slug, product }) => `${slug} has ${product.infoSections?.length ?? 0} info sections`),
    ]
  },
}

export const storeV1: Scenario = {
  name: 'products of Catalog V1',
  rowCount: 80,
  site: { installedApps: ['stores'], catalogVersion: 'V1' },
  destination: 'wix/store',
  fields: storeV3.fields,
  options: () => ({ mode: 'products' }),
  createRoute: 'POST /stores/v1/products',
  crashPoints: [
    'before-intent:2',
    'after-intent:2',
    'before-settle:2',
    'before-finish:1',
    'before-verdicts:1',
  ],
  assetCount: (rows) => distinct(rows, 'type').length,
  storedIds: async (installation) =>
    (await items<{ id: string }>(installation, 'productsV1', 'id')).map(({ id }) => id),
  async check(installation) {
    const { rows } = installation.prepared
    const stored = await items<StoredProduct>(installation, 'productsV1', 'id,slug,product')
    const collections = await items<{ 'collection.name': string; productIds: string[] }>(
      installation,
      'storeCollections',
      'collection.name,productIds',
    )
    const slugs = new Map(stored.map(({ id, slug }) => [id, slug]))
    return [
      ...differences(
        'products in the store',
        stored.map(({ slug, product }) => `${slug} ${product.name}`),
        rows.map((row) => `${slugOf(row)} ${titleOf(row)}`),
      ),
      ...differences(
        'memberships in collections',
        collections.flatMap((one) =>
          one.productIds.map((id) => `${slugs.get(id)} in ${one['collection.name']}`),
        ),
        rows.map((row) => `${slugOf(row)} in ${row['type']}`),
      ),
    ]
  },
}

function repeated(values: string[]): string[] {
  const seen = new Set<string>()
  return values.filter((value) => seen.has(value) || !seen.add(value))
}
