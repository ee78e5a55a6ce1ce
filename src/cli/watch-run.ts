// A run live, from its event stream, or by asking again and again where the stream does not get through.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Plan } from '../api/plan.ts'
import { routes } from '../api/routes.ts'
import { type Run, runSchema } from '../api/run.ts'
import type { Selection } from '../api/selection.ts'
import { deletedForGood } from '../api/way-back.ts'
import type { Cli } from './cli.ts'
import { CliError, type ExitCode, usageError } from './errors.ts'
import { partSendLine, sendLine } from './plan-text.ts'
import { isPassing } from './poll.ts'
import { describeRun, isGood, isStopped, progressLine } from './run-text.ts'
import { many } from './text.ts'

/** For readers that are no screen: a line so often, besides the changes of state. */
const lineEveryMs = 10_000
const askEveryMs = 1000
/** A server that restarts is back within a minute. */
const patienceMs = 60_000

/** Asks, applies the plan or a part of it and watches to the receipt. Returns the exit code. */
export async function applyAndWatch(
  cli: Cli,
  plan: Plan,
  options: { yes?: boolean; watch: boolean; part?: Selection | undefined; confirm?: number },
): Promise<ExitCode> {
  if (plan.state === 'ready' && plan.blockedReason !== null) {
    throw new CliError('conflict', plan.blockedReason, { details: { planId: plan.id } })
  }
  const { part } = options
  const site = plan.site.kind === 'practice' ? 'the practice site' : plan.site.name
  const counted =
    part && (await cli.client().call(routes.plans.selection, { params: { id: plan.id }, body: part }))
  const what = part && counted ? partSendLine(plan, part, counted) : sendLine(plan)
  const { overLimit } = counted ?? (await cli.client().call(routes.plans.get, { params: { id: plan.id } }))
  if (overLimit !== null) cli.out.warn(overLimit)
  const deleted = deletedForGood(plan.scope, (counted ?? plan).willSend.byAction)
  const confirm = deleted > 0 ? await confirmDeletion(cli, deleted, options.confirm) : undefined
  const question = `${what} ${goQuestion(plan)} ${site}?`
  if (!confirm && !options.yes && !(await cli.terminal.confirm(question, 'Add --yes to go ahead.'))) {
    throw new CliError('cancelled', 'Stopped; nothing was sent.')
  }
  // A plan that has not been published in parts is published once, however often that is asked for.
  const seen = plan.taken > 0 || part ? { seenRunId: plan.runId } : {}
  const body = {
    ...seen,
    ...(part && { selection: part, isCanary: part.first !== undefined }),
    ...(confirm && { confirm }),
  }
  const run = await cli.client().call(routes.plans.apply, { params: { id: plan.id }, body })
  if (options.watch) return watchRun(cli, run.id)
  cli.out.result(run, () => `Started run ${run.id}. Watch it with "seomatic runs watch ${run.id}".`)
  return 0
}

function goQuestion({ scope }: Plan): string {
  if (scope.kind === 'undo') return 'Undo it on'
  if (scope.kind === 'rows' && scope.origin === 'take_down') return 'Take them off'
  if (scope.kind === 'rows' && scope.origin === 'bring_back') return 'Bring them back to'
  return 'Publish to'
}

/** What is deleted for good is typed as a number, or given as one. */
async function confirmDeletion(cli: Cli, pages: number, given: number | undefined): Promise<number> {
  const what = `${many(pages, 'page')} ${pages === 1 ? 'is' : 'are'} deleted for good.`
  if (given === undefined && !cli.terminal.isInteractive)
    throw usageError(`${what} There is no one to ask. Add --confirm ${pages} to go ahead.`)
  const typed = given ?? Number(await cli.terminal.ask(`${what} Type ${pages} to go ahead`))
  if (typed === pages) return pages
  throw new CliError('cancelled', `Stopped: it is ${pages}, not what was given. Nothing was sent.`)
}

