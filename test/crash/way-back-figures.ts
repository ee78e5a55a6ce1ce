// What the way back is measured by, with as many pages as one likes: see scripts/way-back.ts.
import type { Plan } from '../../src/api/plan.ts'
import type { Run } from '../../src/api/run.ts'
import { writeCalls } from '../helpers/write-calls.ts'
import { changesBetween, type MixedScenario, madeByWix, readSite, type SiteReading } from './mixed.ts'
import { type Installation, type Running, setPace } from './rig.ts'
import { applyKilled, confirmation, findLosses, type Killed, planUndo, publishMixed } from './way-back.ts'

export interface Work {
  installation: Installation
  seed: number
  say(line: string): void
}

/**
 * Where processes die, in the order in which a run comes by: one that it does not come by would let it end before the
 * others had their turn.
 * @param isBack what was undone is done again: names are made and addresses left, and not the other way round
 * @param keepsPages pages that somebody edited stay as they are, so that each name may have one that uses it and none is
 * removed: then the process dies at the next point
 */
function pointsOf(
  { destination }: { destination: string },
  { isBack, keepsPages }: { isBack: boolean; keepsPages: boolean },
): string[] {
  const makesNames = destination !== 'wix/cms'
  const verdicts = ['before-verdicts', 'after-verdicts']
  const removals = ['before-asset-removal', 'after-asset-removal']
  const either = removals.map((point, i) => `${point},${verdicts[i]}`)
  const removing = keepsPages ? either : [...removals, ...verdicts]
  return [
    'after-chunk',
    ...(isBack && makesNames ? ['after-asset-intent', 'before-asset-settle', 'after-asset-settle'] : []),
    ...['before-intent', 'after-intent', 'before-settle', 'after-settle', 'between-batches'],
    // What is put back into a blog has no last steps.
    ...(destination === 'wix/blog' ? [] : ['before-finish', 'after-finish']),
    ...['after-redirect-intent', isBack ? 'after-redirects' : 'between-redirects'],
    ...(!isBack && makesNames ? removing : verdicts),
    'before-receipt',
  ]
}

/** Of every writing request: lost on the way there, lost on the way back, and refused after all. */
const lost = [
  { kind: 'accept-then-drop', probability: 0.03 },
  { kind: 'drop-before', probability: 0.02 },
  { kind: 'status-after', probability: 0.02 },
]
const writing = '/^(POST|PATCH|PUT|DELETE) .*(?<!query|search|count|validate)$/'

async function loseAnswers({ installation: { simulator }, seed }: Work): Promise<void> {
  for (const fault of lost) await simulator.control('POST', 'faults', { route: writing, seed, ...fault })
}

async function countLost({ installation }: Work): Promise<number> {
  return (await installation.requests()).filter(({ faults }) => faults.length > 0).length
}

/** One plan, applied while processes die and answers get lost; afterwards Wix answers properly. */
async function applyInTrouble(
  work: Work,
  plan: Plan,
  way: { isBack: boolean; keepsPages: boolean },
): Promise<Killed> {
  const { installation, say } = work
  const startedAt = Date.now()
  const before = await countLost(work)
  await loseAnswers(work)
  const points = pointsOf(installation.prepared.scenario, way)
  const killed = await applyKilled(installation, plan, points, confirmation(plan))
  await installation.simulator.control('DELETE', 'faults')
  const deaths = points.length - killed.missed.length
  const answers = (await countLost(work)) - before
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0)
  say(
    `${plan.willSend.total} pages ${JSON.stringify(plan.willSend.byAction)}: ${deaths} deaths, ${answers} answers lost, ${seconds} s`,
  )
  return killed
}

/** A run of everything, undone, and that undone: differences, deaths, lost answers. */
export async function measureUndo(work: Work): Promise<string[]> {
  const { installation } = work
  const first = await installation.start()
  const { runId, before, after } = await publishMixed(installation, first)
  const plan = await planUndo(first, runId)
  await first.stop()
  const undone = await applyInTrouble(work, plan, { isBack: false, keepsPages: false })
  const losses = await findLosses(
    installation,
    undone,
    plan,
    { wanted: before, until: after },
    sayExpected(work),
  )
  work.say(`undone: ${losses.length} differences without a reason`)

  const again = await planUndo(undone.running, undone.run.id)
  await undone.running.stop()
  const back = await applyInTrouble(work, again, { isBack: true, keepsPages: false })
  const lossesAgain = await findLosses(
    installation,
    back,
    again,
    { wanted: after, until: before },
    sayExpected(work),
  )
  work.say(`undone again: ${lossesAgain.length} differences without a reason`)
  return [...losses, ...lossesAgain]
}

