// ZIP archives that hold a document, read without trusting them: what one claims of its size is checked before
// anything is unpacked, and held to while it is.
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { shorten } from '../../api/shorten.ts'
import { SourceError } from '../source-error.ts'

// Excel makes about ten for a sheet; pictures are one each.
const mostEntries = 20_000
/** Characters of a name, or of a reason, that are shown. */
const longestName = 200
/** Bytes of a part that are unpacked whatever they weigh in the archive. */
const harmless = 64_000_000

export interface PartLimits {
  /** Bytes, unpacked. */
  bytes: number
  /** Times its packed size. Rows that are all the same pack well, bombs a thousand times. */
  ratio: number
}

export interface Archive {
  names: readonly string[]
  has(name: string): boolean
  /** The unpacked size of a part, as the archive claims it; 0 where there is none. */
  sizeOf(name: string): number
  /** The bytes of a part. */
  read(name: string, limits: PartLimits, signal: AbortSignal): AsyncGenerator<Buffer>
  close(): void
}

/** Opens the archive, or refuses it with a `SourceError`. `what`: what it should be ("workbook"). */
export async function openArchive(path: string, what: string): Promise<Archive> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
    throw damaged(error, what)
  })
  try {
    const entries = await listEntries(zip, what)
    return {
      names: [...entries.values()].map((entry) => entry.fileName),
      has: (name) => entries.has(fold(name)),
      sizeOf: (name) => entries.get(fold(name))?.uncompressedSize ?? 0,
      read: (name, limits, signal) => readPart(zip, entries.get(fold(name)), { name, what, limits, signal }),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function listEntries(zip: ZipFile, what: string): Promise<Map<string, Entry>> {
  if (zip.entryCount > mostEntries) {
    throw new SourceError(
      'archive_bomb',
      `The ${what} consists of more than ${mostEntries} parts; no spreadsheet does.`,
    )
  }
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) entries.set(fold(entry.fileName), entry)
  } catch (error) {
    throw damaged(error, what)
  }
  return entries
}

interface Part {
  name: string
  what: string
  limits: PartLimits
  signal: AbortSignal
}

async function* readPart(zip: ZipFile, entry: Entry | undefined, part: Part): AsyncGenerator<Buffer> {
  const { name, what, limits, signal } = part
  if (!entry)
    throw new SourceError(
      'broken_archive',
      `The ${what} lacks its part "${shorten(name, longestName)}". Save it again.`,
    )
  if (entry.isEncrypted()) throw encrypted(what)
  const { uncompressedSize: size, compressedSize } = entry
  if (size > limits.bytes || (size > harmless && size > limits.ratio * compressedSize)) throw bomb(part, size)
  try {
    // It checks that neither more nor less comes out than was claimed.
    const stream = await zip.openReadStreamPromise(entry)
    for await (const chunk of stream) {
      signal.throwIfAborted()
      yield chunk as Buffer
    }
  } catch (error) {
    signal.throwIfAborted()
    throw damaged(error, what)
  }
}

export function encrypted(what: string): SourceError {
  return new SourceError(
    'password',
    `The ${what} is protected with a password, so nothing in it can be read. Open it, take the password off, save it, and upload it again.`,
  )
}

function bomb({ name, what, limits }: Part, size: number): SourceError {
  const mb = (bytes: number) => `${Math.round(bytes / 1_000_000).toLocaleString('en')} MB`
  return new SourceError(
    'archive_bomb',
    `The ${what} would unpack to ${mb(size)} in its part "${shorten(name, longestName)}", ` +
      (size > limits.bytes
        ? `and at most ${mb(limits.bytes)} are read. Split it, or save the sheet as CSV.`
        : `more than ${limits.ratio} times what it weighs. Sheets do not pack like that; if this one is real, save it as CSV.`),
  )
}

/** What the archive is to blame for; the rest (a disk that fails, our own mistakes) passes. */
function damaged(error: unknown, what: string): unknown {
  if (error instanceof SourceError || !(error instanceof Error)) return error
  if ('syscall' in error) return error
  return new SourceError(
    'broken_archive',
    `The ${what} is cut off or damaged (${shorten(error.message, longestName)}). Open and save it again where it comes from, or download it again.`,
  )
}

/** Names are addresses: without regard to case, and with or without their escapes. */
function fold(name: string): string {
  const bare = name.replace(/^\//, '').toLowerCase()
  try {
    return decodeURIComponent(bare)
  } catch {
    return bare
  }
}
