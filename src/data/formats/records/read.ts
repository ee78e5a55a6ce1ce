// The records of a list in a file, streamed as rows, whatever language the file is written in.
import type { Reading, SourceRow, TableFile } from '../format.ts'
import { ColumnFinder, type RecordHandlers, RowBuilder } from './columns.ts'
import type { RecordSettings } from './config.ts'
import { headerOf } from './header.ts'

/** Tells the values and the ends of records, and yields the size of each piece of the file once it was read. */
type WalkRecords = (handlers: RecordHandlers) => AsyncIterable<number>

/** Which columns records have, and how many there are. */
export async function findRecords(walk: WalkRecords): Promise<{ columns: string[]; records: number }> {
  const finder = new ColumnFinder()
  let records = 0
  const pieces = walk({
    value: (within, text) => finder.add(within, text),
    record: () => {
      records++
    },
  })
  for await (const _ of pieces);
  return { columns: finder.columns, records }
}

export function readRecords(file: TableFile, settings: RecordSettings, walk: WalkRecords): Reading {
  let bytesRead = 0
  async function* rows() {
    const builder = new RowBuilder(settings.columns, settings.joinWith)
    let group: SourceRow[] = [headerOf(settings.columns)]
    let record = 1
    const pieces = walk({
      value: (path, text) => builder.add(path, text, record),
      record: () => void group.push({ line: record++, cells: builder.take() }),
    })
    for await (const bytes of pieces) {
      bytesRead += bytes
      if (group.length > 0) yield group
      group = []
    }
    if (group.length > 0) yield group
  }
  return {
    rows,
    get bytesRead() {
      return bytesRead
    },
    get fraction() {
      return Math.min(1, bytesRead / Math.max(1, file.bytes))
    },
    notes: () => [],
  }
}
