// Pages of each destination, a change of their rows that has something of everything, and the site as it stands:
// what the way back is measured with.
import type { SimulatorProcess } from './processes.ts'
import type { Installation } from './rig.ts'
import type { Row, Scenario } from './scenarios.ts'

type Control = SimulatorProcess['control']
type Obj = Record<string, unknown>

/** One thing that the site shows. */
export interface Thing {
  id: string
  /** As it stands, without revisions and times. */
  whole: string
  /** Without all that Wix gives anew to what it makes again under another id. */
  made: string
}

/** What the site shows, by address or name; and what is there that it does not show, by id. */
export interface SiteReading {
  shown: Map<string, Thing>
  hidden: Set<string>
}

export interface MixedScenario extends Scenario {
  /** What a person had made of the same kind before: it stays as it is, whatever we do. */
  addForeign(control: Control, siteId: string, n: number): Promise<unknown>
  /** What a person does to the name of a page. */
  rename(control: Control, siteId: string, id: string, name: string): Promise<unknown>
  nameOf(thing: Obj): unknown
  things(control: Control, siteId: string): Promise<SiteReading>
  /** Where Wix makes a redirect itself when the address of a live page changes: the path of a page. */
  ownRedirectFrom?(slug: string): string
}

/** Shares of the rows that change, move and go; as many new ones come as go, and the rest stays as it is. */
const shares = { changed: 0.4, moved: 0.2, removed: 0.2 }
const foreignPrefix = 'dana-'

const kinds = Array.from({ length: 8 }, (_, i) => `Kind ${i + 1}`)
const laterKinds = Array.from({ length: 6 }, (_, i) => `Later kind ${i + 1}`)
const tags = Array.from({ length: 5 }, (_, i) => `Tag ${i + 1}`)
const one = (list: readonly string[], i: number) => list[i % list.length]!

/** Usual rows with an address, a kind, a tag and a picture. */
function withPlaces(usual: readonly Row[]): Row[] {
  return usual.map((row, i) => ({
    code: row['code']!,
    name: row['name']!,
    slug: `place-${i + 1}`,
    kind: one(kinds, i),
    tag: one(tags, i),
    picture: `p${i % 50}`,
    text: row['summary'] || 'Nothing is known of it.',
  }))
}

/** The rows of the second run: some are changed, some move, some are gone, and there are new ones of new kinds. */
export function mixedRows(rows: readonly Row[]): Row[] {
  const [changed, moved, removed] = [shares.changed, shares.moved, shares.removed].map((share) =>
    Math.round(rows.length * share),
  ) as [number, number, number]
  const kept = rows.flatMap((row, i): Row[] => {
    if (i < changed)
      return [
        {
          ...row,
          name: `${row['name']} (new)`,
          ...(i % 4 === 0 && { kind: one(laterKinds, i) }),
          ...(i % 4 === 1 && { picture: `q${i % 20}` }),
          ...(i % 4 === 2 && { tag: 'Later tag' }),
        },
      ]
    if (i < changed + moved) return [{ ...row, slug: `moved-${i + 1}` }]
    return i < changed + moved + removed ? [] : [row]
  })
  const added = rows.slice(0, removed).map((row, i) => ({
    ...row,
    code: `${row['code']}-new`,
    slug: `new-${i + 1}`,
    kind: one(laterKinds, i),
    picture: `n${i % 20}`,
  }))
  return [...kept, ...added]
}

const time =
  /^(revision|_?(created|updated|edited|lastPublished|firstPublished)Date|lastUpdated|createdBy|lastWrittenBy)$/
const given =
  /^(_?id|createdBy|lastWrittenBy|.*Id|revision|.*[dD]ate|lastUpdated|productPageUrl|inventory.*|handle|numeric.*|minVariant.*|variants.*|path)$/

function without(value: unknown, names: RegExp): unknown {
  if (Array.isArray(value)) return value.map((inner) => without(inner, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => !names.test(name) && !isEmpty(inner))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, without(inner, names)]),
  )
}

/** Nothing, in the ways in which Wix says it. */
function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null)
    return value === '' || value === null || value === undefined
  return Object.values(value).every(isEmpty)
}

