// Media Manager files (https://dev.wix.com/docs/api-reference/assets/media/media-manager/files/introduction).

import { inBulk } from '../bulk.ts'
import { notFound } from '../errors.ts'
import {
  badCursor,
  fileId,
  fileView,
  importFile,
  listedFiles,
  polledFile,
  save,
  uploadedFile,
  uploadPath,
} from '../media/files.ts'
import type { FileRecord } from '../media/types.ts'
import { compareValues } from '../query/filter.ts'
import type { Call, Route } from '../route.ts'
import { anything, bool, list, number, object, oneOf, required, text } from '../shape.ts'
import { global } from '../store.ts'
import type { Obj, Site } from '../types.ts'

const mediaType = oneOf(
  'IMAGE',
  'VIDEO',
  'AUDIO',
  'DOCUMENT',
  'VECTOR',
  'ARCHIVE',
  'MODEL3D',
  'OTHER',
  'UNKNOWN',
)
const importFields = {
  url: required(),
  mimeType: text(100),
  mediaType,
  displayName: text(1000),
  parentFolderId: text(200),
  private: bool,
  labels: list(text(), 50),
  filePath: text(100),
  externalInfo: anything,
  urlParams: anything,
  urlHeaders: anything,
}
const manage = { permissions: ['Manage Media Manager'] }
const read = { permissions: ['Read Media Manager'] }
const paging = object({ limit: number, cursor: text() })
const sort = object({ fieldName: text(), order: oneOf('ASC', 'DESC') })

export const mediaRoutes: Route[] = [
  {
    method: 'POST',
    path: '/site-media/v1/files/import',
    ...manage,
    body: object(importFields),
    handle: (call) => ({ file: fileView(importFile(call, call.body)) }),
  },
  {
    method: 'POST',
    path: '/site-media/v1/bulk/files/import-v2',
    ...manage,
    body: object({ importFileRequests: list(object(importFields), 100, 1), returnEntity: bool }),
    handle(call) {
      const isFull = call.body['returnEntity'] !== false
      return inBulk(call, call.body['importFileRequests'] as Obj[], (input) => {
        const file = importFile(call, input)
        return { id: file.id, ...(isFull && { extra: { item: fileView(file) } }) }
      })
    },
  },
  {
    method: 'POST',
    path: '/site-media/v1/bulk/files/import',
    ...manage,
    body: object({ importFileRequests: list(object(importFields), 100, 1) }),
    handle: (call) => ({
      files: (call.body['importFileRequests'] as Obj[]).map((input) => fileView(importFile(call, input))),
    }),
  },
  {
    method: 'POST',
    path: '/site-media/v1/files/generate-upload-url',
    ...manage,
    body: object({
      mimeType: required(100),
      fileName: text(1000),
      parentFolderId: text(200),
      private: bool,
      labels: list(text(), 50),
      filePath: text(100),
      sizeInBytes: text(),
      externalInfo: anything,
    }),
    handle(call) {
      const id = call.newId()
      call.store.put('upload', global, id, {
        id,
        siteId: call.site.id,
        fileName: String(call.body['fileName'] ?? ''),
        mimeType: String(call.body['mimeType']),
        parentFolderId: String(call.body['parentFolderId'] ?? 'media-root'),
      })
      return { uploadUrl: `${call.origin}${uploadPath}${id}` }
    },
  },
  {
    method: 'PUT',
    path: `${uploadPath}{uploadId}`,
    permissions: [],
    site: false,
    query: object({ filename: text() }),
    handle(call) {
      const upload = call.store.get('upload', global, call.params['uploadId']!)
      const site = upload && call.store.get('site', global, upload.siteId)
      if (!upload || !site) throw notFound('Upload', call.params['uploadId']!)
      call.store.remove('upload', global, upload.id)
      const owner: Call = { ...call, site: site as Site }
      const name = String(call.query['filename'] ?? '') || upload.fileName || 'file'
      const file = uploadedFile(owner, name, upload.mimeType, call.bodyBytes)
      return { file: fileView(save(owner, { ...file, parentFolderId: upload.parentFolderId })) }
    },
  },
  {
    method: 'GET',
    path: '/site-media/v1/files/get-file-by-id',
    ...read,
    query: object({ fileId: required(1000) }),
    handle: (call) => ({ file: fileView(polledFile(call, String(call.query['fileId']))) }),
  },
  {
    method: 'POST',
    path: '/site-media/v1/files/get-files',
    ...read,
    body: object({ fileIds: list(text(1000), 100, 1) }),
    handle(call) {
      const ids = [...new Set((call.body['fileIds'] as string[]).map(fileId))]
      const known = ids.filter((id) => call.store.get('file', call.site.id, id)?.isDeleted === false)
      return { files: known.map((id) => fileView(polledFile(call, id))) }
    },
  },
  {
    method: 'GET',
    path: '/site-media/v1/files',
    ...read,
    query: object({
      parentFolderId: text(200),
      mediaTypes: list(mediaType),
      private: bool,
      sort,
      paging,
    }),
    handle: (call) => listing(call, call.query),
  },
  {
    method: 'POST',
    path: '/site-media/v1/files/search',
    ...read,
    body: object({
      rootFolder: anything,
      search: text(200),
      mediaTypes: list(mediaType),
      private: bool,
      sort,
      paging,
    }),
    handle: (call) => listing(call, call.body),
  },
  {
    method: 'POST',
    path: '/site-media/v1/bulk/files/delete',
    ...manage,
    body: object({ fileIds: list(text(1000), 1000, 1), permanent: bool }),
    handle(call) {
      for (const given of call.body['fileIds'] as string[]) {
        const file = call.store.get('file', call.site.id, fileId(given))
        if (!file) continue
        if (call.body['permanent'] === true) call.store.remove('file', call.site.id, file.id)
        else save(call, { ...file, isDeleted: true, updatedDate: call.writeTime() })
      }
      return {}
    },
  },
]

function listing(call: Call, request: Obj): Obj {
  const { limit = 50, cursor } = (request['paging'] ?? {}) as { limit?: number; cursor?: string }
  const { fieldName = 'updatedDate', order = 'DESC' } = (request['sort'] ?? {}) as Obj
  const words = String(request['search'] ?? '').toLowerCase()
  const key = String(fieldName) as keyof FileRecord
  const found = listedFiles(
    call,
    request['parentFolderId'] as string | undefined,
    (request['mediaTypes'] as string[] | undefined) ?? [],
  )
    .filter((file) => file.displayName.toLowerCase().includes(words))
    .sort((a, b) => compareValues(a[key], b[key]) * (order === 'ASC' ? 1 : -1))
  const from = cursor ? Number(Buffer.from(cursor, 'base64url').toString('utf8')) : 0
  if (Number.isNaN(from)) throw badCursor()
  const page = found.slice(from, from + limit)
  const end = from + page.length
  const next = end < found.length ? { next: Buffer.from(String(end)).toString('base64url') } : {}
  return {
    files: page.map((file) => fileView(polledFile(call, file.id))),
    nextCursor: { total: found.length, cursors: next, hasNext: end < found.length },
  }
}
