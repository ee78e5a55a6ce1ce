// A hundred thousand pages, measured from outside: npm run bench -- scale [--rows 100000] [--postgres] [--pglite].
// First without any limit at the other end, for what is ours; then at Wix's limit, for the lists beside a live run.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Plan } from '../src/api/plan.ts'
import type { Run } from '../src/api/run.ts'
import { createDatabase, dropDatabase, type Engine } from '../test/crash/rig.ts'
import { writeCalls } from '../test/helpers/write-calls.ts'
import { countTransactions, databaseBytes } from './database-size.ts'
import type { Figure } from './figure.ts'
import {
  changeTemplate,
  connect,
  type Installation,
  importRows,
  lastRequest,
  makePlan,
  makeProject,
  openInstallation,
  type Project,
  pause,
  receiptLines,
  requestsSince,
  restart,
  untilRun,
  watchEvents,
} from './installation.ts'
import { measureLists } from './list-latency.ts'
import { createMeter, formatPhases, type Meter } from './phases.ts'
import { generateCsv } from './rows.ts'

interface Scale extends Installation {
  rows: number
  csv: string
  meter: Meter
  /** What is printed beside the phases. */
  figures: Figure[]
}

/** Prints the phases, returns the rest. What fails ends the measuring, and what was measured is printed all the same. */
export async function benchScale(engine: Engine, rows: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'seomatic-scale-'))
  const database = await createDatabase(engine)
  const scale: Scale = {
    ...(await openInstallation(folder, database.url)),
    rows,
    csv: [...generateCsv(rows, 1)].join(''),
    meter: createMeter(() => databaseBytes(scale.settings)),
    figures: [],
  }
  try {
    await measureAll(scale)
  } catch (error) {
    console.error(error, `\nThe server said:\n${scale.product.output().slice(-3000)}`)
    scale.figures.push({ name: 'STOPPED by an error, see above', value: 1, unit: '', goal: 0 })
  } finally {
    await scale.product.stop()
    await scale.simulator.stop()
    await dropDatabase(engine, database.name)
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(`${rows} pages, ${engine.kind}: wall clock, CPU seconds, memory and growth of the database`)
  console.log(`${formatPhases(scale.meter.phases, rows)}\n`)
  return scale.figures
}

