// Memberships in collections, which stand for categories in Catalog V1. Other memberships stay.

import type { Problem } from '../../../../api/problem.ts'
import { inBatches } from '../../../../batches.ts'
import { isWixError, storeV1Limits } from '../../../../wix/index.ts'
import type { AssetIds } from '../../../target.ts'
import { blamesContent } from '../../errors.ts'
import { categoriesOf, categoryPrefix, isChanged } from './canonical.ts'
import { type Job, write } from './finish-job.ts'
import type { Timed } from './one-by-one.ts'

/** One write at a time, a thousand products each. */
export async function setCategories(ctx: Timed, jobs: Job[], assets: AssetIds): Promise<void> {
  const { storeCollectionsV1 } = ctx.client
  const { signal } = ctx
  for (const [id, all] of byCategory(jobs, (job) => missingOf(job, assets)))
    for (const batch of inBatches(all, storeV1Limits.collectionProducts))
      await send(
        ctx,
        batch,
        (ids) => storeCollectionsV1.addProducts(id, ids, { signal }),
        refusedBy(id, assets),
      )
  for (const [id, all] of byCategory(jobs, (job) => unwantedOf(job, assets)))
    for (const batch of inBatches(all, storeV1Limits.collectionProducts))
      await send(ctx, batch, (ids) =>
        storeCollectionsV1.removeProducts(id, ids, { signal }).catch((error: unknown) => {
          // A category that is gone has no members.
          if (!isWixError(error) || error.kind !== 'not_found' || ids.length > 1) throw error
        }),
      )
}

/** Wix refuses the whole call for one product that is gone; then each goes alone, and only its own one fails. */
async function send(
  ctx: Timed,
  given: Job[],
  call: (ids: string[]) => Promise<void>,
  problemOf?: (job: Job) => Problem,
): Promise<void> {
  const jobs = given.filter((job) => !job.outcome)
  if (jobs.length === 0) return
  let isRefused = false
  await write(ctx, jobs, async () => {
    try {
      await call(jobs.map(({ id }) => id))
    } catch (error) {
      if (jobs.length === 1 || !blamesContent(error)) throw error
      isRefused = true
    }
  })
  if (isRefused) for (const job of jobs) await send(ctx, [job], call, problemOf)
  for (const job of jobs)
    if (job.outcome?.kind === 'rejected' && problemOf)
      job.outcome = { ...job.outcome, problem: problemOf(job) }
}

/** The product was there a moment ago, so it is the category that is not. */
function refusedBy(id: string, assets: AssetIds) {
  return ({ item }: Job): Problem => {
    const name = categoriesOf(item.payload, assets).find((one) => one.id === id)?.name ?? id
    return {
      code: 'category_refused',
      severity: 'error',
      message: `The product is on the site, but Wix did not put it into the category "${name}", which may have been deleted. Plan again: the next run finds or creates the category.`,
    }
  }
}

function byCategory(jobs: Job[], idsOf: (job: Job) => string[]): Map<string, Job[]> {
  const found = new Map<string, Job[]>()
  for (const job of jobs)
    if (!job.outcome) for (const id of idsOf(job)) found.set(id, [...(found.get(id) ?? []), job])
  return found
}

function missingOf({ item: { payload, changedFields }, product }: Job, assets: AssetIds): string[] {
  return categoriesOf(payload, assets)
    .filter((one) => isChanged(categoryPrefix, one, changedFields))
    .flatMap(({ id }) => (id !== null && !product.collectionIds?.includes(id) ? [id] : []))
}

/** Only where the template still has categories. */
function unwantedOf({ item: { payload, changedFields }, product }: Job, assets: AssetIds): string[] {
  if (!payload.product?.categories) return []
  const ours = categoriesOf(payload, assets)
  return (product.collectionIds ?? []).filter(
    (id) => changedFields.includes(categoryPrefix + id) && !ours.some((one) => one.id === id),
  )
}
