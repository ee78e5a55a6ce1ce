// Categories and tags that a run made: what uses them by now, and taking them off the site again.
import { isWixError } from '../../../../wix/index.ts'
import { type AssetOutcome, assetKey, type TargetContext } from '../../../target.ts'
import type { MadeAsset } from '../../../way-back.ts'
import { assetOutcomeOfRemoval } from '../../errors.ts'
import { callDeadlineMs } from '../../send-batch.ts'
import { mostPerQuery } from '../read.ts'

/** Posts by their saved and by their live version, which may differ. One that uses it is enough to know of. */
export async function assetUses(
  ctx: TargetContext,
  assets: MadeAsset[],
  except: ReadonlySet<string>,
): Promise<Map<string, string[]>> {
  const uses = new Map<string, string[]>()
  for (const { need, id } of assets) {
    const user = await findUser(ctx, need.kind === 'category' ? 'categoryIds' : 'tagIds', id, except)
    uses.set(assetKey(need), user === null ? [] : [user])
  }
  return uses
}

async function findUser(
  { client, signal }: TargetContext,
  list: 'categoryIds' | 'tagIds',
  id: string,
  except: ReadonlySet<string>,
): Promise<string | null> {
  const query = { filter: { [list]: { $hasSome: [id] } }, limit: mostPerQuery }
  for await (const draft of client.draftPosts.queryAll(query, { signal }))
    if (draft.status !== 'DELETED' && !except.has(draft.id)) return draft.id
  for await (const post of client.posts.queryAll(query, { signal })) if (!except.has(post.id)) return post.id
  return null
}

export async function removeAssets(given: TargetContext, assets: MadeAsset[]): Promise<AssetOutcome[]> {
  const signal = AbortSignal.any([given.signal, AbortSignal.timeout(callDeadlineMs)])
  const outcomes: AssetOutcome[] = []
  for (const asset of assets) outcomes.push(await removeOne({ ...given, signal }, asset))
  return outcomes
}

async function removeOne({ client, signal }: TargetContext, { need, id }: MadeAsset): Promise<AssetOutcome> {
  const names = need.kind === 'category' ? client.categories : client.tags
  try {
    await names.remove(id, { signal })
    return { kind: 'ready', id }
  } catch (error) {
    if (!isWixError(error)) throw error
    return assetOutcomeOfRemoval(error, id)
  }
}
