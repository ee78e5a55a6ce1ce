// Files of the Media Manager. Needs "Manage Media Manager"; reading also goes with "Read Media Manager".
import type {
  FileDescriptorOriginal,
  GenerateFileUploadUrlRequestOriginal,
  ImportFileRequestOriginal,
  SearchFilesRequestOriginal,
} from '@wix/auto_sdk_media_files/meta'
import { type BulkResult, readBulk } from '../bulk.ts'
import type { Jsonify, Saved } from '../json.ts'
import { type Page, readPage, walkPages } from '../paging.ts'
import { readEntities, readEntity } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'

/** `media` (with width and height) is absent until `operationStatus` is `READY`. */
export type MediaFile = Jsonify<FileDescriptorOriginal>
/** Wix must learn the type: by `mimeType`, by an ending in `displayName` or `url`, or from a server that answers HEAD. */
export type MediaImport = Jsonify<ImportFileRequestOriginal>
export type MediaUpload = Omit<Jsonify<GenerateFileUploadUrlRequestOriginal>, 'mimeType'> & {
  mimeType: string
}

/** `limit` is 1-100, default 50; newest first unless told. */
export type MediaSearch = Omit<Jsonify<SearchFilesRequestOriginal>, 'paging'> & {
  limit?: number
  cursor?: string
}

export type MediaFiles = ReturnType<typeof createMediaFiles>

export function createMediaFiles(request: WixRequest) {
  async function searchPage({ limit = 50, cursor, ...terms }: MediaSearch, options?: CallOptions) {
    const path = '/site-media/v1/files/search'
    const body = { ...terms, paging: { limit, ...(cursor === undefined ? {} : { cursor }) } }
    const answer = await request({ method: 'POST', path, body, isWrite: false }, options)
    return { answer, page: readPage<MediaFile>(answer, 'files', 'nextCursor') }
  }

  return {
    /**
     * Starts the import of a public address. The id is good at once, the file itself follows: read it until it is
     * `READY` or `FAILED`. POST /site-media/v1/files/import
     * https://dev.wix.com/docs/rest/assets/media/media-manager/files/import-file
     */
    async importFile(file: MediaImport, options?: CallOptions): Promise<Saved<MediaFile>> {
      const path = '/site-media/v1/files/import'
      const answer = await request({ method: 'POST', path, body: file, isWrite: true }, options)
      return readEntity<MediaFile>(answer, 'file')
    },

    /**
     * The same for 1-100 addresses. POST /site-media/v1/bulk/files/import-v2
     * https://dev.wix.com/docs/rest/assets/media/media-manager/files/bulk-import-file
     */
    async bulkImport(
      files: readonly MediaImport[],
      settings: { returnEntity?: boolean } = {},
      options?: CallOptions,
    ): Promise<BulkResult<MediaFile>> {
      const path = '/site-media/v1/bulk/files/import-v2'
      const body = { importFileRequests: files, ...settings }
      const answer = await request({ method: 'POST', path, body, isWrite: true, isSlow: true }, options)
      return readBulk<MediaFile>(answer, { count: files.length })
    },

    /**
     * By id or by a `wix:image://` address. GET /site-media/v1/files/get-file-by-id
     * https://dev.wix.com/docs/rest/assets/media/media-manager/files/get-file-descriptor
     */
    async get(fileId: string, options?: CallOptions): Promise<Saved<MediaFile>> {
      const path = '/site-media/v1/files/get-file-by-id'
      return readEntity<MediaFile>(
        await request({ method: 'GET', path, query: { fileId }, isWrite: false }, options),
        'file',
      )
    },

    /**
     * 1-100 files. POST /site-media/v1/files/get-files
     * https://dev.wix.com/docs/rest/assets/media/media-manager/files/get-file-descriptors
     */
    async getMany(fileIds: readonly string[], options?: CallOptions): Promise<Saved<MediaFile>[]> {
      const path = '/site-media/v1/files/get-files'
      return readEntities<MediaFile>(
        await request({ method: 'POST', path, body: { fileIds }, isWrite: false }, options),
        'files',
      )
    },

    /**
     * One page of the files in all folders; `search` finds words of names, types and labels.
     * POST /site-media/v1/files/search
     * https://dev.wix.com/docs/rest/assets/media/media-manager/files/search-files
     */
    async search(query: MediaSearch = {}, options?: CallOptions): Promise<Page<MediaFile>> {
      return (await searchPage(query, options)).page
    },

    /** Every file of a search, page by page. */
    searchAll(
      query: Omit<MediaSearch, 'cursor'> = {},
      options?: CallOptions,
    ): AsyncGenerator<Saved<MediaFile>, void, undefined> {
      return walkPages((cursor) =>
        searchPage({ limit: 100, ...query, ...(cursor === undefined ? {} : { cursor }) }, options),
      )
    },

    /**
     * Moves 1-1000 files to the trash of the Media Manager, in which they still show on the site. Asynchronous: look
     * whether they are gone. Ids that are unknown are passed over. POST /site-media/v1/bulk/files/delete
     * https://dev.wix.com/docs/rest/assets/media/media-manager/files/bulk-delete-files
     */
    async trash(fileIds: readonly string[], options?: CallOptions): Promise<void> {
      const body = { fileIds, permanent: false }
      await request(
        { method: 'POST', path: '/site-media/v1/bulk/files/delete', body, isWrite: true },
        options,
      )
    },

    /**
     * Takes 1-1000 files out of that trash. POST /site-media/v1/bulk/trash-bin/files/restore
     * https://dev.wix.com/docs/rest/assets/media/media-manager/files/bulk-restore-files-from-trash-bin
     */
    async restore(fileIds: readonly string[], options?: CallOptions): Promise<void> {
      const path = '/site-media/v1/bulk/trash-bin/files/restore'
      await request({ method: 'POST', path, body: { fileIds }, isWrite: true }, options)
    },

    /**
     * An address to PUT the bytes to, without a credential; nothing exists until then, so this also shows whether
     * the permission is there. POST /site-media/v1/files/generate-upload-url
     * https://dev.wix.com/docs/rest/assets/media/media-manager/files/generate-file-upload-url
     */
    async generateUploadUrl(upload: MediaUpload, options?: CallOptions): Promise<string> {
      const path = '/site-media/v1/files/generate-upload-url'
      const answer = await request({ method: 'POST', path, body: upload, isWrite: false }, options)
      const url = answer.body['uploadUrl']
      if (typeof url !== 'string' || url === '') throw answer.malformed('The answer holds no uploadUrl.')
      return url
    },
  }
}
