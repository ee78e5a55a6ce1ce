// A project on a simulated site, from rows to receipt, for tests of plans and runs. Everything real but the
// template engine: fields here are texts with {{column}} in them.

import type { Problem } from '../../src/api/problem.ts'
import type { SiteDeps } from '../../src/connections/site.ts'
import { newId } from '../../src/db/id.ts'
import type { Database } from '../../src/db/types.ts'
import { silentLogger } from '../../src/logger.ts'
import type { PagesDeps } from '../../src/pages/make-pages.ts'
import { pageOf, partsOf } from '../../src/pages/render-job.ts'
import type { PlanDeps } from '../../src/plans/build.ts'
import { buildPatiently } from '../../src/plans/build-patiently.ts'
import { createPlan, getPlan, type NewPlan } from '../../src/plans/plans.ts'
import { checkOptions, createProjects } from '../../src/projects/projects.ts'
import { type ApplyOptions, applyPlan } from '../../src/runs/apply-plan.ts'
import type { CrashPoint } from '../../src/runs/crash-point.ts'
import { getRun } from '../../src/runs/run-list.ts'
import { createRunWorker, type RunWorker } from '../../src/runs/run-worker.ts'
import * as runsOf from '../../src/runs/runs-of.ts'
import { type Timing, timingFor } from '../../src/runs/timing.ts'
import { runHistory } from '../../src/runs/undo/history.ts'
import { type NewSite, type Simulator, startSimulator } from '../../src/simulator/index.ts'
import type { RenderedRow, TemplateRow, TemplateSource } from '../../src/templates/render-row.ts'
import { projectUses } from '../../src/uses.ts'
import { createWixClient, type Fetch } from '../../src/wix/index.ts'
import { insertRowSet } from './row-set.ts'

export interface TestRow {
  id: string
  [column: string]: string
}

export interface PublishingOptions {
  rows: TestRow[]
  fields?: Record<string, string>
  mode?: 'publish' | 'draft'
  permissions?: string[]
  /** What the last check of the connection found missing; a test may change it. */
  missing?: string[]
  /** The blog, unless told. */
  destination?: string
  /** Of the project, in place of the blog's. */
  projectOptions?: Record<string, unknown>
  /** What becomes of pages that changed here and in Wix; asked about, unless told. */
  edits?: 'merge' | 'ask'
  site?: NewSite
  /** What a look at pictures finds, by address; those that are not named are good. */
  badImages?: Record<string, Problem>
  /** Of the data folder, where the test has one; see `openFolderMark`. */
  markFolder?: () => Promise<void>
  /** How long the client waits for an answer. */
  answerMs?: number
  /** The real ones, where the templates are; placeholders are filled in unless told. */
  renderers?: PagesDeps['renderers']
  /** In place of the runtime's own: what Wix answers, told another way. */
  fetch?: typeof fetch
  /** What the owner of the site has made before. */
  furnish?: (control: Simulator['control'], siteId: string) => void
}

const usualFields: Record<string, string> = {
  title: '{{name}}',
  slug: '{{id}}',
  body: '<h2>{{name}}</h2><p>About {{name}}, number {{id}}.</p>',
}

/** Quick enough for tests: an answer counts as lost for good after a second. */
export const testTiming: Timing = {
  ...timingFor(1),
  doubtGapMs: 300,
  doubtLookEveryMs: 100,
  assetLooksMs: [50],
  lookAheadMs: 100,
  pollMs: 100,
  watchMs: 100,
  verifyRetryMs: [100, 300],
  outagePausesMs: [50, 150, 300, 500],
  outageToldAfterMs: 200,
}

/** How long a run may take to where a test waits for it. */
const patienceMs = 120_000

export function makeRows(count: number): TestRow[] {
  return Array.from({ length: count }, (_, i) => ({ id: `row-${i + 1}`, name: `Place ${i + 1}` }))
}

export type Publishing = Awaited<ReturnType<typeof startPublishing>>

