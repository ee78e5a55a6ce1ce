// What tests over every destination need of each: a site furnished for it, and how to look at it and edit it.
import type { Field } from '../../src/simulator/index.ts'
import type { Publishing, PublishingOptions } from './publishing.ts'

export type Control = Publishing['control']
export type Stored = Record<string, unknown> & { id: string }

export interface Destination {
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

const kindsOfPlaces = ['Town', 'City']

/** A collection of places with pages of its own, which refers to a collection of kinds. */
export function createPlaces(
  control: Control,
  siteId: string,
  {
    kinds = kindsOfPlaces,
    fields = [],
    drafts,
  }: { kinds?: string[]; fields?: Field[]; drafts?: boolean } = {},
): void {
  control.createCollection({
    siteId,
    id: 'Kinds',
    displayField: 'title',
    fields: [{ key: 'title', displayName: 'Title', type: 'TEXT' }],
  })
  for (const title of kinds)
    control.createItem({ siteId, kind: 'dataItem', collectionId: 'Kinds', fields: { title } })
  control.createCollection({
    siteId,
    id: 'Places',
    displayField: 'title',
    fields: [
      { key: 'title', displayName: 'Title', type: 'TEXT' },
      { key: 'slug', displayName: 'Slug', type: 'TEXT' },
      ...fields,
      {
        key: 'kinds',
        displayName: 'Kinds',
        type: 'MULTI_REFERENCE',
        typeMetadata: { multiReference: { referencedCollectionId: 'Kinds' } },
      },
    ],
    pageLinks: ['/places/{slug}'],
    ...(drafts !== undefined && { drafts }),
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

export const destinations: Destination[] = [
  {
    name: 'wix/cms',
    options: {
      destination: 'wix/cms',
      site: { installedApps: ['cms'] },
      furnish: (control, siteId) =>
        createPlaces(control, siteId, { fields: [{ key: 'notes', displayName: 'Notes', type: 'TEXT' }] }),
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
