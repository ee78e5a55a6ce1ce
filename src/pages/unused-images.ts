// Pictures of ours that no page uses any more: listed, moved to the trash of the Media Manager on request, and back.
import type { ImageRemoval, UnusedImage } from '../api/image.ts'
import { recordGone } from '../connections/asset-ledger.ts'
import { connectionsOfSite, type KnownImage, knownImages, recordBack } from '../connections/our-images.ts'
import { openSite, type SiteDeps } from '../connections/site.ts'
import { newId } from '../db/id.ts'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { listProjectsOnConnections } from '../projects/by-connection.ts'
import { imageKind, type TargetContext } from '../targets/target.ts'
import { imageUrl, isForbidden, readImageRef, restoreFiles, trashFiles } from '../targets/wix/media.ts'
import { usedImages } from './used-images.ts'

interface Unused extends KnownImage {
  fileId: string
}

interface StoredImage extends Pick<KnownImage, 'name' | 'ref' | 'runId'> {
  fileId: string
  state: ImageRemoval['images'][number]['state']
}

interface RemovalRow {
  id: string
  connection_id: string
  author: string
  images: StoredImage[]
  created_at: string
}

/** Never a file that we did not import, nor one that a page of any project of the site has under another address. */
export async function listUnusedImages(queries: Queries, connectionId: string): Promise<UnusedImage[]> {
  return (await findUnused(queries, connectionId)).map(({ fileId, name, ref, importedAt }) => ({
    fileId,
    name,
    url: imageUrl({ fileId: readImageRef(ref)?.fileId ?? fileId }),
    importedAt,
  }))
}

async function findUnused(queries: Queries, connectionId: string): Promise<Unused[]> {
  const connectionIds = await connectionsOfSite(queries, connectionId)
  const used = await usedImages(queries, await listProjectsOnConnections(queries, connectionIds))
  const known = await knownImages(queries, connectionIds)
  const filesInUse = new Set(
    known.filter(({ name, runId }) => used.has(name) || runId === null).map(({ ref }) => fileOf(ref)),
  )
  const own = await knownImages(queries, [connectionId])
  return own.flatMap((image): Unused[] => {
    const fileId = fileOf(image.ref)
    return fileId === null || image.runId === null || filesInUse.has(fileId) ? [] : [{ ...image, fileId }]
  })
}

function fileOf(ref: string): string | null {
  return readImageRef(ref)?.fileId ?? null
}

/** The last fifty, newest first. */
export async function listImageRemovals(queries: Queries, connectionId: string): Promise<ImageRemoval[]> {
  const { rows } = await queries.query<RemovalRow>(
    'select * from image_removals where connection_id = $1 order by id desc limit 50',
    [connectionId],
  )
  return rows.map(present)
}

export interface Mover {
  workspaceId: string
  name: string
}

/**
 * What is to be moved is on disk before it is asked for, and what became of each file afterwards.
 * @param fileIds null: all that are unused now; of those that are named, the ones that are still unused
 */
export async function trashUnusedImages(
  deps: SiteDeps,
  { workspaceId, name: author }: Mover,
  connectionId: string,
  fileIds: readonly string[] | null,
  signal: AbortSignal,
): Promise<ImageRemoval> {
  const { database } = deps
  const wanted = fileIds && new Set(fileIds)
  const unused = (await findUnused(database, connectionId)).filter(
    ({ fileId }) => wanted === null || wanted.has(fileId),
  )
  if (unused.length === 0)
    throw new AppError('conflict', 'None of these pictures is unused by now. Look at the list once more.')
  const asked = unused.map(
    ({ name, ref, runId, fileId }): StoredImage => ({ name, ref, runId, fileId, state: 'asked' }),
  )
  const id = newId('imr')
  await database.query(
    `insert into image_removals (id, workspace_id, connection_id, author, images, created_at)
     values ($1, $2, $3, $4, $5::jsonb, $6)`,
    [id, workspaceId, connectionId, author, JSON.stringify(asked), database.now()],
  )
  const { wix } = await openSite(deps, connectionId, signal, 'plan')
  const moved = await onSite(wix, (ctx) =>
    trashFiles(
      ctx,
      asked.map(({ fileId }) => fileId),
    ),
  )
  const images = asked.map(
    (one): StoredImage => ({ ...one, state: moved.has(one.fileId) ? 'moved' : 'left' }),
  )
  const gone = images.filter(({ state }) => state === 'moved')
  await recordGone(
    database,
    connectionId,
    gone.map(({ name }) => ({ kind: imageKind, name })),
  )
  return saveImages(database, id, images)
}

/** Everything of a removal that is in the trash. */
export async function restoreRemovedImages(
  deps: SiteDeps,
  { workspaceId }: Pick<Mover, 'workspaceId'>,
  id: string,
  signal: AbortSignal,
): Promise<ImageRemoval> {
  const { database } = deps
  const { rows } = await database.query<RemovalRow>(
    'select * from image_removals where workspace_id = $1 and id = $2',
    [workspaceId, id],
  )
  const removal = rows[0]
  if (!removal)
    throw new AppError('not_found', 'Nothing was moved under this id. List the pictures to see what was.')
  const trashed = removal.images.filter(({ state }) => state !== 'restored')
  const { wix } = await openSite(deps, removal.connection_id, signal, 'plan')
  const back = await onSite(wix, (ctx) =>
    restoreFiles(
      ctx,
      trashed.map(({ fileId }) => fileId),
    ),
  )
  await recordBack(
    database,
    removal.connection_id,
    trashed.filter(({ fileId }) => back.has(fileId)),
  )
  return saveImages(
    database,
    id,
    removal.images.map((one) => (back.has(one.fileId) ? { ...one, state: 'restored' } : one)),
  )
}

async function onSite<T>(wix: TargetContext, work: (ctx: TargetContext) => Promise<T>): Promise<T> {
  try {
    return await work(wix)
  } catch (error) {
    if (!isForbidden(error)) throw error
    throw new AppError(
      'connection_permission',
      'The connection may not move files: it lacks the permission Manage Media Manager. Add it in Wix, check the connection, then try again.',
      { cause: error },
    )
  }
}

async function saveImages(queries: Queries, id: string, images: StoredImage[]): Promise<ImageRemoval> {
  const { rows } = await queries.query<RemovalRow>(
    'update image_removals set images = $2::jsonb where id = $1 returning *',
    [id, JSON.stringify(images)],
  )
  return present(rows[0]!)
}

function present({ id, author, images, created_at }: RemovalRow): ImageRemoval {
  return {
    id,
    author,
    createdAt: created_at,
    images: images.map(({ fileId, name, state }) => ({ fileId, name, state })),
  }
}
