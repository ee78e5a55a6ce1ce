// Airtable's web API as far as reading goes, from https://airtable.com/developers/web/api (list records, base schema,
// errors, rate limits).
import { randomBytes } from 'node:crypto'
import {
  type ServiceDouble,
  type ServiceReply,
  type ServiceRequest,
  startServiceDouble,
} from './service-double.ts'

export interface AirtableField {
  name: string
  type: string
}

export interface AirtableTable {
  id: string
  name: string
  fields: AirtableField[]
  views: { id: string; name: string }[]
  records: { id: string; fields: Record<string, unknown> }[]
}

export interface AirtableDouble extends ServiceDouble {
  base: string
  token: string
  table: AirtableTable
  /** Whether the token has schema.bases:read. */
  mayReadSchema: boolean
  /** Lists that were begun before are no longer kept. */
  expireLists(): void
}

const refusal = (status: number, type: string, message = ''): ServiceReply => ({
  status,
  body: { error: message === '' ? type : { type, message } },
})

/** A table of places; ids have the form of Airtable's. */
export async function startAirtableDouble(count = 3): Promise<AirtableDouble> {
  let lists = 1
  const double: AirtableDouble = Object.assign(await startServiceDouble(answer), {
    // The pace of a base outlives a test, and its clock does not.
    base: `app${randomBytes(7).toString('hex')}`,
    token: 'patTEST.secret-of-airtable',
    table: placesTable(count),
    mayReadSchema: true,
    expireLists: () => void lists++,
  })
  return double

  function answer(request: ServiceRequest): ServiceReply {
    if (request.headers['authorization'] !== `Bearer ${double.token}`)
      return refusal(401, 'AUTHENTICATION_REQUIRED', 'Authentication required')
    const [, version, ...path] = request.url.pathname.split('/').map(decodeURIComponent)
    if (version !== 'v0') return refusal(404, 'NOT_FOUND')
    if (path[0] === 'meta') return schemaOf(path)
    return recordsOf(path, request.url.searchParams)
  }

  function schemaOf([, kind, base, what]: string[]): ServiceReply {
    if (kind !== 'bases' || what !== 'tables') return refusal(404, 'NOT_FOUND')
    if (!double.mayReadSchema || base !== double.base)
      return refusal(
        403,
        'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND',
        'Invalid permissions, or the model was not found',
      )
    const { records: _, ...table } = double.table
    const fields = table.fields.map((field, index) => ({ id: `fld${index}`, ...field }))
    return { status: 200, body: { tables: [{ ...table, primaryFieldId: 'fld0', fields }] } }
  }

  function recordsOf([base, name]: string[], query: URLSearchParams): ServiceReply {
    const { table } = double
    if (base !== double.base || (name !== table.id && name !== table.name))
      return refusal(
        403,
        'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND',
        'Invalid permissions, or the model was not found',
      )
    const view = query.get('view')
    if (view !== null && !table.views.some((one) => one.id === view || one.name === view))
      return refusal(422, 'VIEW_NAME_NOT_FOUND', `View ${view} not found`)
    const size = Number(query.get('pageSize') ?? 100)
    if (size > 100) return refusal(422, 'INVALID_REQUEST_UNKNOWN', 'pageSize is too large')
    const [list = `itr${lists}`, at = '0'] = query.get('offset')?.split('/') ?? []
    if (list !== `itr${lists}`) return refusal(422, 'LIST_RECORDS_ITERATOR_NOT_AVAILABLE', 'Start again')
    const next = Number(at) + size
    const records = table.records
      .slice(Number(at), next)
      .map(({ id, fields }) => ({ id, createdTime: '2026-01-01T00:00:00.000Z', fields }))
    return {
      status: 200,
      body: { records, ...(next < table.records.length && { offset: `${list}/${next}` }) },
    }
  }
}

function placesTable(count: number): AirtableTable {
  return {
    id: 'tblPPPPPPPPPPPPPP',
    name: 'Places to see',
    fields: [
      { name: 'Name', type: 'singleLineText' },
      { name: 'People', type: 'number' },
      { name: 'Open', type: 'checkbox' },
      { name: 'Notes', type: 'multilineText' },
    ],
    views: [{ id: 'viwGGGGGGGGGGGGGG', name: 'Grid view' }],
    records: Array.from({ length: count }, (_, index) => ({
      id: `rec${String(index + 1).padStart(14, '0')}`,
      // What is empty, and what is not ticked, is absent.
      fields: {
        Name: `Place ${index + 1}`,
        ...(index % 2 === 0 && { People: index * 1000, Open: true }),
      },
    })),
  }
}
