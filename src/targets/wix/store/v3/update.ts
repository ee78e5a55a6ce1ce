// Changing products of Catalog V3. Every change names the revision it is based on, so it is read, sent, and read again
// where something came between.
import { type InfoSection, isWixError, type StoreVariant } from '../../../../wix/index.ts'
import { inOneGo } from '../../../in-one-go.ts'
import type { AssetIds, ItemOutcome, TargetContext } from '../../../target.ts'
import { goneProblem, outcomeOfUnread } from '../../errors.ts'
import { isBlankSection } from '../payload.ts'
import { withCategories } from '../with-categories.ts'
import { changedSections, changesStock, changesVariant, toChanges } from './changes.ts'
import { type Deadline, later, startDeadline } from './deadline.ts'
import { accepted, type Item, mostTries, pause, rejected, retryMs, staleMs } from './outcomes.ts'
import { type Change, type Sent, sendChanges } from './product-writes.ts'
import { editMark, type KnownProduct, productsById, sectionsByName } from './products.ts'
import { variantsOf } from './read.ts'
import { type WantedSection, writeSections } from './section-writes.ts'
import { writeStock } from './stock.ts'

export async function updateProducts(
  ctx: TargetContext,
  items: Item[],
  assets: AssetIds,
): Promise<ItemOutcome[]> {
  return withCategories(items, assets, async (ready) => {
    const deadline = startDeadline(ctx)
    const outcomes = new Map<string, ItemOutcome>()
    let open = ready
    for (let tries = 1; open.length > 0; tries++) {
      const isLast = tries === mostTries
      const stale = await updateOnce(deadline, open, assets, outcomes)
      for (const { rowKey } of stale) outcomes.set(rowKey, later(rowKey, isLast ? staleMs : 0))
      if (isLast || !deadline.hasTime()) break
      if (stale.length > 0) await pause(retryMs)
      open = stale
    }
    return ready.map(({ rowKey }) => outcomes.get(rowKey) ?? later(rowKey))
  })
}

interface Current {
  products: Map<string, KnownProduct>
  variants: Map<string, StoreVariant[]>
  sections: Map<string, InfoSection>
}

/** Fills `outcomes`. Returns the items that someone changed between our read and our write. */
async function updateOnce(
  deadline: Deadline,
  items: Item[],
  assets: AssetIds,
  outcomes: Map<string, ItemOutcome>,
): Promise<Item[]> {
  const current = await readCurrent(deadline.ctx, items).catch((error: unknown) => {
    if (!isWixError(error)) throw error
    for (const { rowKey } of items) outcomes.set(rowKey, outcomeOfUnread(error, rowKey))
    return null
  })
  if (!current) return []
  const present = items.filter((item) => {
    const refusal = refusalOf(item, current)
    if (refusal) outcomes.set(item.rowKey, refusal)
    return refusal === null
  })

  const wanted = present.flatMap(({ rowKey, payload, changedFields }) =>
    changedSections(payload, changedFields)
      .filter((section) => !isBlankSection(section))
      .map((section) => ({ rowKey, section })),
  )
  return inOneGo(() => change(deadline, present, { wanted, current, assets }, outcomes))
}

/** Sections, products, stock. Fills `outcomes` and returns like `updateOnce`. */
async function change(
  deadline: Deadline,
  present: Item[],
  { wanted, current, assets }: { wanted: WantedSection[]; current: Current; assets: AssetIds },
  outcomes: Map<string, ItemOutcome>,
): Promise<Item[]> {
  const { done, failed } = await writeSections(deadline, wanted, current.sections)
  for (const [rowKey, outcome] of failed) outcomes.set(rowKey, outcome)
  const sectionIds = new Map([...done].map(([name, { id }]) => [name, id ?? '']))

  const changes = present
    .filter(({ rowKey }) => !failed.has(rowKey))
    .map((item): Change => {
      const known = current.products.get(item.remoteId ?? '')!
      const variants = current.variants.get(item.remoteId ?? '') ?? []
      const { payload, changedFields, rowKey } = item
      const changed = toChanges(payload, changedFields, known, variants, sectionIds, assets)
      return { rowKey, item, known, changed }
    })
  const sent = await sendChanges(deadline, changes)
  for (const [rowKey, outcome] of sent.failed) outcomes.set(rowKey, outcome)

  const applied = changes.filter(({ rowKey }) => !sent.failed.has(rowKey) && !sent.stale.has(rowKey))
  const counted = applied.filter(({ item }) => changesStock(item.payload, item.changedFields))
  const stockFailures = await writeStock(
    deadline,
    counted.map(({ item }) => item),
  )
  for (const change of applied) {
    const { rowKey } = change
    outcomes.set(rowKey, stockFailures.get(rowKey) ?? acceptedChange(change, sent, done))
  }
  return changes.filter(({ rowKey }) => sent.stale.has(rowKey)).map(({ item }) => item)
}

async function readCurrent(ctx: TargetContext, items: Item[]): Promise<Current> {
  const ids = items.flatMap(({ remoteId }) => remoteId ?? [])
  const priced = items.filter(({ payload, changedFields }) => changesVariant(payload, changedFields))
  const names = items.flatMap(({ payload, changedFields }) =>
    changedSections(payload, changedFields).map(({ uniqueName }) => uniqueName),
  )
  const products = await productsById(ctx, ids, ['URL'])
  const variants = await variantsOf(
    ctx,
    priced.flatMap(({ remoteId }) => remoteId ?? []),
  )
  return { products, variants, sections: await sectionsByName(ctx, names) }
}

function refusalOf({ rowKey, remoteId, payload, changedFields }: Item, current: Current): ItemOutcome | null {
  const known = current.products.get(remoteId ?? '')
  if (!known) return rejected(rowKey, goneProblem)
  if (!changesVariant(payload, changedFields)) return null
  const variants = current.variants.get(remoteId ?? '') ?? []
  const hasOptions = (known.product.options ?? []).length > 0
  if (variants.length === 1 && !hasOptions) return null
  // An index may be behind; a product always has a variant.
  if (variants.length === 0) return later(rowKey, staleMs)
  return rejected(rowKey, {
    code: 'store_variants',
    severity: 'error',
    field: 'price',
    message: `This product has options with ${variants.length} variants, each with a price, SKU and weight of its own, which one row cannot set. Take these fields out of the template, or give the product no options.`,
  })
}

function acceptedChange(
  { rowKey, item, known }: Change,
  sent: Sent,
  sections: ReadonlyMap<string, InfoSection>,
): ItemOutcome {
  const answer = sent.done.get(rowKey)
  const blank = new Set(
    changedSections(item.payload, item.changedFields)
      .filter(isBlankSection)
      .map(({ uniqueName }) => uniqueName),
  )
  const before = known.sections.filter(({ uniqueName }) => !blank.has(uniqueName ?? ''))
  const own = new Map(before.map((section) => [section.uniqueName ?? '', section as InfoSection]))
  for (const { uniqueName } of changedSections(item.payload, item.changedFields)) {
    const section = sections.get(uniqueName)
    if (section) own.set(uniqueName, section)
  }
  const revision = answer ? answer.revision : known.product.revision
  const isKnown = Boolean(revision) && [...own.values()].every((section) => section.revision)
  return accepted(rowKey, item.remoteId ?? '', {
    editedAt: isKnown ? editMark(revision, [...own.values()], item.payload.mode) : null,
    url: answer?.url ?? known.product.url?.url ?? null,
    requestId: answer?.requestId,
  })
}
