// What a source is given, without a database: a real way out, files in a folder, and a clock that only waiting moves.
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { formatById, recogniseFile } from '../../src/data/formats/index.ts'
import { SourceError } from '../../src/data/source-error.ts'
import type { SourceContext } from '../../src/data/sources/source.ts'
import { createHostCheck, createStreamingFetch, FetchFailure } from '../../src/fetcher/streaming-fetch.ts'
import type { WixClient } from '../../src/wix/index.ts'

export interface TestContext extends SourceContext {
  /** How long was waited, each time. */
  waited: number[]
  /** How often a file was written whole. */
  saved: number
  path: string
  close(): void
}

export function createSourceContext(
  given: { allowedHosts?: string[]; addresses?: Record<string, string>; wix?: WixClient } = {},
): TestContext {
  const { allowedHosts = [], addresses = {}, wix } = given
  const folder = mkdtempSync(join(tmpdir(), 'seomatic-source-'))
  const rules = { allowedHosts, blockedHosts: [] }
  let time = Date.parse('2026-03-01T12:00:00Z')
  const context: TestContext = {
    known: null,
    addresses,
    waited: [],
    saved: 0,
    path: join(folder, 'file'),
    async save(content) {
      let bytes = 0
      async function* counted() {
        for await (const part of content) {
          const chunk = Buffer.from(part)
          bytes += chunk.length
          yield chunk
        }
      }
      await pipeline(Readable.from(counted()), createWriteStream(context.path))
      context.saved++
      return { bytes }
    },
    fetch: createStreamingFetch({ ...rules, limits: { idleMs: 2_000, firstByteMs: 2_000 } }),
    resolve: createHostCheck(rules),
    async wix() {
      if (!wix) throw new SourceError('source_missing', 'There is no connection.')
      return wix
    },
    async sleep(ms) {
      context.waited.push(ms)
      time += ms
    },
    now: () => new Date(time),
    signal: new AbortController().signal,
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
  return context
}

/** What a source saved, read as an import reads it: names of columns, then rows with their numbers. */
export async function readSaved(path: string) {
  const format = await recogniseFile(path)
  const file = { path, bytes: statSync(path).size }
  const { signal } = new AbortController()
  const { settings } = await format.decide(format.defaultConfig, file, signal)
  const reading = formatById(format.id).read(settings, file, signal)
  const rows: { line: number; cells: string[] }[] = []
  for await (const group of reading.rows()) rows.push(...group)
  const columns = rows.shift()?.cells ?? []
  return {
    format: format.id,
    settings,
    columns,
    rows,
    cells: rows.map((row) => row.cells),
    notes: reading.notes(),
  }
}

/** The failure in words that a fetch ended with; anything else is thrown. */
export async function refusalOf(fetching: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error = await fetching.catch((reason: unknown) => reason)
  if (error instanceof SourceError) return error
  if (error instanceof FetchFailure) return { code: error.reason, message: error.message }
  throw error instanceof Error ? error : new Error('it was fetched')
}
