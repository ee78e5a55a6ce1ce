// The kill -9 rig: one prepared installation with a plan that is ready, copied for every case, and the questions
// that every case ends with.
import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { generateCsv } from '../../bench/rows.ts'
import type { Run } from '../../src/api/run.ts'
import { openDatabase } from '../../src/db/open.ts'
import { silentLogger } from '../../src/logger.ts'
import { copyPostgres, copyPostgresTemplate, copyTemplate, onServer } from '../helpers/database.ts'
import { type Client, createClient, makeOwner } from './client.ts'
import {
  EndedEarly,
  type ProductProcess,
  type ProductSettings,
  type SimulatorProcess,
  startProduct,
  startSimulatorProcess,
} from './processes.ts'
import { blog, type Scenario } from './scenarios.ts'

export const runLimitMs = 1_800_000

/** Where the database of a case lives: in its data folder, or on this PostgreSQL server. */
export type Engine = { kind: 'pglite' } | { kind: 'postgres'; url: string }

export interface Prepared {
  engine: Engine
  scenario: Scenario
  rows: Record<string, string>[]
  siteId: string
  projectId: string
  planId: string
  token: string
  /** Settings that every process gets. */
  env: Record<string, string>
  /** The installation for one case, as it was when the plan had become ready. */
  copy(options?: CopyOptions): Promise<Installation>
  remove(): Promise<void>
}

export interface CopyOptions {
  /** Of the simulator: ids and faults follow from it. */
  seed?: number
  /** Requests a minute that the simulator allows; 0, the default, is no limit. */
  rate?: number
}

export interface Installation {
  prepared: Prepared
  settings: ProductSettings
  simulator: SimulatorProcess
  /** Starts the product on this data; `env` may name a crash point. */
  start(env?: Record<string, string>, killAfterMs?: number): Promise<Running>
  /** The entries of the simulator's log after number `n`. */
  requests(n?: number): Promise<LoggedRequest[]>
  /** Waits until a request matches, looking every few milliseconds. */
  untilRequest(matches: (entry: LoggedRequest) => boolean): Promise<LoggedRequest>
  remove(): Promise<void>
}

export interface Running extends ProductProcess {
  client: Client
}

export interface LoggedRequest {
  n: number
  time: string
  method: string
  path: string
  outcome: 'open' | 'answered' | 'dropped' | 'unanswered'
  appliedStatus: number | null
  faults: string[]
}

