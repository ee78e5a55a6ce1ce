// What goes out: a page on its way to the site, and how many travel together. Part of the contract of target.ts.
import type { OwnRef, RemoteState } from './remote-page.ts'
import type { WantedVisibility } from './visibility.ts'

export interface OutgoingItem<Payload> {
  rowKey: string
  seed: string
  /** Null for a create. */
  remoteId: string | null
  payload: Payload
  /** What the page should be afterwards. A write makes no page live that has a date or was taken down. */
  visibility: WantedVisibility
  /**
   * For updates: the fields that changed, as `payloadFields` names them, and `status` where the visibility did. None
   * named: all of them.
   */
  changedFields: string[]
  /** For updates: what a look just before found. Absent: nobody looked. */
  found?: Pick<RemoteState, 'status' | 'title'>
}

/** How much goes into one write call. */
export interface BatchLimits<Payload> {
  size: number
  maxBytes: number
  /** A third measure where Wix has one, such as the info sections of all products of a call. */
  cost?: (payload: Payload) => number
  maxCost?: number
}

/** By row key, the oldest first; rows without a page on the site are left out. More than one: twins. */
export type OwnFinder<Payload> = (items: readonly OutgoingItem<Payload>[]) => Promise<Map<string, OwnRef[]>>
