// Pages that were taken down, or whose run was undone, in plans that nobody asked to bring them back: they stay as they
// are, whatever became of their rows or of Wix. Pure.
import type { Problem } from '../api/problem.ts'
import type { LedgerPage } from '../pages/read-ledger.ts'
import type { RemoteState } from '../targets/target.ts'
import { isAsWanted } from '../targets/visibility.ts'
import type { NewPlanItem } from './items.ts'

/** @param state what a light read said of it */
export function downItem(
  known: LedgerPage,
  position: number,
  state: RemoteState | undefined,
  now: number,
): NewPlanItem {
  return {
    rowKey: known.rowKey,
    position,
    action: 'down',
    title: known.title,
    slug: known.slug,
    // The ledger has it.
    url: null,
    remoteId: null,
    remoteEditedAt: null,
    payloadHash: null,
    baseHash: null,
    visibility: null,
    baseVisibility: null,
    changedFields: [],
    theirs: null,
    problems: isBack(known, state, now) ? [backInWix] : [],
  }
}

function isBack({ visibility }: LedgerPage, state: RemoteState | undefined, now: number): boolean {
  return visibility?.state === 'down' && state !== undefined && !isAsWanted(state, visibility, now)
}

const backInWix: Problem = {
  code: 'back_in_wix',
  severity: 'note',
  message:
    'It was taken down here, and somebody has put it back in Wix since. It is left as it is; bring it back here to have it follow its row again.',
}
