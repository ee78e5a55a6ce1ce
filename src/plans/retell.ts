// Pages that an earlier version published: their payloads hold what this version keeps beside them. Pure.
import { hash } from 'node:crypto'
import { canonicalJson } from '../pages/page.ts'
import type { LedgerPage } from '../pages/read-ledger.ts'
import type { RetoldPage } from '../pages/record-seen.ts'
import type { AnyTarget } from '../targets/index.ts'

/**
 * The page as this version tells it: what it should be is taken out of the payload, and where nothing else differs
 * from ours it counts as sent by this version. Other pages are given back as they are.
 * @param body of the payload that was last sent
 */
export function retell(
  target: AnyTarget,
  known: LedgerPage,
  body: string | undefined,
  ourHash: string,
): LedgerPage {
  if (known.payloadHash === ourHash || body === undefined) return known
  const earlier = target.withoutVisibility?.(JSON.parse(body))
  if (!earlier) return known
  const isOurs = hash('sha256', canonicalJson(earlier.payload)) === ourHash
  return {
    ...known,
    visibility: known.visibility ?? earlier.visibility,
    payloadHash: isOurs ? ourHash : known.payloadHash,
  }
}

/** Null where nothing has to be recorded. */
export function toRetold(before: LedgerPage, after: LedgerPage): RetoldPage | null {
  if (before.payloadHash === after.payloadHash) return null
  const { rowKey, payloadHash, visibility } = after
  return { rowKey, from: before.payloadHash, payloadHash, visibility }
}
