// Creating products of Catalog V3: their info sections in one call, then the products in another.
import {
  type BulkItemError,
  type InfoSection,
  isWixError,
  kindOfCode,
  type StoreProductWithStock,
} from '../../../../wix/index.ts'
import type { AssetIds, ItemOutcome, TargetContext } from '../../../target.ts'
import { sendBatch } from '../../send-batch.ts'
import type { StorePayload } from '../catalog.ts'
import { withCategories } from '../with-categories.ts'
import { type Deadline, later, startDeadline } from './deadline.ts'
import { slugOwners } from './find.ts'
import { accepted, type Item, pause, rejected } from './outcomes.ts'
import { addressOf, editMark } from './products.ts'
import { writeSections } from './section-writes.ts'
import { toWire, wantedSections } from './wire.ts'

/**
 * Nothing of a product is there twice when this is repeated: sections are one for each name, and Wix refuses a second
 * product with one slug. Such a refusal may mean our own product whose answer was lost, so it is a doubt.
 */
export async function createProducts(
  ctx: TargetContext,
  items: Item[],
  assets: AssetIds,
): Promise<ItemOutcome[]> {
  return withCategories(items, assets, async (ready) => {
    const deadline = startDeadline(ctx)
    const whole = ready.filter(({ payload }) => payload.mode === 'products')
    const wanted = whole.flatMap(({ rowKey, payload }) =>
      wantedSections(payload).map((section) => ({ rowKey, section })),
    )
    const { done, failed } = await writeSections(deadline, wanted, new Map())
    const sendable = whole.filter(({ rowKey }) => !failed.has(rowKey))
    const taken = new Set<string>()
    const sent = deadline.hasTime()
      ? await send(deadline.ctx, sendable, assets, done, taken)
      : sendable.map(({ rowKey }) => later(rowKey))
    const outcomes = new Map(sent.map((outcome) => [outcome.rowKey, outcome]))
    const doubtful = sendable.filter(({ rowKey }) => taken.has(rowKey))
    for (const outcome of await settleTaken(deadline, doubtful)) outcomes.set(outcome.rowKey, outcome)
    return ready.map(({ rowKey }) => failed.get(rowKey) ?? outcomes.get(rowKey) ?? noProduct(rowKey))
  })
}

function send(
  ctx: TargetContext,
  items: Item[],
  assets: AssetIds,
  sections: ReadonlyMap<string, InfoSection>,
  taken: Set<string>,
): Promise<ItemOutcome[]> {
  return sendBatch(ctx, {
    write: 'create',
    items,
    listName: 'products',
    call: async (batch, signal) => {
      const products = batch.map(({ payload }) => toProduct(payload, assets, sections))
      const settings = { returnEntity: true, fields: ['URL' as const] }
      // What became of the stock is looked at in the last steps, from what is there then.
      return (await ctx.client.storeProducts.bulkCreateWithInventory(products, settings, { signal })).products
    },
    accept: ({ rowKey, payload }, id, product, requestId) =>
      accepted(rowKey, id, {
        editedAt: product?.revision
          ? editMark(product.revision, ownSections(payload, sections), payload.mode)
          : null,
        url: product ? addressOf(product) : null,
        requestId,
      }),
    judge({ rowKey }, error, requestId) {
      if (!isTakenSlug(error)) return null
      taken.add(rowKey)
      const reason = 'Wix says that there is a product with this address already'
      return { rowKey, kind: 'in_doubt', reason, requestId: requestId ?? null }
    },
  })
}

/** How long a query may be behind what was created. */
const looksMs = [0, 500, 1000, 2000]

/**
 * A taken address is mostly that of our own product whose answer was lost, and a query may not show it at once. What
 * belongs to someone else, or never shows, stays in doubt.
 */
async function settleTaken(deadline: Deadline, items: Item[]): Promise<ItemOutcome[]> {
  const settled: ItemOutcome[] = []
  let open = items
  for (const ms of looksMs) {
    if (open.length === 0 || !deadline.hasTime()) break
    await pause(ms)
    const owners = await slugOwners(deadline.ctx, open).catch((error: unknown) => {
      if (!isWixError(error)) throw error
      return new Map<string, never>()
    })
    for (const [rowKey, { ref, url }] of owners)
      if (ref) settled.push(accepted(rowKey, ref.remoteId, { editedAt: ref.editedAt, url }))
    open = open.filter(({ rowKey }) => !owners.has(rowKey))
  }
  return settled
}

function toProduct(
  payload: StorePayload,
  assets: AssetIds,
  sections: ReadonlyMap<string, InfoSection>,
): StoreProductWithStock {
  const { product } = toWire(payload, assets)
  const own = ownSections(payload, sections).map(({ id }) => ({ id: id ?? '' }))
  const infoSections = [...(product?.infoSections ?? []), ...own]
  return { ...product!, ...(infoSections.length > 0 && { infoSections }) }
}

function ownSections(payload: StorePayload, sections: ReadonlyMap<string, InfoSection>): InfoSection[] {
  return wantedSections(payload).flatMap(({ uniqueName }) => sections.get(uniqueName) ?? [])
}

export function isTakenSlug({ code = '' }: BulkItemError): boolean {
  return code.startsWith('DUPLICATE_SLUG') && kindOfCode(code) === 'conflict'
}

/** Rows of projects that only fill sections are held by the plan; none of them gets here. */
function noProduct(rowKey: string): ItemOutcome {
  return rejected(rowKey, {
    code: 'sections_only',
    severity: 'error',
    message: 'This project fills info sections of products that exist, and creates none. Create a new plan.',
  })
}
