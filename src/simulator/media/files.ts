// Files of the Media Manager. Nothing is ever fetched: sizes follow from the url; hosts ending in `.fail.test` fail, and
// those ending in `.slow.test` take their time.

import { createHash } from 'node:crypto'
import { notFound, validationError } from '../errors.ts'
import type { Call } from '../route.ts'
import type { Obj } from '../types.ts'
import type { FileRecord } from './types.ts'

/** Where bytes go; the part after it is the id of the upload. */
export const uploadPath = '/upload/'

const typesByExtension: Record<string, [FileRecord['mediaType'], string]> = {
  jpg: ['IMAGE', 'image/jpeg'],
  jpeg: ['IMAGE', 'image/jpeg'],
  png: ['IMAGE', 'image/png'],
  gif: ['IMAGE', 'image/gif'],
  webp: ['IMAGE', 'image/webp'],
  avif: ['IMAGE', 'image/avif'],
  svg: ['VECTOR', 'image/svg+xml'],
  mp4: ['VIDEO', 'video/mp4'],
  mov: ['VIDEO', 'video/quicktime'],
  mp3: ['AUDIO', 'audio/mpeg'],
  wav: ['AUDIO', 'audio/wav'],
  pdf: ['DOCUMENT', 'application/pdf'],
  zip: ['ARCHIVE', 'application/zip'],
}

/** Imports a url: at once there, PENDING, and without dimensions. */
export function importFile(call: Call, input: Obj): FileRecord {
  const sourceUrl = String(input['url'] ?? '')
  const url = URL.canParse(sourceUrl) ? new URL(sourceUrl) : undefined
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw validationError([{ field: 'url', description: 'is not a valid url', violatedRule: 'FORMAT' }])
  const lastPart = decodeURIComponent(url.pathname.split('/').at(-1) ?? '')
  const name = String(input['displayName'] ?? (lastPart || 'file')).slice(0, 255)
  const [mediaType, mimeType] = typeOf(String(input['mimeType'] ?? ''), name, lastPart)
  const wanted = input['mediaType']
  const isRefused = url.hostname === 'fail.test' || url.hostname.endsWith('.fail.test')
  return save(call, {
    ...newFile(call, name, mediaType, mimeType, sourceUrl),
    parentFolderId: String(input['parentFolderId'] ?? 'media-root'),
    isPrivate: input['private'] === true,
    labels: (input['labels'] as string[] | undefined) ?? [],
    pollsLeft: call.site.switches.mediaPolls,
    willFail: isRefused || (typeof wanted === 'string' && wanted !== mediaType),
  })
}

/** A file whose bytes are here: ready at once. */
export function uploadedFile(call: Call, name: string, givenType: string, bytes: number): FileRecord {
  const [mediaType, mimeType] = typeOf(givenType, name, '')
  return { ...newFile(call, name, mediaType, mimeType, null), sizeInBytes: bytes }
}

function newFile(
  call: Call,
  displayName: string,
  mediaType: FileRecord['mediaType'],
  mimeType: string,
  sourceUrl: string | null,
): FileRecord {
  const at = call.writeTime()
  const digest = createHash('sha256')
    .update(sourceUrl ?? displayName)
    .digest()
  const unique = call.newId().replaceAll('-', '')
  const extension = Object.entries(typesByExtension).find(([, [, mime]]) => mime === mimeType)?.[0] ?? 'jpg'
  return {
    id: `${call.site.id.replaceAll('-', '').slice(0, 6)}_${unique}~mv2.${extension}`,
    siteId: call.site.id,
    displayName,
    parentFolderId: 'media-root',
    mediaType,
    mimeType,
    sourceUrl,
    isPrivate: false,
    labels: [],
    sizeInBytes: 20_000 + (digest.readUInt16BE(4) % 400_000),
    width: 640 + (digest.readUInt16BE(0) % 1280),
    height: 480 + (digest.readUInt16BE(2) % 960),
    pollsLeft: 0,
    willFail: false,
    isDeleted: false,
    createdDate: at,
    updatedDate: at,
    createdBy: call.n,
  }
}

