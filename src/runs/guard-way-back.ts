// The last look before pages are taken down or brought back: what is off the site already needs no call, and where a
// page is now says how it comes back.
import type { Problem } from '../api/problem.ts'
import type { Site } from '../connections/site.ts'
import { isGone, type RemoteState } from '../targets/target.ts'
import { downHow, type Visibility } from '../targets/visibility.ts'
import { accepted } from './as-sent.ts'
import type { Destination } from './held-run.ts'
import type { Settlement } from './item-ledger.ts'
import type { ItemRow } from './run-row.ts'

interface LookDeps {
  destination: Destination
  site: Pick<Site, 'wix'>
}

export interface WayLook {
  allowed: ItemRow[]
  settlements: Settlement[]
  /** What stands in Wix before the change, by row key; of what becomes a draft only the state was read. */
  states: ReadonlyMap<string, RemoteState>
}

/** By remote id. Of pages that become drafts the content does not matter; of others it is what may bring them back. */
export async function readForTakeDown(
  { destination: { target, options }, site }: LookDeps,
  items: readonly ItemRow[],
): Promise<Map<string, RemoteState>> {
  const { true: light = [], false: full = [] } = Object.groupBy(items, isLight)
  const ids = (some: readonly ItemRow[]) => some.map((item) => item.remote_id ?? '')
  return new Map([
    ...(light.length > 0 ? await target.read(site.wix, ids(light), 'light', options) : []),
    ...(full.length > 0 ? await target.read(site.wix, ids(full), 'full', options) : []),
  ])
}

function isLight({ visibility }: ItemRow): 'true' | 'false' {
  return downHow(visibility) === 'draft' ? 'true' : 'false'
}

/** What somebody wrote into a page is no matter where it only leaves the site, and is not deleted unseen. */
export async function lookAtTakeDowns(deps: LookDeps, items: readonly ItemRow[]): Promise<WayLook> {
  const found = await readForTakeDown(deps, items)
  const states = new Map<string, RemoteState>()
  const allowed: ItemRow[] = []
  const settlements: Settlement[] = []
  for (const item of items) {
    const state = found.get(item.remote_id ?? '')
    const away = awayAs(item, state)
    if (away) settlements.push(alreadyDown(deps.destination, item, away))
    else if (state && isDeletedUnseen(item, state))
      settlements.push({ rowKey: item.row_key, state: 'held', problem: editedSincePlan })
    else if (state) {
      const isKnown = state.editedAt === item.remote_edited_at
      // Whoever brings it back has to look at what somebody wrote before it went.
      const editedAt = isKnown ? state.editedAt : null
      if (state.fields || !isKnown) states.set(item.row_key, { ...state, editedAt })
      allowed.push({ ...item, remote_edited_at: editedAt, outgoing: { ...item.outgoing, found: state } })
    }
  }
  return { allowed, settlements, states }
}

/** As what it is off the site by now; null: it is there, or a draft that is to go further. */
function awayAs({ visibility }: ItemRow, state: RemoteState | undefined): Visibility | null {
  const how = downHow(visibility)
  if (!state || isGone(state)) {
    const isBinned = state?.status === 'trashed'
    return isBinned && how === 'deleted' ? null : { state: 'down', how: isBinned ? 'trash' : 'deleted' }
  }
  return how === 'draft' && state.status === 'draft' ? { state: 'down', how } : null
}

function alreadyDown(destination: Destination, item: ItemRow, visibility: Visibility): Settlement {
  const ref = { rowKey: item.row_key, remoteId: item.remote_id ?? '', editedAt: null }
  return { ...accepted(destination, item, { ref }), visibility }
}

function isDeletedUnseen(item: ItemRow, state: RemoteState): boolean {
  return (
    downHow(item.visibility) === 'deleted' &&
    item.remote_edited_at !== null &&
    state.editedAt !== item.remote_edited_at
  )
}

const editedSincePlan: Problem = {
  code: 'edited_since_plan',
  severity: 'warning',
  message:
    'It was edited in Wix after the plan was created, so it was not deleted. Plan again to see it before it goes.',
}
