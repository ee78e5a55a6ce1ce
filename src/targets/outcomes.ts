// What became of what was sent. Part of the contract of target.ts.
import type { Problem } from '../api/problem.ts'
import type { RemoteRef } from './remote-page.ts'

/**
 * Why a whole call came to nothing, as far as it says something of Wix and not of what was sent. `refused`: Wix said
 * "not now" (429, 503). `failed`: it answered with an error of its own, or nothing that can be read. `lost`: no answer
 * came.
 */
export type Trouble = 'refused' | 'failed' | 'lost'

/** What became of one asset that was asked for. */
export type AssetOutcome =
  /** `isFound`: somebody else had made it meanwhile; this call made nothing. */
  | { kind: 'ready'; id: string; isFound?: true }
  /** Wix has it under this id, but has not finished with it: see `Target.pendingAssets`. */
  | { kind: 'pending'; id: string }
  | { kind: 'rejected'; problem: Problem }
  /** Not an attempt: the call did nothing. */
  | { kind: 'wait'; ms: number; trouble?: Trouble }
  /** Only looking it up settles it. With `blockMs` nobody may send for so long either. */
  | { kind: 'in_doubt'; reason: string; blockMs?: number; trouble?: Trouble }
  | { kind: 'stop'; problem: Problem }

/** What became of one item of one call. */
export type ItemOutcome =
  | { rowKey: string; kind: 'accepted'; ref: RemoteRef; url: string | null; requestId: string | null }
  | { rowKey: string; kind: 'rejected'; problem: Problem; requestId: string | null }
  /** Not an attempt: the call did nothing. `blocksConnection`: nobody may send until then. */
  | { rowKey: string; kind: 'wait'; ms: number; blocksConnection?: true; trouble?: Trouble }
  /** Only reading settles it. With `blockMs` nobody may send for so long either. */
  | {
      rowKey: string
      kind: 'in_doubt'
      reason: string
      requestId: string | null
      blockMs?: number
      trouble?: Trouble
    }
  /** The whole run has to stop until someone does something; the item was not applied. */
  | { rowKey: string; kind: 'stop'; problem: Problem; requestId: string | null }