/** Differences that have a reason, by reason. */
function sayExpected({ say }: Work): (expected: ReadonlyMap<string, string>) => void {
  return (expected) => {
    for (const [why, same] of Map.groupBy(expected, ([, reason]) => reason))
      say(`${same.length} differences: ${why}, such as ${same[0]![0]}`)
  }
}

interface EditedPage {
  id: string
  /** Its addresses before the run and after it, as the site names them. */
  names: string[]
  text: string
}

/** The same with people who rename pages in between: asked about as many, none overwritten, all others as before. */
export async function measureEdits(work: Work, count: number): Promise<string[]> {
  const { installation, say } = work
  const first = await installation.start()
  const { runId, before, after } = await publishMixed(installation, first)
  const edited = await editSome(installation, before, after, count)
  const plan = await planUndo(first, runId)
  const wrong =
    plan.counts.conflict === count ? [] : [`${plan.counts.conflict} were asked about, not ${count}`]
  say(`${count} edited, ${plan.counts.conflict} asked about`)
  await first.stop()
  const undone = await applyInTrouble(work, plan, { isBack: false, keepsPages: true })
  const now = await readSite(installation)
  const undoneAs = { wanted: before, until: after }
  wrong.push(
    ...unexplained(work, undoneAs, now, edited),
    ...overwritten(now, edited),
    ...receiptOf(undone.run, plan),
  )

  const again = await planUndo(undone.running, undone.run.id)
  await undone.running.stop()
  const back = await applyInTrouble(work, again, { isBack: true, keepsPages: true })
  const end = await readSite(installation)
  const backAs = { wanted: after, until: now }
  wrong.push(
    ...unexplained(work, backAs, end, edited),
    ...overwritten(end, edited),
    ...receiptOf(back.run, again),
  )
  wrong.push(...[...undone.missed, ...back.missed].map((point) => `it did not die at ${point}`))
  say(`${wrong.length} unexplained differences`)
  return wrong
}

/** Pages that the run made, changed or moved, evenly chosen. */
async function editSome(
  { prepared, simulator }: Installation,
  before: SiteReading,
  after: SiteReading,
  count: number,
): Promise<EditedPage[]> {
  const scenario = prepared.scenario as MixedScenario
  const nameBefore = new Map([...before.shown].map(([name, { id }]) => [id, name]))
  const touched = [...after.shown].filter(
    ([name, { whole }]) => name.startsWith('page ') && before.shown.get(name)?.whole !== whole,
  )
  const every = touched.length / count
  const chosen = Array.from({ length: count }, (_, i) => touched[Math.floor(i * every)]!)
  const edited: EditedPage[] = []
  for (const [i, [name, { id }]] of chosen.entries()) {
    const text = `Written by Dana ${i + 1}.`
    await scenario.rename(simulator.control, prepared.siteId, id, text)
    edited.push({ id, names: [name, nameBefore.get(id) ?? name], text })
  }
  return edited
}

function overwritten({ shown, hidden }: SiteReading, edited: readonly EditedPage[]): string[] {
  const texts = new Map([...shown.values()].map(({ id, whole }) => [id, whole]))
  return edited
    .filter(({ id, text }) => !texts.get(id)?.includes(text) || hidden.has(id))
    .map(({ names, text }) => `${names[0]} was overwritten: "${text}"`)
}

