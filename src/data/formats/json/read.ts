// The records of a list in a JSON file, streamed.
import type { Reading, TableFile } from '../format.ts'
import type { RecordSettings } from '../records/config.ts'
import { readRecords } from '../records/read.ts'
import { ListWalker } from './list-walker.ts'
import { walkFile } from './walk-file.ts'

export function readJson(file: TableFile, settings: RecordSettings, signal: AbortSignal): Reading {
  return readRecords(file, settings, (handlers) =>
    walkFile(file, new ListWalker(settings.path, handlers), signal),
  )
}