function typeOf(mimeType: string, ...names: string[]): [FileRecord['mediaType'], string] {
  const byMime = Object.values(typesByExtension).find(([, mime]) => mime === mimeType.split(';')[0])
  if (byMime) return byMime
  for (const name of names) {
    const found = typesByExtension[/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '']
    if (found) return found
  }
  // The real one asks the host; here every host answers that it is a photo.
  return ['IMAGE', 'image/jpeg']
}

export function save(call: Call, file: FileRecord): FileRecord {
  call.store.put('file', call.site.id, file.id, file)
  return file
}

/** Accepts an id, a `wix:image://` string and the plain url of the file. */
export function fileId(given: string): string {
  const inner = /^wix:[a-z]+:\/\/v1\/([^/#]+)/.exec(given)?.[1]
  if (inner) return inner
  return /^https?:\/\/static\.wixstatic\.com\/media\/([^/?#]+)/.exec(given)?.[1] ?? given
}

/** Where a file is at this moment; a deletion that was asked for may not have happened yet. */
export function placeOf(file: FileRecord, nowMs: number): 'library' | 'trash' | 'gone' {
  const { deletion } = file
  if (!deletion || nowMs < deletion.atMs) return file.isDeleted ? 'trash' : 'library'
  return deletion.isPermanent ? 'gone' : 'trash'
}

/** A file as a read sees it; every look at an unfinished one brings it nearer to its end. */
export function polledFile(call: Call, id: string): FileRecord {
  const file = call.store.get('file', call.site.id, fileId(id))
  if (!file || placeOf(file, call.steadyNow()) !== 'library') throw notFound('File', id)
  if (file.pollsLeft === 0 || isStillSlow(call, file)) return file
  return save(call, { ...file, pollsLeft: file.pollsLeft - 1, updatedDate: call.writeTime() })
}

function isStillSlow({ now, site }: Call, { sourceUrl, createdDate }: FileRecord): boolean {
  if (sourceUrl === null || !new URL(sourceUrl).hostname.endsWith('.slow.test')) return false
  return now() - Date.parse(createdDate) < site.switches.slowMediaMs
}

export function operationStatus(file: FileRecord): 'PENDING' | 'READY' | 'FAILED' {
  if (file.pollsLeft > 0) return 'PENDING'
  return file.willFail ? 'FAILED' : 'READY'
}

export function fileUrl(file: FileRecord): string {
  return `https://static.wixstatic.com/media/${file.id}`
}

export function fileView(file: FileRecord, place: 'library' | 'trash' = 'library'): Obj {
  const status = operationStatus(file)
  return {
    id: file.id,
    displayName: file.displayName,
    url: fileUrl(file),
    parentFolderId: file.parentFolderId,
    hash: createHash('md5').update(file.id).digest('hex'),
    sizeInBytes: String(status === 'READY' ? file.sizeInBytes : 0),
    private: file.isPrivate,
    mediaType: file.mediaType,
    ...(status === 'READY' && mediaView(file)),
    operationStatus: status,
    ...(file.sourceUrl !== null && { sourceUrl: file.sourceUrl }),
    ...(file.mediaType === 'IMAGE' && { thumbnailUrl: fileUrl(file) }),
    labels: file.labels,
    createdDate: file.createdDate,
    updatedDate: file.updatedDate,
    siteId: file.siteId,
    state: place === 'trash' ? 'DELETED' : 'OK',
  }
}

function mediaView(file: FileRecord): Obj {
  if (file.mediaType !== 'IMAGE' && file.mediaType !== 'VECTOR') return {}
  const { width, height } = file
  const image = { id: file.id, url: fileUrl(file), width, height, filename: file.displayName }
  return {
    media: file.mediaType === 'IMAGE' ? { image: { image, faces: [], caption: '' } } : { vector: image },
  }
}
