// What people do to all pages of a project at once: npm run bench -- changes [--rows 5000]. Taken down with redirects, brought
// back, moved to other addresses, and the move undone, without any limit at the other end.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Plan } from '../src/api/plan.ts'
import type { Run } from '../src/api/run.ts'
import { createDatabase, dropDatabase, type Engine } from '../test/crash/rig.ts'
import { databaseBytes } from './database-size.ts'
import type { Figure } from './figure.ts'
import {
  changeTemplate,
  connect,
  importRows,
  makePlan,
  makeProject,
  openInstallation,
  publishPlan,
  restart,
  untilPlanned,
} from './installation.ts'
import { createMeter, formatPhases } from './phases.ts'
import { generateCsv } from './rows.ts'

const all = { pages: { filter: {} } }

/** Prints the phases; the figures say what of all pages was not done. */
export async function benchChanges(engine: Engine, rows: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'seomatic-changes-'))
  const database = await createDatabase(engine)
  const installation = await openInstallation(folder, database.url)
  const meter = createMeter(() => databaseBytes(installation.settings))
  const figures: Figure[] = []
  try {
    const site = await connect(installation)
    await restart(installation, 60_000)
    const { client } = installation
    const csv = [...generateCsv(rows, 1)].join('')
    const { dataset } = await importRows(installation, csv, null)
    const project = await makeProject(installation, site, dataset.id)
    const both = async (name: string, ask: () => Promise<Plan>): Promise<Run> => {
      const plan = await meter.measure(`${name}: plan`, ask)
      const run = await meter.measure(`${name}: run`, () => publishPlan(installation, plan))
      const left = rows - (run.receipt?.verifiedEqual ?? 0)
      figures.push({ name: `${name}: pages that are not as planned`, value: left, unit: '', goal: 0 })
      return run
    }
    const planBy = async (path: string, body: object) =>
      untilPlanned(installation, (await client.call<Plan>('POST', path, body)).id)
    await both('publish', () => makePlan(installation, project))
    const down = { ...all, how: 'draft', redirect: { to: 'page', path: '/closed' } }
    await both('take down', () => planBy(`/projects/${project.projectId}/take-down`, down))
    await both('bring back', () => planBy(`/projects/${project.projectId}/bring-back`, all))
    await changeTemplate(installation, project, 'slug', 'place-{{ row.code | slugify }}')
    const moved = await both('move', () => makePlan(installation, project))
    await both('undo the move', () => planBy(`/runs/${moved.id}/undo`, {}))
  } finally {
    await installation.product.stop()
    await installation.simulator.stop()
    await dropDatabase(engine, database.name)
    rmSync(folder, { recursive: true, force: true })
    console.log(`${formatPhases(meter.phases, rows)}\n`)
  }
  return figures
}
