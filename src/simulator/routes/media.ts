// Media Manager files (https://dev.wix.com/docs/api-reference/assets/media/media-manager/files/introduction).

import { inBulk } from '../bulk.ts'
import { notFound } from '../errors.ts'
import {
  fileId,
  fileView,
  importFile,
  placeOf,
  polledFile,
  save,
  uploadedFile,
  uploadPath,
} from '../media/files.ts'
import type { Call, Route } from '../route.ts'
import { anything, bool, list, object, oneOf, required, text } from '../shape.ts'
import { global } from '../store.ts'
import type { Obj, Site } from '../types.ts'

export const mediaType = oneOf(
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
      const known = ids.filter((id) => {
        const file = call.store.get('file', call.site.id, id)
        return file && placeOf(file, call.steadyNow()) === 'library'
      })
      return { files: known.map((id) => fileView(polledFile(call, id))) }
    },
  },
]
