// Catalog V1 takes products one at a time: several calls within one deadline, and what became of each item.
import { isWixError } from '../../../../wix/index.ts'
import type { ItemOutcome, TargetContext } from '../../../target.ts'
import { outcomeOfError, outcomeOfUnread, type WriteKind } from '../../errors.ts'
import { callDeadlineMs } from '../../send-batch.ts'
import type { Product } from './query.ts'
import { addressOf } from './read.ts'

/** Another item is begun only when it has at least so long. */
const leastCallMs = 20_000

/** The context for calls that must be over in time. */
export interface Timed extends TargetContext {
  isOver(): boolean
  /** An answer said that nothing more should be sent. */
  isHalted: boolean
}

export function startDeadline(ctx: TargetContext): Timed {
  const deadline = Date.now() + callDeadlineMs
  return {
    ...ctx,
    signal: AbortSignal.any([ctx.signal, AbortSignal.timeout(callDeadlineMs)]),
    isOver: () => ctx.signal.aborted || deadline - Date.now() < leastCallMs,
    isHalted: false,
  }
}

/** Sends until an outcome says that the others would fare no better; the rest comes again in a later batch. */
export async function sendOneByOne<Item extends { rowKey: string }>(
  ctx: Timed,
  write: WriteKind,
  items: Item[],
  send: (item: Item) => Promise<ItemOutcome>,
): Promise<ItemOutcome[]> {
  const outcomes: ItemOutcome[] = []
  for (const item of items) {
    const outcome =
      ctx.isHalted || ctx.isOver()
        ? later(item.rowKey)
        : await send(item).catch(toOutcome(item.rowKey, write))
    ctx.isHalted ||= halts(outcome)
    outcomes.push(outcome)
  }
  return outcomes
}

export function toOutcome(rowKey: string, write: WriteKind) {
  return (error: unknown): ItemOutcome => {
    if (!isWixError(error)) throw error
    return outcomeOfError(error, rowKey, write)
  }
}

export function halts(outcome: ItemOutcome): boolean {
  return (
    outcome.kind === 'stop' ||
    outcome.kind === 'wait' ||
    (outcome.kind === 'in_doubt' && outcome.blockMs !== undefined)
  )
}

export function later(rowKey: string): ItemOutcome {
  return { rowKey, kind: 'wait', ms: 0 }
}

/** Outcomes of items of which nothing was sent, because what had to be read before could not be. */
export function unsent(items: { rowKey: string }[], error: unknown): ItemOutcome[] {
  if (!isWixError(error)) throw error
  return items.map(({ rowKey }) => outcomeOfUnread(error, rowKey))
}

export function accepted(rowKey: string, product: Product, requestId: string | undefined): ItemOutcome {
  return {
    rowKey,
    kind: 'accepted',
    ref: { rowKey, remoteId: product.id, editedAt: product.lastUpdated ?? null },
    url: addressOf(product),
    requestId: requestId ?? null,
  }
}
