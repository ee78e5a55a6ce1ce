// Runs that are undone, and pages that are taken down and brought back, whatever dies on the way. Knows no test framework,
// so that it is measured with as many pages as one likes.
import type { Plan } from '../../src/api/plan.ts'
import type { Project } from '../../src/api/project.ts'
import type { Run } from '../../src/api/run.ts'
import type { UndoOffer } from '../../src/api/undo.ts'
import {
  changesBetween,
  type MixedScenario,
  madeByWix,
  mixedRows,
  readSite,
  type SiteReading,
} from './mixed.ts'
import { type Installation, isKilledBefore, type Running, runLimitMs, startDying, toCsv } from './rig.ts'

export interface MixedRun {
  runId: string
  /** The site before and after it. */
  before: SiteReading
  after: SiteReading
}

async function applied({ client }: Running, { id }: Plan, more: object = {}): Promise<Run> {
  const run = await client.call<Run>('POST', `/plans/${id}/apply`, more)
  return client.untilRun(run.id, ['done'], runLimitMs)
}

/** Publishes all pages beside some of somebody else's, and then a run that has something of everything. */
export async function publishMixed(
  installation: Installation,
  running: Running,
  foreign = 6,
): Promise<MixedRun> {
  const { prepared, simulator } = installation
  const { projectId, siteId, rows } = prepared
  const { client } = running
  const scenario = prepared.scenario as MixedScenario
  for (let n = 1; n <= foreign; n++) await scenario.addForeign(simulator.control, siteId, n)
  const project = await client.call<Project>('PATCH', `/projects/${projectId}`, {
    redirects: { moves: true, removals: 'parent', path: null },
  })
  await applied(running, await client.call<Plan>('GET', `/plans/${prepared.planId}`))
  const before = await readSite(installation)
  await client.importCsv(toCsv(mixedRows(rows)), 'code', 'Places', project.dataset.id)
  const { id } = await client.plan(projectId)
  const plan = await client.call<Plan>('PATCH', `/plans/${id}`, { includeRemovals: true })
  const run = await applied(running, plan)
  const { receipt } = run
  if (receipt?.accepted !== plan.willSend.total || receipt.verifiedEqual !== receipt.accepted)
    throw new Error(`The mixed run: ${JSON.stringify([plan.counts, receipt])}`)
  return { runId: run.id, before, after: await readSite(installation) }
}

/** A plan that undoes the run; what it created goes where nothing of it stays, where the destination has such a place. */
export async function planUndo({ client }: Running, runId: string): Promise<Plan> {
  const offer = await client.call<UndoOffer>('GET', `/runs/${runId}/undo`)
  if (offer.reason !== null) throw new Error(offer.reason)
  return client.planBy(`/runs/${runId}/undo`, { created: offer.hows.at(-1)?.how })
}

/** What has to be said when it is published: the number of pages that are deleted for good. */
export function confirmation({ willSend }: Plan): { confirm: number } {
  return { confirm: willSend.byAction.take_down ?? 0 }
}

export interface Killed {
  run: Run
  running: Running
  /** Points at which it did not die, since it was done before. */
  missed: string[]
}

/**
 * Applies the plan in a process that kills itself at the first of these points, goes on in one that does so at the
 * second, and so on, and ends it in one that lives.
 */
export async function applyKilled(
  installation: Installation,
  { id }: Plan,
  points: readonly string[],
  more: object = {},
): Promise<Killed> {
  const missed: string[] = []
  let runId: string | null = null
  for (const point of points) {
    const running = await startDying(installation, point)
    if (running === null) continue
    runId ??= (await running.client.call<Run>('POST', `/plans/${id}/apply`, more)).id
    if (!(await isKilledBefore(running, runId))) {
      missed.push(point)
      running.kill('SIGKILL')
      await running.ended
    }
  }
  const running = await installation.start()
  runId ??= (await running.client.call<Run>('POST', `/plans/${id}/apply`, more)).id
  return { run: await running.client.untilRun(runId, ['done'], runLimitMs), running, missed }
}

/**
 * What is not as it should be once everything was put back; an empty list is what every case must end with.
 * @param until the site as it stood before: what Wix itself makes of the way back is no loss
 * @param onExpected is told what differs all the same, with the reason
 */
export async function findLosses(
  installation: Installation,
  { run, running, missed }: Killed,
  plan: Plan,
  { wanted, until }: { wanted: SiteReading; until: SiteReading },
  onExpected: (expected: ReadonlyMap<string, string>) => void = () => undefined,
): Promise<string[]> {
  const now = await readSite(installation)
  const changes = changesBetween(wanted, now)
  const { projectId, scenario } = installation.prepared
  const expected = madeByWix(scenario as MixedScenario, changes, until, now)
  onExpected(expected)
  const left = [...changes].filter(([name]) => !expected.has(name))
  const fresh = await running.client.plan(projectId)
  const { create, update, move, remove, conflict, gone, held } = fresh.counts
  return [
    ...missed.map((point) => `it did not die at ${point}`),
    ...left.map(([name, what]) => `${name} ${what}`),
    ...receiptProblems(run, plan),
    ...(create + update + move + remove + conflict + gone + held > 0
      ? [`a new plan: ${JSON.stringify(fresh.counts)}`]
      : []),
  ]
}

function receiptProblems({ receipt, state, message }: Run, plan: Plan): string[] {
  if (!receipt) return [`the run is ${state} and has no receipt: ${message}`]
  const { accepted, verifiedEqual, rejected, held, differences, notFound, twins } = receipt
  const isRight =
    accepted === plan.willSend.total &&
    verifiedEqual === accepted &&
    rejected + held + differences + notFound + twins === 0
  return isRight ? [] : [`the receipt of ${plan.willSend.total} pages: ${JSON.stringify(receipt)}`]
}
