// A simulated Wix site with Wix CMS and a collection in it, and what the destination needs of it.
import type { Control } from '../../src/simulator/index.ts'
import type { OutgoingItem } from '../../src/targets/target.ts'
import { pageSeed } from '../../src/targets/target.ts'
import { wixCms } from '../../src/targets/wix/cms/cms.ts'
import type { CmsOptions } from '../../src/targets/wix/cms/options.ts'
import type { CmsPayload } from '../../src/targets/wix/cms/payload.ts'
import { type BlogSite, startBlogSite } from './blog-site.ts'

type NewCollection = Parameters<Control['createCollection']>[0]

export interface StoredItem {
  id: string
  data: Record<string, unknown>
  references: Record<string, string[]>
}

export interface CmsSite extends BlogSite {
  collectionId: string
  /** With the facts of the collection as it is now. */
  options(more?: Partial<CmsOptions>): Promise<CmsOptions>
  /** What the site has, oldest first. */
  stored(collectionId?: string): StoredItem[]
  /** What a person enters in the CMS. */
  enter(collectionId: string, id: string, fields: Record<string, unknown>): void
}

const usualFields = [
  { key: 'title', displayName: 'Title', type: 'TEXT', required: true },
  { key: 'slug', displayName: 'Slug', type: 'TEXT' },
  { key: 'text', displayName: 'Text', type: 'RICH_CONTENT' },
  { key: 'population', displayName: 'Population', type: 'NUMBER' },
  { key: 'notes', displayName: 'Notes', type: 'TEXT' },
]

export async function startCmsSite(
  given: { collection?: Partial<NewCollection>; permissions?: string[] } = {},
): Promise<CmsSite> {
  const site = await startBlogSite({
    site: { installedApps: ['blog', 'members', 'cms'] },
    ...(given.permissions && { permissions: given.permissions }),
  })
  const { control, siteId } = site
  const collectionId = given.collection?.id ?? 'Places'
  control.createCollection({
    displayName: collectionId,
    fields: usualFields,
    pageLinks: ['/places/{slug}'],
    ...given.collection,
    siteId,
    id: collectionId,
  })
  return {
    ...site,
    collectionId,
    async options(more = {}) {
      const { facts: _, ...chosen } = { mode: 'publish', adopt: 'no', adoptField: '', ...more }
      const options = wixCms.options.parse({ collectionId, ...chosen })
      const facts = (await wixCms.facts!.read(site.ctx, options)) as CmsOptions['facts']
      site.calls()
      return { ...options, ...(facts && { facts }) }
    },
    stored: (id = collectionId) => control.items(siteId, 'dataItems', id) as unknown as StoredItem[],
    enter(id, itemId, fields) {
      control.createItem({ siteId, kind: 'dataItem', collectionId: id, id: itemId, fields })
    },
  }
}

/** A row as it is sent; `fields` are rendered texts. */
export function cmsItem(
  options: CmsOptions,
  rowKey: string,
  fields: Record<string, string>,
  more: Partial<OutgoingItem<CmsPayload>> = {},
): OutgoingItem<CmsPayload> {
  const seed = pageSeed('prj', rowKey)
  const { payload } = wixCms.toPayload({ rowKey, seed, fields, siteUrl: null }, options)
  const visibility = wixCms.visibility(options)
  return { rowKey, seed, remoteId: null, payload, visibility, changedFields: [], ...more }
}
