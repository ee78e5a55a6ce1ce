// For tests: files of rows on disk, read as an import reads them.
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderOfFile } from '../../../../test/helpers/folder-of-file.ts'
import type { SourceRow } from '../format.ts'
import { rows } from './rows.ts'
import { type RowsTable, toRowsFile } from './write.ts'

let files = 0

/** A table of these rows, `groups` of them as they come. */
export function tableOf(groups: SourceRow[][], table: Partial<Omit<RowsTable, 'rows'>> = {}): RowsTable {
  async function* come() {
    yield* groups
  }
  return { place: ['record', 'records'], key: null, columns: ['a', 'b'], ...table, rows: come() }
}

export async function textOf(table: RowsTable): Promise<string> {
  let text = ''
  for await (const part of toRowsFile(table)) text += part
  return text
}

/** Decides and reads all rows; the first has the names of the columns. */
export async function readRowsFile(text: string) {
  const path = join(folderOfFile(), `${files++}.ndjson`)
  writeFileSync(path, text)
  const file = { path, bytes: statSync(path).size }
  const { signal } = new AbortController()
  const { settings } = await rows.decide({}, file, signal)
  const reading = rows.read(settings, file, signal)
  const found: SourceRow[] = []
  for await (const group of reading.rows()) found.push(...group)
  return { settings, rows: found, notes: reading.notes(), fraction: reading.fraction }
}
