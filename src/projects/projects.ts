// Projects bind a dataset, a connection, a destination and a template, and see to it that the four fit.

import type { z } from 'zod'
import type { Project, projectInputSchema, projectUpdateSchema } from '../api/project.ts'
import { newId } from '../db/id.ts'
import type { Database, Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { targetById } from '../targets/index.ts'
import type { ProjectRecord } from './project-record.ts'
import {
  countPublished,
  findActiveRun,
  findParts,
  findProject,
  findShown,
  insertProject,
  listShown,
  lockProject,
  type Parts,
  saveProject,
} from './project-store.ts'
import { removeProject } from './remove-project.ts'

export type ProjectInput = z.output<typeof projectInputSchema>
export type ProjectUpdate = z.output<typeof projectUpdateSchema>

export interface Projects {
  list(workspaceId: string): Promise<Project[]>
  get(workspaceId: string, id: string): Promise<Project>
  create(workspaceId: string, input: ProjectInput): Promise<Project>
  update(workspaceId: string, id: string, changes: ProjectUpdate): Promise<Project>
  /** What the project published stays in Wix. Refused while a run is on its way. */
  remove(workspaceId: string, id: string): Promise<void>
  /** The bare project, checked to be in the workspace; `not_found` otherwise. */
  record(workspaceId: string, id: string): Promise<ProjectRecord>
  /** The same for background work, which was allowed when it was asked for. Null when it is gone. */
  find(id: string): Promise<ProjectRecord | null>
}

export function createProjects({ database }: { database: Database }): Projects {
  async function get(workspaceId: string, id: string): Promise<Project> {
    return (await findShown(database, workspaceId, id)) ?? missing()
  }

  return {
    list: (workspaceId) => listShown(database, workspaceId),
    get,

    async create(workspaceId, input) {
      const project: ProjectRecord = { ...input, id: newId('prj'), workspaceId }
      await database.transaction(async (tx) => {
        checkParts(project, await findParts(tx, project))
        await insertProject(tx, { ...project, options: checkOptions(project.destination, project.options) })
      })
      return get(workspaceId, project.id)
    },

    async update(workspaceId, id, changes) {
      await database.transaction(async (tx) => {
        const before = (await lockProject(tx, workspaceId, id)) ?? missing()
        const after: ProjectRecord = {
          ...before,
          ...(changes.name !== undefined && { name: changes.name }),
          ...(changes.connectionId !== undefined && { connectionId: changes.connectionId }),
          ...(changes.templateId !== undefined && { templateId: changes.templateId }),
          ...(changes.options !== undefined && { options: changes.options }),
        }
        checkParts(after, await findParts(tx, after))
        if (after.connectionId !== before.connectionId) await checkMove(tx, before, after)
        await saveProject(tx, { ...after, options: checkOptions(after.destination, after.options) })
      })
      return get(workspaceId, id)
    },

    remove: (workspaceId, id) => removeProject(database, workspaceId, id),

    async record(workspaceId, id) {
      const project = await findProject(database, id)
      return project?.workspaceId === workspaceId ? project : missing()
    },
    find: (id) => findProject(database, id),
  }
}

function missing(): never {
  throw new AppError('not_found', 'This project does not exist; it may have been deleted.')
}

function checkParts(project: ProjectRecord, parts: Parts): void {
  targetById(project.destination)
  if (!parts.dataset)
    throw new AppError('bad_request', 'The chosen dataset does not exist any more. Choose another one.')
  if (parts.siteId === null)
    throw new AppError('bad_request', 'The chosen connection does not exist any more. Choose another one.')
  if (parts.templateDestination === null)
    throw new AppError('bad_request', 'The chosen template does not exist any more. Choose another one.')
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
async function checkMove(tx: Queries, before: ProjectRecord, after: ProjectRecord): Promise<void> {
  if (await findActiveRun(tx, before.id))
    throw new AppError(
      'conflict',
      'A run of this project is on its way. Wait until it is done, then change the connection.',
    )
  const [old, next] = [await findParts(tx, before), await findParts(tx, after)]
  const published = await countPublished(tx, before.id)
  if (published > 0 && old.siteId !== next.siteId)
    throw new AppError(
      'conflict',
      `This project has ${published} pages on the site of its connection, and the chosen connection is for another site. Make a new project for that site.`,
    )
}
