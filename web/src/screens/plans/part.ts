// Which part of a plan is published: all that can go, the first few, what the list below shows, or
// what is ticked in it. Pure.
import type { Plan, SelectionCount } from '../../../../src/api/plan.ts'
import type { Selection } from '../../../../src/api/selection.ts'
import type { PlanShown } from '../../queries/plans.ts'
import { count, counted } from '../../ui/format.ts'
import { actionWord } from './sentences.ts'

export type PartKind = 'all' | 'first' | 'shown' | 'ticked'

interface Choices {
  first: number
  shown: PlanShown
  ticked: ReadonlySet<string>
}

/** Enough to see whether a template does what it should. */
export const usualFirst = 5

/** Null: all that can go. */
export function selectionOf(kind: PartKind, { first, shown, ticked }: Choices): Selection | null {
  if (kind === 'all') return null
  if (kind === 'first') return { first }
  if (kind === 'ticked') return { rowKeys: [...ticked] }
  const { action, problem, search } = shown
  return { filter: { action, problem, ...(search !== '' && { search }) } }
}

/** Such as `Create, “oak”`. */
export function shownWords({ action, problem, search }: PlanShown, plan: Plan): string {
  const title = problem && (plan.problemGroups.find(({ code }) => code === problem)?.title ?? problem)
  return [action && actionWord(action, plan), title, search && `“${search}”`].filter(Boolean).join(', ')
}

/** What else there is to say of a part, without what is not so. */
export function partNotes(part: SelectionCount, kind: PartKind, plan: Plan): string[] {
  const { broughtAlong, waiting, leftOut, willSend, willSettle } = part
  const left = plan.willSend.total + plan.willSettle - willSend.total - willSettle
  return [
    broughtAlong > 0 &&
      `${counted(broughtAlong, 'page comes', 'pages come')} along: ${broughtAlong === 1 ? 'it gives' : 'they give'} up an address that one of these takes.`,
    leftOut > 0 &&
      `${counted(leftOut, 'page is', 'pages are')} left out: the page that has ${leftOut === 1 ? 'its' : 'their'} address cannot go now.`,
    kind !== 'first' &&
      waiting > 0 &&
      `${counted(waiting, 'page is', 'pages are')} held or undecided and ${waiting === 1 ? 'stays' : 'stay'} with the plan.`,
    left > 0 &&
      `The other ${count(left)} ${left === 1 ? 'stays' : 'stay'} in this plan and can go later without planning again.`,
  ].filter((sentence) => sentence !== false)
}
