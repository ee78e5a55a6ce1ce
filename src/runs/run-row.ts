// The tables of runs, as their SQL gives them.
import type { Verb } from '../api/plan-actions.ts'
import type { Problem } from '../api/problem.ts'
import type { ItemState, Receipt } from '../api/run.ts'
import type { RunRequest, RunState } from '../api/run-state.ts'
import type { Selection } from '../api/selection.ts'
import type { WorkAhead } from '../plans/outlook.ts'
import type { OutgoingItem } from '../targets/target.ts'
import type { WantedVisibility } from '../targets/visibility.ts'

export interface RunRow {
  id: string
  workspace_id: string
  plan_id: string
  project_id: string
  connection_id: string
  state: RunState
  message: string | null
  author: string
  total: number
  requested: RunRequest
  /** Runs of one site go in this order. */
  due_at: string
  /** The position in the plan up to which its items are taken; null once they all are. */
  taken_to: number | null
  /** The part of the plan that it is for; null: all that can go. */
  selection: Selection | null
  /** A few pages to look at before the rest goes. */
  is_canary: boolean
  /** How many of the first of its selection it has chosen up to `taken_to`. */
  chosen: number
  restarts: number
  /** The worker that has it; one that died, or was stopped in the middle, is still named. */
  worker: string | null
  write_calls: number
  read_calls: number
  duplicates_prevented: number
  ahead: WorkAhead | null
  assets_left: number | null
  call_ms: number
  receipt: Receipt | null
  created_at: string
  started_at: string | null
  finished_at: string | null
}

/** The ids of categories, tags and pictures that a page went with, by asset key; see `as-sent.ts`. */
export type SentIds = Record<string, string>

/** An item together with the payload its plan froze for it, and as it goes out. */
export interface ItemRow {
  row_key: string
  position: number
  action: Verb
  state: ItemState
  title: string
  slug: string
  /** How often it was sent, and how many of these sends came to nothing through no fault of the page. */
  attempts: number
  excused: number
  call_id: string | null
  looks: number
  remote_id: string | null
  /** The edit date the plan saw; after the guard, the one it is about to change. */
  remote_edited_at: string | null
  problem: Problem | null
  payload_hash: string | null
  /** Null where there is none: the row is gone. */
  payload: unknown
  changed_fields: string[]
  /** Fields that stay in Wix as somebody left them, whatever the payload says; null: none. */
  kept: Readonly<Record<string, string>> | null
  /** Once it has left, until it is read back. */
  sent_ids: SentIds | null
  /** What the page should be once it is sent. */
  visibility: WantedVisibility
  /** Those of turn 1 go when nothing of turn 0 is open. */
  turn: 0 | 1
  /** The address to which it makes way in turn 0, before it goes in turn 1; null: it makes way for nobody. */
  aside: string | null
  outgoing: OutgoingItem<unknown>
}
