// Which pictures that were brought to a site are no longer there. Reads only.
import { isWixError } from '../../../wix/index.ts'
import { type AssetNeed, imageKind, type TargetContext } from '../../target.ts'
import { filesById } from './files.ts'
import { readImageRef } from './image-ref.ts'

/** A hundred a call, by the ids of their files. Without the permission to read files none is known to be gone. */
export async function goneImages(
  ctx: TargetContext,
  known: readonly { need: AssetNeed; id: string }[],
): Promise<AssetNeed[]> {
  const files = known.flatMap(({ need, id }) => {
    const ref = need.kind === imageKind ? readImageRef(id) : null
    return ref ? [{ need, fileId: ref.fileId }] : []
  })
  if (files.length === 0) return []
  try {
    const present = await filesById(
      ctx,
      files.map(({ fileId }) => fileId),
    )
    return files
      .filter(({ fileId }) => (present.get(fileId)?.state ?? 'DELETED') === 'DELETED')
      .map(({ need }) => need)
  } catch (error) {
    if (isWixError(error) && error.kind === 'forbidden') return []
    throw error
  }
}
