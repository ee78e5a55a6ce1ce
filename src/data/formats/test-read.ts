// For tests: a file with these bytes, recognised, decided and read as an import does it.
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderOfFile } from '../../../test/helpers/folder-of-file.ts'
import type { ImportSettingsPatch } from '../../api/import-settings.ts'
import { SourceError } from '../source-error.ts'
import { openTable } from '../table.ts'
import type { SourceRow } from './format.ts'
import { recogniseFile } from './index.ts'

let files = 0

export function writeTestFile(content: string | Buffer): string {
  const path = join(folderOfFile(), `${files++}`)
  writeFileSync(path, content)
  return path
}

/** What lies beside the files that were written. */
export function leftBehind(): string[] {
  return readdirSync(folderOfFile()).filter((name) => name.includes('.'))
}

/** Reads all rows as the format gives them, and then once more as a table. */
export async function readFile(content: string | Buffer, choices: ImportSettingsPatch = {}) {
  const path = writeTestFile(content)
  const file = { path, bytes: statSync(path).size }
  const { signal } = new AbortController()
  const format = await recogniseFile(path)
  const decided = await format.decide({ ...(format.defaultConfig as object), ...choices }, file, signal)
  const reading = format.read(decided.settings, file, signal)
  const rows: SourceRow[] = []
  for await (const group of reading.rows()) rows.push(...group)
  const again = format.read(decided.settings, file, signal)
  const table = await openTable(again, decided.settings.hasHeader, format.words)
  const shaped = []
  for await (const group of table.rows()) shaped.push(...group)
  return {
    ...decided,
    format,
    reading,
    rows,
    cells: rows.map((row) => row.cells),
    columns: table.columns.map(({ name }) => name),
    shaped,
    notes: [...decided.notes, ...table.notes()],
    decision: (name: string) => decided.decisions.find((one) => one.name === name),
  }
}

/** Why it is refused; throws when it is not. */
export async function refusalOf(
  content: string | Buffer,
  choices: ImportSettingsPatch = {},
): Promise<SourceError> {
  const error = await readFile(content, choices).then(
    () => new Error('it was accepted'),
    (reason: unknown) => reason,
  )
  if (error instanceof SourceError) return error
  throw error
}