function toThing(id: string, value: unknown): Thing {
  return { id, whole: JSON.stringify(without(value, time)), made: JSON.stringify(without(value, given)) }
}

async function all(control: Control, siteId: string, kind: string, more = ''): Promise<Obj[]> {
  return (await control<{ items: Obj[] }>('GET', `items?site=${siteId}&kind=${kind}${more}`)).items
}

function labelsOf(items: readonly Obj[], name: (item: Obj) => unknown): Map<unknown, string> {
  return new Map(items.map((item) => [item['id'], String(name(item))]))
}

/** Redirects that lead somewhere from where a page was. */
async function redirects(control: Control, siteId: string): Promise<[string, Thing][]> {
  return (await all(control, siteId, 'redirects')).map((item) => [
    `redirect ${item['from']}`,
    toThing('', { to: item['to'] }),
  ])
}

const named = (what: string, items: readonly Obj[], name: (item: Obj) => unknown): [string, Thing][] =>
  items.map((item) => [`${what} ${name(item)}`, toThing(String(item['id']), name(item))])

/** @param host of the pictures */
export function mixedScenarios(host: string): Record<string, MixedScenario> {
  const picture = `http://${host}/{{ row.picture }}.png`
  return {
    'wix/blog': blog(picture),
    'wix/cms': cms(picture),
    'wix/stores-v3': store(picture, 'V3'),
    'wix/stores-v1': store(picture, 'V1'),
  }
}

const nothingStored = {
  assetCount: () => 0,
  storedIds: async () => [],
  check: async () => [],
  crashPoints: [],
  rowCount: 0,
  rows: withPlaces,
}

function blog(picture: string): MixedScenario {
  return {
    ...nothingStored,
    name: 'posts',
    site: {},
    destination: 'wix/blog',
    fields: {
      title: '{{ row.name }}',
      slug: '{{ row.slug }}',
      body: '<h2>{{ row.name }}</h2><p>{{ row.text }}</p><ul><li>{{ row.kind }}</li></ul>',
      categories: '{{ row.kind }}',
      tags: '{{ row.tag }}',
      seo_description: 'About {{ row.name }}.',
      cover: picture,
      cover_alt: '{{ row.name }}',
    },
    options: (authorId) => ({ authorId, mode: 'publish' }),
    createRoute: 'POST /blog/v3/bulk/draft-posts/create',
    addForeign: (control, siteId, n) =>
      control('POST', 'items/create', {
        siteId,
        kind: 'post',
        fields: { title: `Dana's ${n}`, seoSlug: `${foreignPrefix}${n}`, excerpt: 'Mine' },
        publish: n % 3 !== 0,
      }),
    rename: (control, siteId, id, title) =>
      control('POST', 'items/edit', { siteId, kind: 'post', id, fields: { title }, publish: true }),
    nameOf: (post) => (post['draft'] as Obj)['title'],
    ownRedirectFrom: (slug) => `/post/${slug}`,
    async things(control, siteId) {
      const categories = await all(control, siteId, 'categories')
      const labels = await all(control, siteId, 'tags')
      const nameOf = labelsOf([...categories, ...labels], (item) => item['label'])
      const names = (ids: unknown) => (ids as unknown[]).map((id) => nameOf.get(id) ?? id).toSorted()
      const posts = await all(control, siteId, 'drafts')
      const shown = posts.filter(({ published }) => published !== null)
      return {
        hidden: new Set(posts.filter(({ published }) => published === null).map(({ id }) => String(id))),
        shown: new Map([
          ...shown.map((post): [string, Thing] => {
            const { categoryIds, tagIds, ...published } = post['published'] as Obj
            const { hasUnpublishedChanges } = post
            const value = { ...published, in: names(categoryIds), tags: names(tagIds), hasUnpublishedChanges }
            return [`page ${published['seoSlug']}`, toThing(String(post['id']), value)]
          }),
          ...posts.flatMap((post): [string, Thing][] => {
            const { seoSlug } = post['draft'] as Obj
            const isForeign = post['published'] === null && String(seoSlug).startsWith(foreignPrefix)
            return isForeign ? [[`draft ${seoSlug}`, toThing(String(post['id']), post)]] : []
          }),
          ...named('category', categories, (item) => item['label']),
          ...named('tag', labels, (item) => item['label']),
          ...(await redirects(control, siteId)),
        ]),
      }
    },
  }
}

