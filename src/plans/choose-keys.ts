// Whether rows have had another key before, as their owner says. Pages differ by it, so the plan is made anew.
import type { KeysInput } from '../api/changed-key.ts'
import { inBatches } from '../batches.ts'
import { datasetVersion } from '../data/datasets.ts'
import type { Database, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { KeyChange } from '../pages/key-changes.ts'
import { moveKeys, recordOtherRows } from '../pages/move-keys.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { type KeyMark, readKeyMarks } from './key-items.ts'
import { inMovingOrder, withChains } from './pair-keys.ts'
import { readPlanRowKeys } from './plan-rows.ts'
import { cannotChange, createPlan } from './plans.ts'
import type { PlanRow } from './row.ts'
import { lockPlans } from './store.ts'

export interface KeyChooser {
  author: string
  /** Refuses while something has pages of the project, or one of these. */
  refuse(tx: Tx, rowKeys: readonly string[]): Promise<void>
  /** Whoever else keeps something by the keys of rows. */
  follow(tx: Tx, changes: readonly KeyChange[]): Promise<void>
  /** For tests that kill the process here. */
  crashPoint?(name: KeyCrashPointName): void
}

export type KeyCrashPointName = 'in-keys-part' | 'after-keys-part'

/** Few enough for one transaction. What dies between two of them goes on where it was when it is asked for again. */
const atOnce = 500

/** @returns the id of a new plan of the same pages */
export async function planWithKeys(
  database: Database,
  project: ProjectRecord,
  plan: PlanRow,
  input: KeysInput,
  chooser: KeyChooser,
): Promise<string> {
  if (plan.state !== 'ready') throw await cannotChange(database, plan)
  const { scope } = plan
  if (scope.kind === 'undo' || (scope.kind === 'rows' && scope.origin !== 'pages')) throw notHere()
  const chosen = await pickMarks(database, plan, input)
  for (const marks of inBatches(inOrder(chosen, input.choice), atOnce)) {
    await database.transaction(async (tx) => {
      await decide(tx, project, plan, { marks, choice: input.choice }, chooser)
      chooser.crashPoint?.('in-keys-part')
    })
    chooser.crashPoint?.('after-keys-part')
  }
  return createPlan(database, project, chooser.author, {
    scope,
    rowKeys: scope.kind === 'all' ? [] : await readPlanRowKeys(database, plan.number),
    refuse: (tx) => chooser.refuse(tx, []),
  })
}

async function pickMarks(database: Database, plan: PlanRow, input: KeysInput): Promise<KeyMark[]> {
  const { choice, rowKeys } = input
  const marks = await readKeyMarks(database, plan.number)
  const known = new Set(marks.map((mark) => mark.rowKey))
  const unknown = rowKeys?.find((rowKey) => !known.has(rowKey))
  if (unknown !== undefined)
    throw new AppError('bad_request', `The plan does not say that the row "${unknown}" had another key.`)
  const wanted = new Set(rowKeys)
  const otherwise = marks.filter((mark) => mark.choice !== choice)
  const open = otherwise.filter((mark) => mark.choice === null)
  const picked = rowKeys
    ? otherwise.filter((mark) => wanted.has(mark.rowKey))
    : open.length > 0
      ? open
      : otherwise
  if (picked.length > 0) return withChains(otherwise, picked)
  throw new AppError('bad_request', 'The plan tells of no row of which that is still to be said.')
}

/** Each page gets a key that no other has by then, on the way there and on the way back. */
function inOrder(marks: readonly KeyMark[], choice: KeysInput['choice']): KeyMark[] {
  if (choice === 'same') return inMovingOrder(marks)
  const back = inMovingOrder(marks.map((mark) => ({ mark, rowKey: mark.formerKey, formerKey: mark.rowKey })))
  return back.map(({ mark }) => mark)
}

async function decide(
  tx: Tx,
  project: ProjectRecord,
  plan: PlanRow,
  { marks, choice }: { marks: readonly KeyMark[]; choice: KeysInput['choice'] },
  { refuse, follow }: KeyChooser,
): Promise<void> {
  // A run that starts now judges its pages after this.
  await lockPlans(tx, project.id)
  await refuse(
    tx,
    marks.flatMap(({ rowKey, formerKey }) => [rowKey, formerKey]),
  )
  if ((await datasetVersion(tx, project.datasetId))?.rowSetId !== plan.row_set_id) throw changedSince()
  if (choice === 'same') return move(tx, plan, marks, follow)
  const back = marks.filter((mark) => mark.choice === 'same')
  await move(
    tx,
    plan,
    back.map(({ rowKey, formerKey }): KeyChange => ({ rowKey: formerKey, formerKey: rowKey, isBack: true })),
    follow,
  )
  if (!(await recordOtherRows(tx, project.id, marks))) throw changedSince()
}

async function move(
  tx: Tx,
  plan: PlanRow,
  changes: readonly KeyChange[],
  follow: KeyChooser['follow'],
): Promise<void> {
  const moved = await moveKeys(tx, plan.project_id, changes, plan.created_at)
  if (!moved) throw changedSince()
  await follow(tx, moved)
}

function notHere(): AppError {
  return new AppError(
    'conflict',
    'Whether rows had another key is said in a plan of all pages, or of pages that you chose. Create one, decide there, then come back.',
  )
}

function changedSince(): AppError {
  return new AppError(
    'conflict',
    'Rows or pages have changed since the plan was created. Create a new plan and choose again.',
  )
}
