// Uploaded files on disk: named by the import's id, never by what the browser called them, and private to this user.
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isDiskFull } from '../../db/disk-full.ts'
import { AppError, isAppError } from '../../errors.ts'

export interface Uploads {
  path(importId: string): string
  /** Streams to disk and returns the number of bytes. More than the limit: `too_large`, and nothing stays behind. */
  save(importId: string, content: Readable): Promise<number>
  exists(importId: string): Promise<boolean>
  remove(importId: string): Promise<void>
  /** Ids of files that have been there for longer than this. */
  olderThan(ageMs: number): Promise<string[]>
}

export function createUploads(dataDir: string, maxBytes: number): Uploads {
  const folder = join(dataDir, 'uploads')
  const path = (importId: string) => join(folder, importId)

  async function save(importId: string, content: Readable): Promise<number> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    let bytes = 0
    try {
      await pipeline(
        content,
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            bytes += chunk.length
            if (bytes > maxBytes) throw tooLarge(maxBytes)
            yield chunk
          }
        },
        createWriteStream(path(importId), { flags: 'wx', mode: 0o600, flush: true }),
      )
      return bytes
    } catch (error) {
      await rm(path(importId), { force: true })
      if (isOf(content, error)) throw brokenOff(error)
      if (!isDiskFull(error)) throw error
      throw new AppError(
        'unavailable',
        'The disk of this server is full, so the file could not be kept. Free some space and upload it again.',
        {
          cause: error,
        },
      )
    }
  }

  async function olderThan(ageMs: number): Promise<string[]> {
    const names = await readdir(folder).catch(() => [])
    const old: string[] = []
    for (const name of names) {
      const found = await stat(path(name)).catch(() => null)
      if (found && Date.now() - found.mtimeMs > ageMs) old.push(name)
    }
    return old
  }

  return {
    path,
    save,
    exists: async (importId) => (await stat(path(importId)).catch(() => null)) !== null,
    remove: (importId) => rm(path(importId), { force: true }),
    olderThan,
  }
}

/** Whether it is the sender who failed. What the disk refuses destroys the content with the same error. */
function isOf(content: Readable, error: unknown): boolean {
  return content.errored === error && !isAppError(error) && !('syscall' in (error as Error))
}

function brokenOff(cause: unknown): AppError {
  return new AppError('bad_request', 'The upload broke off before the end of the file. Upload it again.', {
    cause,
  })
}

function tooLarge(maxBytes: number): AppError {
  return new AppError(
    'too_large',
    `The file is larger than ${Math.floor(maxBytes / 1_000_000)} MB, the most that can be uploaded. Split it, or leave out columns no page needs.`,
  )
}
