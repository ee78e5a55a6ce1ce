// The one table of where a page can stand, in the order in which a list sorts them: what each is called, and what its
// date means. A new state is a line here, its number in the table page_states, and its look in the dashboard. Pure.
import { z } from 'zod'

interface PageStateTraits {
  /** As a label and, in lower case, within a sentence. */
  word: string
  /** What happened at `stateAt`, or will; null where the state has no date. */
  dated: string | null
  /** Whether publishing has anything to do with the page as it stands. */
  mayPublish: boolean
}

const table = {
  not_published: { word: 'Not published', dated: null, mayPublish: true },
  scheduled: { word: 'Scheduled', dated: 'Goes out', mayPublish: true },
  in_progress: { word: 'In progress', dated: 'Taken up', mayPublish: false },
  draft: { word: 'Draft', dated: 'Saved', mayPublish: true },
  published: { word: 'Published', dated: 'Published', mayPublish: true },
  error: { word: 'Error', dated: 'Found', mayPublish: true },
  // Somebody deleted it in Wix.
  removed: { word: 'Removed in Wix', dated: 'Noticed', mayPublish: true },
  // Taken off the site, or put back to what it was, until somebody asks for it again.
  down: { word: 'Taken down', dated: 'Taken down', mayPublish: false },
} as const satisfies Record<string, PageStateTraits>

export type PageState = keyof typeof table

/** In the order in which a list sorts them. */
export const pageStates = Object.keys(table) as [PageState, ...PageState[]]
export const pageStateSchema = z.enum(pageStates)

/** What a list is sorted by. */
export const pageSorts = ['row', 'address', 'state', 'date'] as const
/** What the ledger says of a page, for callers from before there were states. */
export const pageStatuses = ['new', 'live', 'draft', 'gone'] as const

const traits: Readonly<Record<PageState, PageStateTraits>> = table

export function pageStateWord(state: PageState): string {
  return traits[state].word
}

/** What `stateAt` is the time of, such as "Goes out". Null: the state has no date. */
export function pageStateDated(state: PageState): string | null {
  return traits[state].dated
}

/** A page that a run has in its hands is not offered. */
export function mayPublish(state: PageState): boolean {
  return traits[state].mayPublish
}

/** The number of a state in the database. */
export function numberOfState(state: PageState): number {
  return pageStates.indexOf(state)
}

/** @throws where the database knows a state that this program does not */
export function stateOfNumber(number: number): PageState {
  const state = pageStates[number]
  if (state === undefined) throw new Error(`No page is in state ${number}`)
  return state
}
