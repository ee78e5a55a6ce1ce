// For tests: imports from a text to a dataset, without waiting for the job engine.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Import, LoadInput } from '../../api/import.ts'
import type { Database } from '../../db/types.ts'
import { isAppError } from '../../errors.ts'
import type { JobHandler, Jobs } from '../../jobs/jobs.ts'
import { silentLogger } from '../../logger.ts'
import type { PublishedKeys } from '../keys/known-keys.ts'
import type { CellFiller } from '../rows/fill-cells.ts'
import type { Computing } from '../steps/step.ts'
import { createImports } from './imports.ts'

/** Jobs that begin at once, so that the tests need not wait for the engine to look; it has tests of its own. */
export function createPromptJobs(): Jobs {
  const handlers = new Map<string, JobHandler<object>>()
  const context = { jobId: 'job', retries: 0, signal: new AbortController().signal }
  const run = async (name: string, payload: object) => {
    try {
      await handlers.get(name)?.(payload, context)
    } catch (error) {
      // The last look of a job may come when the tests of a file are over and their database is closed.
      if (!isAppError(error) || error.code !== 'database_unavailable') throw error
    }
  }
  return {
    define: (name, handler) => void handlers.set(name, handler as JobHandler<object>),
    start: async () => {},
    stop: async () => {},
    send: async (name, payload, { startAfterMs } = {}) => {
      if (startAfterMs === undefined) setImmediate(() => void run(name, payload))
      return 'job'
    },
    schedule: async () => {},
    unschedule: async () => {},
  }
}

/** For imports whose steps compute nothing. */
export const noComputing: Computing = {
  check: async () => 'Nothing can be computed here.',
  texts: () => async () => [],
}

/** `workspaceId` exists already. */
export function createTestImports(
  database: Database,
  workspaceId: string,
  published?: PublishedKeys,
  computing = noComputing,
  filler?: CellFiller,
) {
  const dataDir = mkdtempSync(join(tmpdir(), 'seomatic-imports-'))
  const imports = createImports({
    database,
    jobs: createPromptJobs(),
    dataDir,
    logger: silentLogger,
    computing,
    ...(published && { published }),
    ...(filler && { filler }),
  })

  async function until(id: string, states: Import['state'][]): Promise<Import> {
    const deadline = Date.now() + 120_000
    for (;;) {
      const found = await imports.get(workspaceId, id)
      if (states.includes(found.state)) return found
      if (Date.now() > deadline) throw new Error(`still ${found.state}: ${found.problem?.message}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  async function upload(content: string | Buffer, datasetId: string | null = null): Promise<Import> {
    const received = await imports.receive('rows.csv', Readable.from([Buffer.from(content)]))
    const { id } = await imports.start(workspaceId, received, datasetId)
    return until(id, ['analysed', 'refused', 'failed'])
  }

  async function load(id: string, input: LoadInput): Promise<Import> {
    await imports.load(workspaceId, id, input)
    return until(id, ['loaded', 'refused', 'failed'])
  }

  return {
    imports,
    dataDir,
    until,
    upload,
    load,
    /** Uploads, loads and applies. */
    async importAll(content: string | Buffer, input: LoadInput, datasetId: string | null = null) {
      const { id } = await upload(content, datasetId)
      const loaded = await load(id, input)
      if (loaded.problem) throw new Error(loaded.problem.message)
      return { loaded, dataset: await imports.apply(workspaceId, id) }
    },
    close: () => rmSync(dataDir, { recursive: true, force: true }),
  }
}
