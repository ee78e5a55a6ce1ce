// Publishing, measured from outside: the real server, the simulator at Wix's limit, a user who looks on.
import type { Run } from '../src/api/run.ts'
import {
  apply,
  type CopyOptions,
  type Engine,
  type LoggedRequest,
  prepare,
  type Running,
} from '../test/crash/rig.ts'
import type { Figure } from './figure.ts'

/** `rows` rows at 200 requests a minute, API and event loop watched meanwhile; then a plan in which nothing changed. */
export async function benchPublish(engine: Engine, rows: number): Promise<Figure[]> {
  return withInstallation(engine, rows, { isPaced: true, rate: 200 }, async (running, requests, publish) => {
    const answers = watchApi(running)
    const run = await publish()
    const times = await answers.stop()
    const calls = await requests()
    const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
    await running.stop()
    const loop = JSON.parse(/event loop delay (.*)/.exec(running.output())?.[1] ?? '{}') as {
      p99?: number
      max?: number
    }
    const seconds = run.receipt?.seconds ?? 0
    return [
      {
        name: `publish ${rows} rows, verified`,
        value: seconds,
        unit: 's',
        goal: 180 * Math.max(1, rows / 5000),
      },
      { name: '  posts a second', value: rows / seconds, unit: '/s' },
      { name: '  calls to Wix', value: calls.length, unit: '' },
      {
        name: '  calls that write posts',
        value: calls.filter(isPostWrite).length,
        unit: '',
        goal: Math.ceil(rows / 20) + 3,
      },
      {
        name: '  refused by the limit',
        value: calls.filter((call) => call.rateLimited).length,
        unit: '',
        goal: 0,
      },
      { name: '  API p95 meanwhile', value: at(0.95), unit: 'ms', goal: 100 },
      { name: '  API p99 meanwhile', value: at(0.99), unit: 'ms' },
      { name: '  event loop delay p99 meanwhile', value: loop.p99 ?? Number.NaN, unit: 'ms', goal: 100 },
      { name: '  event loop delay, longest', value: loop.max ?? Number.NaN, unit: 'ms' },
    ]
  })
}

/** Our own time for a plan of pages that did not change: without any limit at the other end. */
export async function benchPlan(engine: Engine, rows: number): Promise<Figure[]> {
  return withInstallation(engine, rows, { isPaced: false, rate: 0 }, async (running, requests, publish) => {
    await publish()
    const before = (await requests()).length
    const startedAt = performance.now()
    const plan = await running.client.plan(running.projectId)
    const seconds = (performance.now() - startedAt) / 1000
    const calls = (await requests()).slice(before)
    return [
      {
        name: `plan of ${rows} pages, ${plan.counts.unchanged ?? 0} unchanged`,
        value: seconds,
        unit: 's',
        goal: (60 * rows) / 100_000,
      },
      { name: '  pages a second', value: rows / seconds, unit: '/s' },
      { name: '  calls to Wix', value: calls.length, unit: '' },
      { name: '  calls that write posts', value: calls.filter(isPostWrite).length, unit: '', goal: 0 },
    ]
  })
}

type Watched = LoggedRequest & { rateLimited: boolean }
type Work = (
  running: Running & { projectId: string },
  requests: () => Promise<Watched[]>,
  publish: () => Promise<Run>,
) => Promise<Figure[]>

async function withInstallation(
  engine: Engine,
  rows: number,
  { isPaced, ...options }: CopyOptions & { isPaced: boolean },
  work: Work,
): Promise<Figure[]> {
  const prepared = await prepare(engine, rows, { isPaced })
  const installation = await prepared.copy(options)
  try {
    const hook = `--import=${new URL('./loop-delay.ts', import.meta.url).href}`
    const running = await installation.start({ NODE_OPTIONS: hook, LOG_LEVEL: 'warn' })
    const publish = async () => {
      const { id } = await apply(installation, running)
      return running.client.untilRun(id, ['done'], 60 * 60_000)
    }
    const requests = async () => (await installation.requests()) as Watched[]
    return await work({ ...running, projectId: prepared.projectId }, requests, publish)
  } finally {
    await installation.remove()
    await prepared.remove()
  }
}

/** What a dashboard asks for while a run is live, ten times a second; times in milliseconds, sorted. */
function watchApi({ client }: Running): { stop(): Promise<number[]> } {
  const paths = ['/runs?limit=20', '/projects', '/datasets', '/connections', '/status', '/session']
  const times: number[] = []
  let isWatching = true
  const watching = (async () => {
    for (let i = 0; isWatching; i++) {
      const startedAt = performance.now()
      await client.call('GET', paths[i % paths.length]!)
      times.push(performance.now() - startedAt)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  })()
  return {
    async stop() {
      isWatching = false
      await watching
      return times.sort((a, b) => a - b)
    },
  }
}

function isPostWrite({ method, path }: LoggedRequest): boolean {
  return method !== 'GET' && path.includes('draft-posts') && !/query|trash-bin/.test(path)
}
