// A project on the practice site, made as its owner makes it: for tests that look at one in a browser.
import type { TestApp } from './app.ts'
import { insertDataset, insertTemplate } from './project-parts.ts'

export interface PracticeOptions {
  /** Of the dataset, unless there is one already. */
  rows?: Record<string, string>[]
  datasetId?: string
  /** Of the template; a title, an address and a body unless told. */
  fields?: Record<string, string>
  name?: string
  /** Beside the author, who is the first of the site. */
  options?: Record<string, unknown>
}

export interface PracticeProject {
  id: string
  datasetId: string
  templateId: string
}

export async function makePracticeProject(
  app: TestApp,
  { rows = [], fields, name = 'Places', options = {}, ...given }: PracticeOptions,
): Promise<PracticeProject> {
  const { database } = app.program
  const workspaceId = await findWorkspace(app)
  const datasetId = given.datasetId ?? (await insertDataset(database, workspaceId, rows))
  const templateId = await insertTemplate(database, workspaceId, fields ? { fields } : {})
  const { body: connection } = await app.call('POST', '/api/connections/practice', { body: {} })
  const { body: authors } = await app.call(
    'GET',
    `/api/connections/${connection.id}/choices?destination=wix/blog&kind=authors`,
  )
  const made = await app.call('POST', '/api/projects', {
    body: {
      name,
      destination: 'wix/blog',
      datasetId,
      connectionId: connection.id,
      templateId,
      options: { authorId: authors.items[0].id, ...options },
    },
  })
  if (made.status !== 201) throw new Error(`The project was not made: ${made.text}`)
  return { id: made.body.id, datasetId, templateId }
}

/** The only one of a test's program. */
export async function findWorkspace(app: TestApp): Promise<string> {
  const { rows } = await app.program.database.query<{ id: string }>('select id from workspaces')
  return rows[0]!.id
}
