// What a schedule costs: dating all pages, dating them again, a month of the calendar, the pages of a slot.
// `node bench/schedules.ts [--pages 100000] [--postgres postgres://...]`; without a server on the embedded database.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../src/clock.ts'
import { migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open.ts'
import { silentLogger } from '../src/logger.ts'
import { createProjects } from '../src/projects/projects.ts'
import { advance } from '../src/schedules/advance.ts'
import type { AdvanceDeps } from '../src/schedules/deps.ts'
import { createSchedules } from '../src/schedules/schedules.ts'
import { listDue } from '../src/schedules/store.ts'
import { projectUses } from '../src/uses.ts'
import { insertProjectParts } from '../test/helpers/project-parts.ts'
import { usualInput } from '../test/helpers/usual-schedule.ts'

const { values } = parseArgs({
  options: { pages: { type: 'string', default: '100000' }, postgres: { type: 'string', default: '' } },
})
const count = Number(values.pages)
const dataDir = mkdtempSync(join(tmpdir(), 'seomatic-bench-'))
const database = await openDatabase({
  dataDir,
  databaseUrl: values.postgres,
  logger: silentLogger,
  clock: systemClock,
})
await migrate(database, join(import.meta.dirname, '../migrations'), silentLogger)
const rows = Array.from({ length: count }, (_, index) => ({ id: `row-${index}`, name: `Place ${index}` }))
const parts = await insertProjectParts(database, { rows })
const projects = createProjects({ database, uses: projectUses })
const { workspaceId } = parts
const { id } = await projects.create(workspaceId, {
  ...parts,
  name: 'Places',
  destination: 'wix/blog',
  options: { authorId: '11111111-1111-4111-8111-111111111111' },
})
const schedules = createSchedules({
  database,
  projects,
  findConnection: async () => undefined,
  showPage: async () => ({ title: '', html: '' }),
})
const stop = new AbortController()
/** One look of a worker; nothing is due, so that nothing is planned or sent. */
async function datedByWorker(): Promise<void> {
  const never = () => Promise.reject(new Error('nothing is due'))
  const deps: AdvanceDeps = {
    database,
    logger: silentLogger,
    findProject: projects.find,
    requestPlan: never,
    assertReady: never,
    pages: { database, renderers: null as never },
    connections: { open: never },
    signal: stop.signal,
    crashPoint: () => undefined,
  }
  for (const scheduleId of await listDue(database, 9)) await advance(deps, scheduleId)
}
const asked = { workspaceId, projectId: id, by: 'Bench' }
const input = { ...usualInput, rule: { ...usualInput.rule, count: 200, within: 'spread' as const } }

async function measure<T>(what: string, work: () => Promise<T>, times = 1): Promise<T> {
  const took: number[] = []
  let result: T | undefined
  for (let time = 0; time < times; time++) {
    const start = performance.now()
    result = await work()
    took.push(performance.now() - start)
  }
  took.sort((a, b) => a - b)
  const p95 = took[Math.min(took.length - 1, Math.floor(took.length * 0.95))]!
  console.log(`${what}: ${times === 1 ? '' : 'p95 '}${Math.round(p95)} ms`)
  return result!
}

await measure(`preview of ${count} pages`, () => schedules.preview(workspaceId, id, input.rule))
await measure('the answer when it is set', () => schedules.set(asked, input))
await measure(`${count} pages dated by a worker`, datedByWorker)
console.log(`the last one on ${(await schedules.get(workspaceId, id)).schedule?.lastSlotAt}`)
await measure('preview of the same again', () => schedules.preview(workspaceId, id, input.rule))
const calendar = await measure(
  'calendar of a month',
  () => schedules.calendar(workspaceId, id, { from: undefined, to: undefined }),
  100,
)
const at = calendar.days[0]!.slots[0]!.at
await measure('pages of a slot', () => schedules.slotPages(workspaceId, id, at, { limit: 100 }), 100)
await measure('the schedule itself', () => schedules.get(workspaceId, id), 50)
await measure('the answer when a slot is skipped', () => schedules.skip(asked))
await measure('all dated again', datedByWorker)
await measure('the answer when it is cancelled', () => schedules.cancel(asked))
await measure('all dates taken away', datedByWorker)
await database.close()
rmSync(dataDir, { recursive: true, force: true })
