// Makes the sample project, or goes on where an earlier process was stopped: each part is noted before it is made, or
// found by what it is made of, so there is never a second one.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Import } from '../api/import.ts'
import { usualRedirects } from '../api/redirect.ts'
import type { Connections } from '../connections/connections.ts'
import { findDataset } from '../data/datasets.ts'
import type { Imports } from '../data/imports/imports.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { Pages } from '../pages/pages.ts'
import { createPlan, listPlans } from '../plans/plans.ts'
import type { Projects } from '../projects/projects.ts'
import { createTemplate, findTemplate } from '../templates/store.ts'
import { readTable, sample, sampleFields } from './contents.ts'
import { orNull } from './or-null.ts'
import { noteParts, type SampleRow } from './store.ts'

export interface MakeDeps {
  database: Database
  connections: Pick<Connections, 'practice' | 'choices'>
  imports: Pick<Imports, 'receive' | 'start' | 'get' | 'load' | 'apply'>
  projects: Pick<Projects, 'list' | 'create' | 'record'>
  pages: Pick<Pages, 'check'>
  /** Hands the building of a plan to a worker. */
  requestPlan: (planId: string) => Promise<void>
}

/** Whom the template and the plan name as their author. */
const author = 'SEOmatic'
const lookEveryMs = 100

/** Resolves once all of it is there; pages are checked and the plan is built by their own jobs. */
export async function makeSample(deps: MakeDeps, row: SampleRow, signal: AbortSignal): Promise<void> {
  const { database, connections, pages } = deps
  const { workspaceId } = row
  const parts = { ...row }
  const note = (changes: Partial<SampleRow>) =>
    noteParts(database, workspaceId, Object.assign(parts, changes))

  const connection = await connections.practice(workspaceId)
  const datasetId = await bringTable(deps, parts, note, signal)
  signal.throwIfAborted()
  const templateId = await writeTemplate(database, parts, note)
  signal.throwIfAborted()
  const projectId = await findOrCreateProject(deps, workspaceId, {
    datasetId,
    templateId,
    connectionId: connection.id,
  })
  await note({ projectId })
  await pages.check(workspaceId, projectId)
  await planOnce(deps, workspaceId, projectId)
}

type Note = (changes: Partial<SampleRow>) => Promise<void>

async function bringTable(
  { database, imports }: MakeDeps,
  { workspaceId, importId }: SampleRow,
  note: Note,
  signal: AbortSignal,
): Promise<string> {
  let id = importId
  for (;;) {
    signal.throwIfAborted()
    const known = id === null ? null : await orNull(imports.get(workspaceId, id))
    const datasetId = known?.state === 'applied' ? known.datasetId : null
    if (datasetId && (await findDataset(database, workspaceId, datasetId))) {
      await note({ datasetId })
      return datasetId
    }
    if (!known || isOver(known)) id = await upload(imports, workspaceId, note)
    else if (known.problem) {
      await note({ importId: null })
      throw new AppError('unavailable', `The table of the sample was not read. ${known.problem.message}`)
    } else if (known.state === 'analysed')
      await imports.load(workspaceId, known.id, { keyColumn: sample.keyColumn, name: sample.dataset })
    else if (known.state === 'loaded') await imports.apply(workspaceId, known.id)
    else await sleep(lookEveryMs, undefined, { signal })
  }
}

/** Somebody discarded it, or deleted what came of it. */
const isOver = ({ state }: Import) => state === 'applied' || state === 'discarded'

async function upload(imports: MakeDeps['imports'], workspaceId: string, note: Note): Promise<string> {
  const received = await imports.receive(sample.fileName, readTable())
  await note({ importId: received.id, datasetId: null })
  await imports.start(workspaceId, received, null)
  return received.id
}

async function writeTemplate(database: Database, row: SampleRow, note: Note): Promise<string> {
  const { workspaceId } = row
  const id = row.templateId ?? newId('tpl')
  if (row.templateId === null) await note({ templateId: id })
  if (!(await findTemplate(database, workspaceId, id)))
    await createTemplate(database, workspaceId, author, {
      id,
      name: sample.template,
      destination: sample.destination,
      fields: sampleFields,
    })
  return id
}

async function findOrCreateProject(
  { connections, projects }: MakeDeps,
  workspaceId: string,
  parts: { datasetId: string; templateId: string; connectionId: string },
): Promise<string> {
  // Nobody else knew the template before.
  const there = (await projects.list(workspaceId)).find(
    ({ template, dataset }) => template.id === parts.templateId && dataset.id === parts.datasetId,
  )
  if (there) return there.id
  const ask = { destination: sample.destination, kind: 'authors', search: '' }
  const { items } = await connections.choices(workspaceId, parts.connectionId, ask)
  const project = await projects.create(workspaceId, {
    name: sample.project,
    destination: sample.destination,
    ...parts,
    // Posts that an earlier sample left on the practice site are taken over, and made no second time.
    options: { authorId: items[0]?.id ?? '', mode: 'publish', adopt: 'slug' },
    redirects: usualRedirects,
  })
  return project.id
}

async function planOnce(
  { database, projects, requestPlan }: MakeDeps,
  workspaceId: string,
  projectId: string,
): Promise<void> {
  const [there] = (await listPlans(database, workspaceId, projectId, { limit: 1 })).items
  if (there && there.state !== 'building') return
  const project = await projects.record(workspaceId, projectId)
  await requestPlan(there?.id ?? (await createPlan(database, project, author)))
}
