// One bulk call and what became of each of its items, whatever happened.
import { type BulkItemError, type BulkResult, isWixError } from '../../wix/index.ts'
import type { ItemOutcome, TargetContext } from '../target.ts'
import {
  blamedPlaces,
  blamesContent,
  goneProblem,
  outcomeOfError,
  outcomeOfItem,
  refusal,
  type WriteKind,
} from './errors.ts'

/** After this no answer of a write counts any more. */
export const callDeadlineMs = 90_000
/** Another call is begun only when it has at least so long. */
const leastCallMs = 20_000

/** Of `Date.now()`: when nothing that begins now may be under way any more. */
export function deadlineFromNow(): number {
  return Date.now() + callDeadlineMs
}

export function hasTimeForCall(deadline: number): boolean {
  return deadline - Date.now() >= leastCallMs
}

export interface Batch<Item extends { rowKey: string }, Entity> {
  write: WriteKind
  items: Item[]
  /** The name of the list in the request, by which Wix names places in its objections. */
  listName: string
  call: (items: Item[], signal: AbortSignal) => Promise<BulkResult<Entity>>
  accept: (item: Item, id: string, entity: Entity | undefined, requestId: string | undefined) => ItemOutcome
  /** What an entry that failed means, where its code says more than the common table knows. */
  judge?: (item: Item, error: BulkItemError, requestId: string | undefined) => ItemOutcome | null
}

/**
 * Sends the batch. When Wix refuses the whole call for one item's content, that item is rejected; if Wix does not
 * say which, the items go one by one, which is safe because such a refusal means that nothing was applied.
 *
 * @param deadline of all batches that are sent as one write of the contract
 */
export async function sendBatch<Item extends { rowKey: string }, Entity>(
  ctx: TargetContext,
  batch: Batch<Item, Entity>,
  deadline = deadlineFromNow(),
): Promise<ItemOutcome[]> {
  if (batch.items.length === 0) return []
  try {
    return await sendOnce(ctx, batch, batch.items, deadline)
  } catch (error) {
    if (!isWixError(error)) throw error
    if (batch.items.length === 1 || !blamesContent(error))
      return batch.items.map(({ rowKey }) => outcomeOfError(error, rowKey, batch.write))
    const blamed = blamedPlaces(error, batch.listName, batch.items.length)
    if (blamed.size === 0) return sendOneByOne(ctx, batch, deadline)
    const requestId = error.requestId ?? null
    return batch.items.map(({ rowKey }, place): ItemOutcome => {
      const said = blamed.get(place)
      if (said === undefined) return { rowKey, kind: 'wait', ms: 0 }
      return { rowKey, kind: 'rejected', problem: refusal('validation', said), requestId }
    })
  }
}

async function sendOneByOne<Item extends { rowKey: string }, Entity>(
  ctx: TargetContext,
  batch: Batch<Item, Entity>,
  deadline: number,
): Promise<ItemOutcome[]> {
  const outcomes: ItemOutcome[] = []
  let isHalted = false
  for (const item of batch.items) {
    const { rowKey } = item
    // The rest comes again in a later batch, which is smaller by what was settled here.
    if (isHalted || ctx.signal.aborted || !hasTimeForCall(deadline)) {
      outcomes.push({ rowKey, kind: 'wait', ms: 0 })
      continue
    }
    const outcome = await sendOnce(ctx, batch, [item], deadline)
      .then(([only]) => only!)
      .catch((error: unknown) => {
        if (!isWixError(error)) throw error
        return outcomeOfError(error, rowKey, batch.write)
      })
    isHalted = outcome.kind !== 'accepted' && outcome.kind !== 'rejected'
    outcomes.push(outcome)
  }
  return outcomes
}

async function sendOnce<Item extends { rowKey: string }, Entity>(
  ctx: TargetContext,
  batch: Batch<Item, Entity>,
  items: Item[],
  deadline: number,
): Promise<ItemOutcome[]> {
  const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(Math.max(0, deadline - Date.now()))])
  const result = await batch.call(items, signal)
  const byPlace = new Map(result.items.map((entry) => [entry.index, entry]))
  return items.map((item, place): ItemOutcome => {
    const { rowKey } = item
    const entry = byPlace.get(place)
    if (!entry) {
      const reason = 'the answer of Wix does not say clearly what became of this page'
      return { rowKey, kind: 'in_doubt', reason, requestId: result.requestId ?? null }
    }
    if (entry.success) return batch.accept(item, entry.id, entry.item, result.requestId)
    const outcome =
      batch.judge?.(item, entry.error, result.requestId) ??
      outcomeOfItem(entry.error, rowKey, batch.write, result.requestId)
    // A page that is gone already is removed.
    const isRemoved =
      batch.write === 'remove' && outcome.kind === 'rejected' && outcome.problem === goneProblem
    return isRemoved ? batch.accept(item, entry.id ?? '', undefined, result.requestId) : outcome
  })
}
