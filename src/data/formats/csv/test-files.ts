// For tests: files of any content and encoding, read as an import reads them.
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderOfFile } from '../../../../test/helpers/folder-of-file.ts'
import { SourceError } from '../../source-error.ts'
import { type CsvConfig, defaultCsvConfig } from './config.ts'
import { decideCsv } from './decide.ts'
import { readCsv } from './read.ts'

let files = 0

/** Decides and reads all rows. */
export async function read(content: string | Buffer, choices: Partial<CsvConfig> = {}) {
  const path = join(folderOfFile(), `${files++}.csv`)
  writeFileSync(path, content)
  const decided = await decideCsv(path, { ...defaultCsvConfig, ...choices })
  const source = readCsv({ path, bytes: statSync(path).size }, decided.settings)
  const rows = []
  for await (const group of source.rows()) rows.push(...group)
  const decision = (name: string) => decided.decisions.find((one) => one.name === name)
  return { ...decided, rows, cells: rows.map((row) => row.cells), source, decision }
}

export async function refusal(
  content: string | Buffer,
  choices: Partial<CsvConfig> = {},
): Promise<SourceError> {
  const error = await read(content, choices).then(
    () => new Error('it was accepted'),
    (reason: unknown) => reason,
  )
  if (error instanceof SourceError) return error
  throw error
}

const tables = new Map<string, Map<string, number[]>>()

/** The bytes of this text in an encoding of one or two bytes a character; throws for what it does not have. */
export function encode(text: string, encoding: string): Buffer {
  const table = tables.get(encoding) ?? invert(encoding)
  tables.set(encoding, table)
  return Buffer.from(
    [...text].flatMap((char) => {
      const bytes = table.get(char)
      if (!bytes) throw new Error(`${encoding} has no ${char}`)
      return bytes
    }),
  )
}

function invert(encoding: string): Map<string, number[]> {
  const table = new Map<string, number[]>()
  const decoder = new TextDecoder(encoding)
  const enter = (bytes: number[]) => {
    const text = decoder.decode(Uint8Array.from(bytes))
    if ([...text].length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, bytes)
  }
  for (let byte = 0; byte < 256; byte++) enter([byte])
  if (!/^(?:gb|big5|euc|shift)/.test(encoding)) return table
  for (let lead = 0x81; lead < 0xff; lead++)
    for (let trail = 0x40; trail < 0xff; trail++) enter([lead, trail])
  return table
}
