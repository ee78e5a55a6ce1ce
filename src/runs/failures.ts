// What of a run failed or was not sent, in groups, each with what to do next.
import type { RunFailures } from '../api/run.ts'
import type { Queries } from '../db/types.ts'
import { problemTitle } from '../pages/problem-titles.ts'
import { getRun } from './run-list.ts'

/** Codes of pages that the same plan cannot send again: something changed, so that it has to be made anew. */
const needsPlan = [
  'edited_since_plan',
  'gone_since_plan',
  'changed_since_plan',
  'published_since_plan',
  'slug_taken',
  'own_found',
  'schema_changed',
  'catalog_changed',
]
/** Of pages that were held: nothing is wrong with the page. */
const heldForWix = 'asset_not_ready'

/** SQL over a run item `i`: it can go again as the plan has it. */
export const isRetriable = `(i.state = 'cancelled' or (i.state = 'rejected'
    and coalesce(i.problem->>'code', '') <> all(array['${needsPlan.join("', '")}']))
  or (i.state = 'held' and i.problem->>'code' = '${heldForWix}'))`

interface GroupRow {
  code: string | null
  state: 'rejected' | 'held' | 'cancelled' | 'accepted'
  count: number
  message: string | null
  sample: string[]
  retriable: number
}

/** The largest group first. A page that is there but whose last step failed is in it too. */
export async function listFailures(
  queries: Queries,
  workspaceId: string,
  runId: string,
): Promise<RunFailures> {
  await getRun(queries, workspaceId, runId)
  const { rows } = await queries.query<GroupRow>(
    `select i.problem->>'code' as code, i.state, count(*)::int as count, min(i.problem->>'message') as message,
            (array_agg(i.row_key order by i.position))[1:3] as sample,
            count(*) filter (where ${isRetriable})::int as retriable
       from run_items i
      where i.run_id = $1 and (i.state in ('rejected', 'held', 'cancelled')
            or (i.state = 'accepted' and i.finish = 'failed'))
      group by 1, 2 order by 3 desc, 1`,
    [runId],
  )
  return {
    groups: rows.map(({ code, state, count, message, sample, retriable }) => ({
      code: code ?? state,
      state,
      title: titleOf(code, state, message),
      count,
      message,
      sampleRowKeys: sample,
      nextStep: nextStep(state, code, retriable > 0),
    })),
    retriable: rows.reduce((sum, row) => sum + row.retriable, 0),
  }
}

const titles: Record<string, string> = {
  never_arrived: 'Sent several times and never arrived',
  asset_missing: 'A category, tag or image could not be used',
  asset_not_ready: 'Wix was still at work on an image',
  edited_since_plan: 'Edited in Wix since the plan',
  gone_since_plan: 'Deleted in Wix since the plan',
  changed_since_plan: 'The row or the template changed since the plan',
  published_since_plan: 'Changed by another run since the plan',
  open_in_other_run: 'Another run has them',
  sku_taken: 'Another product has the SKU',
  category_refused: 'Not put into a category',
  finish_unsure: 'Categories or links were not confirmed',
  finish_cancelled: 'Categories or links were not set: the run was cancelled',
}

function titleOf(code: string | null, state: GroupRow['state'], message: string | null): string {
  if (state === 'cancelled') return 'Not sent: the run was cancelled'
  if (code === null) return state === 'held' ? 'Not decided in the plan' : 'Failed'
  if (titles[code]) return titles[code]
  if (code.startsWith('wix_')) return 'Refused by Wix'
  return problemTitle({ code, severity: 'error', message: message ?? code })
}

function nextStep(state: GroupRow['state'], code: string | null, canRetry: boolean): string {
  if (state === 'accepted') return 'They are on the site. Plan again: the next run repeats the last step.'
  if (state === 'cancelled') return 'Retry these, or plan again.'
  if (!canRetry) return 'Plan again to decide about them.'
  if (code?.startsWith('wix_'))
    return 'Change the row or the template and plan again; or retry these as they are.'
  return 'Retry these. If it happens again, see what the message says.'
}
