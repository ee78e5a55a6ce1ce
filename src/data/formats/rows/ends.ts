// The first and the last line of a rows file, found without reading what is between them.
import { SourceError } from '../../source-error.ts'
import { readHead, readSlice } from '../file-head.ts'
import type { TableFile } from '../format.ts'
import { type RowsEnd, type RowsHead, rowsEndSchema, rowsHeadSchema } from './layout.ts'

const lineFeed = 0x0a
const firstSlice = 65_536
/** Hundreds of columns with long names, and notes on them, are less. Bytes. */
const longestEnd = 4_194_304

export function brokenRows(what: string): SourceError {
  return new SourceError(
    'broken_rows',
    `This file of rows ${what}, so it was cut off or changed. Fetch it again from where it comes from.`,
  )
}

export async function readEnds(file: TableFile): Promise<{ head: RowsHead; end: RowsEnd }> {
  const first = await readHead(file.path)
  const head = rowsHeadSchema.safeParse(parse(first.subarray(0, Math.max(0, first.indexOf(lineFeed)))))
  const end = rowsEndSchema.safeParse(parse(await readLastLine(file)))
  if (!head.success) throw brokenRows('does not begin as it should')
  if (!end.success) throw brokenRows('has no last line')
  return { head: head.data, end: end.data }
}

/** Without the line feed behind it; empty when it is longer than it can be. */
async function readLastLine({ path, bytes }: TableFile): Promise<Buffer> {
  for (let size = firstSlice; size <= longestEnd; size *= 4) {
    const slice = await readSlice(path, Math.max(0, bytes - size), Math.min(size, bytes))
    if (slice.at(-1) !== lineFeed) return Buffer.alloc(0)
    const before = slice.lastIndexOf(lineFeed, slice.length - 2)
    if (before >= 0 || size >= bytes) return slice.subarray(before + 1, -1)
  }
  return Buffer.alloc(0)
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
}
