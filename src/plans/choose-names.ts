// An owner's choice for names that were renamed or deleted in Wix. Pages differ by it, so the plan is made anew.
import type { NamesInput, Plan } from '../api/plan.ts'
import { chooseNames } from '../connections/asset-names.ts'
import type { Database, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { assetKey } from '../targets/target.ts'
import { readPlanRowKeys } from './plan-rows.ts'
import { cannotChange, createPlan } from './plans.ts'
import type { PlanRow } from './row.ts'

/** @returns the id of a new plan of the same pages */
export async function planWithNames(
  database: Database,
  project: ProjectRecord,
  plan: PlanRow,
  { choice, names }: NamesInput,
  { author, refuse }: { author: string; refuse: (tx: Tx) => Promise<void> },
): Promise<string> {
  if (plan.state !== 'ready') throw await cannotChange(database, plan)
  const { scope } = plan
  if (
    scope.kind === 'undo' ||
    (scope.kind === 'rows' && scope.origin !== 'pages' && scope.origin !== 'refresh')
  )
    throw notHere()
  const chosen = pickNames(plan.names ?? [], names, choice)
  return createPlan(database, project, author, {
    scope,
    rowKeys: scope.kind === 'all' ? [] : await readPlanRowKeys(database, plan.number),
    async refuse(tx) {
      await refuse(tx)
      if ((await chooseNames(tx, plan.connection_id, chosen, choice)) < chosen.length) throw changedSince()
    },
  })
}

function pickNames(
  told: Plan['names'],
  wanted: NamesInput['names'],
  choice: NamesInput['choice'],
): Plan['names'] {
  const isPossible = ({ foundName }: Plan['names'][number]) => choice !== 'take_over' || foundName !== null
  if (wanted === undefined) {
    const all = told.filter(isPossible)
    if (all.length === 0)
      throw new AppError('bad_request', 'The plan tells of no name that this could be done for.')
    return all
  }
  const byKey = new Map(told.map((one) => [assetKey(one), one]))
  return wanted.map((one) => {
    const found = byKey.get(assetKey(one))
    if (!found)
      throw new AppError(
        'bad_request',
        `The plan tells of no ${one.kind} "${one.name}" that was changed in Wix.`,
      )
    if (!isPossible(found))
      throw new AppError(
        'bad_request',
        `"${one.name}" was deleted in Wix, so there is no new name to take over. Create it again, or leave it out.`,
      )
    return found
  })
}

function notHere(): AppError {
  return new AppError(
    'conflict',
    'Names are decided in a plan of all pages, or of pages that you chose. Create one, decide there, then come back.',
  )
}

function changedSince(): AppError {
  return new AppError(
    'conflict',
    'What became of these names has changed since the plan was created. Create a new plan and choose again.',
  )
}
