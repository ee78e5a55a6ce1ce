// What the outcomes of one call ask of whoever sent it.
import type { Problem } from '../api/problem.ts'
import type { Pacer } from '../connections/pacer.ts'
import type { AssetOutcome, ItemOutcome } from '../targets/target.ts'

/**
 * Leaves Wix alone for as long as it asked. Returns why the whole run has to stop until someone acts; null: it need
 * not.
 */
export async function heed(
  pacer: Pick<Pacer, 'block'>,
  outcomes: readonly (ItemOutcome | AssetOutcome)[],
): Promise<Problem | null> {
  const waitMs = Math.max(0, ...outcomes.map(blockMs))
  if (waitMs > 0) await pacer.block(waitMs, 'Wix asked us to slow down')
  return outcomes.find((outcome) => outcome.kind === 'stop')?.problem ?? null
}

/** A page may wait alone; a name or a picture never does. */
function blockMs(outcome: ItemOutcome | AssetOutcome): number {
  if (outcome.kind === 'in_doubt') return outcome.blockMs ?? 0
  if (outcome.kind !== 'wait') return 0
  return 'rowKey' in outcome && !outcome.blocksConnection ? 0 : outcome.ms
}
