// The items of a collection. Its columns are the fields that people see in the CMS.
import type { DataField, DataItem, Saved, WixClient } from '../../../wix/index.ts'
import type { RowsTable } from '../../formats/rows/write.ts'
import { inGroups } from '../groups.ts'
import { freeName } from '../names.ts'
import { wixText } from './value.ts'

export interface Found {
  /** What people call it. */
  name: string
  table: RowsTable
}

/** Throws `WixError`, here or while walking. */
export async function readCollection(client: WixClient, id: string, signal: AbortSignal): Promise<Found> {
  const collection = await client.dataCollections.get(id, { consistentRead: true }, { signal })
  const fields = (collection.fields ?? []).filter(isShown)
  const names = fields.map(({ key, displayName }) => displayName || key)
  const idName = freeName('Item ID', names)
  // A page by a cursor that sorts by id never skips an item that is changed meanwhile.
  const query = { sort: [{ fieldName: '_id' }], consistentRead: true }
  const items = client.dataItems.queryAll(id, query, { signal })
  const toCells = ({ id: itemId, data = {} }: Saved<DataItem>) => [
    itemId,
    ...fields.map(({ key }) => wixText(data[key])),
  ]
  return {
    name: collection.displayName || id,
    table: {
      place: ['item', 'items'],
      key: idName,
      columns: [idName, ...names],
      rows: inGroups(items, toCells),
    },
  }
}

type ShownField = DataField & { key: string }

/** Those that every item has of itself change with each write, ours included. */
function isShown(field: DataField): field is ShownField {
  return field.key !== undefined && field.key !== '' && !field.key.startsWith('_')
}