function cms(picture: string): MixedScenario {
  const text = (key: string) => ({ key, displayName: key, type: 'TEXT' })
  return {
    ...nothingStored,
    name: 'items of a collection',
    site: { installedApps: ['cms'] },
    async furnish(control, siteId) {
      await control('POST', 'collections', {
        siteId,
        id: 'Kinds',
        displayField: 'title',
        fields: [text('title')],
      })
      for (const title of [...kinds, ...laterKinds])
        await control('POST', 'items/create', {
          siteId,
          kind: 'dataItem',
          collectionId: 'Kinds',
          fields: { title },
        })
      await control('POST', 'collections', {
        siteId,
        id: 'Places',
        displayField: 'title',
        fields: [
          ...['title', 'slug', 'tag', 'notes'].map(text),
          { key: 'body', displayName: 'Body', type: 'RICH_CONTENT' },
          { key: 'picture', displayName: 'Picture', type: 'IMAGE' },
          {
            key: 'kinds',
            displayName: 'Kinds',
            type: 'MULTI_REFERENCE',
            typeMetadata: { multiReference: { referencedCollectionId: 'Kinds' } },
          },
        ],
        pageLinks: ['/places/{slug}'],
      })
    },
    destination: 'wix/cms',
    fields: {
      title: '{{ row.name }}',
      slug: '{{ row.slug }}',
      tag: '{{ row.tag }}',
      body: '<h2>{{ row.name }}</h2><p>{{ row.text }}</p>',
      picture,
      kinds: '{{ row.kind }}',
    },
    options: () => ({ collectionId: 'Places' }),
    createRoute: 'POST /wix-data/v2/bulk/items/insert',
    addForeign: (control, siteId, n) =>
      control('POST', 'items/create', {
        siteId,
        kind: 'dataItem',
        collectionId: 'Places',
        fields: { title: `Dana's ${n}`, slug: `${foreignPrefix}${n}`, notes: 'Mine' },
      }),
    rename: (control, siteId, id, title) =>
      control('POST', 'items/edit', {
        siteId,
        kind: 'dataItem',
        collectionId: 'Places',
        id,
        fields: { title },
      }),
    nameOf: (item) => (item['data'] as Obj)['title'],
    async things(control, siteId) {
      const nameOf = labelsOf(
        await all(control, siteId, 'dataItems', '&collection=Kinds'),
        (item) => (item['data'] as Obj)['title'],
      )
      const items = await all(control, siteId, 'dataItems', '&collection=Places')
      return {
        hidden: new Set(),
        shown: new Map([
          ...items.map((item): [string, Thing] => {
            const data = item['data'] as Obj
            const { kinds: ids = [] } = item['references'] as Record<string, string[]>
            return [
              `page ${data['slug']}`,
              toThing(String(item['id']), { ...data, in: ids.map((id) => nameOf.get(id)) }),
            ]
          }),
          ...(await redirects(control, siteId)),
        ]),
      }
    },
  }
}

