// A page that a run changed, as an undo of that run sees it; and who knows of such pages.
import type { Verb } from '../../api/plan-actions.ts'
import type { Queries } from '../../db/types.ts'
import type { PageRecord } from '../../pages/put-back.ts'
import type { WantedVisibility } from '../../targets/visibility.ts'

export interface UndoneItem {
  rowKey: string
  position: number
  /** What the run did. */
  verb: Verb
  remoteId: string
  title: string
  slug: string
  url: string | null
  /** What it sent; null for pages it removed or took down. */
  payloadHash: string | null
  /** Of an update; none named: all. */
  changedFields: string[]
  /** What the run made of the page. */
  visibility: WantedVisibility
  /** What stood in Wix before; null: nothing did. */
  snapshot: unknown
  /** What the ledger said before: nothing (`none`), or null where that was not recorded. */
  before: PageRecord | 'none' | null
}

/** Of a later run, on the same page. */
export interface LaterChange {
  runId: string
  at: string
  verb: Verb
  changedFields: string[]
}

/** What runs know, for the plans that undo them. */
export interface RunHistory {
  /** It was itself an undo, a take-down or a bring back. */
  isWayBack(queries: Queries, runId: string): Promise<boolean>
  /** Pages that the run changed, in its order, after this position. */
  undoneItems(
    queries: Queries,
    runId: string,
    walk: { after: number; limit: number; rowKeys: readonly string[] | null },
  ): Promise<UndoneItem[]>
  /** What later runs of the project did to these pages, the oldest first, by row key. */
  laterChanges(
    queries: Queries,
    runId: string,
    rowKeys: readonly string[],
  ): Promise<Map<string, LaterChange[]>>
}
