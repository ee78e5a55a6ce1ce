// For tests: a dataset of towns, a stand-in for a model, and the parts that ask it.
import { type ModelDouble, startModelDouble } from '../../test/helpers/model-double.ts'
import type { AiAnswer, AiColumnInput, AiEndpointInput, AiRun, AiRunInput } from '../api/ai.ts'
import type { Import } from '../api/import.ts'
import { datasetVersion } from '../data/datasets.ts'
import { createPromptJobs, createTestImports } from '../data/imports/test-imports.ts'
import { findCellNotes } from '../data/rows/cell-notes.ts'
import { readRows } from '../data/rows/rows.ts'
import type { Computing } from '../data/steps/step.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { createAddressCheck } from '../fetcher/address-check.ts'
import { createGuardedFetch } from '../fetcher/guarded-fetch.ts'
import { silentLogger } from '../logger.ts'
import type { MasterKey } from '../vault/master-key.ts'
import { createVault } from '../vault/vault.ts'
import { createColumns } from './columns.ts'
import { aiKeyColumn } from './endpoint-store.ts'
import { createEndpoints } from './endpoints.ts'
import { createCellFiller } from './fill.ts'
import { createRuns, type RunsDeps } from './runs.ts'

/** As Liquid would, for `{{ row.name }}`. */
export const computing: Computing = {
  check: async (template) => (template.includes('{{ broken') ? 'It is broken.' : null),
  texts: (template) => async (rows) =>
    rows.map(({ cells }) => ({
      text: template.replace(/\{\{ row\.(\w+) \}\}/g, (_, name) => cells[name] ?? ''),
    })),
}

export const notGone = new AbortController().signal
export const rowCount = 40
export const towns = Array.from({ length: rowCount }, (_, n) => `T${n},Town ${n},${100 + n}`)
export const fileOf = (lines: readonly string[]) => `code,name,people\n${lines.join('\n')}\n`
export const column = (endpointId: string, more: Partial<AiColumnInput> = {}): AiColumnInput => ({
  endpointId,
  name: 'About',
  prompt: 'Describe {{ row.name }} with {{ row.people }} people.',
  type: 'text',
  choices: [],
  mostCharacters: 100,
  allowed: [],
  standing: null,
  ...more,
})
export const plenty: AiRunInput = { kind: 'all', mostCost: 100, mostCalls: 10_000, asksHeldAgain: false }

export type Towns = Awaited<ReturnType<typeof openTowns>>

/** A workspace of its own. */
export async function openTowns(database: Database, masterKey: MasterKey) {
  const ws = newId('wsp')
  await database.query(`insert into workspaces (id, name) values ($1, 'One')`, [ws])
  const filler = createCellFiller({ database, computing })
  const imports = createTestImports(database, ws, undefined, computing, filler)
  const datasetId = (await imports.importAll(fileOf(towns), { keyColumn: 'code' })).dataset.id
  const double: ModelDouble = await startModelDouble('openai-compatible')
  double.key = 'sk-secret'
  double.answer = ({ prompt }) => ({ text: `A town with ${/\d+ people/.exec(prompt)?.[0]}.` })

  function createAi(more: Partial<RunsDeps> = {}) {
    const rules = { allowedHosts: [double.host], blockedHosts: [] }
    const limits = { firstByteMs: 2_000, totalMs: 3_000 }
    const endpoints = createEndpoints({
      database,
      vault: createVault(masterKey.cipher, [aiKeyColumn]),
      fetch: createGuardedFetch({ ...rules, limits }),
      checkAddress: createAddressCheck(rules),
    })
    const columns = createColumns({ database, computing, endpoints })
    const runs = createRuns({
      database,
      jobs: createPromptJobs(),
      columns,
      endpoints,
      logger: silentLogger,
      sleep: async () => {},
      ...more,
    })
    return { endpoints, columns, runs }
  }
  type Ai = ReturnType<typeof createAi>

  const addEndpoint = ({ endpoints }: Ai, more: Partial<AiEndpointInput> = {}) =>
    endpoints.create(ws, {
      name: 'Model',
      kind: 'openai-compatible',
      address: double.address,
      model: 'model-1',
      key: 'sk-secret',
      priceIn: 2,
      priceOut: 8,
      currency: 'USD',
      thinkingTokens: 0,
      parallel: 4,
      ...more,
    })

  async function addColumn(
    ai: Ai,
    more: Partial<AiColumnInput> = {},
    endpoint: Partial<AiEndpointInput> = {},
  ) {
    const { id } = await addEndpoint(ai, endpoint)
    return ai.columns.create(ws, datasetId, column(id, more))
  }

  async function ended(ai: Ai, id: string): Promise<AiRun> {
    for (const until = Date.now() + 120_000; Date.now() < until; ) {
      const run = await ai.runs.get(ws, id)
      if (run.endedAt !== null) return run
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error('still running')
  }

  /** Through an import of what is there, as a change of steps is. */
  async function startEntering(): Promise<Import> {
    const { steps } = await imports.imports.shaping.ofDataset(ws, datasetId)
    const { id } = await imports.imports.shaping.change(ws, datasetId, steps)
    await imports.until(id, ['analysed', 'refused', 'failed'])
    const loaded = await imports.load(id, { keyColumn: 'code' })
    if (loaded.problem) throw new Error(loaded.problem.message)
    return loaded
  }

  return {
    ws,
    imports,
    datasetId,
    double,
    createAi,
    addEndpoint,
    addColumn,
    ended,
    run: async (ai: Ai, columnId: string, input: Partial<AiRunInput> = {}) =>
      ended(ai, (await ai.runs.start(ws, columnId, { ...plenty, ...input }, 'Ada')).id),
    /** All of them: a look ends early on a busy machine, and says where the next goes on. */
    async answers(ai: Ai, id: string, which: 'all' | 'held' | 'sample' = 'all') {
      const items: AiAnswer[] = []
      for (let after: number | null = 0; after !== null; ) {
        const found: { items: AiAnswer[]; nextLine: number | null } = await ai.columns.answers(
          ws,
          id,
          { which, after, limit: 500 },
          notGone,
        )
        items.push(...found.items)
        after = found.nextLine
      }
      return { items }
    },
    startEntering,
    async enter(): Promise<Import> {
      const loaded = await startEntering()
      await imports.imports.apply(ws, loaded.id)
      return loaded
    },
    async cells(name: string) {
      const { rowSetId } = (await datasetVersion(database, datasetId))!
      const rows = await readRows(database, rowSetId, { afterLine: 0, limit: 500 })
      return rows.map((row) => row.cells[name])
    },
    async notes() {
      const { rowSetId } = (await datasetVersion(database, datasetId))!
      return findCellNotes(
        database,
        rowSetId,
        Array.from({ length: rowCount }, (_, n) => `T${n}`),
      )
    },
    async close() {
      await double.close()
      imports.close()
    },
  }
}