export async function startPublishing(database: Database, options: PublishingOptions) {
  const simulator: Simulator = await startSimulator({ ratePerMinute: 0 })
  const { site, members } = simulator.control.createSite({ name: 'Acme Tiles', ...options.site })
  options.furnish?.(simulator.control, site.id)
  const key = simulator.control.createKey({
    sites: [site.id],
    ...(options.permissions && { permissions: options.permissions }),
  })
  const { answerMs = 2000 } = options
  const ids = await insertParts(database, options, site.id, members[0]!.id)

  const deps: SiteDeps = {
    database,
    logger: silentLogger,
    connections: {
      open: async (_id, opened = {}) => ({
        connection: {
          siteUrl: site.url,
          permissions: (options.missing ?? []).map((name) => ({ name, state: 'missing' })),
        } as never,
        client: createWixClient({
          baseUrl: simulator.url,
          auth: { kind: 'apiKey', apiKey: key.key, siteId: site.id },
          ...(options.fetch && { fetch: options.fetch as Fetch }),
          timeouts: { headersMs: answerMs, slowHeadersMs: answerMs, totalMs: answerMs * 1.5 },
          ...(opened.beforeRequest && { beforeRequest: opened.beforeRequest }),
          ...(opened.onRequest && { onRequest: opened.onRequest }),
        }),
      }),
    },
  }
  const projects = createProjects({ database, uses: projectUses })
  const pages: PagesDeps = { database, renderers: options.renderers ?? placeholders }
  const workers: RunWorker[] = []
  const building = new Map<string, Promise<void>>()

  const publishing = {
    simulator,
    control: simulator.control,
    siteId: site.id,
    key,
    pages,
    connections: deps.connections,
    ...ids,
    workers: workers as readonly RunWorker[],

    /** Of another project than the usual one, or of some rows, where that is named. */
    async plan(projectId = ids.projectId, wanted: NewPlan = {}) {
      const project = (await projects.find(projectId))!
      const id = await createPlan(database, project, 'Dana', {
        ...wanted,
        refuse: (tx) => runsOf.refuseDuringRun(tx, project.id),
      })
      await publishing.build(id)
      return getPlan(database, ids.workspaceId, id)
    },
    /** What the job of a plan does. */
    async build(planId: string) {
      const { projectId } = await getPlan(database, ids.workspaceId, planId)
      const planning = { ...deps, pages, images: imagesOf(options.badImages), history: runHistory }
      await buildPatiently(planning, planId, (await projects.find(projectId))!, new AbortController().signal)
    },
    /** As the job engine has it: one build at a time of each plan, for whoever asks. */
    async requestPlan(planId: string): Promise<void> {
      const work = building.get(planId) ?? publishing.build(planId)
      building.set(planId, work)
      await work
    },
    projects,
    apply: (planId: string, wanted: ApplyOptions = {}) =>
      applyPlan({ database, pages }, ids.workspaceId, planId, 'Dana', wanted),
    run: (id: string) => getRun(database, ids.workspaceId, id),

    async startWorker(crashPoint: CrashPoint = () => undefined, timing: Timing = testTiming) {
      const { markFolder } = options
      const worker = createRunWorker({
        ...deps,
        pages,
        timing,
        crashPoint,
        ...(markFolder && { markFolder }),
      })
      workers.push(worker)
      await worker.start()
      return worker
    },
    /** Waits until the run is in one of these states. */
    async until(runId: string, ...states: string[]) {
      for (const limit = performance.now() + patienceMs; performance.now() < limit; ) {
        // All that is known of a run costs ten times as much, and is asked for thousands of times.
        const { rows } = await database.query<{ state: string }>('select state from runs where id = $1', [
          runId,
        ])
        if (states.includes(rows[0]!.state)) return getRun(database, ids.workspaceId, runId)
        await new Promise((resolve) => setTimeout(resolve, 40))
      }
      const run = await getRun(database, ids.workspaceId, runId)
      throw new Error(`The run is still ${run.state}: ${run.message} ${JSON.stringify(run.counts)}`)
    },
    /** Plans, applies and waits for the end. */
    async publish(wanted?: NewPlan) {
      const plan = await publishing.plan(ids.projectId, wanted)
      if (plan.state !== 'ready') throw new Error(`The plan is ${plan.state}: ${plan.message}`)
      const run = await publishing.apply(plan.id)
      return publishing.until(run.id, 'done', 'cancelled', 'needs_attention')
    },

    /** Puts other rows in place of the present ones, as an import does. */
    async replaceRows(rows: TestRow[]) {
      const rowSetId = await insertRowSet(database, rows, 'id')
      await database.query('update datasets set row_set_id = $2, version = version + 1 where id = $1', [
        ids.datasetId,
        rowSetId,
      ])
    },
    posts: () =>
      simulator.control.items(site.id, 'drafts') as { id: string; published: { seoSlug?: string } | null }[],
    /** Requests that created, changed or removed posts. */
    writes: () =>
      simulator.control
        .requests(0)
        .filter(
          (entry) =>
            /draft-posts/.test(String(entry['path'])) &&
            !/query|trash-bin/.test(String(entry['path'])) &&
            entry['method'] !== 'GET',
        ),
    async close() {
      await Promise.all(workers.map((worker) => worker.stop()))
      await simulator.close()
    },
  }
  return publishing
}

