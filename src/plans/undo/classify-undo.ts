// Decides what an undo does with one page, by what the run did, what the ledger knows and what Wix has now. Pure.
import type { PlanAction } from '../../api/plan.ts'
import type { Verb } from '../../api/plan-actions.ts'
import type { Problem } from '../../api/problem.ts'
import type { LedgerPage } from '../../pages/read-ledger.ts'
import { isGone, type RemoteState } from '../../targets/target.ts'
import {
  statusField,
  visibilityText,
  type WantedVisibility,
  withFoundVisibility,
} from '../../targets/visibility.ts'
import type { From } from '../../targets/way-back.ts'
import type { UndoStep } from './step.ts'
import type { LaterChange, UndoneItem } from './undone-item.ts'
import * as words from './words.ts'

export interface UndoLook {
  item: Pick<UndoneItem, 'verb' | 'remoteId' | 'changedFields'>
  step: UndoStep
  /** The page in the ledger now; undefined: there is none. */
  known: LedgerPage | undefined
  /** Down since this run, and not by it: as the ledger says. */
  isDownByOther: boolean
  /** Fields as we last knew them in Wix, with what the page should be among them; null: nobody knows. */
  base: Record<string, string> | null
  /** Fields that our last payload has; null: that payload is not known, so that every field counts. */
  ours: ReadonlySet<string> | null
  later: readonly LaterChange[]
  state: RemoteState | undefined
  /** Of the snapshot; null: there is none, or it lacks something. */
  before: Record<string, string> | null
  /** Ids of names that undoing a run took from the site: pages lost them, and nobody edited anything. */
  removedIds: ReadonlySet<string>
  /** Milliseconds since 1970. */
  now: number
}

export interface UndoDecision {
  action: PlanAction
  /** Null: that of the action. */
  verb: Verb | null
  visibility: WantedVisibility
  from: From
  /** What of the snapshot is put back; null: all. */
  fields: string[] | null
  /** What stands in Wix now of the fields that somebody edited. */
  theirs: Record<string, string> | null
  problems: Problem[]
}

export function classifyUndo(look: UndoLook): UndoDecision {
  const { step, state, isDownByOther, later } = look
  if (isDownByOther) return stays('down', words.downSince)
  const problems = later.length > 0 && step.kind !== 'nothing' ? [words.laterRuns(later)] : []
  switch (step.kind) {
    case 'nothing':
      return stays('unchanged', words.nothingToUndo)
    case 'restore':
      return classifyRestore(look, step, problems)
    case 'take_down':
      return classifyTakeDown(look, step, problems)
    case 'remove':
      if (!state || isGone(state)) return stays('unchanged', words.goneAlready)
      return withEdits(look, { ...leaving, action: 'take_down', verb: 'remove', problems })
  }
}

const leaving = { visibility: null, from: 'there', fields: null, theirs: null } as const

function stays(action: 'down' | 'unchanged' | 'held', problem: Problem | null): UndoDecision {
  return { ...leaving, action, verb: null, problems: problem ? [problem] : [] }
}

function classifyTakeDown(
  look: UndoLook,
  step: Extract<UndoStep, { kind: 'take_down' }>,
  problems: Problem[],
): UndoDecision {
  const { state, known, item } = look
  if (known && known.remoteId !== item.remoteId) return stays('unchanged', words.madeAgain)
  if (!state || isGone(state)) {
    const isAsWanted = step.how !== 'draft' && known?.down?.how === step.how
    return stays('unchanged', isAsWanted ? null : words.deletedSince)
  }
  return withEdits(look, {
    ...leaving,
    action: 'take_down',
    verb: 'take_down',
    visibility: { state: 'down', how: step.how },
    problems,
  })
}

/** What goes off the site goes with everything in it: an edit of any field is somebody's. */
function withEdits(look: UndoLook, decision: UndoDecision): UndoDecision {
  const theirs = editsIn(look, null)
  return theirs === null ? decision : asConflict(decision, theirs)
}

function asConflict(decision: UndoDecision, theirs: Record<string, string>): UndoDecision {
  return { ...decision, action: 'conflict', theirs }
}

