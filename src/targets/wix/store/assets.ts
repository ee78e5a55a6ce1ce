// Categories (V3), collections (V1) and pictures of a store: names that must become ids.
import { isAppError } from '../../../errors.ts'
import { allProductsCollectionV1, isWixError } from '../../../wix/index.ts'
import {
  type AssetIds,
  type AssetNeed,
  type AssetOutcome,
  assetKey,
  imageKind,
  type NamedAsset,
  type TargetContext,
} from '../../target.ts'
import { assetOutcomeOfError } from '../errors.ts'
import { importImages, lookUpImages } from '../media.ts'
import { callDeadlineMs } from '../send-batch.ts'
import { inTurn } from './category-turns.ts'
import { catalogOfSite } from './facts.ts'
import { categoryKind } from './payload.ts'

export async function lookUpAssets(ctx: TargetContext, needs: AssetNeed[]): Promise<AssetIds> {
  const wanted = new Set(needs.filter(({ kind }) => kind === categoryKind).map(assetKey))
  const found = new Map<string, string>()
  if (wanted.size > 0)
    for await (const { id, name } of categoriesOfSite(ctx)) {
      const key = assetKey({ kind: categoryKind, name: name ?? '' })
      // The first wins where a site has two of one name, so that every run takes the same one.
      if (wanted.has(key) && !found.has(key)) found.set(key, id)
    }
  for (const [key, id] of await lookUpImages(ctx, needs)) found.set(key, id)
  return found
}

/** What categories are called now, by asset key. */
export async function assetNames(
  ctx: TargetContext,
  known: readonly NamedAsset[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for await (const { id, name } of categoriesOfSite(ctx)) names.set(id, name ?? '')
  return new Map(
    known.flatMap(({ need, id }): [string, string][] => {
      const name = names.get(id)
      return name === undefined ? [] : [[assetKey(need), name]]
    }),
  )
}

/** A store has few of them, and listing them finds other spellings too. */
async function* categoriesOfSite(
  ctx: TargetContext,
): AsyncGenerator<{ id: string; name?: string | null | undefined }> {
  const options = { signal: ctx.signal }
  if ((await catalogOfSite(ctx)) === 'V3') {
    yield* ctx.client.storeCategories.queryAll({ returnNonVisibleCategories: true }, options)
    return
  }
  // Nothing can be put into it: every product is in it already.
  for await (const collection of ctx.client.storeCollectionsV1.queryAll({}, options))
    if (collection.id !== allProductsCollectionV1) yield collection
}

/** Images in one call; categories one after the other, since Wix keeps all of them under one revision. */
export async function createAssets(ctx: TargetContext, needs: AssetNeed[]): Promise<AssetOutcome[]> {
  if (needs[0]?.kind === imageKind) return importImages(ctx, needs)
  const outcomes: AssetOutcome[] = []
  for (const need of needs) outcomes.push(await inTurn(ctx.client, () => createCategory(ctx, need.name)))
  return outcomes
}

/** How often someone else's write may come between. */
const mostTries = 5
const retryMs = 150

async function createCategory(given: TargetContext, name: string): Promise<AssetOutcome> {
  const ctx = { ...given, signal: AbortSignal.any([given.signal, AbortSignal.timeout(callDeadlineMs)]) }
  let slug: string | undefined
  let mayBeOurs = false
  for (let tries = 1; ; tries++) {
    try {
      return { kind: 'ready', id: await create(ctx, name, slug) }
    } catch (error) {
      if (!isWixError(error)) {
        const outcome = catalogFailure(error)
        if (outcome) return outcome
        throw error
      }
      if (error.kind !== 'conflict') return assetOutcomeOfError(error)
      // A conflict of revisions may have applied all the same, so nothing is made again unseen.
      const isStale = error.code === 'INVALID_REVISION'
      mayBeOurs ||= isStale
      const existing = await findExisting(ctx, name)
      if (existing !== undefined) return { kind: 'ready', id: existing, ...(!mayBeOurs && { isFound: true }) }
      if (tries === mostTries) return isStale ? { kind: 'wait', ms: 2_000 } : assetOutcomeOfError(error)
      // Two names may make one slug: Köln and Koln.
      if (!isStale) slug = otherSlug(name, tries)
      await new Promise((resolve) => setTimeout(resolve, retryMs * tries))
    }
  }
}

async function create(ctx: TargetContext, name: string, slug: string | undefined): Promise<string> {
  const options = { signal: ctx.signal }
  const category = { name, visible: true, ...(slug && { slug }) }
  if ((await catalogOfSite(ctx)) === 'V3')
    return (await ctx.client.storeCategories.create(category, options)).id
  return (await ctx.client.storeCollectionsV1.create(category, options)).id
}

async function findExisting(ctx: TargetContext, name: string): Promise<string | undefined> {
  try {
    const need = { kind: categoryKind, name }
    return (await lookUpAssets(ctx, [need])).get(assetKey(need))
  } catch (error) {
    // The conflict is then what is reported.
    if (isWixError(error)) return undefined
    throw error
  }
}

function otherSlug(name: string, tries: number): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  return `${words?.join('-').slice(0, 80) ?? 'category'}-${tries + 1}`
}

/** The site has no store any more. */
function catalogFailure(error: unknown): AssetOutcome | null {
  if (!isAppError(error)) return null
  return { kind: 'stop', problem: { code: 'wix_app_missing', severity: 'error', message: error.message } }
}
