// Decides which elements of an XML file are its records, and finds their columns.
import { SourceError } from '../../source-error.ts'
import type { Decided, TableFile } from '../format.ts'
import type { RecordConfig, RecordSettings } from '../records/config.ts'
import { joinDecision, listDecision } from '../records/decisions.ts'
import { findRecords } from '../records/read.ts'
import { RepeatFinder } from './find-lists.ts'
import { RecordWalker } from './record-walker.ts'
import { walkFile } from './walk-file.ts'

/** Bytes in which elements that repeat are looked for; if there are none, the search goes on. */
const headBytes = 4_000_000

const kinds = new Map([
  ['rss', 'An RSS feed: its items.'],
  ['rdf:RDF', 'An RSS feed: its items.'],
  ['feed', 'An Atom feed: its entries.'],
  ['urlset', 'A sitemap: its addresses.'],
  ['sitemapindex', 'An index of sitemaps: the sitemaps, not the pages in them.'],
])

export async function decideXml(
  config: RecordConfig,
  file: TableFile,
  signal: AbortSignal,
): Promise<Decided<RecordSettings>> {
  const finder = new RepeatFinder()
  let bytes = 0
  for await (const size of walkFile(file, finder, signal)) {
    bytes += size
    if (bytes > headBytes && finder.isFound) break
  }
  const { lists } = finder
  const path = config.path ?? lists[0]!.path
  const { columns, records } = await findRecords((handlers) =>
    walkFile(file, new RecordWalker(path, handlers), signal),
  )
  if (records === 0)
    throw noRecords(
      path,
      lists.map((list) => list.path),
    )
  const reason = kinds.get(finder.root) ?? 'The element that occurs most often.'
  return {
    settings: { hasHeader: true, path, joinWith: config.joinWith, columns },
    decisions: [listDecision(config, path, { lists, reason }), joinDecision(config)],
    notes: [],
    readings: [],
  }
}

function noRecords(path: string, others: readonly string[]): SourceError {
  const rest = others.filter((one) => one !== path).map((one) => `"${one}"`)
  return new SourceError(
    'empty_list',
    `There is no element "${path}" in this file. ` +
      (rest.length > 0
        ? `Elements that repeat: ${rest.slice(0, 10).join(', ')}. Choose one of them.`
        : 'Nothing in it repeats; choose another file.'),
  )
}
