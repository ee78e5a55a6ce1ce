// What else goes on at a site while a schedule is lived through: a second project with a schedule of its own, a run
// that somebody paused and left, a run of many pages in the middle of everything, and a template that changes.
import { generateCsv } from '../../bench/rows.ts'
import type { ProjectSchedule, ScheduleRule } from '../../src/api/schedule.ts'
import type { Template } from '../../src/api/template.ts'
import type { Client } from './client.ts'
import {
  type Call,
  type Company,
  findLates,
  readPages,
  readSlots,
  slotText,
  untilDated,
  untilStage,
} from './month.ts'
import type { Installation } from './rig.ts'
import { besidePrefix, differences, items } from './scenarios.ts'

export interface CompanyPlan {
  /** Of the second project, whose schedule starts with the first. */
  scheduled: { rows: number; rule: ScheduleRule }
  /** Pages of the run that is paused at once and goes on at the end. */
  paused: number
  /** Pages of the run that starts before the first slot of this day. */
  many: { rows: number; day: number }
  /** Before the first slot of this day the first project's template changes. */
  templateDay: number
  startsAt: string
  say?: (line: string) => void
}

interface Neighbour {
  projectId: string
  rows: number
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Sets all of it up; call before the first kill. */
export async function keepCompany(
  installation: Installation,
  plan: CompanyPlan,
  call: Call,
): Promise<Company> {
  const { say } = plan
  const { projectId } = installation.prepared
  const own = await call((client) => client.call<OwnProject>('GET', `/projects/${projectId}`))
  const [second, paused, many] = [
    await makeNeighbour(call, own, 'b', plan.scheduled.rows),
    await makeNeighbour(call, own, 'c', plan.paused),
    await makeNeighbour(call, own, 'd', plan.many.rows),
  ]
  const path = `/projects/${second.projectId}/schedule`
  await call((client) => client.call('PUT', path, { rule: plan.scheduled.rule }))
  await untilDated(call, path)
  const promised = await readSlots(call, path, plan.startsAt)
  const pausedRun = await startRun(call, paused.projectId)
  await call((client) => client.call('POST', `/runs/${pausedRun}/pause`, {}))
  const stopped = await call((client) => client.untilRun(pausedRun, ['paused', 'done']))
  say?.(`beside it: ${promised.length} slots of a second project, a run that is ${stopped.state}`)
  let manyRun: string | null = null
  let isChanged = false

  return {
    async before(slot, day) {
      if (manyRun === null && day >= plan.many.day) {
        manyRun = await startRun(call, many.projectId)
        say?.(`${slot.at}: a run of ${many.rows} pages begins`)
      }
      if (!isChanged && day >= plan.templateDay) {
        isChanged = true
        await changeTemplate(call, own.template.id)
        await untilWaiting(call, projectId)
        await call((client) => client.call('POST', `/projects/${projectId}/schedule/renew`, {}))
        say?.(`${slot.at}: the template has changed, and the schedule is renewed`)
      }
    },
    async keepUp({ at }, stages) {
      const together = promised.find((slot) => slot.at === at)
      if (together) await untilStage(call, path, together, stages)
    },
    async check() {
      if (manyRun === null || !isChanged) return ['the month was too short for what was to happen in it']
      const begun = manyRun
      const run = await call((client) => client.untilRun(begun, ['done'], 900_000))
      const left = await call((client) => client.call<{ state: string }>('GET', `/runs/${pausedRun}`))
      await call((client) => client.call('POST', `/runs/${pausedRun}/resume`, {}))
      const resumed = await call((client) => client.untilRun(pausedRun, ['done'], 300_000))
      const happened = await readSlots(call, path, plan.startsAt)
      const pages = await readPages(call, second.projectId)
      const { schedule } = await call((client) => client.call<ProjectSchedule>('GET', path))
      const lates = await findLates(call, path, promised, pages)
      const latest = Math.max(...lates.map(({ seconds }) => seconds))
      say?.(`the second project: ${happened.length} slots, the latest page ${latest} s after its slot`)
      return [
        ...differences('slots of the second project', happened.map(slotText), promised.map(slotText)),
        ...lates.filter(({ seconds }) => seconds < 0 || seconds > 60).map(({ words }) => words),
        ...unless(
          schedule?.state === 'ended',
          `the second schedule is ${schedule?.state}: ${schedule?.reason}`,
        ),
        ...unless(run.receipt?.verifiedEqual === many.rows, `of the many: ${JSON.stringify(run.receipt)}`),
        ...unless(left.state === 'paused', `the paused run had become ${left.state}`),
        ...unless(
          resumed.receipt?.verifiedEqual === paused.rows,
          `paused: ${JSON.stringify(resumed.receipt)}`,
        ),
        ...(await checkPosts(installation, second.rows + paused.rows + many.rows)),
      ]
    },
  }
}

interface OwnProject {
  connection: { id: string }
  template: { id: string }
  destination: string
  options: Record<string, unknown>
}

/** A project on the same connection whose addresses begin with a letter of its own. */
async function makeNeighbour(call: Call, own: OwnProject, letter: string, rows: number): Promise<Neighbour> {
  const { connection, destination, options } = own
  const csv = [...generateCsv(rows, letter.charCodeAt(0))].join('')
  const dataset = await call((client) => client.importCsv(csv, 'code', `Beside ${letter}`))
  const template = await post<{ id: string }>(call, '/templates', {
    name: `Beside ${letter}`,
    destination,
    fields: {
      title: '{{ row.name }} ({{ row.code }})',
      slug: `${besidePrefix}${letter}-{{ row.code | slugify }}`,
      body: '<p>{{ row.summary }}</p>',
    },
  })
  const { id } = await post<{ id: string }>(call, '/projects', {
    name: `Beside ${letter}`,
    datasetId: dataset.id,
    templateId: template.id,
    connectionId: connection.id,
    destination,
    options,
  })
  return { projectId: id, rows }
}

/** The same run when it is asked again after a lost answer. */
async function startRun(call: Call, projectId: string): Promise<string> {
  const plan = await call((client) => client.plan(projectId))
  const run = await post<{ id: string }>(call, `/plans/${plan.id}/apply`, { seenRunId: null })
  return run.id
}

async function changeTemplate(call: Call, templateId: string): Promise<void> {
  const found = await call((client) => client.call<Template>('GET', `/templates/${templateId}`))
  await call((client) =>
    client.call('PUT', `/templates/${templateId}`, {
      expectedVersion: found.version,
      fields: { ...found.fields, seo_description: 'All about {{ row.name }}.' },
    }),
  )
}

async function untilWaiting(call: Call, projectId: string): Promise<void> {
  for (const limit = Date.now() + 180_000; Date.now() < limit; await pause(200)) {
    const found = await call((client) =>
      client.call<ProjectSchedule>('GET', `/projects/${projectId}/schedule`),
    )
    if (found.schedule?.state === 'waiting') return
  }
  throw new Error('The schedule goes on although its template has changed')
}

async function checkPosts(installation: Installation, expected: number): Promise<string[]> {
  const stored = await items<{ 'published.seoSlug': string }>(installation, 'drafts', 'published.seoSlug')
  const slugs = stored
    .map((post) => post['published.seoSlug'])
    .filter((slug) => slug.startsWith(besidePrefix))
  return [
    ...unless(slugs.length === expected, `${slugs.length} posts beside it, and not ${expected}`),
    ...unless(new Set(slugs).size === slugs.length, 'addresses beside it repeat'),
    ...slugs
      .filter((slug) => /-[1-9]$/.test(slug) && slugs.includes(slug.slice(0, -2)))
      .map((slug) => `${slug} is a twin`),
  ]
}

function unless(isRight: boolean, words: string): string[] {
  return isRight ? [] : [words]
}

function post<T>(call: Call, path: string, body: unknown): Promise<T> {
  return call((client: Client) => client.call<T>('POST', path, body))
}
