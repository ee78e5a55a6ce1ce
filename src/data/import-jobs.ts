// The background half of imports. A job is only a nudge: what there is to do stands in the import's state.
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { JobContext, Jobs } from '../jobs/jobs.ts'
import type { Logger } from '../logger.ts'
import { analyseImport } from './analyse-import.ts'
import { clearChanges } from './changes.ts'
import { clearRowSet, findClearableRowSets } from './clear-row-set.ts'
import { findImport, moveImport } from './import-store.ts'
import { loadImport } from './load-import.ts'
import { retireRowSet } from './row-set.ts'
import { sourceById } from './sources/index.ts'
import { type SourceContext, SourceError } from './sources/source.ts'
import type { Uploads } from './upload.ts'

export interface ImportJobs {
  wake(importId: string): Promise<void>
  tidySoon(): Promise<void>
  resume(): Promise<void>
}

const importJob = 'data.import'
const tidyJob = 'data.tidy'
const retries = 3
// Whoever read the old rows when they were replaced has finished by then.
const keepRetiredSecs = 300
const forgetAfterDays = 7
const dayMs = 86_400_000
const noNetwork: Pick<SourceContext, 'fetch' | 'addresses'> = {
  fetch: () => Promise.reject(new RangeError('This process was given no way to the network.')),
  addresses: {},
}

export function defineImportJobs(deps: {
  database: Database
  jobs: Jobs
  uploads: Uploads
  logger: Logger
  network?: Pick<SourceContext, 'fetch' | 'addresses'>
  works?: boolean
}): ImportJobs {
  const { database, jobs, uploads, logger, network = noNetwork, works = true } = deps
  jobs.define<{ importId: string }>(importJob, works ? runImport : undefined, { retryLimit: retries })
  jobs.define(tidyJob, works ? (_, { signal }) => tidy(signal) : undefined, { retryLimit: retries })

  async function runImport({ importId }: { importId: string }, context: JobContext): Promise<void> {
    try {
      await workOn(importId, context.signal)
    } catch (error) {
      if (error instanceof SourceError) await refuse(importId, error)
      else if (context.signal.aborted || context.retries < retries) throw error
      else await fail(importId, error)
    }
  }

  async function workOn(importId: string, signal: AbortSignal): Promise<void> {
    const record = await findImport(database, importId)
    if (record?.state !== 'analysing' && record?.state !== 'loading') return
    if (!(await uploads.exists(importId))) {
      throw new SourceError(
        'file_missing',
        'The uploaded file is not in the data folder of this server. Upload it again. (Servers that share a database must share DATA_DIR too.)',
      )
    }
    const startedAt = Date.now()
    const work = record.state === 'analysing' ? analyseImport : loadImport
    const file = { path: uploads.path(importId), bytes: record.bytes }
    await work(database, record, {
      source: sourceById(record.source),
      // An upload has none.
      secrets: {},
      context: { file, signal, ...network },
    })
    logger.info({ importId, did: record.state, ms: Date.now() - startedAt }, 'import')
  }

  async function refuse(importId: string, error: SourceError): Promise<void> {
    const { code, message, lines } = error
    const moved = await moveImport(database, importId, 'refused', { problem: { code, message, lines } })
    logger.info({ importId, code }, 'import refused')
    if (!moved?.row_set_id) return
    await retireRowSet(database, moved.row_set_id)
    await tidySoon()
  }

  async function fail(importId: string, error: unknown): Promise<void> {
    logger.error({ importId, err: error }, 'import failed')
    const known = error instanceof AppError ? error.message : 'The server log has the details.'
    const message = `Something went wrong on this server while reading the file, several times. ${known} Try again, or upload the file again.`
    await moveImport(database, importId, 'failed', { problem: { code: 'failed', message, lines: [] } })
  }

  /** Deletes what nothing points at any more: rows, differences, files, imports nobody came back to. */
  async function tidy(signal: AbortSignal): Promise<void> {
    for (const id of await findForgotten(forgetAfterDays)) await moveImport(database, id, 'discarded')
    for (const id of await findWithLeftovers()) await clearChanges(database, id, signal)
    for (const id of await findClearableRowSets(database, keepRetiredSecs)) {
      await clearRowSet(database, id, signal)
    }
    for (const id of await uploads.olderThan(dayMs)) {
      const record = await findImport(database, id)
      if (!record || ['applied', 'discarded'].includes(record.state)) await uploads.remove(id)
    }
  }

  async function findForgotten(days: number): Promise<string[]> {
    const { rows } = await database.query<{ id: string }>(
      `select id from imports where state in ('analysed', 'loaded', 'refused', 'failed')
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
    await jobs.send(importJob, { importId }, { singletonKey: importId })
  }

  async function tidySoon(): Promise<void> {
    const startAfterMs = (keepRetiredSecs + 1) * 1000
    await jobs.send(tidyJob, {}, { singletonKey: 'soon', startAfterMs })
  }

  return {
    wake,
    tidySoon,
    async resume() {
      const { rows } = await database.query<{ id: string }>(
        `select id from imports where state in ('analysing', 'loading')`,
      )
      for (const row of rows) await wake(row.id)
      await jobs.send(tidyJob, {}, { singletonKey: 'tidy-now' })
      await jobs.schedule(tidyJob, '17 3 * * *')
    },
  }
}
