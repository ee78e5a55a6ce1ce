// Projects bind a dataset, a connection, a destination and a template, and see to it that the four fit.

import type { z } from 'zod'
import type { DestinationFields, fieldsInputSchema } from '../api/destination.ts'
import type { Project, projectInputSchema, projectUpdateSchema } from '../api/project.ts'
import { usualRedirects } from '../api/redirect.ts'
import { findSiteId } from '../connections/store.ts'
import { newId } from '../db/id.ts'
import type { Database, Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { targetById } from '../targets/index.ts'
import { type ProjectRecord, targetOptions } from './project-record.ts'
import {
  findParts,
  findProject,
  findProjectRow,
  insertProject,
  listProjectRows,
  lockProject,
  type Parts,
  saveFacts,
  saveProject,
} from './project-store.ts'
import { removeProject } from './remove-project.ts'
import { presentProjects } from './shown.ts'
import type { ReadFacts } from './site-facts.ts'
import type { ProjectUses } from './uses.ts'

type GivenInput = z.output<typeof projectInputSchema>
export type ProjectInput = Omit<GivenInput, 'redirects'> & Partial<Pick<GivenInput, 'redirects'>>
export type ProjectUpdate = z.output<typeof projectUpdateSchema>

export interface Projects {
  list(workspaceId: string): Promise<Project[]>
  get(workspaceId: string, id: string): Promise<Project>
  create(workspaceId: string, input: ProjectInput): Promise<Project>
  update(workspaceId: string, id: string, changes: ProjectUpdate): Promise<Project>
  /** What a template of the project can fill, as the site said when it was last asked. */
  fields(workspaceId: string, id: string): Promise<DestinationFields>
  /** Asks the site again. */
  refresh(workspaceId: string, id: string): Promise<DestinationFields>
  /** The same for a project that is still to be made. */
  fieldsFor(workspaceId: string, input: z.output<typeof fieldsInputSchema>): Promise<DestinationFields>
  /** What the project published stays in Wix. Refused while a run is on its way. */
  remove(workspaceId: string, id: string): Promise<void>
  /** As a project that is still to be made would be, for looking at its pages; nothing is stored. */
  draft(workspaceId: string, input: z.output<typeof fieldsInputSchema>): Promise<ProjectRecord>
  /** The bare project, checked to be in the workspace; `not_found` otherwise. */
  record(workspaceId: string, id: string): Promise<ProjectRecord>
  /** The same for background work, which was allowed when it was asked for. Null when it is gone. */
  find(id: string): Promise<ProjectRecord | null>
}

export interface ProjectsDeps {
  database: Database
  uses: ProjectUses
  /** Without it only destinations that need nothing of the site can be chosen. */
  readFacts?: ReadFacts
}

export function createProjects({ database, uses, readFacts = noFacts }: ProjectsDeps): Projects {
  async function record(workspaceId: string, id: string): Promise<ProjectRecord> {
    const project = await findProject(database, id)
    return project?.workspaceId === workspaceId ? project : missing()
  }

  /** Over the network, so never inside a transaction. */
  async function readNow(
    project: Parameters<ReadFacts>[0],
  ): Promise<Pick<ProjectRecord, 'facts' | 'factsReadAt'>> {
    const facts = await readFacts(project)
    return { facts, factsReadAt: facts === null ? null : database.now().toISOString() }
  }

  /** Another connection or other options lead elsewhere on the site. */
  async function factsAfter(workspaceId: string, id: string, changes: ProjectUpdate) {
    if (changes.connectionId === undefined && changes.options === undefined) return {}
    const before = await record(workspaceId, id)
    const options = changes.options ? checkOptions(before.destination, changes.options) : before.options
    return readNow({
      ...before,
      ...(changes.connectionId && { connectionId: changes.connectionId }),
      options,
    })
  }

  async function get(workspaceId: string, id: string): Promise<Project> {
    const row = await findProjectRow(database, workspaceId, id)
    return row ? (await presentProjects(database, uses, [row]))[0]! : missing()
  }

  return {
    list: async (workspaceId) =>
      presentProjects(database, uses, await listProjectRows(database, workspaceId)),
    get,

    async create(workspaceId, input) {
      const options = checkOptions(input.destination, input.options)
      const { edits = 'merge', redirects = usualRedirects } = input
      const made = { id: newId('prj'), workspaceId, facts: null, factsReadAt: null }
      const bare = { ...input, edits, options, redirects, ...made }
      checkParts(bare, await findParts(database, bare))
      const project: ProjectRecord = { ...bare, ...(await readNow(bare)) }
      await database.transaction(async (tx) => {
        checkParts(project, await findParts(tx, project))
        await insertProject(tx, project)
      })
      return get(workspaceId, project.id)
    },

    async update(workspaceId, id, changes) {
      const facts = await factsAfter(workspaceId, id, changes)
      await database.transaction(async (tx) => {
        const before = (await lockProject(tx, workspaceId, id)) ?? missing()
        const after: ProjectRecord = {
          ...before,
          ...(changes.name !== undefined && { name: changes.name }),
          ...(changes.connectionId !== undefined && { connectionId: changes.connectionId }),
          ...(changes.templateId !== undefined && { templateId: changes.templateId }),
          ...(changes.edits !== undefined && { edits: changes.edits }),
          ...(changes.options !== undefined && {
            options: checkOptions(before.destination, changes.options),
          }),
          ...(changes.redirects !== undefined && { redirects: changes.redirects }),
          ...facts,
        }
        checkParts(after, await findParts(tx, after))
        if (after.connectionId !== before.connectionId) await checkMove(tx, uses, before, after)
        await checkPlace(tx, uses, before, after)
        await saveProject(tx, after)
      })
      return get(workspaceId, id)
    },

    fields: async (workspaceId, id) => presentFields(await record(workspaceId, id)),

    async refresh(workspaceId, id) {
      const before = await record(workspaceId, id)
      const after = { ...before, ...(await readNow(before)) }
      await saveFacts(database, after)
      return presentFields(after)
    },

    async fieldsFor(workspaceId, { destination, connectionId, options }) {
      const read = { workspaceId, connectionId, destination, options: checkOptions(destination, options) }
      return presentFields({ ...read, ...(await readNow(read)) })
    },

    async draft(workspaceId, { destination, connectionId, options }) {
      if ((await findSiteId(database, workspaceId, connectionId)) === null) throw noConnection()
      const read = { workspaceId, connectionId, destination, options: checkOptions(destination, options) }
      return { ...read, ...unsaved, ...(await readNow(read)) }
    },

    remove: (workspaceId, id) => removeProject(database, uses, workspaceId, id),

    record,
    find: (id) => findProject(database, id),
  }
}

async function noFacts({ destination }: Parameters<ReadFacts>[0]): Promise<null> {
  if (targetById(destination).facts) throw new TypeError('No way was given to read facts of a site')
  return null
}

function presentFields(
  project: Pick<ProjectRecord, 'destination' | 'options' | 'facts' | 'factsReadAt'>,
): DestinationFields {
  const target = targetById(project.destination)
  const options = targetOptions(project)
  return {
    fields: target.fields(options),
    notes: project.facts === null ? [] : (target.facts?.notes(project.facts, options) ?? []),
    readAt: project.factsReadAt,
  }
}

/** Pages that stand in one collection are not found in another one. */
async function checkPlace(
  tx: Queries,
  uses: ProjectUses,
  before: ProjectRecord,
  after: ProjectRecord,
): Promise<void> {
  const { placeOf } = targetById(after.destination)
  if (!placeOf || placeOf(before.options) === placeOf(after.options)) return
  const published = await countPublished(tx, uses, before.id)
  if (published > 0)
    throw new AppError(
      'conflict',
      `This project has ${published} pages in the place it was made for (${placeOf(before.options)}), and would not find them in another. Create a new project for that.`,
    )
}

/** Pages that are in Wix, as far as we know. */
async function countPublished(tx: Queries, uses: ProjectUses, id: string): Promise<number> {
  const counts = (await uses.publishedCountsOf(tx, [id])).get(id)
  return counts ? counts.live + counts.drafts : 0
}

/** What a project has that is not stored: no rows, no template, nothing published. */
const unsaved = {
  id: 'draft',
  name: '',
  datasetId: '',
  templateId: '',
  edits: 'merge',
  redirects: usualRedirects,
} as const

function noConnection(): AppError {
  return new AppError('bad_request', 'The chosen connection no longer exists. Choose another one.')
}

function missing(): never {
  throw new AppError('not_found', 'This project does not exist; it may have been deleted.')
}

function checkParts(project: ProjectRecord, parts: Parts): void {
  targetById(project.destination)
  if (!parts.dataset)
    throw new AppError('bad_request', 'The chosen dataset no longer exists. Choose another one.')
  if (parts.siteId === null) throw noConnection()
  if (parts.templateDestination === null)
    throw new AppError('bad_request', 'The chosen template no longer exists. Choose another one.')
  if (parts.templateDestination !== project.destination)
    throw new AppError(
      'bad_request',
      `The template is made for ${parts.templateDestination}, and the project publishes to ${project.destination}. Choose a template for ${project.destination}.`,
    )
}

/** The options as the destination reads them, defaults filled in. */
export function checkOptions(destination: string, options: Record<string, unknown>): Record<string, unknown> {
  const result = targetById(destination).options.safeParse(options)
  if (result.success) return result.data as Record<string, unknown>
  const issues = result.error.issues.map((issue) => ({
    path: issue.path.map(String),
    message: issue.message,
  }))
  const words = issues.map(({ path, message }) => `${path.join('.') || 'options'}: ${message}`).join(' ')
  throw new AppError('bad_request', `These settings do not fit the destination. ${words}`, {
    details: { issues },
  })
}

/** What is recorded about published pages holds for one site; on another one it would be wrong. */
async function checkMove(
  tx: Queries,
  uses: ProjectUses,
  before: ProjectRecord,
  after: ProjectRecord,
): Promise<void> {
  if (await uses.unfinishedRunOf(tx, before.id))
    throw new AppError(
      'conflict',
      'A run of this project is in progress. Wait until it is done, then change the connection.',
    )
  const [old, next] = [await findParts(tx, before), await findParts(tx, after)]
  const published = await countPublished(tx, uses, before.id)
  if (published > 0 && old.siteId !== next.siteId)
    throw new AppError(
      'conflict',
      `This project has ${published} pages on the site of its connection, and the chosen connection is for another site. Create a new project for that site.`,
    )
}