function classifyRestore(
  look: UndoLook,
  step: Extract<UndoStep, { kind: 'restore' }>,
  problems: Problem[],
): UndoDecision {
  const { state, before, known, item } = look
  if (item.verb === 'remove' && known && !known.down) return stays('unchanged', words.madeAgain)
  if (before === null) return stays('held', words.snapshotLacks)
  const told: Problem[] = step.lostDate === null ? problems : [...problems, words.dateLost(step.lostDate)]
  const decision: UndoDecision = {
    action: 'restore',
    verb: 'restore',
    visibility: step.visibility,
    from: 'there',
    fields: null,
    theirs: null,
    problems: told,
  }
  if (!state || isGone(state)) return restoreAbsent(look, decision)
  const wanted = fieldsWanted(before, step.visibility)
  const found = withFoundVisibility(state, step.visibility, look.now).fields ?? {}
  // What the run added is in no snapshot.
  const all = new Set([...Object.keys(wanted), ...Object.keys(found)])
  const differing = [...all].filter((field) => (found[field] ?? '') !== (wanted[field] ?? ''))
  if (!known) {
    const fields = differing.filter((field) => wanted[field] !== undefined)
    if (fields.length === 0) return stays('unchanged', words.backAlready)
    return asConflict({ ...decision, fields }, pick(found, fields))
  }
  const isTouched = touchedFields(look, all)
  const fields = differing.filter((field) => field === statusField || isTouched(field))
  if (fields.length === 0) return stays('unchanged', words.asBefore)
  const theirs = editsIn(look, look.ours)
  if (theirs === null) return { ...decision, fields }
  return asConflict({ ...decision, fields }, theirs)
}

/** Deleted by the run, that is what is undone; deleted by somebody since, it is their decision. */
function restoreAbsent(look: UndoLook, decision: UndoDecision): UndoDecision {
  const { item, known, state } = look
  const from: From = state?.status === 'trashed' ? 'trashed' : 'gone'
  const isOurs = item.verb === 'remove' || (item.verb === 'take_down' && known?.down != null)
  if (isOurs) return { ...decision, from }
  if (!known) return stays('unchanged', words.removedSince)
  const problems = [...decision.problems, words.deletedInWix(from)]
  return { ...decision, action: 'conflict', from, problems, theirs: { [statusField]: from } }
}

function fieldsWanted(before: Record<string, string>, visibility: WantedVisibility): Record<string, string> {
  const text = visibilityText(visibility)
  return text === null ? before : { ...before, [statusField]: text }
}

/**
 * Whether this run or one after it wrote a field. What stands for something that the run had to make first, such as a
 * category, was named otherwise when the run was planned: then whatever our payload has beside the snapshot is meant.
 * @param named all that the snapshot or the page has
 */
function touchedFields(
  { item: { verb, changedFields }, later, ours, before }: UndoLook,
  named: ReadonlySet<string>,
): (field: string) => boolean {
  const all = [{ verb, changedFields }, ...later]
  const wasThere = (field: string) => before?.[field] !== undefined
  if (verb !== 'update' && verb !== 'restore') return wasThere
  const isAdded = (field: string) => !wasThere(field) && (ours?.has(field) ?? false)
  if (all.some((one) => one.changedFields.length === 0)) return (field) => wasThere(field) || isAdded(field)
  const written = new Set(all.flatMap((one) => one.changedFields))
  const isRenamed = [...written].some((field) => field !== statusField && !named.has(field))
  return (field) => written.has(field) || (isRenamed && isAdded(field))
}

/**
 * Fields that stand in Wix otherwise than we last knew them, as they stand there; null: none do.
 * @param among null: all that are known
 */
function editsIn(
  { base, state, known, removedIds, now }: UndoLook,
  among: ReadonlySet<string> | null,
): Record<string, string> | null {
  if (base === null) return null
  const visibility = known?.visibility ?? null
  const found = withFoundVisibility(state, visibility, now)?.fields ?? {}
  const edited = Object.keys(base).filter(
    (field) =>
      // Where the ledger tells no state, what was read back of one says nothing.
      (field !== statusField || visibility !== null) &&
      (among === null || among.has(field) || field === statusField) &&
      withoutIds(found[field] ?? '', removedIds) !== withoutIds(base[field] ?? '', removedIds),
  )
  return edited.length === 0 ? null : pick(found, edited)
}

function withoutIds(text: string, ids: ReadonlySet<string>): string {
  if (ids.size === 0) return text
  return text
    .split('\n')
    .filter((line) => !ids.has(line))
    .join('\n')
}

function pick(fields: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? '']))
}
