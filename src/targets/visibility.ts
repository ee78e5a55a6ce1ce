// What a page should be on its site, apart from what stands in it: the project's mode, a date, a take-down. Held
// against Wix like a field, under one name, so that plans, runs and receipts compare it the same way. Pure.
import type { DownHow } from '../api/take-down.ts'

/**
 * `dated`: goes live by itself at `at` (ISO 8601). `down`: taken off the site on purpose, and stays so until somebody
 * asks for it again; without `how` as a draft.
 */
export type Visibility =
  | { state: 'live' | 'draft' }
  | { state: 'down'; how?: DownHow }
  | { state: 'dated'; at: string }

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

/**
 * What a page with a date should be from now on when what was found of it (a text under `statusField`) is kept: live
 * when somebody published it before, dated as somebody moved it. One that somebody took the date from keeps ours, so
 * that no later plan takes it for a draft to be published.
 */
export function keptVisibility(ours: WantedVisibility, found: string | undefined): WantedVisibility {
  if (ours?.state !== 'dated' || found === undefined) return ours
  if (found === 'live') return { state: 'live' }
  return isDatedText(found) ? { state: 'dated', at: found.slice(datedWords.length) } : ours
}

/** How a page that is down was taken off the site; null: it is not down. */
export function downHow(visibility: WantedVisibility): DownHow | null {
  return visibility?.state === 'down' ? (visibility.how ?? 'draft') : null
}

/** Whether visitors see it as soon as Wix has it. */
export function isLive(visibility: WantedVisibility): boolean {
  return visibility === null || visibility.state === 'live'
}

/** Null where nothing is to be compared. */
export function visibilityText(visibility: WantedVisibility): string | null {
  if (visibility === null) return null
  if (visibility.state === 'down') return downTexts[visibility.how ?? 'draft']
  return visibility.state === 'dated' ? scheduledFor(visibility.at) : visibility.state
}

const downTexts: Readonly<Record<DownHow, string>> = {
  draft: 'down',
  trash: 'down, in the trash',
  deleted: 'down, deleted',
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
      // Off the site is what matters; somebody may have taken it further than we did.
      return isAway(found.status) || (found.status === 'draft' && (wanted.how ?? 'draft') === 'draft')
  }
}

function isAway(status: RemoteStatus): boolean {
  return status === 'trashed' || status === 'gone'
}

function foundText(found: Pick<Found, 'status' | 'scheduledFor'>, wanted: Visibility, now: number): string {
  if (isAsWanted(found, wanted, now)) return visibilityText(wanted)!
  // A page of ours without a date that somebody has scheduled: until when is theirs.
  const isAnotherDate = found.status === 'scheduled' && wanted.state === 'dated' && found.scheduledFor
  return isAnotherDate ? scheduledFor(isAnotherDate) : found.status
}

/** Whether a text of `visibilityText`, or one that was found, says a date. */
export function isDatedText(text: string | null): boolean {
  return text?.startsWith(datedWords) ?? false
}

const datedWords = 'scheduled for '

function scheduledFor(at: string): string {
  return `${datedWords}${new Date(at).toISOString()}`
}
