// Items that are in the collection already and that rows take over.

import { inBatches } from '../../../batches.ts'
import { isJsonObject } from '../../../wix/index.ts'
import type { Adoption, OutgoingItem, RemoteRef, TargetContext } from '../../target.ts'
import type { CmsFacts } from './collection-facts.ts'
import { factsOf } from './facts.ts'
import type { CmsOptions } from './options.ts'
import { type CmsPayload, isBlank } from './payload.ts'
import { lightReading } from './read.ts'
import { collectionsOf, draftVisibility, editedAtOf, itemsById } from './stored.ts'
import { canonicalWire } from './values.ts'

type Item = OutgoingItem<CmsPayload>

const valuesPerQuery = 200

export const cmsAdoption: Adoption<CmsOptions, CmsPayload> = {
  isChosen: ({ adopt }) => adopt !== 'no',
  match: (ctx, items, options) =>
    options.adopt === 'key' ? matchIds(ctx, items, options) : matchField(ctx, items, options),
  unmatched({ adopt, adoptField }, { payload }) {
    if (adopt !== 'field' || wireOf(payload, adoptField) !== undefined) return null
    return {
      code: 'adopt_no_value',
      severity: 'error',
      field: adoptField,
      message: `The template leaves "${adoptField}" blank, by which existing items are found, so it is unclear whether this one already exists. Fill it, or leave existing items alone in the settings of the project.`,
    }
  },
}

async function matchIds(
  ctx: TargetContext,
  items: Item[],
  options: CmsOptions,
): Promise<Map<string, RemoteRef[]>> {
  const found = await itemsById(
    ctx,
    factsOf(options),
    items.map(({ rowKey }) => rowKey),
    lightReading,
  )
  return new Map(
    items.flatMap(({ rowKey }): [string, RemoteRef[]][] => {
      const stored = found.get(rowKey)
      return stored ? [[rowKey, [{ rowKey, remoteId: rowKey, editedAt: editedAtOf(stored.data) }]]] : []
    }),
  )
}

/** All that have the value: a row with several is for the caller to hold. */
async function matchField(
  ctx: TargetContext,
  items: Item[],
  options: CmsOptions,
): Promise<Map<string, RemoteRef[]>> {
  const field = options.adoptField
  const type = factsOf(options).fields.find((one) => one.key === field)?.type ?? 'TEXT'
  const values = new Map<string, unknown>()
  for (const { payload } of items) {
    const value = wireOf(payload, field)
    if (value !== undefined) values.set(canonicalWire(type, value), value)
  }
  const holders = await itemsByValue(ctx, factsOf(options), field, type, [...values.values()])
  return new Map(
    items.flatMap(({ rowKey, payload }): [string, RemoteRef[]][] => {
      const value = wireOf(payload, field)
      const refs = value === undefined ? [] : (holders.get(canonicalWire(type, value)) ?? [])
      return refs.length > 0 ? [[rowKey, refs.map((ref) => ({ ...ref, rowKey }))]] : []
    }),
  )
}

async function itemsByValue(
  ctx: TargetContext,
  facts: CmsFacts,
  field: string,
  type: string,
  values: unknown[],
): Promise<Map<string, RemoteRef[]>> {
  const holders = new Map<string, RemoteRef[]>()
  const seen = new Set<string>()
  for (const collectionId of collectionsOf(facts))
    for (const batch of inBatches(values, valuesPerQuery)) {
      const query = {
        filter: { [field]: { $in: batch } },
        fields: [...lightReading.fields, field],
        ...draftVisibility(facts),
        consistentRead: true,
      }
      for await (const { id, data = {} } of ctx.client.dataItems.queryAll(collectionId, query, {
        signal: ctx.signal,
      })) {
        // A draft beside a live item is the same item.
        if (seen.has(id)) continue
        seen.add(id)
        const value = canonicalWire(type, data[field])
        const refs = holders.get(value) ?? []
        holders.set(value, [...refs, { rowKey: '', remoteId: id, editedAt: editedAtOf(data) }])
      }
    }
  return holders
}

/** What the row has in the field, as Wix takes it in a filter. */
function wireOf({ fields }: CmsPayload, key: string): unknown {
  const value = fields[key]
  if (!value || isBlank(value) || !('value' in value)) return undefined
  return isJsonObject(value.value) && value.type !== 'DATETIME' ? undefined : value.value
}
