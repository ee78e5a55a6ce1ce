// What a page should be on its site, apart from what stands in it: the project's mode, a date, a take-down. Held
// against Wix like a field, under one name, so that plans, runs and receipts compare it the same way. Pure.

/**
 * `dated`: goes live by itself at `at` (ISO 8601). `down`: taken off the site on purpose, as a draft or into the
 * trash, and stays so until somebody asks for it again.
 */
export type Visibility = { state: 'live' | 'draft' | 'down' } | { state: 'dated'; at: string }

/** Null: the destination does not tell drafts from live pages, or the template says it in a field. */
export type WantedVisibility = Visibility | null

/** What a project's mode alone can ask for. */
export type ModeVisibility = { state: 'live' | 'draft' } | null

export type RemoteStatus = 'live' | 'draft' | 'scheduled' | 'trashed' | 'gone'

/** What was read of a page. */
interface Found {
  status: RemoteStatus
  /** When a scheduled page goes live, in ISO 8601. */
  scheduledFor?: string | null
  /** Null with a light read. */
  fields: Record<string, string> | null
}

/** The name under which visibility is compared and shown, beside the names of fields. */
export const statusField = 'status'

/** Dates and take-downs are meant for this page; the mode is for all that have neither. */
export function wantedOf(mode: ModeVisibility, known: WantedVisibility): WantedVisibility {
  return mode && (ownVisibility(known) ?? mode)
}

/** What is meant for this page alone: a date or a take-down. */
export function ownVisibility(visibility: WantedVisibility): WantedVisibility {
  return visibility?.state === 'dated' || visibility?.state === 'down' ? visibility : null
}

export function isSameVisibility(one: WantedVisibility, other: WantedVisibility): boolean {
  return visibilityText(one) === visibilityText(other)
}

/** Whether visitors see it as soon as Wix has it. */
export function isLive(visibility: WantedVisibility): boolean {
  return visibility === null || visibility.state === 'live'
}

/** Null where nothing is to be compared. */
export function visibilityText(visibility: WantedVisibility): string | null {
  if (visibility === null) return null
  return visibility.state === 'dated' ? scheduledFor(visibility.at) : visibility.state
}

/** Fields of ours with what the page should be among them. */
export function withVisibility(
  fields: Record<string, string>,
  visibility: WantedVisibility,
): Record<string, string> {
  const text = visibilityText(visibility)
  return text === null ? fields : { ...fields, [statusField]: text }
}

/**
 * A page as it was read, with what it is there among its fields: in the words of `wanted` where Wix has it so, else
 * in Wix's. Without fields (a light read) it stays as it is.
 * @param now milliseconds since 1970: a date that has passed makes a page live
 */
export function withFoundVisibility<State extends Found | undefined>(
  state: State,
  wanted: WantedVisibility,
  now: number,
): State {
  if (!state?.fields || wanted === null) return state
  return { ...state, fields: { ...state.fields, [statusField]: foundText(state, wanted, now) } }
}

/** Wix has the page as it should be. */
export function isAsWanted(
  found: Pick<Found, 'status' | 'scheduledFor'>,
  wanted: Visibility,
  now: number,
): boolean {
  switch (wanted.state) {
    case 'live':
    case 'draft':
      return found.status === wanted.state
    case 'dated':
      if (found.status === 'live') return Date.parse(wanted.at) <= now
      return found.status === 'scheduled' && Date.parse(found.scheduledFor ?? '') === Date.parse(wanted.at)
    case 'down':
      return found.status === 'draft' || found.status === 'trashed' || found.status === 'gone'
  }
}

function foundText(found: Pick<Found, 'status' | 'scheduledFor'>, wanted: Visibility, now: number): string {
  if (isAsWanted(found, wanted, now)) return visibilityText(wanted)!
  // A page of ours without a date that somebody has scheduled: until when is theirs.
  const isAnotherDate = found.status === 'scheduled' && wanted.state === 'dated' && found.scheduledFor
  return isAnotherDate ? scheduledFor(isAnotherDate) : found.status
}

function scheduledFor(at: string): string {
  return `scheduled for ${new Date(at).toISOString()}`
}
