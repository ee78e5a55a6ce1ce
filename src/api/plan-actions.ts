// The one table of what a plan can want to do with a page. A new action is a line here and its words where they are
// shown.
import { type Plan, type PlanAction, planActionSchema, type Resolution } from './plan.ts'

/** What a run does for a page. */
export type Verb = 'create' | 'update' | 'remove'

export interface PlanActionRule {
  /** What is asked of the destination when the page goes. Null: it never goes. */
  verb: Verb | null
  /** When it goes: by itself, once decided `take_ours`, when removals are ticked, or not at all. */
  goes: 'always' | 'decided' | 'ticked' | 'never'
  /** Whether a run lists it although it does not go, so that the receipt speaks of it. */
  isListed: boolean
  /** Whether it takes an address that it does not have yet, so that nobody else may have it. */
  takesAddress: boolean
  /** Whether what it names (categories, pictures) has to be on the site first. */
  usesAssets: boolean
}

export const planActions: Readonly<Record<PlanAction, PlanActionRule>> = {
  create: { verb: 'create', goes: 'always', isListed: true, takesAddress: true, usesAssets: true },
  adopt: { verb: 'update', goes: 'always', isListed: true, takesAddress: false, usesAssets: true },
  update: { verb: 'update', goes: 'always', isListed: true, takesAddress: false, usesAssets: true },
  move: { verb: 'update', goes: 'always', isListed: true, takesAddress: true, usesAssets: true },
  conflict: { verb: 'update', goes: 'decided', isListed: true, takesAddress: false, usesAssets: true },
  gone: { verb: 'create', goes: 'decided', isListed: false, takesAddress: true, usesAssets: false },
  remove: { verb: 'remove', goes: 'ticked', isListed: false, takesAddress: false, usesAssets: false },
  held: { verb: null, goes: 'never', isListed: true, takesAddress: false, usesAssets: false },
  unchanged: { verb: null, goes: 'never', isListed: false, takesAddress: false, usesAssets: false },
}

/** Names of the actions of which this is true, for SQL. */
export function actionsWhere(isTrue: (rule: PlanActionRule) => boolean): PlanAction[] {
  return planActionSchema.options.filter((action) => isTrue(planActions[action]))
}

/** What becomes of a page when the plan is applied as it is decided now. */
export type PlanItemFate = 'goes' | 'settles' | 'waits' | 'stays'

/**
 * `goes`: it is sent. `settles`: recorded without a call, theirs kept or taken over as it is. `waits`: not sent, and
 * named in the receipt. `stays`: no part of a run.
 * @param isEqual of a page taken over: nothing of it changes
 */
export function fateOf(
  item: { action: PlanAction; resolution: Resolution | null; isEqual: boolean },
  includeRemovals: boolean,
): PlanItemFate {
  const { goes, isListed } = planActions[item.action]
  if (item.action === 'adopt' && item.isEqual) return 'settles'
  if (item.action === 'conflict' && item.resolution === 'keep_theirs') return 'settles'
  if (goes === 'always') return 'goes'
  if (goes === 'ticked' && includeRemovals) return 'goes'
  if (goes === 'decided' && item.resolution === 'take_ours') return 'goes'
  return isListed ? 'waits' : 'stays'
}

/** Of the pages that applying settles without a call: those taken over as they are, and those left as somebody edited them. */
export function settledPages({
  counts,
  willSend,
  willSettle,
}: Pick<Plan, 'counts' | 'willSend' | 'willSettle'>): { takenOver: number; kept: number } {
  const takenOver = Math.min(willSettle, Math.max(0, counts.adopt - (willSend.byAction.adopt ?? 0)))
  return { takenOver, kept: willSettle - takenOver }
}
