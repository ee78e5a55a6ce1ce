// Files of the Media Manager by their ids.

import { inBatches } from '../../../batches.ts'
import type { MediaFile } from '../../../wix/index.ts'
import type { TargetContext } from '../../target.ts'
import { blamesContent } from '../errors.ts'

/** Wix's limit of one call. */
const mostPerCall = 100

/** Those that the site has. */
export async function filesById(ctx: TargetContext, ids: string[]): Promise<Map<string, MediaFile>> {
  const files = new Map<string, MediaFile>()
  for (const batch of inBatches([...new Set(ids)], mostPerCall))
    for (const file of await readBatch(ctx, batch)) files.set(file.id, file)
  return files
}

/** Whether Wix leaves out an id it does not know or refuses the call for it is not documented. */
async function readBatch(ctx: TargetContext, ids: string[]) {
  try {
    return await ctx.client.mediaFiles.getMany(ids, { signal: ctx.signal })
  } catch (error) {
    if (!blamesContent(error)) throw error
    if (ids.length === 1) return []
    const found = []
    for (const id of ids) found.push(...(await readOne(ctx, id)))
    return found
  }
}

async function readOne(ctx: TargetContext, id: string) {
  try {
    return [await ctx.client.mediaFiles.get(id, { signal: ctx.signal })]
  } catch (error) {
    if (blamesContent(error)) return []
    throw error
  }
}
