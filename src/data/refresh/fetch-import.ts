// The first step of an import whose file comes from a source: asks for it, and finds out whether it is another one.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ImportSettings } from '../../api/import-settings.ts'
import type { Database, Queries } from '../../db/types.ts'
import { isAppError } from '../../errors.ts'
import type { Format } from '../formats/format.ts'
import { recogniseFile } from '../formats/index.ts'
import { endUnchanged } from '../imports/go-on.ts'
import type { ImportRecord } from '../imports/import-record.ts'
import type { FetchTo, ImportSources } from '../imports/import-source.ts'
import { moveImport } from '../imports/import-store.ts'
import type { Uploads } from '../imports/upload.ts'
import { SourceError } from '../source-error.ts'

export interface FetchDeps {
  database: Database
  uploads: Uploads
  sources: ImportSources
}

/** Ends in `analysing`, or `discarded` where nothing is new; throws a `SourceError` where no file comes. */
export async function fetchImport(
  { database, uploads, sources }: FetchDeps,
  record: ImportRecord,
  signal: AbortSignal,
): Promise<void> {
  // What a process that died has left.
  await uploads.remove(record.id)
  let bytes = 0
  let contentHash = ''
  const save: FetchTo['save'] = async (content) => {
    const digest = createHash('sha256')
    bytes = await keep(uploads, record.id, hashed(content, digest))
    contentHash = digest.digest('hex')
    return { bytes }
  }
  const { lastHash, ...fetched } = await sources.fetch(record, { save, signal })
  if (fetched.state === 'same') return endUnchanged({ database, uploads, sources }, record, {})
  const what = { version: fetched.version, content_hash: contentHash }
  if (record.is_refresh && what.content_hash === lastHash)
    return endUnchanged({ database, uploads, sources }, record, what)
  if (record.is_refresh && (await isHeldAlready(database, record, what.content_hash)))
    return endUnchanged({ database, uploads, sources }, record, { ...what, isHeld: true })
  const format = await recogniseFile(uploads.path(record.id))
  const last = record.is_refresh ? await lastReading(database, record.source_id!, format) : null
  const moved = await moveImport(database, record.id, 'analysing', {
    ...what,
    bytes,
    file_name: fetched.fileName,
    format: format.id,
    settings: last ?? (format.defaultConfig as ImportSettings),
  })
  if (!moved?.is_refresh) return
  for (const id of await forgetRefused(database, moved)) await uploads.remove(id)
}

async function* hashed(
  content: AsyncIterable<Uint8Array | string>,
  digest: ReturnType<typeof createHash>,
): AsyncGenerator<Buffer> {
  for await (const bytes of asBytes(content)) {
    digest.update(bytes)
    yield bytes
  }
}

async function* asBytes(content: AsyncIterable<Uint8Array | string>): AsyncGenerator<Buffer> {
  for await (const part of content) yield Buffer.from(part as Uint8Array)
}

/** What the source says is wrong comes through as it said it. */
export async function keep(
  uploads: Uploads,
  id: string,
  content: AsyncIterable<Uint8Array | string>,
): Promise<number> {
  try {
    return await uploads.save(id, Readable.from(asBytes(content)))
  } catch (error) {
    if (isAppError(error) && error.code === 'too_large') throw new SourceError('too_large', error.message)
    if (isAppError(error) && error.code === 'bad_request' && error.cause) throw error.cause
    throw error
  }
}

/** Refusals that do not follow from the file and the steps: what was in the way may be gone. */
const passing = ['step_read_changed', 'filled_column_taken', 'file_missing']

/**
 * The very same file waits for its owner, or was refused, and would again: the steps are the same, and so are the rows
 * that it was compared with. Whoever asks for it has what was refused read again all the same.
 */
async function isHeldAlready(
  queries: Queries,
  { id, source_id, trigger }: ImportRecord,
  contentHash: string,
): Promise<boolean> {
  const { rows } = await queries.query(
    `select 1 from imports i join datasets d on d.id = i.dataset_id
      where i.source_id = $1 and i.id <> $2 and i.content_hash = $3 and i.is_refresh and i.steps = d.steps
        and ((i.state = 'refused' and not $4::boolean and i.problem ->> 'code' <> all($5::text[]))
          or (i.state = 'analysed' and i.reasons <> '[]')
          or (i.state = 'loaded' and i.reasons <> '[]' and i.base_row_set_id = d.row_set_id))`,
    [source_id, id, contentHash, trigger === 'person', passing],
  )
  return rows.length > 0
}

/** The same file is read once more: there is one that may be refused. @returns those whose files are not needed */
async function forgetRefused(
  queries: Queries,
  { id, source_id, content_hash }: ImportRecord,
): Promise<string[]> {
  const { rows } = await queries.query<{ id: string }>(
    `update imports set state = 'discarded', updated_at = $4
      where source_id = $1 and id <> $2 and content_hash = $3 and is_refresh and state = 'refused'
      returning id`,
    [source_id, id, content_hash, queries.now()],
  )
  return rows.map((row) => row.id)
}

/** How the file was read that was taken over last, where this one is of the same format. */
async function lastReading(
  queries: Queries,
  sourceId: string,
  format: Format,
): Promise<ImportSettings | null> {
  const { rows } = await queries.query<Pick<ImportRecord, 'format' | 'settings' | 'read_settings'>>(
    `select format, settings, read_settings from imports
      where source_id = $1 and state = 'applied' order by updated_at desc, id desc limit 1`,
    [sourceId],
  )
  const last = rows[0]
  if (last?.format !== format.id) return null
  const { settings, read_settings } = last
  const pinned = read_settings && format.pin?.(settings, read_settings)
  return (pinned as ImportSettings | undefined) ?? settings
}
