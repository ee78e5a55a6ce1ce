// Files out of the Media Manager and back. A file in its trash still shows where it is used; what is there can be restored.
// Wix takes both asynchronously, so that only reading says what happened.
import { inBatches } from '../../../batches.ts'
import { isWixError } from '../../../wix/index.ts'
import type { TargetContext } from '../../target.ts'
import { filesById } from './files.ts'

/** As many as one read takes. */
const filesPerCall = 100
const looks = 5
const pauseMs = 400

/** The credentials may not. */
export function isForbidden(error: unknown): boolean {
  return isWixError(error) && error.kind === 'forbidden'
}

/** Ids of those that are no longer in the library. Repeatable. Throws what Wix refuses before anything has happened. */
export function trashFiles(ctx: TargetContext, fileIds: readonly string[]): Promise<Set<string>> {
  return change(ctx, fileIds, (batch) => ctx.client.mediaFiles.trash(batch, { signal: ctx.signal }), false)
}

/** Ids of those that are in the library again. Repeatable. */
export function restoreFiles(ctx: TargetContext, fileIds: readonly string[]): Promise<Set<string>> {
  return change(ctx, fileIds, (batch) => ctx.client.mediaFiles.restore(batch, { signal: ctx.signal }), true)
}

async function change(
  ctx: TargetContext,
  fileIds: readonly string[],
  call: (batch: string[]) => Promise<void>,
  isWanted: boolean,
): Promise<Set<string>> {
  const done = new Set<string>()
  for (const batch of inBatches([...new Set(fileIds)], filesPerCall)) {
    try {
      await call(batch)
    } catch (error) {
      // A lost answer: looking tells.
      if (!isWixError(error) || isForbidden(error)) throw error
    }
    for (const id of await awaitFiles(ctx, batch, isWanted)) done.add(id)
  }
  return done
}

async function awaitFiles(ctx: TargetContext, ids: string[], isWanted: boolean): Promise<string[]> {
  for (let look = 1; ; look++) {
    const there = await filesById(ctx, ids)
    const isThere = (id: string) => (there.get(id)?.state ?? 'DELETED') !== 'DELETED'
    const done = ids.filter((id) => isThere(id) === isWanted)
    if (done.length === ids.length || look === looks) return done
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}
