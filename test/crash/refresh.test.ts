// kill -9 on the way of a refresh that publishes: at each point between what it has brought and its run. Whatever dies,
// the changed pages leave once, as one run; new rows, where a schedule dates them, wait for their day.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Import } from '../../src/api/import.ts'
import type { Project } from '../../src/api/project.ts'
import type { RefreshRule } from '../../src/api/refresh-rule.ts'
import type { Run } from '../../src/api/run.ts'
import type { Schedule } from '../../src/api/schedule.ts'
import type { Source } from '../../src/api/source.ts'
import { refreshCrashPoints } from '../../src/sources/crash-point.ts'
import { type FileServer, startFileServer } from '../helpers/file-server.ts'
import { usualInput } from '../helpers/usual-schedule.ts'
import { onEither, stopPostgres } from './engines.ts'
import { apply, type Installation, type Prepared, prepare, type Running, toCsv } from './rig.ts'
import type { Row } from './scenarios.ts'

const rowCount = 8
let prepared: Prepared
beforeAll(async () => {
  prepared = await prepare(await onEither(), rowCount)
})
afterAll(async () => {
  await prepared?.remove()
  await stopPostgres()
})

async function until<T>(read: () => Promise<T>, isDone: (value: T) => boolean): Promise<T> {
  for (const limit = Date.now() + 120_000; ; ) {
    const value = await read()
    if (isDone(value)) return value
    if (Date.now() > limit) throw new Error(`It did not come: ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Everything is published, its rows come from a link, and refreshes publish what changed. */
async function connect({ client }: Running, files: FileServer): Promise<string> {
  const { dataset } = await client.call<Project>('GET', `/projects/${prepared.projectId}`)
  const { source, import: first } = await client.call<{ source: Source; import: Import }>(
    'POST',
    '/sources',
    {
      kind: 'link',
      config: { url: `${files.url}/places.csv` },
      secrets: {},
      rhythm: null,
      timeZone: 'UTC',
      datasetId: dataset.id,
    },
  )
  const reach = (state: Import['state']) =>
    until(
      () => client.call<Import>('GET', `/imports/${first.id}`),
      (found) => found.state === state,
    )
  await reach('analysed')
  await client.call('POST', `/imports/${first.id}/load`, { keyColumn: 'code' })
  await reach('loaded')
  await client.call('POST', `/imports/${first.id}/apply`, {})
  await client.call('PUT', `/projects/${prepared.projectId}/refresh-rule`, { reaction: 'publish' })
  return source.id
}

/** Three rows are called otherwise, and one more has come. */
function changed(): { there: Row[]; all: Row[] } {
  const there = prepared.rows.map((row, n) => (n < 3 ? { ...row, name: `New ${row['name']}` } : row))
  return { there, all: [...there, { ...prepared.rows[0]!, code: 'X-NEW', name: 'New place' }] }
}

/** What of the site is not as these rows want it. */
const differences = (installation: Installation, rows: Row[]) =>
  prepared.scenario.check({ ...installation, prepared: { ...prepared, rows } })

async function refreshOver({ client }: Running): Promise<Run[]> {
  await until(
    () => client.call<RefreshRule>('GET', `/projects/${prepared.projectId}/refresh-rule`),
    ({ state, rows }) => state === 'idle' && rows === 0,
  )
  const { items } = await client.call<{ items: Run[] }>('GET', '/runs?limit=10')
  return Promise.all(items.map(({ id }) => client.untilRun(id, ['done'])))
}

async function dieAt(
  point: string,
  work: (installation: Installation, running: Running) => Promise<void>,
  look: (installation: Installation, running: Running, runs: Run[]) => Promise<void>,
): Promise<void> {
  const files = await startFileServer(toCsv(prepared.rows))
  const installation = await prepared.copy()
  const env = { FETCH_ALLOWED_HOSTS: files.host }
  try {
    const first = await installation.start(env)
    await first.client.untilRun((await apply(installation, first)).id, ['done'])
    const sourceId = await connect(first, files)
    await work(installation, first)
    await first.stop()
    files.content = toCsv(changed().all)
    const dying = await installation.start({ ...env, CRASH_AT: point })
    await dying.client.call('POST', `/sources/${sourceId}/refresh`, {})
    expect((await dying.ended).signal).toBe('SIGKILL')
    const again = await installation.start(env)
    await look(installation, again, await refreshOver(again))
    const plan = await again.client.plan(prepared.projectId)
    expect(plan.counts.update).toBe(0)
  } finally {
    await installation.remove()
    await files.close()
  }
}

test.each(refreshCrashPoints)('pages leave once, as one run, when the process is killed at %s', (point) =>
  dieAt(
    point,
    async () => {},
    async (installation, _running, runs) => {
      expect(runs).toHaveLength(2)
      expect(runs[0]?.receipt).toMatchObject({ sent: 4, accepted: 4, twins: 0 })
      expect(await differences(installation, changed().all)).toEqual([])
    },
  ),
)

test('where the project has a schedule, changed pages leave once and the new row gets its day', () =>
  dieAt(
    'before-refresh-run',
    async (_installation, { client }) => {
      await client.call('PUT', `/projects/${prepared.projectId}/schedule`, usualInput)
    },
    async (installation, { client }, runs) => {
      expect(runs).toHaveLength(2)
      expect(runs[0]?.receipt).toMatchObject({ sent: 3, accepted: 3, twins: 0 })
      expect(await differences(installation, changed().there)).toEqual([])
      const { schedule } = await until(
        () => client.call<{ schedule: Schedule }>('GET', `/projects/${prepared.projectId}/schedule`),
        ({ schedule: found }) => found.pages.dated > 0,
      )
      expect(schedule.pages).toMatchObject({ dated: 1, undated: 0 })
    },
  ))
