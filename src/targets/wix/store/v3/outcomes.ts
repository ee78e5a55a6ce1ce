// What happened to single products, in the words of the contract.
import type { Problem } from '../../../../api/problem.ts'
import type { ItemOutcome, OutgoingItem } from '../../../target.ts'
import type { StorePayload } from '../catalog.ts'

export type Item = OutgoingItem<StorePayload>

/** Someone, or something of Wix, changed it between our read and our write. */
export const staleCode = 'INVALID_REVISION'
/** How often one call reads and tries again. */
export const mostTries = 4
/** After that someone keeps changing it; a later call finds it at rest. */
export const staleMs = 2_000
/** Wix writes a catalog that it was just asked for in parts; asking at once again may meet the same. */
export const retryMs = 150

export function accepted(
  rowKey: string,
  remoteId: string,
  facts: { editedAt: string | null; url?: string | null; requestId?: string | null | undefined },
): ItemOutcome {
  return {
    rowKey,
    kind: 'accepted',
    ref: { rowKey, remoteId, editedAt: facts.editedAt },
    url: facts.url ?? null,
    requestId: facts.requestId ?? null,
  }
}

export function rejected(rowKey: string, problem: Problem, requestId: string | null = null): ItemOutcome {
  return { rowKey, kind: 'rejected', problem, requestId }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