/** Requests that create pages of the scenario. */
export function isCreate({ createRoute }: Scenario, entry: LoggedRequest): boolean {
  const pattern = createRoute.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${pattern.join('.*')}$`).test(`${entry.method} ${entry.path}`)
}

/** Goes the whole way of a user up to a plan that is ready, and stops there. `isPaced` keeps the usual rate. */
export async function prepare(
  engine: Engine,
  rowCount: number,
  options: { isPaced?: boolean; scenario?: Scenario; env?: Record<string, string> } = {},
) {
  const { scenario = blog, env = {} } = options
  const folder = mkdtempSync(join(tmpdir(), 'seomatic-crash-'))
  const dataDir = join(folder, 'data')
  const wixDir = join(folder, 'wix')
  const usual = [...generateCsv(rowCount, 1)].join('')
  const usualRows = parse(usual, { columns: true, bom: true }) as Record<string, string>[]
  const rows = scenario.rows?.(usualRows) ?? usualRows
  const csv = scenario.rows ? toCsv(rows) : usual
  const database = await createFirst(engine, dataDir)
  const simulator = await startSimulatorProcess(wixDir)
  const { site, members } = await simulator.control<{ site: { id: string }; members: { id: string }[] }>(
    'POST',
    'sites',
    { name: 'Acme Tiles', ...scenario.site },
  )
  await scenario.furnish?.(simulator.control, site.id, rows)
  const { key } = await simulator.control<{ key: { key: string } }>('POST', 'keys', { sites: [site.id] })
  const product = await startProduct({ dataDir, databaseUrl: database.url, wixUrl: simulator.url, env })
  const made = await makePlan(
    product,
    { key: key.key, siteId: site.id, authorId: members[0]!.id },
    csv,
    scenario,
  ).catch((cause: unknown) => {
    throw new Error(`Preparing failed; the server said:\n${product.output().slice(-3000)}`, { cause })
  })
  await product.stop()
  await simulator.stop()
  // A thousand requests a second: these cases are about order and counts, not about pace.
  if (!options.isPaced) await setPace({ dataDir, databaseUrl: database.url }, 60_000)

  const prepared: Prepared = {
    engine,
    scenario,
    rows,
    siteId: site.id,
    env,
    ...made,
    copy: (given) => copy(prepared, { folder, databaseName: database.name }, given),
    async remove() {
      await dropDatabase(engine, database.name)
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return prepared
}

/** The whole way through the API: owner, import, connection, template, project, plan. */
async function makePlan(
  product: ProductProcess,
  site: { key: string; siteId: string; authorId: string },
  csv: string,
  { destination, fields, options }: Scenario,
): Promise<Pick<Prepared, 'token' | 'projectId' | 'planId'>> {
  const token = await makeOwner(product.url, product.output())
  const client = createClient(product.url, token)
  const dataset = await client.importCsv(csv, 'code', 'Places')
  const connection = await client.call<{ id: string }>('POST', '/connections', {
    name: 'Acme Tiles',
    apiKey: site.key,
    siteId: site.siteId,
  })
  const template = await client.call<{ id: string }>('POST', '/templates', {
    name: 'Page',
    destination,
    fields,
  })
  const project = await client.call<{ id: string }>('POST', '/projects', {
    name: 'Places',
    datasetId: dataset.id,
    connectionId: connection.id,
    templateId: template.id,
    destination,
    options: options(site.authorId),
  })
  const plan = await client.plan(project.id)
  if (plan.counts.create !== dataset.rowCount) {
    throw new Error(`The plan holds ${JSON.stringify(plan.counts)}: ${JSON.stringify(plan.problemGroups)}`)
  }
  return { token, projectId: project.id, planId: plan.id }
}

async function copy(
  prepared: Prepared,
  from: { folder: string; databaseName: string },
  options: CopyOptions = {},
): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'seomatic-crash-'))
  cpSync(from.folder, folder, { recursive: true })
  const database = await copyDatabase(prepared.engine, from.databaseName)
  const simulator = await startSimulatorProcess(join(folder, 'wix'), options)
  const settings: ProductSettings = {
    dataDir: join(folder, 'data'),
    databaseUrl: database.url,
    wixUrl: simulator.url,
  }
  const started: ProductProcess[] = []

  async function requests(n = 0): Promise<LoggedRequest[]> {
    const path = `requests?since=${n}&bodies=false`
    return (await simulator.control<{ requests: LoggedRequest[] }>('GET', path)).requests
  }

  return {
    prepared,
    settings,
    simulator,
    requests,
    async start(env = {}, killAfterMs) {
      const product = await startProduct({
        ...settings,
        env: { ...prepared.env, ...env },
        ...(killAfterMs !== undefined && { killAfterMs }),
      })
      started.push(product)
      return { ...product, client: createClient(product.url, prepared.token) }
    },
    async untilRequest(matches) {
      for (const limit = Date.now() + 60_000; Date.now() < limit; ) {
        const found = (await requests()).find(matches)
        if (found) return found
        await new Promise((resolve) => setTimeout(resolve, 30))
      }
      throw new Error('The request that was waited for did not come')
    },
    async remove() {
      for (const product of started) {
        product.kill('SIGKILL')
        await product.ended
      }
      await simulator.stop()
      await dropDatabase(prepared.engine, database.name)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The plan of the case becomes a run. */
export async function apply({ prepared }: Installation, { client }: Running): Promise<Run> {
  return client.call<Run>('POST', `/plans/${prepared.planId}/apply`, {})
}

/** A process that kills itself there. Null: it took up its run and died before it had said that it is ready. */
export async function startDying(installation: Installation, point: string): Promise<Running | null> {
  try {
    return await installation.start({ CRASH_AT: point })
  } catch (error) {
    if (error instanceof EndedEarly) return null
    throw error
  }
}

/** False: the run was done before. */
export async function isKilledBefore(running: Running, runId: string): Promise<boolean> {
  const done = running.client.untilRun(runId, ['done'], runLimitMs).then(() => false)
  const killed = running.ended.then(() => true)
  try {
    return await Promise.race([killed, done])
  } catch (error) {
    // A process that has just died answers nothing; one that lives says what is wrong.
    const isDead = await Promise.race([killed, new Promise((resolve) => setTimeout(resolve, 2_000, false))])
    if (isDead) return true
    throw error
  } finally {
    done.catch(() => undefined)
  }
}

/** Seconds from the start of this process to its first request to Wix. */
export async function secondsToFirstRequest(installation: Installation, running: Running): Promise<number> {
  const entry = await installation.untilRequest(({ time }) => Date.parse(time) >= running.startedAt)
  return (Date.parse(entry.time) - running.startedAt) / 1000
}

/** The rate of every connection from the next start on, with nothing of it used; the product must be stopped. */
export async function setPace(
  settings: { dataDir: string; databaseUrl: string },
  ratePerMinute: number,
): Promise<void> {
  const database = await openDatabase({ ...settings, logger: silentLogger })
  await database.query(`update connection_pacing set rate_per_minute = $1, recent = '{}'`, [ratePerMinute])
  await database.close()
}

/** As people save it from a spreadsheet. */
export function toCsv(rows: readonly Record<string, string>[]): string {
  const columns = Object.keys(rows[0]!)
  const cell = (text = '') => `"${text.replaceAll('"', '""')}"`
  return [columns, ...rows.map((row) => columns.map((name) => row[name] ?? ''))]
    .map((line) => line.map((text) => cell(text)).join(','))
    .join('\r\n')
}

/** One that was migrated before, which takes a process seconds, on the server or in the data folder. */
async function createFirst(engine: Engine, dataDir: string): Promise<{ url: string; name: string }> {
  if (engine.kind === 'postgres') return createDatabase(engine)
  const template = await copyTemplate()
  cpSync(template, dataDir, { recursive: true })
  rmSync(template, { recursive: true })
  return { url: '', name: '' }
}

/** A migrated one that nobody has opened; on the embedded engine a data folder says all. */
export async function createDatabase(engine: Engine): Promise<{ url: string; name: string }> {
  if (engine.kind === 'pglite') return { url: '', name: '' }
  const { databaseUrl: url } = await copyPostgresTemplate(engine.url)
  return { url, name: new URL(url).pathname.slice(1) }
}

async function copyDatabase(engine: Engine, template: string): Promise<{ url: string; name: string }> {
  if (engine.kind === 'pglite') return { url: '', name: '' }
  const name = `seomatic_crash_${randomBytes(6).toString('hex')}`
  await copyPostgres(engine.url, template, name)
  const url = new URL(engine.url)
  url.pathname = `/${name}`
  return { url: url.href, name }
}

export async function dropDatabase(engine: Engine, name: string): Promise<void> {
  if (engine.kind !== 'postgres') return
  await onServer(engine.url, (client) => client.query(`drop database if exists ${name} with (force)`))
}
