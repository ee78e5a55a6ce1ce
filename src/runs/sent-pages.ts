// What of a run stands in Wix now, with what the ledger said of each page before: what decides about its old address.
import type { Verb } from '../api/plan-actions.ts'
import type { WantedVisibility } from '../targets/visibility.ts'
import type { HeldRun } from './held-run.ts'

export interface SentPage {
  rowKey: string
  action: Verb
  remoteId: string | null
  slug: string
  /** Where Wix says it is; where an answer told none, where it was. */
  url: string | null
  visibility: WantedVisibility
  /** Null: there was none, or an earlier version sent it. */
  before: { status: string; url: string | null; slug: string } | null
}

export async function sentPages({ database, run }: HeldRun): Promise<SentPage[]> {
  const { rows } = await database.query<SentPage>(
    `select row_key as "rowKey", action, remote_id as "remoteId", slug, url, visibility,
            case when before ? 'status' then jsonb_build_object('status', before -> 'status', 'url', before -> 'url',
              'slug', before -> 'slug') end as before
       from run_items where run_id = $1 and state = 'accepted' order by position`,
    [run.id],
  )
  return rows
}
