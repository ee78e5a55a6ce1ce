// Creates the parts and tells each which others it works with.

import { join } from 'node:path'
import { createAccounts } from '../accounts/accounts.ts'
import { lockWorkspace } from '../accounts/workspaces.ts'
import { createAi } from '../ai/ai.ts'
import type { AiCrashPoint } from '../ai/ask-question.ts'
import { aiKeyColumn } from '../ai/endpoint-store.ts'
import { createCellFiller } from '../ai/fill.ts'
import { modelFetchLimits } from '../ai/model-fetch.ts'
import type { Config } from '../config.ts'
import { createConnections } from '../connections/connections.ts'
import { createPracticeSite } from '../connections/practice.ts'
import { credentialsColumn } from '../connections/sealed-credentials.ts'
import { openSite } from '../connections/site.ts'
import { createImports } from '../data/imports/imports.ts'
import type { FolderMark } from '../db/folder-mark.ts'
import type { Database } from '../db/types.ts'
import { createAddressCheck } from '../fetcher/address-check.ts'
import { createGuardedFetch } from '../fetcher/guarded-fetch.ts'
import { createHostCheck, createStreamingFetch } from '../fetcher/streaming-fetch.ts'
import { createImageChecks } from '../images/image-checks.ts'
import { createJobs } from '../jobs/jobs.ts'
import type { Logger } from '../logger.ts'
import { createMail } from '../notices/mail.ts'
import { mailPasswordColumn } from '../notices/mail-store.ts'
import { mailPorts } from '../notices/send-mail.ts'
import { webhookColumns } from '../notices/webhook-store.ts'
import { createWebhooks } from '../notices/webhooks.ts'
import { createOverviews } from '../overview/overview.ts'
import { createAskWix } from '../pages/ask-wix.ts'
import { createComputing } from '../pages/computing.ts'
import { createCoverage } from '../pages/coverage.ts'
import { createLookUp } from '../pages/look-up.ts'
import { createPageRenderers } from '../pages/page-renderers.ts'
import { createPages } from '../pages/pages.ts'
import { previewPage } from '../pages/preview.ts'
import { createPlanJob } from '../plans/job.ts'
import { createProjects } from '../projects/projects.ts'
import { createReadFacts } from '../projects/site-facts.ts'
import { connectionUses } from '../runs/connection-uses.ts'
import { createCrashPoint } from '../runs/crash-point.ts'
import { createStartCheck } from '../runs/start-check.ts'
import { runHistory } from '../runs/undo/history.ts'
import { createSamples } from '../sample/sample.ts'
import { wantSample } from '../sample/store.ts'
import { createSchedules } from '../schedules/schedules.ts'
import type { ShowPage } from '../schedules/show-renewal.ts'
import { createEventStreams } from '../server/events.ts'
import { createForImports } from '../sources/for-imports.ts'
import { tellProjects } from '../sources/react.ts'
import { createRefreshRules } from '../sources/rules.ts'
import { createSources } from '../sources/sources.ts'
import { sourceSecretsColumn } from '../sources/store.ts'
import { projectUses, publishedKeys } from '../uses.ts'
import type { MasterKey } from '../vault/master-key.ts'
import { createKeyRotation } from '../vault/rotation.ts'
import type { SealedColumn } from '../vault/sealed-columns.ts'
import { createVault } from '../vault/vault.ts'
import { dashboardUrl, fetchRules, sourceRules } from './addresses.ts'
import { createWorkers, noWorkers } from './workers.ts'

/** Bytes. */
export const uploadLimit = 5 * 1024 ** 3
/** Every place where a noun keeps secrets. A rotation of the encryption key walks them. */
const sealedColumns: readonly SealedColumn[] = [
  credentialsColumn,
  ...Object.values(webhookColumns),
  mailPasswordColumn,
  sourceSecretsColumn,
  aiKeyColumn,
]

export interface Surroundings {
  config: Config
  logger: Logger
  database: Database
  masterKey: MasterKey
  mark: FolderMark
  /** What the processes for templates run; their source unless told. */
  renderWorker?: string | undefined
}

/** All parts, none of them started. Those that only a worker has are null elsewhere. */
export type Parts = Awaited<ReturnType<typeof createParts>>

