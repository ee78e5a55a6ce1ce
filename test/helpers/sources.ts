// Sources with their imports, over a server of files, without waiting for the job engine or for their worker.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Import } from '../../src/api/import.ts'
import type { SourceInput } from '../../src/api/source.ts'
import { createImports } from '../../src/data/imports/imports.ts'
import { createPromptJobs, noComputing } from '../../src/data/imports/test-imports.ts'
import type { CellFiller } from '../../src/data/rows/fill-cells.ts'
import type { Database } from '../../src/db/types.ts'
import { AppError } from '../../src/errors.ts'
import { createHostCheck, createStreamingFetch } from '../../src/fetcher/streaming-fetch.ts'
import { type Logger, silentLogger } from '../../src/logger.ts'
import type { WaysOut } from '../../src/sources/fetch.ts'
import { createForImports } from '../../src/sources/for-imports.ts'
import { tellProjects } from '../../src/sources/react.ts'
import { createSources } from '../../src/sources/sources.ts'
import { listDueSources, startDue } from '../../src/sources/start.ts'
import { sourceSecretsColumn } from '../../src/sources/store.ts'
import { openMasterKey } from '../../src/vault/master-key.ts'
import { createVault } from '../../src/vault/vault.ts'

export interface TestSourcesOptions {
  /** `127.0.0.1:port` of a server on this machine. */
  hosts: string[]
  /** Base addresses of services, by the name of their setting. */
  addresses?: Record<string, string>
  /** What connections lead to. */
  wix?: WaysOut['wix']
  logger?: Logger
  /** Fills columns beside those of the file. */
  filler?: CellFiller
  /** How long an import may take. */
  patienceMs?: number
}

const noConnection = () => Promise.reject(new AppError('not_found', 'There is no connection with this id.'))

/** `workspaceId` exists already. */
export async function createTestSources(
  database: Database,
  workspaceId: string,
  {
    hosts,
    addresses = {},
    wix = noConnection,
    logger = silentLogger,
    filler,
    patienceMs = 30_000,
  }: TestSourcesOptions,
) {
  const dataDir = mkdtempSync(join(tmpdir(), 'seomatic-sources-'))
  const encryptionKey = Buffer.alloc(32, 7).toString('base64')
  const masterKey = await openMasterKey(database, { dataDir: '', encryptionKey })
  const vault = createVault(masterKey.cipher, [sourceSecretsColumn])
  const rules = { allowedHosts: hosts, blockedHosts: [] }
  const ways = { fetch: createStreamingFetch(rules), resolve: createHostCheck(rules), addresses, wix }
  const imports = createImports({
    database,
    jobs: createPromptJobs(),
    dataDir,
    logger,
    computing: noComputing,
    sources: createForImports({ database, vault, ways, tellProjects }),
    ...(filler && { filler }),
  })
  const sources = createSources({ database, vault, ways, imports })

  async function until(id: string, isThere: (found: Import) => boolean): Promise<Import> {
    const deadline = Date.now() + patienceMs
    for (;;) {
      const found = await imports.get(workspaceId, id)
      if (isThere(found)) return found
      if (Date.now() > deadline) throw new Error(`still ${found.state}: ${found.problem?.message}`)
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }
  /** Until it goes on no more by itself. */
  const settled = (id: string) =>
    until(id, ({ state, isRefresh, reasons }) =>
      ['analysed', 'loaded'].includes(state)
        ? !isRefresh || reasons.length > 0
        : !['fetching', 'analysing', 'loading'].includes(state),
    )

  return {
    imports,
    sources,
    settled,
    /** A source whose first import is applied with this key. */
    async connect(url: string, key: string, more: Partial<SourceInput> & { config?: object } = {}) {
      const { source, import: first } = await sources.create(workspaceId, {
        kind: 'link',
        secrets: {},
        rhythm: null,
        timeZone: 'UTC',
        ...more,
        config: { url, ...more.config },
      })
      const analysed = await settled(first.id)
      if (analysed.state !== 'analysed') throw new Error(analysed.problem?.message)
      await imports.load(workspaceId, first.id, { keyColumn: key })
      await settled(first.id)
      const dataset = await imports.apply(workspaceId, first.id)
      return { sourceId: source.id, datasetId: dataset.id }
    },
    async refresh(sourceId: string) {
      const { id } = await sources.refresh(workspaceId, sourceId)
      return settled(id)
    },
    /** What a worker does at one look. @returns the imports that it began, at their ends */
    async look() {
      const started: Import[] = []
      for (const id of await listDueSources(database, 20)) {
        const importId = await startDue({ database, imports }, id)
        if (importId !== null) started.push(await settled(importId))
      }
      return started
    },
    close: () => rmSync(dataDir, { recursive: true, force: true }),
  }
}
