// What the Media Manager holds and how it is tidied: lists, search, names, the trash
// (https://dev.wix.com/docs/api-reference/assets/media/media-manager/files/introduction).

import { applicationError, invalidArgument } from '../errors.ts'
import { fileView, placeOf, polledFile, save } from '../media/files.ts'
import { deleteFiles, restoreFiles } from '../media/trash.ts'
import type { FileRecord } from '../media/types.ts'
import { compareValues } from '../query/filter.ts'
import type { Call, Route } from '../route.ts'
import { anything, bool, list, number, object, oneOf, required, requiredObject, text } from '../shape.ts'
import type { Obj } from '../types.ts'
import { mediaType } from './media.ts'

const manage = { permissions: ['Manage Media Manager'] }
const read = { permissions: ['Read Media Manager'] }
const paging = object({ limit: number, cursor: text() })
const order = oneOf('ASC', 'DESC')
const sort = object({ fieldName: text(), order })
const listFields = { parentFolderId: text(200), mediaTypes: list(mediaType), private: bool, sort, paging }

export const mediaLibraryRoutes: Route[] = [
  {
    method: 'GET',
    path: '/site-media/v1/files',
    ...read,
    query: object(listFields),
    handle: (call) => listing(call, call.query, 'library'),
  },
  {
    method: 'GET',
    path: '/site-media/v1/trash-bin/files',
    ...read,
    query: object(listFields),
    handle: (call) => listing(call, call.query, 'trash'),
  },
  {
    method: 'POST',
    path: '/site-media/v1/files/search',
    ...read,
    body: object({
      rootFolder: oneOf('MEDIA_ROOT', 'TRASH_ROOT', 'VISITOR_UPLOADS_ROOT'),
      search: text(200),
      mediaTypes: list(mediaType),
      private: bool,
      sort,
      paging,
    }),
    handle(call) {
      const { rootFolder } = call.body
      // Visitors upload nothing here.
      if (rootFolder === 'VISITOR_UPLOADS_ROOT') return page(call, [], {}, 'library')
      return listing(call, call.body, rootFolder === 'TRASH_ROOT' ? 'trash' : 'library')
    },
  },
  {
    method: 'POST',
    path: '/site-media/v1/files/query',
    ...read,
    body: object({
      query: object({
        filter: anything,
        sort: list(object({ fieldName: text(), order }), 1),
        cursorPaging: paging,
      }),
    }),
    handle(call) {
      const query = (call.body['query'] ?? {}) as Obj
      const filter = (query['filter'] ?? {}) as Obj
      const { place, ...wanted } = filterOf(filter)
      const request = { ...wanted, sort: (query['sort'] as Obj[] | undefined)?.[0] }
      const { files, nextCursor } = listing(call, { ...request, paging: query['cursorPaging'] }, place)
      return { files, pagingMetadata: nextCursor }
    },
  },
  {
    method: 'PATCH',
    path: '/site-media/v1/files/update-file-descriptor',
    ...manage,
    body: object({
      file: requiredObject({
        id: required(1000),
        displayName: text(1000),
        labels: list(text()),
        parentFolderId: text(200),
      }),
    }),
    handle(call) {
      const input = call.body['file'] as Obj
      const file = polledFile(call, String(input['id']))
      const changed: FileRecord = {
        ...file,
        displayName: String(input['displayName'] ?? file.displayName).slice(0, 255),
        labels: (input['labels'] as string[] | undefined) ?? file.labels,
        parentFolderId: String(input['parentFolderId'] ?? file.parentFolderId),
        updatedDate: call.writeTime(),
      }
      return { file: fileView(save(call, changed)) }
    },
  },
  {
    method: 'POST',
    path: '/site-media/v1/bulk/files/delete',
    ...manage,
    body: object({ fileIds: list(text(1000), 1000, 1), permanent: bool }),
    handle(call) {
      deleteFiles(call, call.body['fileIds'] as string[], call.body['permanent'] === true)
      return {}
    },
  },
  {
    method: 'POST',
    path: '/site-media/v1/bulk/trash-bin/files/restore',
    ...manage,
    body: object({ fileIds: list(text(1000), 1000, 1) }),
    handle(call) {
      restoreFiles(call, call.body['fileIds'] as string[])
      return {}
    },
  },
]

type Place = 'library' | 'trash'

const sortable = ['displayName', 'updatedDate', 'sizeInBytes']

function listing(call: Call, request: Obj, place: Place): Obj {
  const { fieldName = 'updatedDate', order: direction = 'DESC' } = (request['sort'] ?? {}) as Obj
  if (!sortable.includes(String(fieldName))) throw invalidArgument(`files can not be sorted by ${fieldName}`)
  const key = String(fieldName) as keyof FileRecord
  const sorted = filesIn(call, request, place).sort(
    (a, b) => compareValues(a[key], b[key]) * (direction === 'ASC' ? 1 : -1),
  )
  return page(call, sorted, request, place)
}

/** Files of a place that fit; of folders the simulator knows one level. */
function filesIn(call: Call, request: Obj, place: Place): FileRecord[] {
  const folder = request['parentFolderId'] as string | undefined
  const types = (request['mediaTypes'] as string[] | undefined) ?? []
  const isPrivate = request['private']
  const words = String(request['search'] ?? '').toLowerCase()
  return call.store
    .all('file', call.site.id)
    .filter((file) => placeOf(file, call.steadyNow()) === place)
    .filter((file) => folder === undefined || file.parentFolderId === folder)
    .filter((file) => types.length === 0 || types.includes(file.mediaType))
    .filter((file) => typeof isPrivate !== 'boolean' || file.isPrivate === isPrivate)
    .filter((file) => searched(file).some((text) => text.toLowerCase().includes(words)))
}

function searched({ displayName, mimeType, labels }: FileRecord): string[] {
  return [displayName, mimeType, ...labels]
}

function page(call: Call, found: FileRecord[], request: Obj, place: Place): Obj {
  const { limit = 50, cursor } = (request['paging'] ?? {}) as { limit?: number; cursor?: string }
  const from = cursor ? Number(Buffer.from(cursor, 'base64url').toString('utf8')) : 0
  if (Number.isNaN(from)) throw applicationError(400, 'INVALID_CURSOR', 'The cursor is not valid')
  const shown = found.slice(from, from + limit)
  const end = from + shown.length
  const next = end < found.length ? { next: Buffer.from(String(end)).toString('base64url') } : {}
  const looked = (file: FileRecord) => (place === 'trash' ? file : polledFile(call, file.id))
  return {
    files: shown.map((file) => fileView(looked(file), place)),
    nextCursor: { total: found.length, cursors: next, hasNext: end < found.length },
  }
}

/** Queries know three fields: `private`, `mediaType` ($eq, $in) and `state`. */
function filterOf(filter: Obj): Obj & { place: Place } {
  const known = ['private', 'mediaType', 'state']
  const unknown = Object.keys(filter).find((field) => !known.includes(field))
  if (unknown !== undefined)
    throw applicationError(400, 'INVALID_FILTER', `${unknown} can not be filtered by`)
  const value = (field: string) => {
    const given = filter[field]
    return typeof given === 'object' && given !== null
      ? ((given as Obj)['$eq'] ?? (given as Obj)['$in'])
      : given
  }
  return {
    place: value('state') === 'DELETED' ? 'trash' : 'library',
    ...(filter['private'] !== undefined && { private: value('private') }),
    ...(filter['mediaType'] !== undefined && { mediaTypes: [value('mediaType')].flat() }),
  }
}
