// What a source gives, looked at before anything is stored.
import type { SourceTry } from '../../api/source.ts'
import { newId } from '../../db/id.ts'
import { readHead } from '../formats/file-head.ts'
import { wordsOf } from '../formats/format.ts'
import { recogniseFile } from '../formats/index.ts'
import type { FetchTo } from '../imports/import-source.ts'
import type { Uploads } from '../imports/upload.ts'
import { SourceError } from '../source-error.ts'
import type { Fetched } from '../sources/source.ts'
import { openTable } from '../table.ts'
import { keep } from './fetch-import.ts'

const shownRows = 10
const shownCell = 300

export type TryResult = Omit<SourceTry, 'title'>

/** The first rows. Whatever is wrong is a `SourceError`, and nothing stays behind. */
export async function tryFetch(
  uploads: Uploads,
  fetch: (to: FetchTo) => Promise<Fetched>,
  signal: AbortSignal,
): Promise<TryResult> {
  const id = newId('try')
  try {
    let bytes = 0
    const fetched = await fetch({
      signal,
      async save(content) {
        bytes = await keep(uploads, id, content)
        return { bytes }
      },
    })
    if (fetched.state === 'same') throw new SourceError('source_answer', 'It answered without a file.')
    const file = { path: uploads.path(id), bytes }
    if ((await readHead(file.path)).length === 0)
      throw new SourceError('empty_file', 'The file is empty. Look at the source.')
    const format = await recogniseFile(file.path)
    const { settings, notes } = await format.decide(format.defaultConfig, file, signal)
    const reading = format.read(settings, file, signal)
    const table = await openTable(reading, settings.hasHeader, wordsOf(format, settings))
    const rows: string[][] = []
    for await (const group of table.rows()) {
      for (const row of group)
        if (row.kind === 'row') rows.push(row.cells.map((cell) => cell.slice(0, shownCell)))
      if (rows.length >= shownRows) break
    }
    return {
      fileName: fetched.fileName,
      bytes,
      format: format.words.name,
      columns: table.columns.map((column) => column.name),
      rows: rows.slice(0, shownRows),
      notes: [...notes, ...table.notes()],
    }
  } finally {
    await uploads.remove(id)
  }
}
