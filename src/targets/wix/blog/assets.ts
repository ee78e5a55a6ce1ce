// Categories, tags and pictures: names that must become ids. Labels are compared folded, since Wix's own comparison is
// undocumented.

import { inBatches } from '../../../batches.ts'
import { isWixError } from '../../../wix/index.ts'
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

const labelsPerQuery = 100
/** Other spellings are looked for among so many tags; a blog with more pays for a second spelling. */
const mostListedTags = 3_000

export async function lookUpAssets(ctx: TargetContext, needs: AssetNeed[]): Promise<AssetIds> {
  const wanted = new Set(needs.map(assetKey))
  const found = new Map<string, string>()
  const note = (kind: string, label: string | null | undefined, id: string) => {
    const key = assetKey({ kind, name: label ?? '' })
    // The first wins where a site has two of one name, so that every run takes the same one.
    if (wanted.has(key) && !found.has(key)) found.set(key, id)
  }
  if (needs.some((need) => need.kind === 'category'))
    // A blog has few categories, and listing them finds other spellings too.
    for await (const category of ctx.client.categories.queryAll({}, { signal: ctx.signal }))
      note('category', category.label, category.id)
  const tags = needs.filter((need) => need.kind === 'tag')
  if (tags.length > 0) await lookUpTags(ctx, tags, found, (label, id) => note('tag', label, id))
  for (const [key, id] of await lookUpImages(ctx, needs)) found.set(key, id)
  return found
}

/** What they are called now, by asset key. A blog has few categories; of tags only those are asked for. */
export async function assetNames(
  ctx: TargetContext,
  known: readonly NamedAsset[],
): Promise<Map<string, string>> {
  const options = { signal: ctx.signal }
  const labels = new Map<string, string>()
  const of = (kind: string) => known.filter(({ need }) => need.kind === kind)
  if (of('category').length > 0)
    for await (const { id, label } of ctx.client.categories.queryAll({}, options))
      labels.set(`category ${id}`, label ?? '')
  for (const batch of inBatches([...new Set(of('tag').map(({ id }) => id))], labelsPerQuery))
    for await (const { id, label } of ctx.client.tags.queryAll({ filter: { id: { $in: batch } } }, options))
      labels.set(`tag ${id}`, label ?? '')
  return new Map(
    known.flatMap(({ need, id }): [string, string][] => {
      const label = labels.get(`${need.kind} ${id}`)
      return label === undefined ? [] : [[assetKey(need), label]]
    }),
  )
}

/** By exact label first: a blog may have many tags. What is missing then is looked for in the whole list. */
async function lookUpTags(
  ctx: TargetContext,
  needs: AssetNeed[],
  found: AssetIds,
  note: (label: string | null | undefined, id: string) => void,
): Promise<void> {
  const options = { signal: ctx.signal }
  for (const batch of inBatches([...new Set(needs.map((need) => need.name))], labelsPerQuery))
    for await (const tag of ctx.client.tags.queryAll({ filter: { label: { $in: batch } } }, options))
      note(tag.label, tag.id)
  const isMissing = () => needs.some((need) => !found.has(assetKey(need)))
  if (!isMissing()) return
  let listed = 0
  for await (const tag of ctx.client.tags.queryAll({}, options)) {
    note(tag.label, tag.id)
    listed += 1
    if (listed === mostListedTags || !isMissing()) return
  }
}

/**
 * Creates what a look-up did not find, all of one kind: images in one call. That a label exists after all is found
 * out and is no failure.
 */
export function createAssets(ctx: TargetContext, needs: AssetNeed[]): Promise<AssetOutcome[]> {
  if (needs[0]?.kind === imageKind) return importImages(ctx, needs)
  return Promise.all(needs.map((need) => createAsset(ctx, need)))
}

async function createAsset(ctx: TargetContext, need: AssetNeed): Promise<AssetOutcome> {
  const options = { signal: AbortSignal.any([ctx.signal, AbortSignal.timeout(callDeadlineMs)]) }
  try {
    const label = need.name
    const { id } =
      need.kind === 'category'
        ? await ctx.client.categories.create({ label }, {}, options)
        : await ctx.client.tags.create({ label }, options)
    return { kind: 'ready', id }
  } catch (error) {
    if (!isWixError(error)) throw error
    const existing = error.kind === 'conflict' ? await findExisting(ctx, need) : undefined
    return existing ? { kind: 'ready', id: existing, isFound: true } : assetOutcomeOfError(error)
  }
}

async function findExisting(ctx: TargetContext, need: AssetNeed): Promise<string | undefined> {
  try {
    return (await lookUpAssets(ctx, [need])).get(assetKey(need))
  } catch (error) {
    // The conflict is then what is reported.
    if (isWixError(error)) return undefined
    throw error
  }
}
