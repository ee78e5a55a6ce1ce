// Which pictures the site has already. Reads only.
import { isWixError, type MediaFile } from '../../../wix/index.ts'
import { type AssetNeed, assetKey, imageKind, type TargetContext } from '../../target.ts'
import { addressMark, isImportOf } from './file-name.ts'
import { filesById } from './files.ts'
import { readImageRef, refOfFile, wixFileId, writeImageRef } from './image-ref.ts'

/** So many are searched for one by one; more of them are found cheaper by walking the newest files. */
const mostSearches = 5
/** A hundred files each. A site with more pictures than that may get one a second time. */
const mostPages = 30
const filesPerPage = 100

/**
 * Pictures that are in the Media Manager and finished, as `wix:image://` by asset key. Addresses of Wix itself are
 * the site's own files; others are recognised by what we imported. Wix cannot be asked for the source of a file
 * (its query filters by type and privacy alone), so names are searched, or the newest files walked.
 * Without the permission to read files: what needs no call.
 */
export async function lookUpImages(ctx: TargetContext, needs: AssetNeed[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const open: AssetNeed[] = []
  for (const need of needs.filter(({ kind }) => kind === imageKind)) {
    const ref = readImageRef(need.name)
    if (ref) found.set(assetKey(need), writeImageRef(ref))
    else open.push(need)
  }
  if (open.length === 0) return found
  try {
    await lookUpOwnFiles(ctx, open, found)
    const imported = open.filter((need) => !found.has(assetKey(need)))
    if (imported.length <= mostSearches) await searchImports(ctx, imported, found)
    else await walkImports(ctx, imported, found)
  } catch (error) {
    if (!isWixError(error) || error.kind !== 'forbidden') throw error
  }
  return found
}

async function lookUpOwnFiles(
  ctx: TargetContext,
  needs: AssetNeed[],
  found: Map<string, string>,
): Promise<void> {
  const ids = needs.flatMap((need) => wixFileId(need.name) ?? [])
  if (ids.length === 0) return
  const files = await filesById(ctx, ids)
  for (const need of needs) {
    const file = files.get(wixFileId(need.name) ?? '')
    if (file) note(need, file, found)
  }
}

async function searchImports(
  ctx: TargetContext,
  needs: AssetNeed[],
  found: Map<string, string>,
): Promise<void> {
  for (const need of needs) {
    const query = { search: addressMark(need.name), limit: filesPerPage }
    const { items } = await ctx.client.mediaFiles.search(query, { signal: ctx.signal })
    for (const file of items) if (isImportOf(file, need.name)) note(need, file, found)
  }
}

async function walkImports(
  ctx: TargetContext,
  needs: AssetNeed[],
  found: Map<string, string>,
): Promise<void> {
  const bySource = new Map(needs.map((need) => [need.name, need]))
  const byMark = new Map(needs.map((need) => [addressMark(need.name), need]))
  const query = { mediaTypes: ['IMAGE' as const], limit: filesPerPage }
  let seen = 0
  for await (const file of ctx.client.mediaFiles.searchAll(query, { signal: ctx.signal })) {
    const mark = /-([0-9a-f]{16})(?:\.\w+)?$/.exec(file.displayName ?? '')?.[1] ?? ''
    const need = byMark.get(mark) ?? bySource.get(file.sourceUrl ?? '')
    if (need) note(need, file, found)
    seen += 1
    if (seen >= mostPages * filesPerPage || needs.every((one) => found.has(assetKey(one)))) return
  }
}

/** The first that is usable wins: the newest. */
function note(need: AssetNeed, file: MediaFile, found: Map<string, string>): void {
  const ref = refOfFile(file)
  if (ref && !found.has(assetKey(need))) found.set(assetKey(need), writeImageRef(ref))
}
