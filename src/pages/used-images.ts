// Which pictures pages use: what their rows make now, and what they were last sent with.
import { inBatches } from '../batches.ts'
import { connectionsOfSite, releaseImages } from '../connections/our-images.ts'
import type { Database, Queries } from '../db/types.ts'
import type { ProjectOnConnection } from '../projects/by-connection.ts'
import { findProject } from '../projects/project-store.ts'
import { targetById } from '../targets/index.ts'
import { imageKind } from '../targets/target.ts'
import { readPayloads } from './payload-store.ts'

const payloadsAtOnce = 200

/** Addresses of the pictures, whatever became of the pages: one that was taken down may come back. */
export async function usedImages(
  queries: Queries,
  projects: readonly Pick<ProjectOnConnection, 'id' | 'destination'>[],
): Promise<Set<string>> {
  const used = new Set<string>()
  for (const { id, destination } of projects) {
    const { rows } = await queries.query<{ name: string }>(
      `select distinct need ->> 'name' as name
         from page_index, jsonb_array_elements(needs) need
        where project_id = $1 and needs is not null and need ->> 'kind' = '${imageKind}'`,
      [id],
    )
    for (const { name } of rows) used.add(name)
    const target = targetById(destination)
    for (const hashes of inBatches(await sentOtherwise(queries, id), payloadsAtOnce))
      for (const payload of (await readPayloads(queries, id, hashes)).values())
        for (const need of target.needs(payload)) if (need.kind === imageKind) used.add(need.name)
  }
  return used
}

/** Payloads that pages were sent with and that their rows no longer make. */
async function sentOtherwise(queries: Queries, projectId: string): Promise<string[]> {
  const { rows } = await queries.query<{ hash: string }>(
    `select distinct p.payload_hash as hash from pages p
      where p.project_id = $1 and not exists (
        select 1 from page_index i
         where i.project_id = p.project_id and i.row_key = p.row_key and i.payload_hash = p.payload_hash)`,
    [projectId],
  )
  return rows.map(({ hash }) => hash)
}

/** Of a project that is going, whose pages stay on the site: nobody will know then that they show these pictures. */
export async function releaseImagesOf(database: Database, projectId: string): Promise<void> {
  const project = await findProject(database, projectId)
  if (!project) return
  const used = await usedImages(database, [project])
  if (used.size === 0) return
  await releaseImages(database, await connectionsOfSite(database, project.connectionId), [...used])
}
