// The background half of imports. A job is only a nudge: what there is to do stands in the import's state.
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import type { JobContext, Jobs } from '../../jobs/jobs.ts'
import type { Logger } from '../../logger.ts'
import { raiseNotice } from '../../notices/raise.ts'
import type { OpenFile } from '../formats/format.ts'
import { formatById } from '../formats/index.ts'
import { nothingPublished, type PublishedKeys } from '../keys/known-keys.ts'
import { fetchImport } from '../refresh/fetch-import.ts'
import { listGoing } from '../refresh/fetches.ts'
import { clearRowSet, findClearableRowSets } from '../rows/clear-row-set.ts'
import { type CellFiller, nothingFilled } from '../rows/fill-cells.ts'
import { retireRowSet } from '../rows/row-set.ts'
import { SourceError } from '../source-error.ts'
import type { Computing } from '../steps/step.ts'
import { analyseImport } from './analyse-import.ts'
import { clearChanges } from './changes.ts'
import { goesOn, goOn } from './go-on.ts'
import type { ImportRecord } from './import-record.ts'
import type { ImportSources } from './import-source.ts'
import { findImport, moveImport } from './import-store.ts'
import { keptAmong } from './kept-file.ts'
import { loadImport } from './load-import.ts'
import type { Uploads } from './upload.ts'

export interface ImportJobs {
  wake(importId: string): Promise<void>
  tidySoon(): Promise<void>
  resume(): Promise<void>
}

const importJob = 'data.import'
/** Apart from reading files: a server that is slow to answer holds up nobody else. */
const fetchJob = 'data.fetch'
const fetchesAtOnce = 4
const tidyJob = 'data.tidy'
const retries = 3
// Whoever read the old rows when they were replaced has finished by then.
const keepRetiredSecs = 300
const forgetAfterDays = 7
const dayMs = 86_400_000