/** Nothing is fetched: how pictures are looked at is tried in src/images. */
function imagesOf(bad: Record<string, Problem> = {}): PlanDeps['images'] {
  const check = async (urls: readonly string[]) =>
    new Map(
      urls
        .filter((url) => bad[url])
        .map((url) => [url, { problem: bad[url]!, width: null, height: null, mimeType: null }] as const),
    )
  return { check, find: check }
}

/** In this process, and with placeholders alone: how templates are rendered is tried in src/templates. */
const placeholders: PagesDeps['renderers'] = {
  processes: 1,
  texts: (template) => ({ render: async (rows) => rows.map((row) => fillIn(template, row)) }),
  pages: (job) => ({
    render: async (rows) => rows.map((row) => pageOf(job, fillIn(job.template, row), row.converted)),
  }),
  parts: (source) => ({
    render: async (rows) => rows.map((row) => partsOf(source, fillIn(source.template, row))),
  }),
}

function fillIn({ fields }: TemplateSource, { rowKey, madeAs, cells }: TemplateRow): RenderedRow {
  const filled = Object.entries(fields).map(([name, text]) => [
    name,
    text.replace(/\{\{(\w+)\}\}/g, (_, column: string) => cells[column] ?? ''),
  ])
  return { rowKey, ...(madeAs !== undefined && { madeAs }), fields: Object.fromEntries(filled), problems: [] }
}

async function insertParts(database: Database, options: PublishingOptions, siteId: string, authorId: string) {
  const ids = {
    workspaceId: newId('ws'),
    connectionId: newId('con'),
    datasetId: newId('dat'),
    templateId: newId('tpl'),
    projectId: newId('prj'),
  }
  const rowSetId = await insertRowSet(database, options.rows, 'id')
  const fields = JSON.stringify(options.fields ?? usualFields)
  const destination = options.destination ?? 'wix/blog'
  await database.query(`insert into workspaces (id, name) values ($1, 'Acme')`, [ids.workspaceId])
  await database.query(
    `insert into connections (id, workspace_id, name, kind, method, site_id, credentials_sealed, status)
     values ($1, $2, 'Acme Tiles', 'wix', 'api_key', $3, 'sealed', 'active')`,
    [ids.connectionId, ids.workspaceId, siteId],
  )
  // A thousand requests a second: these tests are about order and counts, not about pace.
  await database.query('insert into connection_pacing (connection_id, rate_per_minute) values ($1, 60000)', [
    ids.connectionId,
  ])
  await database.query(
    `insert into datasets (id, workspace_id, name, row_set_id) values ($1, $2, 'Places', $3)`,
    [ids.datasetId, ids.workspaceId, rowSetId],
  )
  await database.query(
    `insert into templates (id, workspace_id, name, destination, fields, saved_by) values ($1, $2, 'Post', $4, $3::jsonb, 'Dana')`,
    [ids.templateId, ids.workspaceId, fields, destination],
  )
  await database.query(
    `insert into template_versions (template_id, version, fields, saved_by) values ($1, 1, $2::jsonb, 'Dana')`,
    [ids.templateId, fields],
  )
  await database.query(
    `insert into projects (id, workspace_id, name, dataset_id, connection_id, template_id, destination, options, edits)
     values ($1, $2, 'Places', $3, $4, $5, $7, $6::jsonb, $8)`,
    [
      ids.projectId,
      ids.workspaceId,
      ids.datasetId,
      ids.connectionId,
      ids.templateId,
      JSON.stringify(
        checkOptions(destination, options.projectOptions ?? { authorId, mode: options.mode ?? 'publish' }),
      ),
      destination,
      options.edits ?? 'ask',
    ],
  )
  return ids
}