async function measureAll(scale: Scale): Promise<void> {
  const { meter } = scale
  const site = await connect(scale)
  await startAgain(scale, 60_000)
  const { dataset } = await meter.measure('import', () => importRows(scale, scale.csv, null))
  const project = await makeProject(scale, site, dataset.id)

  const plan = await meter.measure('first plan', () => makePlan(scale, project))
  note(scale, 'first plan: disk', perPage(scale, 'first plan'), 'KB/page')
  await publish(scale, plan, 'first')
  await measureUnchanged(scale, project)

  await changeTemplate(scale, project, 'seo_description', 'All about {{ row.name }}.')
  const update = await meter.measure('update plan', () => makePlan(scale, project))
  await publish(scale, update, 'update')
  const grown = ['update plan', 'update apply', 'update run'].map((name) => perPage(scale, name))
  note(scale, 'update plan and run: disk', grown[0]! + grown[1]! + grown[2]!, 'KB/page')

  // A hundredth of the rows: those whose number ends in 00.
  const changed = scale.csv.replaceAll(/(places\/\d*00)(?=[\s,"])/g, '$1-new')
  const again = await meter.measure('import, 1 % changed', () => importRows(scale, changed, dataset.id))
  await changeTemplate(scale, project, 'seo_title', '{{ row.name }}, {{ row.country }}')
  const live = await meter.measure('plan before the live run', () => makePlan(scale, project))
  await measureLive(scale, { ...project, importId: again.importId, planId: live.id })
}

/** Three in a row: memory and disk must not grow from one to the next. */
async function measureUnchanged(scale: Scale, project: Project): Promise<void> {
  const { meter, rows } = scale
  const rss: number[] = []
  for (const name of ['unchanged plan 1', 'unchanged plan 2', 'unchanged plan 3']) {
    const before = await lastRequest(scale)
    const plan = await meter.measure(name, () => makePlan(scale, project))
    const writes = acceptedWrites(await requestsSince(scale, before))
    if (writes.length > 0) console.error(`  ${name} wrote: ${[...new Set(writes)].join(', ')}`)
    const phase = meter.phase(name)!
    rss.push(phase.used.rss)
    note(scale, `${name}: CPU of the main thread`, phase.used.mainThread, 's', (60 * rows) / 100_000)
    note(scale, '  pages that are not unchanged', rows - (plan.counts.unchanged ?? 0), '', 0)
    note(scale, '  calls that wrote', writes.length, '', 0)
    note(scale, '  disk', perPage(scale, name), 'KB/page', 0.3)
  }
  note(scale, 'memory: third unchanged plan against the first', (rss[2]! - rss[0]!) / 1e6, 'MB')
}

/** Applies the plan and waits for the receipt; throws when the server will not start the run. */
async function publish(scale: Scale, plan: Plan, name: string): Promise<void> {
  const { meter, rows } = scale
  const before = await lastRequest(scale)
  const run = await meter.measure(`${name} apply`, () => apply(scale, plan, name))
  const { receipt } = await meter.measure(`${name} run`, () => untilRun(scale, run.id, ['done']))
  const calls = await requestsSince(scale, before)
  const used = (receipt?.writeCalls ?? 0) + (receipt?.readCalls ?? 0)
  note(scale, `${name} run: pages a second`, rows / meter.phase(`${name} run`)!.seconds, '/s')
  note(scale, '  pages not verified equal', rows - (receipt?.verifiedEqual ?? 0), '', 0)
  note(scale, '  calls at the site', calls.length, '')
  note(scale, '  calls that wrote', acceptedWrites(calls).length, '')
  note(scale, '  calls announced against calls in the receipt', (100 * plan.estimate.calls) / used - 100, '%')
  const lines = await meter.measure(`${name} receipt`, () => receiptLines(scale, run.id))
  note(scale, '  lines of the receipt that are missing', Math.max(0, rows - lines), '', 0)
}

/** The lists while a run goes at Wix's limit, then how much the server does when nobody wants anything. */
async function measureLive(scale: Scale, ids: Project & { importId: string; planId: string }): Promise<void> {
  await startAgain(scale, 195)
  await scale.simulator.control('PATCH', 'settings', { ratePerMinute: 200 })
  await scale.simulator.control('DELETE', 'rate')
  const plan = await scale.client.call<Plan>('GET', `/plans/${ids.planId}`)
  const before = await lastRequest(scale)
  const run = await scale.meter.measure('live apply', () => apply(scale, plan, 'live'))
  await untilRun(scale, run.id, ['publishing', 'verifying'])
  const row = Math.floor(scale.rows / 2)
  const [rowKey = ''] = new RegExp(`R-[0-9a-z]+-${row}(?=,)`).exec(scale.csv) ?? []
  const isLive = async () =>
    ['publishing', 'verifying'].includes((await scale.client.call<Run>('GET', `/runs/${run.id}`)).state)
  const watching = watchEvents(scale, run.id)
  const lists = await scale.meter.measure('lists beside a live run', () =>
    measureLists((path) => scale.client.call('GET', path), { ...ids, runId: run.id, rowKey }, 30, isLive),
  )
  const events = await watching.stop()
  const calls = await requestsSince(scale, before)
  const seconds = scale.meter.phase('lists beside a live run')!.seconds
  note(scale, `lists beside a live run, over ${seconds.toFixed(0)} s`, calls.length, 'calls')
  note(scale, '  calls refused by the limit', calls.filter((call) => call['rateLimited']).length, '', 0)
  note(scale, '  first live event', events.firstMs, 'ms')
  note(scale, '  live events', events.count, '')
  scale.figures.push(...lists)
  await scale.meter.measure('live cancel', async () => {
    // Refused when it has ended by itself.
    await scale.client.call('POST', `/runs/${run.id}/cancel`, {}).catch(() => undefined)
    await untilRun(scale, run.id, ['cancelled', 'done'])
  })
  await measureIdle(scale)
}

async function measureIdle(scale: Scale): Promise<void> {
  await pause(3000)
  const before = await countTransactions(scale.settings)
  await scale.meter.measure('idle', () => pause(20_000))
  const { seconds, used } = scale.meter.phase('idle')!
  const cpu = used.mainThread + used.workerThreads + used.otherThreads + used.children
  note(scale, 'idle: CPU of the server', (100 * cpu) / seconds, '%', 1)
  if (Number.isNaN(before)) return
  const queries = (await countTransactions(scale.settings)) - before
  note(scale, '  transactions of the database', queries / seconds, '/s', 10)
}

/** Without those that the site refused: a check of the permissions, which comes every six hours, tries such. */
function acceptedWrites(requests: Record<string, unknown>[]): string[] {
  const isDone = (status: unknown) => Number(status) >= 200 && Number(status) < 300
  return writeCalls(requests.filter((request) => isDone(request['appliedStatus'])))
}

function note({ figures }: Scale, name: string, value: number, unit: string, goal?: number): void {
  figures.push({ name, value, unit, ...(goal !== undefined && { goal }) })
}

function perPage({ meter, rows }: Scale, phase: string): number {
  return (meter.phase(phase)?.grown ?? Number.NaN) / 1024 / rows
}

async function startAgain(scale: Scale, ratePerMinute: number): Promise<void> {
  await restart(scale, ratePerMinute)
  const { mainThread, workerThreads, otherThreads } = scale.meter.usage()
  note(scale, 'start: CPU until ready', mainThread + workerThreads + otherThreads, 's')
}

/** Asks up to three times; how long the first answer took and how many were refusals goes into the table. */
async function apply(scale: Scale, plan: Plan, name: string): Promise<Run> {
  const refusals: string[] = []
  for (;;) {
    const startedAt = performance.now()
    try {
      const run = await scale.client.call<Run>('POST', `/plans/${plan.id}/apply`, {})
      const seconds = (performance.now() - startedAt) / 1000
      note(scale, `${name} apply: answered`, seconds, 's', 1)
      if (refusals.length > 0) note(scale, '  refused before', refusals.length, '', 0)
      return run
    } catch (error) {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
      refusals.push(`after ${seconds} s: ${String(error).slice(0, 200)}`)
      console.error(`  ${name} apply refused ${refusals.at(-1)}`)
      if (refusals.length === 3) {
        note(scale, `${name} apply: refused, last ${refusals.at(-1)}`, refusals.length, 'times', 0)
        throw error
      }
      await pause(2000)
    }
  }
}
