// An item as it stood before: what is compared of it, and the payload that puts it back. Pure.
import type { Problem } from '../../../../api/problem.ts'
import { isJsonObject } from '../../../../wix/index.ts'
import { type AssetIds, assetKey } from '../../../assets.ts'
import type { From } from '../../../way-back.ts'
import type { CmsFacts } from '../collection-facts.ts'
import { factsOf } from '../facts.ts'
import type { FieldFacts } from '../field-facts.ts'
import { linkFields, mostIncluded } from '../links.ts'
import type { CmsOptions } from '../options.ts'
import type { CmsPayload } from '../payload.ts'
import { remoteFields, type WholeItem } from '../read.ts'
import { type CmsValue, referencePrefix } from '../values.ts'

/**
 * Null: none that can be put back. Snapshots of earlier versions hold the items that are referred to, and of more than
 * a hundred of a field not all.
 */
export function readSnapshot(raw: unknown, facts: CmsFacts): WholeItem | null {
  if (!isJsonObject(raw) || typeof raw['id'] !== 'string' || !isJsonObject(raw['data'])) return null
  const { data } = raw
  const isCut = linkFields(facts).some((key) => {
    const links = data[key]
    return Array.isArray(links) && links.length >= mostIncluded && links.some(isJsonObject)
  })
  return isCut ? null : { ...raw, id: raw['id'], data }
}

export function snapshotFields(raw: unknown, options: CmsOptions): Record<string, string> | null {
  const facts = factsOf(options)
  const item = readSnapshot(raw, facts)
  return item && remoteFields(facts, item.data)
}

/** Ids stand for themselves. */
export interface PutBack {
  payload: CmsPayload
  assets: AssetIds
}

/**
 * What puts an item back, by the fields that the collection has now. One that is made again also gets what is no field
 * of the collection: the store keeps such values too.
 */
export function putBackOf(item: WholeItem, facts: CmsFacts, from: From): PutBack {
  const ids = new Map<string, string>()
  const fields: Record<string, CmsValue> = {}
  for (const field of facts.fields)
    if (field.unwritable === null) fields[field.key] = putBackValue(field, item.data[field.key], ids)
  if (from === 'gone') for (const key of looseKeys(item, facts)) fields[key] = plain('ANY', item.data[key])
  const { kind } = facts.drafts
  return {
    payload: {
      itemId: item.id,
      ...(kind !== 'none' && { state: { by: kind } }),
      titleField: facts.displayField,
      path: null,
      fields,
    },
    assets: ids,
  }
}

/** An item of which nothing but its state is ours. */
export function emptyPayload(itemId: string, { drafts }: CmsFacts): CmsPayload {
  const state = drafts.kind === 'none' ? {} : { state: { by: drafts.kind } }
  return { itemId, ...state, titleField: null, path: null, fields: {} }
}

function putBackValue({ type, refersTo }: FieldFacts, wire: unknown, ids: Map<string, string>): CmsValue {
  if (type !== 'MULTI_REFERENCE') return plain(type, type === 'REFERENCE' ? idOf(wire) : wire)
  const collectionId = refersTo?.collectionId ?? ''
  const names = (Array.isArray(wire) ? wire : []).flatMap((one) => idOf(one) ?? [])
  for (const name of names) ids.set(assetKey({ kind: `${referencePrefix}${collectionId}`, name }), name)
  return { type: 'MULTI_REFERENCE', refersTo: collectionId, names }
}

function plain(type: string, wire: unknown): CmsValue {
  return { type, value: wire ?? null }
}

/** An included reference is the item itself. */
function idOf(wire: unknown): string | null {
  const id = isJsonObject(wire) ? wire['_id'] : wire
  return typeof id === 'string' ? id : null
}

/** Not the system's, and no page link, which Wix makes itself. */
function looseKeys({ data }: WholeItem, facts: CmsFacts): string[] {
  const known = new Set(facts.fields.map(({ key }) => key))
  return Object.keys(data).filter(
    (key) => !known.has(key) && !key.startsWith('_') && !key.startsWith('link-'),
  )
}

export function losses(raw: unknown, from: From, options: CmsOptions): Problem[] {
  if (from === 'there') return []
  const facts = factsOf(options)
  const item = readSnapshot(raw, facts)
  const unwritten = facts.fields.filter(
    ({ key, type, unwritable }) =>
      unwritable !== null && type !== 'PAGE_LINK' && (item?.data[key] ?? null) !== null,
  )
  const notes = [
    'It was deleted, and Wix CMS has no trash, so it is made again: with its ID and all that is in its fields, but created today, and by this connection. Links of other items to it come back only where they are kept as its ID.',
    ...(unwritten.length > 0
      ? [`These fields cannot be written and stay empty: ${unwritten.map(({ label }) => label).join(', ')}.`]
      : []),
    ...(facts.drafts.kind === 'items'
      ? ['A draft that somebody kept beside the live item does not come back.']
      : []),
  ]
  return [{ code: 'made_again', severity: 'note', message: notes.join(' ') }]
}
