// One bulk write of Wix Data: halved when it is too much for Wix, and judged by the codes of Wix Data.
import { type BulkResult, isWixError, type WixError } from '../../../wix/index.ts'
import type { ItemOutcome, TargetContext } from '../../target.ts'
import { type Batch, callDeadlineMs, sendBatch } from '../send-batch.ts'
import { meaningOf, outcomeOfCode } from './errors.ts'

/** Another part is sent only when it has at least so long. */
const leastCallMs = 20_000

/** Wix took nothing of the call, and fewer items might do. */
class TooMuch extends Error {}

/**
 * Like `sendBatch`, for Wix Data. A refusal for size or content divides the call, which is safe because nothing of
 * it was applied; what is refused alone is rejected.
 */
export function sendItems<Item extends { rowKey: string }, Entity>(
  ctx: TargetContext,
  batch: Batch<Item, Entity>,
): Promise<ItemOutcome[]> {
  const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(callDeadlineMs)])
  return sendPart({ ...ctx, signal }, batch, Date.now() + callDeadlineMs)
}

async function sendPart<Item extends { rowKey: string }, Entity>(
  ctx: TargetContext,
  batch: Batch<Item, Entity>,
  deadline: number,
): Promise<ItemOutcome[]> {
  const { items } = batch
  try {
    return await sendBatch(ctx, {
      ...batch,
      call: (part, signal) => batch.call(part, signal).catch((error) => readRefusal(error, part.length)),
      judge: (item, error, requestId) =>
        batch.judge?.(item, error, requestId) ??
        outcomeOfCode(error, item.rowKey, batch.write, requestId ?? null),
    })
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error
    const middle = Math.ceil(items.length / 2)
    const [first, second] = [items.slice(0, middle), items.slice(middle)]
    const outcomes = await sendPart(ctx, { ...batch, items: first }, deadline)
    const isHalted = outcomes.some(({ kind }) => kind !== 'accepted' && kind !== 'rejected')
    // The rest comes again in a later batch.
    if (isHalted || ctx.signal.aborted || deadline - Date.now() < leastCallMs)
      return [...outcomes, ...second.map(({ rowKey }): ItemOutcome => ({ rowKey, kind: 'wait', ms: 0 }))]
    return [...outcomes, ...(await sendPart(ctx, { ...batch, items: second }, deadline))]
  }
}

/** A call refused with a code of Wix Data says of each of its items what an entry with this code would. */
function readRefusal(error: unknown, count: number): BulkResult<never> {
  if (!isWixError(error)) throw error
  if (count > 1 && shouldDivide(error)) throw new TooMuch()
  if (!meaningOf(error.code)) throw error
  const { code, description, requestId } = error
  const items = Array.from({ length: count }, (_, index) => ({
    index,
    item: undefined,
    success: false as const,
    id: undefined,
    error: { code, description },
  }))
  return { items, missing: [], duplicated: [], unmatched: 0, requestId }
}

function shouldDivide(error: WixError): boolean {
  if (error.delivered !== 'no') return false
  return error.kind === 'too_large' || meaningOf(error.code)?.does === 'divide'
}
