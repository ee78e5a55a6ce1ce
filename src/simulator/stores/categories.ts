// Categories of Catalog V3. All writes share one tree revision: two at a time are a conflict.

import { applicationError, notFound, validationError } from '../errors.ts'
import type { Call } from '../route.ts'
import { anything, object, text } from '../shape.ts'
import type { Obj } from '../types.ts'
import { asciiSlug, checkRevision, requireCatalog, requireRevision } from './catalog.ts'
import { checkSlugFormat } from './parts.ts'
import type { StoreCategoryRecord } from './types.ts'

export const storesTree = { appNamespace: '@wix/stores', treeKey: null }
/** How requests name a tree. */
export const treeReference = object({ appNamespace: text(), treeKey: anything })

/** Until when the tree of a site is being written, on a clock that never stands still. */
const busyUntil = new WeakMap<object, Map<string, number>>()

/** Every call names its tree beside the entity, not inside it. */
function requireTree(request: Obj): void {
  const tree = request['treeReference'] as Obj | undefined
  if (!tree?.['appNamespace'])
    throw validationError([
      { field: 'treeReference', description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' },
    ])
}

/** Before a read. */
export function requireTreeRead(call: Call, request: Obj): void {
  requireTree(request)
  requireCatalog(call, 'V3')
}

/** Before a write: takes the tree for it, which holds its answer back for as long. */
export function beginTreeWrite(call: Call, request: Obj): void {
  requireTree(request)
  requireCatalog(call, 'V3', 'write')
  const holdMs = call.site.switches.categoryWriteMs
  const trees = busyUntil.get(call.store) ?? new Map<string, number>()
  busyUntil.set(call.store, trees)
  const now = performance.now()
  if (now < (trees.get(call.site.id) ?? 0)) {
    const message = 'The category tree has already changed since the requested revision'
    throw applicationError(409, 'INVALID_REVISION', message)
  }
  // A timer may fire a little early, and the next call may follow the answer at once.
  trees.set(call.site.id, now + holdMs - 3)
  call.effects.delayMs += holdMs
}

export function createCategory(call: Call, input: Obj): StoreCategoryRecord {
  if (input['id'] !== undefined)
    throw validationError([
      {
        field: 'category.id',
        description: 'is not allowed',
        violatedRule: 'OTHER',
        ruleName: 'ID_NOT_ALLOWED_IN_REQUEST',
      },
    ])
  checkSlugFormat(input['slug'], 'category.slug')
  const all = call.store.all('storeCategory', call.site.id)
  const isTaken = (slug: string) => all.some((other) => other.slug === slug)
  const parent = (input['parentCategory'] as Obj | undefined)?.['id']
  if (parent !== undefined && parent !== null && !all.some((other) => other.id === parent))
    throw applicationError(400, 'PARENT_CATEGORY_NOT_IN_TREE', `There is no category ${String(parent)}`)
  const wanted = input['slug']
  if (typeof wanted === 'string' && isTaken(wanted)) throw duplicate(wanted)
  let slug = typeof wanted === 'string' ? wanted : asciiSlug(String(input['name']))
  for (let n = 1; isTaken(slug); n++) slug = `${asciiSlug(String(input['name']))}-${n}`
  const at = call.writeTime()
  return save(call, {
    id: call.newId(),
    siteId: call.site.id,
    revision: 1,
    slug,
    category: { visible: false, ...given(input) },
    itemIds: [],
    createdDate: at,
    updatedDate: at,
    createdBy: call.n,
    lastWrittenBy: call.n,
  })
}

export function updateCategory(call: Call, input: Obj): StoreCategoryRecord {
  requireRevision(input['revision'], 'category.revision')
  checkSlugFormat(input['slug'], 'category.slug')
  const before = knownCategory(call, String(input['id'] ?? ''))
  checkRevision(input['revision'], before.revision, 'category')
  const slug = typeof input['slug'] === 'string' ? input['slug'] : before.slug
  const isTaken = call.store
    .all('storeCategory', call.site.id)
    .some((c) => c.slug === slug && c.id !== before.id)
  if (isTaken) throw duplicate(slug)
  return save(call, {
    ...before,
    slug,
    category: { ...before.category, ...given(input) },
    revision: before.revision + 1,
    updatedDate: call.writeTime(),
    lastWrittenBy: call.n,
  })
}

export function knownCategory(call: Call, id: string): StoreCategoryRecord {
  const category = call.store.get('storeCategory', call.site.id, id)
  if (!category) throw notFound('Category', id)
  return category
}

/** Membership does not bump the category's own revision, only the tree's. */
export function setItems(call: Call, category: StoreCategoryRecord, itemIds: string[]): void {
  save(call, { ...category, itemIds, updatedDate: call.writeTime(), lastWrittenBy: call.n })
}

export function categoryView(category: StoreCategoryRecord, fields: string[] = []): Obj {
  const { description, ...rest } = category.category
  return {
    id: category.id,
    revision: String(category.revision),
    createdDate: category.createdDate,
    updatedDate: category.updatedDate,
    ...rest,
    slug: category.slug,
    ...(fields.includes('DESCRIPTION') && description !== undefined && { description }),
    itemCounter: category.itemIds.length,
    treeReference: storesTree,
  }
}

function save(call: Call, category: StoreCategoryRecord): StoreCategoryRecord {
  call.store.put('storeCategory', call.site.id, category.id, category)
  return category
}

function given(input: Obj): Obj {
  const keys = ['name', 'description', 'visible', 'parentCategory', 'image', 'seoData', 'extendedFields']
  return Object.fromEntries(keys.flatMap((key) => (input[key] === undefined ? [] : [[key, input[key]]])))
}

function duplicate(slug: string) {
  return applicationError(409, 'DUPLICATE_SLUG', `A category with the slug ${slug} already exists`)
}
