// What answers the endpoints.

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Status } from '../api/status.ts'
import { readLicences } from '../diagnostics/licences.ts'
import { type DiagnosticsDeps, readDiagnostics } from '../diagnostics/report.ts'
import { readStorage } from '../diagnostics/storage.ts'
import { createGuides } from '../guides/guides.ts'
import { countUnread, listNotices } from '../notices/inbox.ts'
import { createCrashPoint } from '../runs/crash-point.ts'
import { listRuns } from '../runs/run-list.ts'
import type { Route } from '../server/route.ts'
import { accountRoutes } from '../server/routes/account.ts'
import { aiRoutes } from '../server/routes/ai.ts'
import { connectionRoutes } from '../server/routes/connections.ts'
import { coverageRoutes } from '../server/routes/coverage.ts'
import { datasetsRoutes } from '../server/routes/datasets.ts'
import { destinationRoutes } from '../server/routes/destinations.ts'
import { guideRoutes } from '../server/routes/guides.ts'
import { imageRoutes } from '../server/routes/images.ts'
import { importsRoutes } from '../server/routes/imports.ts'
import { keyRoutes } from '../server/routes/keys.ts'
import { mailRoutes } from '../server/routes/mail.ts'
import { noticeRoutes } from '../server/routes/notices.ts'
import { overviewRoutes } from '../server/routes/overview.ts'
import { pageRoutes } from '../server/routes/pages.ts'
import { planRoutes } from '../server/routes/plans.ts'
import { projectRoutes } from '../server/routes/projects.ts'
import { redirectRoutes } from '../server/routes/redirects.ts'
import { refreshRuleRoutes } from '../server/routes/refresh-rules.ts'
import { runRoutes } from '../server/routes/runs.ts'
import { sampleRoutes } from '../server/routes/sample.ts'
import { scheduleRoutes } from '../server/routes/schedules.ts'
import { sessionRoutes } from '../server/routes/session.ts'
import { setupRoutes } from '../server/routes/setup.ts'
import { sourceRoutes } from '../server/routes/sources.ts'
import { statusRoutes } from '../server/routes/status.ts'
import { stepRoutes } from '../server/routes/steps.ts'
import { templatesRoutes } from '../server/routes/templates.ts'
import { tokenRoutes } from '../server/routes/tokens.ts'
import { viewRoutes } from '../server/routes/views.ts'
import { wayBackRoutes } from '../server/routes/way-back.ts'
import { webhookRoutes } from '../server/routes/webhooks.ts'
import { targets } from '../targets/index.ts'
import type { Parts, Surroundings } from './parts.ts'

const rootFolder = fileURLToPath(new URL('../..', import.meta.url))

/** All endpoints with what answers them. */
export function listRoutes(
  { config, logger, database }: Pick<Surroundings, 'config' | 'logger' | 'database'>,
  status: Status,
  parts: Parts,
): Route[] {
  const { accounts, ai, connections, coverage, imports, keys, mail, overviews, pages, projects } = parts
  const { refreshRules, renderers, requestPlan, schedules, sources, samples, startCheck, streams, webhooks } =
    parts
  const isHttps = config.publicUrl.startsWith('https:')
  const session = {
    accounts,
    isHttps,
    hasRealConnection: connections.hasActiveReal,
    connectionProblem: connections.problem,
    countUnread: (workspaceId: string) => countUnread(database, workspaceId),
  }
  const diagnostics: DiagnosticsDeps = {
    database,
    status,
    changedSettings: config.changedSettings,
    listConnections: connections.list,
    listRuns: async (workspaceId, limit) =>
      (await listRuns(database, workspaceId, { limit, slots: true })).items,
    listNotices: (workspaceId, limit) => listNotices(database, workspaceId, { limit, before: null }),
  }
  return [
    ...setupRoutes(session),
    ...sessionRoutes(session),
    ...sampleRoutes({ samples, database }),
    ...accountRoutes({ ...session, database }),
    ...viewRoutes({ database }),
    ...tokenRoutes({ database }),
    ...statusRoutes({
      status,
      database,
      readStorage: () => readStorage(database, config.dataDir),
      readDiagnostics: (workspaceId) => readDiagnostics(diagnostics, workspaceId),
      readLicences: () => readLicences(join(rootFolder, 'package-lock.json')),
    }),
    ...guideRoutes({ guides: createGuides(join(rootFolder, 'docs')) }),
    ...noticeRoutes({ database }),
    ...webhookRoutes({ webhooks, database }),
    ...scheduleRoutes({ schedules, database }),
    ...redirectRoutes({ database, projects }),
    ...mailRoutes({ mail, database }),
    ...connectionRoutes({ connections, database }),
    ...imageRoutes({ connections, database, logger }),
    ...keyRoutes({ keys, database }),
    ...destinationRoutes({ projects }),
    ...importsRoutes({ imports, pages, database }),
    ...datasetsRoutes({
      database,
      forgetFile: imports.forgetFile,
      corrections: imports.corrections,
      readings: imports.readings,
    }),
    ...aiRoutes({ ai, shaping: imports.shaping, database }),
    ...stepRoutes({ shaping: imports.shaping, database }),
    ...sourceRoutes({ sources, database }),
    ...refreshRuleRoutes({ rules: refreshRules, database }),
    ...templatesRoutes({ database, findFields, projects, checkTemplate: renderers.check }),
    ...overviewRoutes({ overviews }),
    ...coverageRoutes({ coverage }),
    ...projectRoutes({ database, projects }),
    ...pageRoutes({ pages, database }),
    ...planRoutes({
      database,
      pages: { database, renderers },
      list: pages,
      projects,
      startCheck,
      overLimit: schedules.overLimit,
      requestPlan,
      crashPoint: createCrashPoint(config.crashAt),
    }),
    ...wayBackRoutes({ database, projects, requestPlan }),
    ...runRoutes({ database, pages: { database, renderers }, streams, startCheck, requestPlan }),
  ]
}

function findFields(destination: string) {
  const target = targets.find((one) => one.id === destination)
  return target ? { fields: target.fields({}), dependsOnSite: target.facts !== undefined } : null
}
