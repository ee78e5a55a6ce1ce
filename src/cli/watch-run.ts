// A run live, from its event stream, or by asking again and again where the stream does not get through.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Plan } from '../api/plan.ts'
import { routes } from '../api/routes.ts'
import { type Run, runSchema } from '../api/run.ts'
import type { Cli } from './cli.ts'
import { CliError, type ExitCode } from './errors.ts'
import { sendLine } from './plan-text.ts'
import { isPassing } from './poll.ts'
import { describeRun, isGood, isStopped, progressLine } from './run-text.ts'

/** For readers that are no screen: a line so often, besides the changes of state. */
const lineEveryMs = 10_000
const askEveryMs = 1000
/** A server that restarts is back within a minute. */
const patienceMs = 60_000

/** Asks, applies and watches to the receipt. Returns the exit code. */
export async function applyAndWatch(
  cli: Cli,
  plan: Plan,
  options: { yes?: boolean; watch: boolean },
): Promise<ExitCode> {
  if (plan.state === 'ready' && plan.blockedReason !== null) {
    throw new CliError('conflict', plan.blockedReason, { details: { planId: plan.id } })
  }
  const site = plan.site.kind === 'practice' ? 'the practice site' : plan.site.name
  const question = `${sendLine(plan)} Publish to ${site}?`
  if (!options.yes && !(await cli.terminal.confirm(question, 'Add --yes to go ahead.'))) {
    throw new CliError('cancelled', 'Stopped; nothing was sent.')
  }
  const run = await cli.client().call(routes.plans.apply, { params: { id: plan.id }, body: {} })
  if (options.watch) return watchRun(cli, run.id)
  cli.out.result(run, () => `Started run ${run.id}. Watch it with "seomatic runs watch ${run.id}".`)
  return 0
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
    cli.out.result(run, () => describeRun(run) + whatNow(run))
    return isGood(run) ? 0 : 1
  } finally {
    process.off('SIGINT', leave)
  }
}

/** Null when the watcher left. */
async function follow(cli: Cli, id: string, signal: AbortSignal): Promise<Run | null> {
  const tell = createTeller(cli)
  let lastSeenAt = Date.now()
  while (!signal.aborted) {
    try {
      // Each round begins with the state as it is, so that nothing hangs on the stream alone.
      for await (const run of seeRun(cli, id, signal)) {
        lastSeenAt = Date.now()
        tell(run)
        if (isStopped(run)) return run
      }
    } catch (error) {
      if (signal.aborted) return null
      if (!isPassing(error) || Date.now() - lastSeenAt > patienceMs) throw error
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
