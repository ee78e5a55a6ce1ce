// The last look before dates change, and whatever else is read of pages whose dates alone change: their state, a
// hundred to a request. What somebody wrote into such a page is no matter here, and stays.
import type { Problem } from '../api/problem.ts'
import type { Site } from '../connections/site.ts'
import { isGone, type RemoteState } from '../targets/target.ts'
import { withFoundVisibility } from '../targets/visibility.ts'
import type { Destination } from './held-run.ts'
import type { Settlement } from './item-ledger.ts'
import type { ItemRow } from './run-row.ts'

interface DatesDeps {
  destination: Destination
  site: Pick<Site, 'wix'>
}

/** By remote id, with what each page is as its one field; those that were never there are left out. */
export async function readDates(
  { destination: { target, options }, site }: DatesDeps,
  items: readonly ItemRow[],
): Promise<Map<string, RemoteState>> {
  const ids = items.map((item) => item.remote_id ?? '')
  const read = await target.read(site.wix, ids, 'light', options)
  return new Map(
    items.flatMap((item): [string, RemoteState][] => {
      const state = read.get(item.remote_id ?? '')
      if (!state) return []
      const found = withFoundVisibility({ ...state, fields: {} }, item.visibility, site.wix.now())
      return [[state.remoteId, found]]
    }),
  )
}

/** A page that went live meanwhile is neither taken off the site nor dated. */
export async function lookAtDates(
  deps: DatesDeps,
  items: readonly ItemRow[],
): Promise<{ allowed: ItemRow[]; settlements: Settlement[] }> {
  const states = await readDates(deps, items)
  const allowed: ItemRow[] = []
  const settlements: Settlement[] = []
  for (const item of items) {
    const found = states.get(item.remote_id ?? '')
    const problem = !found || isGone(found) ? gone : found.status === 'live' ? liveAlready : null
    if (problem || !found) settlements.push({ rowKey: item.row_key, state: 'held', problem })
    else allowed.push({ ...item, outgoing: { ...item.outgoing, found } })
  }
  return { allowed, settlements }
}

const gone: Problem = {
  code: 'gone_since_plan',
  severity: 'warning',
  message: 'It was deleted in Wix after the plan was created, so nothing was sent. Plan again to decide.',
}

const liveAlready: Problem = {
  code: 'live_already',
  severity: 'warning',
  message: 'It is live in Wix already, so its date was left as it is. Plan again to see it.',
}
