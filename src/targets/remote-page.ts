// Pages as they stand on a site. Part of the contract of target.ts.
import type { RemoteStatus } from './visibility.ts'

export interface RemoteRef {
  rowKey: string
  remoteId: string
  /** Changes with every edit; an edit date where Wix has one, compared and never parsed. */
  editedAt: string | null
}

/**
 * One page as it stands in Wix now. `fields` are canonical texts, comparable with `payloadFields`; what it is there
 * (live, a draft) is `status` and no field, see `visibility.ts`.
 */
export interface RemoteState {
  remoteId: string
  exists: boolean
  status: RemoteStatus
  /** When a scheduled page goes live, in ISO 8601. */
  scheduledFor?: string | null
  /** As it stands there, where a destination needs it to change nothing else. */
  title?: string | undefined
  editedAt: string | null
  url: string | null
  slug: string | null
  /** Null when only the light read was asked for. */
  fields: Record<string, string> | null
  /** The page as Wix gave it, for the snapshot. Null with the light read. */
  raw: unknown
}

/** Deleted, in the trash, or never there: nothing a visitor could see. */
export function isGone(state: RemoteState): boolean {
  return !state.exists || state.status === 'gone' || state.status === 'trashed'
}

/** What a read says of a thing that is no longer there, where nothing tells a trash from a deletion. */
export function goneState(remoteId: string): RemoteState {
  return {
    remoteId,
    exists: false,
    status: 'gone',
    editedAt: null,
    url: null,
    slug: null,
    fields: null,
    raw: null,
  }
}

/** A page on the site that was certainly made from a row of ours, whatever became of it since. */
export interface OwnRef {
  remoteId: string
  /** Nothing a visitor or an editor works with: it lies in the trash. */
  isTrashed: boolean
}

/** One whose age is known, as the site tells it: in ISO 8601, null where it does not. */
export interface DatedRef extends OwnRef {
  createdAt: string | null
}

/** For sorting: the oldest first, and last those that the site gives no date. */
export function byAge(one: DatedRef, other: DatedRef): number {
  if (one.createdAt === null || other.createdAt === null)
    return Number(one.createdAt === null) - Number(other.createdAt === null)
  return one.createdAt.localeCompare(other.createdAt, 'en')
}