/** Differences but those of pages that were edited: their addresses, what they are in, and what leads to them. */
function unexplained(
  work: Work,
  { wanted, until }: { wanted: SiteReading; until: SiteReading },
  now: SiteReading,
  edited: readonly EditedPage[],
): string[] {
  const names = new Set(edited.flatMap((one) => one.names))
  const ends = [...names].map((name) => `/${name.slice('page '.length)}`)
  const pages = [...now.shown].filter(([name]) => names.has(name)).map(([, { whole }]) => whole)
  const isTheirs = (name: string) => {
    const [kind, ...rest] = name.split(' ')
    if (kind === 'page') return names.has(name)
    if (kind === 'redirect') return ends.some((end) => name.endsWith(end))
    return pages.some((whole) => whole.includes(JSON.stringify(rest.join(' '))))
  }
  const changes = changesBetween(wanted, now)
  const expected = madeByWix(work.installation.prepared.scenario as MixedScenario, changes, until, now)
  sayExpected(work)(expected)
  return [...changes]
    .filter(([name]) => !isTheirs(name) && !expected.has(name))
    .map(([name, what]) => `${name} ${what}`)
}

/** What was asked about is held; all else is there and reads as it was sent. */
function receiptOf({ receipt }: Run, plan: Plan): string[] {
  const isRight =
    receipt?.accepted === plan.willSend.total &&
    receipt.verifiedEqual === receipt.accepted &&
    receipt.rejected + receipt.differences + receipt.notFound + receipt.twins === 0
  return isRight ? [] : [`the receipt of ${plan.willSend.total} pages: ${JSON.stringify(receipt)}`]
}

const foreignPosts = 50

/** Posts to drafts and back at Wix's pace, beside posts of somebody else. */
export async function measureTakeDown({ installation, say }: Work): Promise<string[]> {
  const { prepared, simulator } = installation
  const scenario = prepared.scenario as MixedScenario
  const { projectId } = prepared
  for (let n = 1; n <= foreignPosts; n++) await scenario.addForeign(simulator.control, prepared.siteId, n)
  const first = await installation.start()
  const { id } = await first.client.call<Run>('POST', `/plans/${prepared.planId}/apply`, {})
  await first.client.untilRun(id, ['done'], 3_600_000)
  const before = await readSite(installation)
  await first.stop()
  await setPace(installation.settings, 200)
  await simulator.control('PATCH', 'settings', { ratePerMinute: 200 })

  const running = await installation.start()
  const pages = { filter: {} }
  const down = await timed(running, `/projects/${projectId}/take-down`, { pages, how: 'draft' })
  say(`taken down: ${down.words}`)
  const now = await readSite(installation)
  const gone = [...changesBetween(before, now)].filter(([name]) => !/^(category|tag) /.test(name))
  const wrong = [
    ...gone.filter(([, what]) => what !== 'is not there any more').map(([name, what]) => `${name} ${what}`),
    ...(gone.length === prepared.rows.length ? [] : [`${gone.length} are gone`]),
    ...(down.seconds < 300 ? [] : [`it took ${down.seconds} s`]),
  ]
  const lastRequest = (await installation.requests()).at(-1)?.n ?? 0
  const next = await running.client.plan(projectId)
  const writes = writeCalls(await installation.requests(lastRequest))
  say(`next plan: ${JSON.stringify(next.counts.down)} stay down, ${writes.length} writes`)
  if (next.willSend.total > 0 || writes.length > 0)
    wrong.push(`the next plan: ${JSON.stringify(next.counts)}`)
  const back = await timed(running, `/projects/${projectId}/bring-back`, { pages })
  say(`brought back: ${back.words}`)
  return [
    ...wrong,
    ...[...changesBetween(before, await readSite(installation))].map(([name, what]) => `${name} ${what}`),
  ]
}

async function timed(
  { client }: Running,
  path: string,
  body: object,
): Promise<{ seconds: number; words: string }> {
  const plan = await client.planBy(path, body)
  const startedAt = Date.now()
  const { id } = await client.call<Run>('POST', `/plans/${plan.id}/apply`, {})
  const { receipt } = await client.untilRun(id, ['done'], 3_600_000)
  const seconds = (Date.now() - startedAt) / 1000
  const used = (receipt?.readCalls ?? 0) + (receipt?.writeCalls ?? 0)
  return {
    seconds,
    words: `${receipt?.verifiedEqual} of ${plan.willSend.total} in ${seconds.toFixed(0)} s, ${used} requests, ${plan.estimate.calls} estimated`,
  }
}
