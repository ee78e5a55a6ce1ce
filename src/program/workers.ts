// The parts that only a worker has: they look for work by themselves, each at its own pace.
import type { Config } from '../config.ts'
import type { Connections } from '../connections/connections.ts'
import type { Imports } from '../data/imports/imports.ts'
import type { FolderMark } from '../db/folder-mark.ts'
import type { Database } from '../db/types.ts'
import type { Logger } from '../logger.ts'
import { createCourier } from '../notices/courier.ts'
import type { Mail } from '../notices/mail.ts'
import type { Webhooks } from '../notices/webhooks.ts'
import type { PageRenderers } from '../pages/page-renderers.ts'
import type { Projects } from '../projects/projects.ts'
import { createCrashPoint } from '../runs/crash-point.ts'
import { createRunWorker } from '../runs/run-worker.ts'
import { timingFor } from '../runs/timing.ts'
import { createScheduleWorker } from '../schedules/worker.ts'
import { createSourceWorker } from '../sources/worker.ts'

interface WorkersDeps {
  config: Config
  database: Database
  logger: Logger
  mark: FolderMark
  webhooks: Webhooks
  mail: Mail
  connections: Connections
  imports: Imports
  projects: Projects
  renderers: PageRenderers
  requestPlan: (planId: string) => Promise<void>
}

type Workers = ReturnType<typeof createWorkers>

/** What a server without a worker has of them. */
export const noWorkers: Record<keyof Workers, null> = {
  worker: null,
  courier: null,
  scheduleWorker: null,
  sourceWorker: null,
}

/** None of them started. */
export function createWorkers(deps: WorkersDeps) {
  const { config, database, logger, mark, webhooks, mail, connections, imports, projects, renderers } = deps
  const worker = createRunWorker({
    database,
    pages: { database, renderers },
    connections,
    logger,
    timing: timingFor(config.doubtSeconds),
    crashPoint: createCrashPoint(config.crashAt),
    markFolder: mark.renew,
    // The list, the header and the run itself say at once why it stopped.
    findRefusal: connections.recheck,
  })
  const courier = createCourier({
    database,
    logger,
    send: (delivery, signal) => (delivery.webhook_id === null ? mail : webhooks).send(delivery, signal),
  })
  /** For what prepares plans by itself. */
  const planning = {
    database,
    logger,
    findProject: projects.find,
    requestPlan: deps.requestPlan,
    assertReady: connections.assertReady,
  }
  const scheduleWorker = createScheduleWorker({
    ...planning,
    pages: { database, renderers },
    connections,
    crashPoint: createCrashPoint(config.crashAt),
  })
  const sourceWorker = createSourceWorker({
    ...planning,
    imports,
    crashPoint: createCrashPoint(config.crashAt),
  })
  return { worker, courier, scheduleWorker, sourceWorker }
}