function store(picture: string, catalogVersion: 'V1' | 'V3'): MixedScenario {
  const isV1 = catalogVersion === 'V1'
  const kind = isV1 ? 'productV1' : 'product'
  return {
    ...nothingStored,
    name: `products of Catalog ${catalogVersion}`,
    site: {
      installedApps: ['stores'],
      catalogVersion,
      switches: { searchLagMs: 0, categoryWriteMs: 5 },
    },
    destination: 'wix/store',
    fields: {
      name: '{{ row.name }}',
      slug: '{{ row.slug }}',
      price: '9.90',
      description: '<p>{{ row.text }}</p>',
      categories: '{{ row.kind }}',
      images: picture,
      section_1_title: 'Facts',
      section_1_text: '<p>{{ row.name }} is {{ row.tag }}.</p>',
      section_2_title: 'Kind',
      section_2_text: '<p>{{ row.kind }}</p>',
    },
    options: () => ({ mode: 'products' }),
    createRoute: isV1 ? 'POST /stores/v1/products' : 'POST /stores/v3/bulk/products*/create',
    addForeign: (control, siteId, n) =>
      control('POST', 'items/create', {
        siteId,
        kind,
        fields: { name: `Dana's ${n}`, slug: `${foreignPrefix}${n}` },
      }),
    rename: (control, siteId, id, name) =>
      control('POST', 'items/edit', { siteId, kind, id, fields: { name } }),
    nameOf: (product) => (product['product'] as Obj)['name'],
    async things(control, siteId) {
      const categories = await all(control, siteId, isV1 ? 'storeCollections' : 'storeCategories')
      const label = (item: Obj) => ((item['collection'] ?? item['category']) as Obj)['name']
      const members = categories.flatMap((item) =>
        ((item['productIds'] ?? item['itemIds']) as string[]).map((id) => [id, String(label(item))] as const),
      )
      const inside = Map.groupBy(members, ([id]) => id)
      const sections = isV1 ? [] : await all(control, siteId, 'infoSections')
      const sectionOf = new Map(sections.map((item) => [item['id'], without(item, given)]))
      const products = await all(control, siteId, isV1 ? 'productsV1' : 'products')
      const isShown = ({ product }: Obj) => (product as Obj)['visible'] !== false
      return {
        hidden: new Set(products.filter((item) => !isShown(item)).map(({ id }) => String(id))),
        shown: new Map([
          ...products.filter(isShown).map((item): [string, Thing] => {
            const { infoSections = [], ...product } = item['product'] as Obj
            const value = {
              ...product,
              sections: (infoSections as Obj[]).map(({ id }) => sectionOf.get(id)),
              in: (inside.get(String(item['id'])) ?? []).map(([, name]) => name).toSorted(),
            }
            return [`page ${item['slug']}`, toThing(String(item['id']), value)]
          }),
          ...named('category', categories, label),
          ...(await redirects(control, siteId)),
        ]),
      }
    },
  }
}

export function readSite(installation: Installation): Promise<SiteReading> {
  const { prepared, simulator } = installation
  return (prepared.scenario as MixedScenario).things(simulator.control, prepared.siteId)
}

/** What two readings of a site show differently, by name, in words. */
export function changesBetween(before: SiteReading, after: SiteReading): Map<string, string> {
  const changes = new Map<string, string>()
  for (const name of new Set([...before.shown.keys(), ...after.shown.keys()])) {
    const [was, is] = [before.shown.get(name), after.shown.get(name)]
    if (!was) changes.set(name, 'is there and was not')
    else if (!is) changes.set(name, 'is not there any more')
    // A category that was made again is as good as the one before.
    else if (was.id === is.id ? was.whole !== is.whole : was.made !== is.made)
      changes.set(name, difference(was, is))
  }
  return changes
}

/**
 * What is there and was not since Wix made it itself: redirects from where a live page was until it was put back to
 * where it is again. By name, with the reason.
 * @param until the site as it stood before pages were put back
 */
export function madeByWix(
  { ownRedirectFrom }: MixedScenario,
  changes: ReadonlyMap<string, string>,
  until: SiteReading,
  now: SiteReading,
): Map<string, string> {
  const found = new Map<string, string>()
  if (!ownRedirectFrom) return found
  const names = new Map([...now.shown].map(([name, { id }]) => [id, name]))
  for (const [name, { id }] of until.shown) {
    const is = names.get(id)
    if (!name.startsWith('page ') || is === undefined || is === name) continue
    const [from, to] = [name, is].map((page) => ownRedirectFrom(page.slice('page '.length)))
    const redirect = `redirect ${from}`
    if (changes.has(redirect) && now.shown.get(redirect)?.whole === JSON.stringify({ to }))
      found.set(redirect, 'Wix leads the address that a live page leaves to the one it gets')
  }
  return found
}

/** The first place at which two things differ, with some of what stands around it. */
function difference(was: Thing, is: Thing): string {
  const [a, b] = was.id === is.id ? [was.whole, is.whole] : [was.made, is.made]
  let at = 0
  while (a[at] === b[at]) at += 1
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 100)
  return `was …${around(a)}… and is …${around(b)}…`
}
