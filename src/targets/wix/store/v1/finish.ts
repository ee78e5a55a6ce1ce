// Steps that need the id of the product: the address where Wix chose its own, pictures, categories.
import type { FinishSteps, ItemOutcome, OutgoingItem, TargetContext } from '../../../target.ts'
import type { StorePayload } from '../catalog.ts'
import type { StoreOptions } from '../options.ts'
import { categoryPrefix, picturePrefix } from './canonical.ts'
import { setCategories } from './finish-categories.ts'
import { type Job, write } from './finish-job.ts'
import { setPictures } from './finish-pictures.ts'
import { accepted, later, startDeadline, type Timed, toOutcome, unsent } from './one-by-one.ts'
import { type Product, productsBy } from './query.ts'
import { canonicalSlug } from './slugs.ts'

type Item = OutgoingItem<StorePayload>

export const finish: FinishSteps<StoreOptions, StorePayload> = {
  /** Every new product: whether Wix took its slug is only seen by reading. */
  isDue({ mode }, changedFields) {
    if (mode === 'sections') return false
    if (changedFields === null || changedFields.length === 0) return true
    return changedFields.some((field) => field.startsWith(picturePrefix) || field.startsWith(categoryPrefix))
  },
  // What one look-up by ids takes; the memberships of all of them go together.
  batchSize: 100,
  async run(given, items, _options, assets) {
    const ctx = startDeadline(given)
    const jobs = await readJobs(ctx, items)
    if (!Array.isArray(jobs)) return jobs.outcomes
    await setSlugs(ctx, jobs)
    await setPictures(ctx, jobs, assets)
    await setCategories(ctx, jobs, assets)
    return endOf(ctx, jobs)
  },
}

/** One that the look-up does not show is asked for by its id, because look-ups may be behind. */
async function readJobs(ctx: Timed, items: Item[]): Promise<Job[] | { outcomes: ItemOutcome[] }> {
  let found: Map<string, Product>
  try {
    const products = await productsBy(
      ctx,
      'id',
      items.flatMap(({ remoteId }) => remoteId ?? []),
    )
    found = new Map(products.map((product) => [product.id, product]))
  } catch (error) {
    return { outcomes: unsent(items, error) }
  }
  const jobs: Job[] = []
  for (const item of items) {
    const { rowKey, remoteId } = item
    const id = remoteId ?? ''
    const product = found.get(id)
    const job: Job = { item, id, product: product ?? { id }, outcome: null, isTouched: false }
    jobs.push(job)
    if (product) continue
    if (ctx.isOver()) job.outcome = later(rowKey)
    else
      await ctx.client.storeProductsV1
        .get(id, {}, { signal: ctx.signal })
        .then((fresh) => {
          job.product = fresh
        })
        .catch((error: unknown) => {
          job.outcome = toOutcome(rowKey, 'update')(error)
        })
  }
  return jobs
}

/**
 * Whether Wix takes the slug of a new product is not documented. One that is free is set; for one that someone else
 * has, Wix's own stays, and the read-back tells.
 */
async function setSlugs(ctx: Timed, jobs: Job[]): Promise<void> {
  const other = jobs.filter(
    ({ item: { payload, changedFields }, product, outcome }) =>
      !outcome &&
      changedFields.length === 0 &&
      payload.slug !== '' &&
      canonicalSlug(payload.slug) !== canonicalSlug(product.slug),
  )
  if (other.length === 0) return
  let taken: Set<string>
  try {
    const slugs = other.map(({ item }) => item.payload.slug)
    taken = new Set((await productsBy(ctx, 'slug', slugs)).map(({ slug }) => canonicalSlug(slug)))
  } catch (error) {
    const rowKeys = other.map(({ item }) => item)
    for (const [place, outcome] of unsent(rowKeys, error).entries()) other[place]!.outcome = outcome
    return
  }
  for (const job of other) {
    const { slug } = job.item.payload
    if (taken.has(canonicalSlug(slug))) continue
    await write(ctx, [job], () => ctx.client.storeProductsV1.update(job.id, { slug }, { signal: ctx.signal }))
  }
}

/** The edit date moved with what was done here, so it is read again; without it the next plan looks closer. */
async function endOf(ctx: Timed, jobs: Job[]): Promise<ItemOutcome[]> {
  const touched = jobs.filter((job) => job.isTouched && !job.outcome).map(({ id }) => id)
  const now = new Map((await readAgain(ctx, touched)).map((product) => [product.id, product]))
  return jobs.map(({ item: { rowKey }, id, product, outcome, isTouched }) => {
    if (outcome) return outcome
    return accepted(rowKey, isTouched ? (now.get(id) ?? { id }) : product, undefined)
  })
}

async function readAgain(ctx: TargetContext, ids: string[]): Promise<Product[]> {
  try {
    return await productsBy(ctx, 'id', ids)
  } catch (error) {
    // Everything is done; the outcome of a failed read would have it done again.
    toOutcome('', 'update')(error)
    return []
  }
}
