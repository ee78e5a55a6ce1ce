// The one table of what a plan can want to do with a page. A new action is a line here and its words where they are
// shown.
import type { Decided, Plan, PlanAction } from './plan.ts'
import { planActionNames } from './plan-action.ts'

/** What a run does for a page. */
export const verbs = ['create', 'update', 'remove', 'take_down', 'restore'] as const
export type Verb = (typeof verbs)[number]

export interface PlanActionRule {
  /** What is asked of the destination when the page goes. Null: it never goes. */
  verb: Verb | null
  /** When it goes: by itself, once decided `take_ours` or `merge`, when removals are ticked, or not at all. */
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
  down: { verb: null, goes: 'never', isListed: false, takesAddress: false, usesAssets: false },
  take_down: { verb: 'take_down', goes: 'always', isListed: true, takesAddress: false, usesAssets: false },
  restore: { verb: 'restore', goes: 'always', isListed: true, takesAddress: true, usesAssets: true },
}

/** What a run does for an item: its own verb, where it has one, or that of its action. Null: it never goes. */
export function verbOf({ action, verb }: { action: PlanAction; verb?: Verb | null }): Verb | null {
  return verb ?? planActions[action].verb
}

/** Names of the actions of which this is true, for SQL. */
export function actionsWhere(isTrue: (rule: PlanActionRule) => boolean): PlanAction[] {
  return planActionNames.filter((action) => isTrue(planActions[action]))
}

/** What becomes of a page when the plan is applied as it is decided now. */
export type PlanItemFate = 'goes' | 'settles' | 'waits' | 'stays'

/**
 * `goes`: it is sent. `settles`: recorded without a call, theirs kept or taken over as it is. `waits`: not sent, and
 * named in the receipt. `stays`: no part of a run.
 * @param isEqual of a page taken over: nothing of it changes
 * @param needsRemoval its address becomes free only when pages without a row are removed
 */
export function fateOf(
  item: { action: PlanAction; resolution: Decided | null; isEqual: boolean; needsRemoval: boolean },
  includeRemovals: boolean,
): PlanItemFate {
  const { goes, isListed } = planActions[item.action]
  if (item.action === 'adopt' && item.isEqual) return 'settles'
  if (item.action === 'conflict' && item.resolution === 'keep_theirs') return 'settles'
  if (goes === 'always') return item.needsRemoval && !includeRemovals ? 'waits' : 'goes'
  if (goes === 'ticked' && includeRemovals) return 'goes'
  if (goes === 'decided' && (item.resolution === 'take_ours' || item.resolution === 'merge')) return 'goes'
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