/** Prints progress on stderr and the run at its end on stdout. Ctrl-C leaves the run going. */
export async function watchRun(cli: Cli, id: string): Promise<ExitCode> {
  const leaving = new AbortController()
  const leave = () => leaving.abort()
  process.on('SIGINT', leave)
  try {
    const run = await follow(cli, id, leaving.signal)
    cli.out.endProgress()
    if (!run) {
      cli.out.warn(
        `Stopped watching; the run continues. See it with "seomatic runs watch ${id}", stop it with "seomatic runs cancel ${id}".`,
      )
      return 1
    }
    const rest = run.selection === null ? null : await findRest(cli, run)
    cli.out.result(run, () => describeRun(run) + whatNow(run) + restLine(run, rest))
    return isGood(run) ? 0 : 1
  } finally {
    process.off('SIGINT', leave)
  }
}

/** Null when the watcher left. */
async function follow(cli: Cli, id: string, signal: AbortSignal): Promise<Run | null> {
  const tell = createTeller(cli)
  let failingSince: number | null = null
  while (!signal.aborted) {
    try {
      // Each round begins with the state as it is, so that nothing hangs on the stream alone.
      for await (const run of seeRun(cli, id, signal)) {
        failingSince = null
        tell(run)
        if (isStopped(run)) return run
      }
    } catch (error) {
      if (signal.aborted) return null
      failingSince ??= Date.now()
      if (!isPassing(error) || Date.now() - failingSince > patienceMs) throw error
      cli.out.progress('The server does not answer; waiting for it ...')
    }
    await sleep(askEveryMs, undefined, { signal }).catch(() => undefined)
  }
  return null
}

async function* seeRun(cli: Cli, id: string, signal: AbortSignal): AsyncGenerator<Run> {
  const client = cli.client()
  yield await client.call(routes.runs.get, { params: { id } })
  try {
    for await (const { event, data } of client.events(routes.runs.events, { params: { id } }, signal)) {
      const run = event === 'run' ? readRun(data) : null
      if (run) yield run
    }
  } catch (error) {
    // Too many viewers, or a proxy that keeps streams back: asking does as well.
    if (error instanceof CliError && error.code === 'not_signed_in') throw error
  }
}

/** Null for what is no run: the next event, or the next question, will be one. */
function readRun(data: string): Run | null {
  try {
    return runSchema.parse(JSON.parse(data))
  } catch {
    return null
  }
}

function createTeller({ out }: Cli): (run: Run) => void {
  let lastState = ''
  let lastMessage: string | null = null
  let lastAt = 0
  return (run) => {
    out.progress(progressLine(run))
    const isNews = run.state !== lastState || run.message !== lastMessage
    const isTime = Date.now() - lastAt > lineEveryMs && !out.hasScreen
    if (isNews || isTime) {
      out.note(
        run.message && run.message !== lastMessage
          ? `${progressLine(run)}. ${run.message}`
          : progressLine(run),
      )
      lastAt = Date.now()
    }
    lastState = run.state
    lastMessage = run.message
  }
}

/** The plan of a run that was for a part of it, where it can go on. */
async function findRest(cli: Cli, run: Run): Promise<Plan | null> {
  const plan = await cli.client().call(routes.plans.get, { params: { id: run.planId } })
  return plan.blockedReason === null && isGood(run) ? plan : null
}

function restLine({ projectName }: Run, plan: Plan | null): string {
  if (plan === null) return ''
  const left = many(plan.willSend.total + plan.willSettle, 'page')
  const name = JSON.stringify(projectName)
  return `\n\n${left} of its plan wait. Go on: seomatic publish ${name} --go-on. Stop here: seomatic plans discard ${plan.id}`
}

function whatNow(run: Run): string {
  if (run.state === 'paused') return `\n\nIt is paused. Continue with "seomatic runs resume ${run.id}".`
  if (run.state === 'needs_attention') {
    return `\n\nIt needs your attention. Once that is settled: seomatic runs resume ${run.id}`
  }
  const { receipt } = run
  if (receipt && receipt.rejected > 0) {
    return `\n\nWhat was rejected, and why: seomatic runs items ${run.id} --state rejected`
  }
  if (receipt && receipt.differences + receipt.notFound > 0) {
    return `\n\nWhat differs from what was sent: seomatic runs items ${run.id} --verification different (or not_found)`
  }
  return receipt ? `\n\nEvery address: seomatic runs receipt ${run.id} --csv receipt.csv` : ''
}
