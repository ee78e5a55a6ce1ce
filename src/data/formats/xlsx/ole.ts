// Compound files: what Excel wrote before 2007, and how it wraps a workbook that has a password.
import { SourceError } from '../../source-error.ts'
import { encrypted } from '../archive.ts'
import { readSlice } from '../file-head.ts'

const signature = 'd0cf11e0a1b11ae1'
const entryBytes = 128
const mostEntries = 64

export function isCompoundFile(head: Buffer): boolean {
  return head.subarray(0, 8).toString('hex') === signature
}

/** What is wrong with it: every compound file is refused. [MS-CFB] 2.2 (header) and 2.6 (directory). */
export async function refuseCompoundFile(path: string): Promise<SourceError> {
  const head = await readSlice(path, 0, 512)
  const names = await readDirectory(path, head)
  if (names.includes('EncryptedPackage')) return encrypted('workbook')
  if (names.includes('Workbook') || names.includes('Book')) {
    return new SourceError(
      'wrong_kind',
      'This file is an old Excel workbook (XLS). Open it in Excel or LibreOffice, save it as an Excel workbook (XLSX), and upload that.',
    )
  }
  if (names.includes('WordDocument')) {
    return new SourceError(
      'wrong_kind',
      'This file is an old Word document (DOC). Save the table in it as a spreadsheet or as CSV.',
    )
  }
  return new SourceError(
    'wrong_kind',
    'This file is an old Office document, not a table that can be read. Save it as XLSX or CSV.',
  )
}

/** Names of the first streams in it; none where it is cut off. */
async function readDirectory(path: string, head: Buffer): Promise<string[]> {
  if (head.length < 512) return []
  const sectorBytes = 2 ** Math.min(16, head.readUInt16LE(30))
  const first = head.readUInt32LE(48)
  const bytes = await readSlice(
    path,
    (first + 1) * sectorBytes,
    Math.max(sectorBytes, mostEntries * entryBytes),
  )
  const names: string[] = []
  for (let at = 0; at + entryBytes <= bytes.length; at += entryBytes) {
    const nameBytes = bytes.readUInt16LE(at + 64)
    if (nameBytes >= 2 && nameBytes <= 64) names.push(bytes.toString('utf16le', at, at + nameBytes - 2))
  }
  return names
}