export function defineImportJobs(deps: {
  database: Database
  jobs: Jobs
  uploads: Uploads
  sources: ImportSources
  logger: Logger
  published?: PublishedKeys
  computing: Computing
  filler?: CellFiller
  works?: boolean
}): ImportJobs {
  const { database, jobs, uploads, sources, logger, computing, works = true } = deps
  const { published = nothingPublished, filler = nothingFilled } = deps
  jobs.define<{ importId: string }>(importJob, works ? guarded(workOn) : undefined, { retryLimit: retries })
  jobs.define<{ importId: string }>(fetchJob, works ? guarded(fetchOne) : undefined, {
    retryLimit: retries,
    concurrency: fetchesAtOnce,
  })
  jobs.define(tidyJob, works ? (_, { signal }) => tidy(signal) : undefined, { retryLimit: retries })

  function guarded(work: (importId: string, signal: AbortSignal) => Promise<void>) {
    return async ({ importId }: { importId: string }, context: JobContext): Promise<void> => {
      try {
        await work(importId, context.signal)
      } catch (error) {
        if (context.signal.aborted) throw error
        if (error instanceof SourceError) await refuse(importId, error)
        else if (context.retries < retries) throw error
        else await fail(importId, error)
      }
    }
  }

  async function fetchOne(importId: string, signal: AbortSignal): Promise<void> {
    const record = await findImport(database, importId)
    if (record?.state === 'fetching') await fetchImport({ database, uploads, sources }, record, signal)
    await jobs.send(importJob, { importId }, { singletonKey: importId })
  }

  /** Step after step; one that changes nothing ends it: another worker has taken the import up. */
  async function workOn(importId: string, signal: AbortSignal): Promise<void> {
    let before: ImportRecord['state'] | null = null
    for (;;) {
      signal.throwIfAborted()
      const record = await findImport(database, importId)
      if (!record || record.state === before) return
      before = record.state
      if (goesOn(record)) await goOn({ database, uploads, sources }, record)
      else if (record.state === 'analysing' || record.state === 'loading') await read(record, signal)
      else return
    }
  }

  async function read(record: ImportRecord, signal: AbortSignal): Promise<void> {
    const { id: importId } = record
    if (!(await uploads.exists(importId))) {
      throw new SourceError(
        'file_missing',
        'The uploaded file is not in the data folder of this server. Upload it again. (Servers that share a database must share DATA_DIR too.)',
      )
    }
    const startedAt = Date.now()
    const open: OpenFile = {
      format: formatById(record.format),
      file: { path: uploads.path(importId), bytes: record.bytes },
      signal,
    }
    if (record.state === 'analysing') await analyseImport(database, record, open, { computing, filler })
    else await loadImport(database, record, open, { published, computing, filler })
    logger.info({ importId, did: record.state, ms: Date.now() - startedAt }, 'import')
  }

  async function refuse(importId: string, error: SourceError): Promise<void> {
    const { code, message, lines } = error
    const moved = await endBadly(importId, 'refused', { code, message, lines })
    logger.info({ importId, code }, 'import refused')
    if (!moved?.row_set_id) return
    await retireRowSet(database, moved.row_set_id)
    await tidySoon()
  }

  async function fail(importId: string, error: unknown): Promise<void> {
    logger.error({ importId, err: error }, 'import failed')
    const known = error instanceof AppError ? error.message : 'The server log has the details.'
    const message = `Something went wrong on this server while reading the file, several times. ${known} Try again, or upload the file again.`
    await endBadly(importId, 'failed', { code: 'failed', message, lines: [] })
  }

  /** Null where somebody was quicker; then nobody is told. */
  function endBadly(
    importId: string,
    state: 'refused' | 'failed',
    problem: NonNullable<ImportRecord['problem']>,
  ): Promise<ImportRecord | null> {
    return database.transaction(async (tx) => {
      const moved = await moveImport(tx, importId, state, { problem })
      if (!moved) return null
      if (moved.is_refresh) {
        await sources.refused(tx, moved, problem)
        return moved
      }
      const { workspace_id: workspaceId, file_name: name } = moved
      const subject = { kind: 'import' as const, id: importId, name }
      const { message } = problem
      await raiseNotice(tx, { workspaceId, kind: 'import_refused', subject, detail: { message } })
      return moved
    })
  }

  /** Deletes what nothing points at any more: rows, differences, files, imports nobody came back to. */
  async function tidy(signal: AbortSignal): Promise<void> {
    for (const id of await findForgotten(forgetAfterDays)) await forget(id)
    for (const id of await findWithLeftovers()) await clearChanges(database, id, signal)
    for (const id of await findClearableRowSets(database, keepRetiredSecs)) {
      await clearRowSet(database, id, signal)
    }
    const old = await uploads.olderThan(dayMs)
    const kept = await keptAmong(database, old)
    for (const id of old) {
      if (kept.has(id)) continue
      const record = await findImport(database, id)
      if (!record || ['applied', 'discarded'].includes(record.state)) await uploads.remove(id)
    }
  }

  function forget(id: string): Promise<void> {
    return database.transaction(async (tx) => {
      const moved = await moveImport(tx, id, 'discarded')
      if (moved) await sources.discarded(tx, moved)
    })
  }

  async function findForgotten(days: number): Promise<string[]> {
    const { rows } = await database.query<{ id: string }>(
      `select id from imports where state in ('fetching', 'analysed', 'loaded', 'refused', 'failed')
         and updated_at < $1`,
      [new Date(database.now().getTime() - days * dayMs)],
    )
    return rows.map((row) => row.id)
  }

  async function findWithLeftovers(): Promise<string[]> {
    const { rows } = await database.query<{ id: string }>(
      `select id from imports i where state in ('applied', 'discarded')
         and exists (select 1 from import_changes c where c.import_id = i.id)`,
    )
    return rows.map((row) => row.id)
  }

  async function wake(importId: string): Promise<void> {
    const record = await findImport(database, importId)
    const job = record?.state === 'fetching' ? fetchJob : importJob
    await jobs.send(job, { importId }, { singletonKey: importId })
  }

  async function tidySoon(): Promise<void> {
    const startAfterMs = (keepRetiredSecs + 1) * 1000
    await jobs.send(tidyJob, {}, { singletonKey: 'soon', startAfterMs })
  }

  return {
    wake,
    tidySoon,
    async resume() {
      for (const id of await listGoing(database)) await wake(id)
      await jobs.send(tidyJob, {}, { singletonKey: 'tidy-now' })
      await jobs.schedule(tidyJob, '17 3 * * *')
    },
  }
}
