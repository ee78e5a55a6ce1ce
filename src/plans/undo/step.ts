// What undoing one page of a run comes to, before anybody has looked at the site. Pure.
import type { DownHow } from '../../api/take-down.ts'
import type { LedgerPage } from '../../pages/read-ledger.ts'
import { statusField, type WantedVisibility } from '../../targets/visibility.ts'
import type { UndoneItem } from './undone-item.ts'

export type UndoStep =
  /** What stood there before stands there again, and is so on the site. */
  | { kind: 'restore'; visibility: WantedVisibility; lostDate: string | null }
  /** There was no such page on the site: it goes off it again. */
  | { kind: 'take_down'; how: DownHow }
  /** The run had brought back what was removed before. */
  | { kind: 'remove' }
  /** The run left nothing on the site that could be put back. */
  | { kind: 'nothing' }

export interface UndoRules {
  /** What becomes of pages that the run created: the owner's choice. */
  created: DownHow
  /**
   * The run was itself an undo, a take-down or a bring back: what it marked as down, and the dates it took away, are
   * put back as they were. Of any other run, what is undone counts as down and has no date.
   */
  putsMarksBack: boolean
  /** Milliseconds since 1970. */
  now: number
}

/** @param known the page in the ledger now */
export function stepOf(
  item: Pick<UndoneItem, 'verb' | 'snapshot' | 'before' | 'visibility' | 'changedFields'>,
  known: Pick<LedgerPage, 'visibility'> | undefined,
  rules: UndoRules,
): UndoStep {
  const { verb, snapshot, before } = item
  // Taken off the site as a draft, a page was not looked into: nothing of it changes but that.
  if (snapshot !== null || verb === 'take_down')
    return { kind: 'restore', ...visibilityBefore(item, known, rules) }
  const mark = before === null || before === 'none' ? null : before.down
  if (mark && mark.how !== 'before') return { kind: 'take_down', how: mark.how }
  switch (verb) {
    case 'create':
      return { kind: 'take_down', how: rules.created }
    case 'restore':
      return before === 'none' ? { kind: 'remove' } : { kind: 'take_down', how: rules.created }
    case 'update':
      // A run of dates alone: what it wrote is a date, and nothing else was looked at.
      return item.visibility?.state === 'dated' ? { kind: 'take_down', how: 'draft' } : { kind: 'nothing' }
    default:
      return { kind: 'nothing' }
  }
}

function visibilityBefore(
  {
    verb,
    before,
    visibility,
    changedFields,
  }: Pick<UndoneItem, 'verb' | 'before' | 'visibility' | 'changedFields'>,
  known: Pick<LedgerPage, 'visibility'> | undefined,
  { putsMarksBack, now }: UndoRules,
): { visibility: WantedVisibility; lostDate: string | null } {
  const was =
    before !== null && before !== 'none'
      ? before.visibility
      : changedFields.includes(statusField)
        ? opposite(visibility)
        : (known?.visibility ?? visibility)
  // A destination that tells hidden from shown in no state of its own: shown, as what is taken down was.
  if (was === null && verb === 'take_down') return { visibility: { state: 'live' }, lostDate: null }
  if (was?.state !== 'dated') return { visibility: was, lostDate: null }
  if (putsMarksBack && Date.parse(was.at) > now) return { visibility: was, lostDate: null }
  return { visibility: { state: 'draft' }, lostDate: was.at }
}

/** Of runs that did not record it: a state that changed was the other one. */
function opposite(visibility: WantedVisibility): WantedVisibility {
  if (visibility === null) return null
  return { state: visibility.state === 'live' ? 'draft' : 'live' }
}
