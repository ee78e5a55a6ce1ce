// What the Media Manager remembers.

export interface FileRecord {
  id: string
  siteId: string
  displayName: string
  parentFolderId: string
  mediaType: 'IMAGE' | 'VIDEO' | 'AUDIO' | 'DOCUMENT' | 'VECTOR' | 'ARCHIVE' | 'OTHER'
  mimeType: string
  sourceUrl: string | null
  isPrivate: boolean
  labels: string[]
  sizeInBytes: number
  width: number
  height: number
  /** Reads until it is READY, or FAILED. */
  pollsLeft: number
  willFail: boolean
  /** In the trash; what was asked for and is still to come is in `deletion`. */
  isDeleted: boolean
  deletion?: { atMs: number; isPermanent: boolean }
  createdDate: string
  updatedDate: string
  createdBy: number | 'person'
}

/** An upload url that waits for its bytes. */
export interface UploadRecord {
  id: string
  siteId: string
  fileName: string
  mimeType: string
  parentFolderId: string
}
