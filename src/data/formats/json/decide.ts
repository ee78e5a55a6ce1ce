// Decides which list of a JSON file is read, and finds its columns.
import { SourceError } from '../../source-error.ts'
import type { Decided, TableFile } from '../format.ts'
import type { RecordConfig, RecordSettings } from '../records/config.ts'
import { joinDecision, listDecision } from '../records/decisions.ts'
import { findRecords } from '../records/read.ts'
import { ListFinder } from './find-lists.ts'
import { ListWalker, wholeFile } from './list-walker.ts'
import { walkFile } from './walk-file.ts'

/** Bytes in which lists are looked for; if there is none, the search goes on. */
const headBytes = 4_000_000

export async function decideJson(
  config: RecordConfig,
  file: TableFile,
  signal: AbortSignal,
): Promise<Decided<RecordSettings>> {
  const lists = await findLists(file, signal)
  const path = config.path ?? lists[0]!.path
  const { columns, records } = await findRecords((handlers) =>
    walkFile(file, new ListWalker(path, handlers), signal),
  )
  if (records === 0)
    throw noRecords(
      path,
      lists.map((list) => list.path),
    )
  return {
    settings: { hasHeader: true, path, joinWith: config.joinWith, columns },
    decisions: [listDecision(config, path, { lists, reason: reasonFor(path), label }), joinDecision(config)],
    notes: [],
    readings: [],
  }
}

function label(path: string): string {
  return path === wholeFile ? 'the file itself' : path
}

function reasonFor(path: string): string {
  return path === wholeFile
    ? 'The file itself is the list of records.'
    : 'The longest list of records in the file.'
}

async function findLists(file: TableFile, signal: AbortSignal) {
  const finder = new ListFinder()
  let bytes = 0
  for await (const size of walkFile(file, finder, signal)) {
    bytes += size
    if (bytes > headBytes && finder.isFound) break
  }
  return finder.lists
}

function noRecords(path: string, others: readonly string[]): SourceError {
  const rest = others.filter((one) => one !== path).map((one) => `"${one}"`)
  const advice =
    rest.length > 0
      ? `Lists in this file: ${rest.slice(0, 10).join(', ')}. Choose one of them.`
      : 'Choose another file.'
  return path === wholeFile
    ? new SourceError('empty_list', `This file holds no records. ${advice}`)
    : new SourceError('empty_list', `There is no list "${path}" in this file, or nothing in it. ${advice}`)
}
