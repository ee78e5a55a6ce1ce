// The records of an XML file, streamed.
import type { Reading, TableFile } from '../format.ts'
import type { RecordSettings } from '../records/config.ts'
import { readRecords } from '../records/read.ts'
import { RecordWalker } from './record-walker.ts'
import { walkFile } from './walk-file.ts'

export function readXml(file: TableFile, settings: RecordSettings, signal: AbortSignal): Reading {
  return readRecords(file, settings, (handlers) =>
    walkFile(file, new RecordWalker(settings.path, handlers), signal),
  )
}
