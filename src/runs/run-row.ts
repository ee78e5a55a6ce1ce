// The tables of runs, as their SQL gives them.
import type { Problem } from '../api/problem.ts'
import type { ItemState, Receipt } from '../api/run.ts'
import type { RunRequest, RunState } from '../api/run-state.ts'
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
  restarts: number
  write_calls: number
  read_calls: number
  duplicates_prevented: number
  assets_created: number
  receipt: Receipt | null
  created_at: string
  started_at: string | null
  finished_at: string | null
}

/** An item together with the payload its plan froze for it, and as it goes out. */
export interface ItemRow {
  row_key: string
  position: number
  action: 'create' | 'update' | 'remove'
  state: ItemState
  title: string
  slug: string
  attempts: number
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
  /** What the page should be once it is sent. */
  visibility: WantedVisibility
  outgoing: OutgoingItem<unknown>
}
