// Pictures of products, by the files of the site. Other people's pictures stay.

import { inBatches } from '../../../../batches.ts'
import { storeV1Limits } from '../../../../wix/index.ts'
import type { AssetIds } from '../../../target.ts'
import { isChanged, picturePrefix, picturesOf, remotePictures } from './canonical.ts'
import { type Job, write } from './finish-job.ts'
import type { Timed } from './one-by-one.ts'
import type { Product } from './query.ts'

export async function setPictures(ctx: Timed, jobs: Job[], assets: AssetIds): Promise<void> {
  for (const job of jobs) {
    if (job.outcome || !isWork(workOf(job, job.product, assets))) continue
    await write(ctx, [job], async () => {
      // Look-ups may be behind, and a picture that is added again is there twice.
      const fresh = await ctx.client.storeProductsV1.get(job.id, {}, { signal: ctx.signal })
      const { missing, unwanted } = workOf(job, fresh, assets)
      for (const batch of inBatches(missing, storeV1Limits.mediaPerCall))
        await ctx.client.storeProductsV1.addMedia(
          job.id,
          batch.map((mediaId) => ({ mediaId })),
          { signal: ctx.signal },
        )
      const [first, ...rest] = unwanted
      if (first !== undefined)
        await ctx.client.storeProductsV1.removeMedia(job.id, [first, ...rest], { signal: ctx.signal })
    })
  }
}

interface Work {
  missing: string[]
  unwanted: string[]
}

/**
 * Of ours what changed, or all of a new product. Unwanted is what changed and is no longer among ours, but only where
 * the template still has pictures.
 */
function workOf({ item: { payload, changedFields } }: Job, product: Product, assets: AssetIds): Work {
  if (!payload.product?.media) return { missing: [], unwanted: [] }
  const ours = picturesOf(payload, assets)
  const present = remotePictures(product)
  return {
    missing: ours
      .filter((one) => isChanged(picturePrefix, one, changedFields))
      .flatMap(({ id }) => (id !== null && !present.includes(id) ? [id] : [])),
    unwanted: present.filter(
      (id) => changedFields.includes(picturePrefix + id) && !ours.some((one) => one.id === id),
    ),
  }
}

function isWork({ missing, unwanted }: Work): boolean {
  return missing.length > 0 || unwanted.length > 0
}
