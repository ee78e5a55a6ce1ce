// What the files that write the ledger have in common: columns of a page as its SQL takes them. Pure.
import type { WantedVisibility } from '../targets/visibility.ts'

/** Null where the template made exactly what was sent. */
export function madeApart({
  madeHash,
  payloadHash,
}: {
  madeHash?: string | null
  payloadHash: string
}): string | null {
  return madeHash === payloadHash ? null : (madeHash ?? null)
}

export function keysOf(pages: readonly { rowKey: string }[]): string[] {
  return pages.map((one) => one.rowKey)
}

export function columnsOf(visibility: WantedVisibility): {
  visibility: string | null
  dated_for: string | null
} {
  return {
    visibility: visibility?.state ?? null,
    dated_for: visibility?.state === 'dated' ? visibility.at : null,
  }
}