export async function createParts({ config, logger, database, masterKey, mark, renderWorker }: Surroundings) {
  const works = config.services.includes('worker')
  const accounts = createAccounts(database, {
    dataDir: config.dataDir,
    ...(config.hasSample && {
      welcome: {
        prepare: wantSample,
        // Should this fail, the next start makes it; the account is there either way.
        begin: (workspaceId: string) =>
          samples
            .wake(workspaceId)
            .catch((error: unknown) => logger.warn({ err: error }, 'the sample project waits for a start')),
      },
    }),
  })
  const jobs = createJobs(database, logger)
  const practice = createPracticeSite({
    folder: join(config.dataDir, 'practice'),
    clockOffsetFile: config.clockOffsetFile,
    logger,
  })
  const keys = createKeyRotation({ database, masterKey, columns: sealedColumns })
  await keys.resume()
  const { locked, lackingKeyIds, damaged } = await keys.state()
  if (locked > 0)
    logger.warn({ locked, keyIds: lackingKeyIds }, 'stored credentials are locked: their key is not here')
  if (damaged > 0) logger.warn({ damaged }, 'stored credentials were changed outside, and no key opens them')
  const vault = createVault(masterKey.cipher, sealedColumns)
  const fetcher = createGuardedFetch(fetchRules(config))
  const webhooks = createWebhooks({
    database,
    vault,
    fetch: fetcher,
    checkAddress: createAddressCheck(fetchRules(config)),
    dashboardUrl: dashboardUrl(config),
  })
  const mail = createMail({
    database,
    vault,
    checkAddress: createAddressCheck(fetchRules(config), mailPorts),
    dashboardUrl: dashboardUrl(config),
  })
  const connections = createConnections({
    database,
    vault,
    practice,
    uses: connectionUses,
    lockWorkspace,
    wixApiUrl: config.wixApiUrl,
    logger,
  })
  if (locked + damaged > 0)
    await connections
      .unlockPractice()
      .catch((error: unknown) => logger.warn({ err: error }, 'the practice site stays locked'))
  const renderers = createPageRenderers({ workerFile: renderWorker })
  const ways = {
    fetch: createStreamingFetch(sourceRules(config)),
    resolve: createHostCheck(sourceRules(config)),
    addresses: config.addresses,
    wix: async (workspaceId: string, connectionId: string, signal: AbortSignal) => {
      // Only those of the workspace are found.
      await connections.get(workspaceId, connectionId)
      const site = await openSite({ database, connections, logger }, connectionId, signal, 'plan')
      return site.wix.client
    },
  }
  const computing = createComputing(renderers)
  const ai = createAi({
    database,
    jobs,
    vault,
    fetch: createGuardedFetch({ ...fetchRules(config), limits: modelFetchLimits }),
    checkAddress: createAddressCheck(fetchRules(config)),
    computing,
    logger,
    works,
    crashPoint: createCrashPoint<AiCrashPoint>(config.crashAt),
  })
  const forImports = createForImports({ database, vault, ways, tellProjects })
  const imports = createImports({
    database,
    jobs,
    sources: {
      ...forImports,
      async applied(tx, record, datasetId) {
        await forImports.applied(tx, record, datasetId)
        await ai.runs.standing.changed(tx, datasetId)
      },
      afterApplied: () => ai.runs.standing.lookSoon(),
    },
    dataDir: config.dataDir,
    logger,
    maxUploadBytes: uploadLimit,
    published: publishedKeys,
    computing,
    filler: createCellFiller({ database, computing }),
    works,
  })
  const sources = createSources({ database, vault, ways, imports })
  const projects = createProjects({
    database,
    uses: projectUses,
    readFacts: createReadFacts({ connections, logger }),
  })
  const lookUp = createLookUp({ connections, logger })
  const askWix = createAskWix({ connections, logger })
  const images = createImageChecks({ database, fetcher, logger })
  const pages = createPages(
    { database, jobs, projects, renderers, logger, lookUp, askWix, images },
    { works },
  )
  const overviews = createOverviews({ database, projects, pages })
  const coverage = createCoverage({ database, jobs, projects, renderers, logger }, { works })
  const requestPlan = createPlanJob(
    {
      database,
      connections,
      logger,
      jobs,
      projects,
      pages: { database, renderers },
      images,
      history: runHistory,
      markFolder: mark.renew,
    },
    { works },
  )
  const samples = createSamples(
    {
      database,
      jobs,
      logger,
      connections,
      imports,
      projects,
      pages,
      requestPlan,
      forgetFile: imports.forgetFile,
    },
    { works },
  )
  const showPage: ShowPage = async (project, rowKey, as) => {
    const deps = { database, renderers, askedBy: project.workspaceId }
    const { html, search } = await previewPage(deps, project, { rowKey, ...as })
    return { html, title: search.title }
  }
  const schedules = createSchedules({ database, projects, findConnection: connections.get, showPage })
  const refreshRules = createRefreshRules({ database, projects, showPage })
  const workers = works
    ? createWorkers({
        config,
        database,
        logger,
        mark,
        webhooks,
        mail,
        connections,
        imports,
        projects,
        renderers,
        requestPlan,
      })
    : noWorkers
  const startCheck = createStartCheck({ database, connections })
  const streams = createEventStreams({ isStillIn: (actor) => accounts.isStillIn(actor) })

  return {
    ...workers,
    accounts,
    ai,
    jobs,
    practice,
    keys,
    webhooks,
    mail,
    connections,
    imports,
    sources,
    refreshRules,
    projects,
    renderers,
    overviews,
    pages,
    coverage,
    requestPlan,
    samples,
    schedules,
    startCheck,
    streams,
  }
}
