// Why a plan cannot be published as it stands, and what to do about it. Pure.
import type { Plan } from '../api/plan.ts'
import { owedRedirects } from '../api/redirect.ts'
import { kindOf } from './scope.ts'

type Asked = Pick<
  Plan,
  | 'state'
  | 'scope'
  | 'message'
  | 'counts'
  | 'includeRemovals'
  | 'conflictsOpen'
  | 'changedKeys'
  | 'problemGroups'
  | 'willSend'
  | 'willSettle'
  | 'redirects'
  | 'runId'
>

/** Null when it can be published. */
export function blockedReason(plan: Asked): string | null {
  switch (plan.state) {
    case 'building':
      return 'This plan is still being built. Wait until it is ready.'
    case 'failed':
      return plan.message ?? 'This plan could not be built. Create a new one.'
    case 'discarded':
      return (
        plan.message ??
        'A newer plan of this project has taken its place, so this one can no longer be published. Open the newest, or create a new one.'
      )
    case 'applied':
      return 'Everything of this plan has been published. Change rows or the template, and plan again.'
    case 'ready':
      return plan.willSend.total + plan.willSettle + owedRedirects(plan) > 0 ? null : nothingToSend(plan)
  }
}

function nothingToSend(plan: Asked): string {
  const { counts, includeRemovals, conflictsOpen, changedKeys } = plan
  const ofKeys = plan.problemGroups.find(({ code }) => code === 'key_changed')?.count ?? 0
  const held = Math.max(0, counts.held - ofKeys)
  const reasons = [
    ofKeys > 0 &&
      changedKeys.open === 0 &&
      `${rows(ofKeys)} to have had another key before: say in a plan of all pages whether the pages are the same`,
    changedKeys.open > 0 &&
      `${rows(changedKeys.open)} to have had another key before: say whether the pages are the same`,
    held > 0 &&
      `${pages(held, 'is', 'are')} held by errors: correct the rows or the template, then plan again`,
    conflictsOpen > 0 && `${pages(conflictsOpen, 'was', 'were')} edited in Wix: decide what happens to them`,
    counts.conflict > conflictsOpen &&
      `${pages(counts.conflict - conflictsOpen, 'is', 'are')} left as they were edited in Wix`,
    counts.gone > 0 && `${pages(counts.gone, 'was', 'were')} deleted in Wix: choose which to publish again`,
    counts.remove > 0 &&
      !includeRemovals &&
      `${pages(counts.remove, 'no longer has', 'no longer have')} a row: tick removal to remove them from Wix`,
  ].filter((reason) => reason !== false)
  if (reasons.length === 0) return nothingAtAll(plan)
  return `There is nothing to publish yet. ${reasons.map(capital).join('. ')}.`
}

function nothingAtAll({ scope, counts: { down, unchanged } }: Asked): string {
  const kind = kindOf(scope).name
  if (kind === 'undo')
    return 'There is nothing to undo: every page of that run stands as before it, or stays as it is for the reason it gives.'
  if (kind === 'take_down') return 'There is nothing to take down: these pages are off the site already.'
  if (kind === 'bring_back') return 'There is nothing to bring back: none of these pages is down.'
  if (down === 0)
    return 'There is nothing to publish: every page in Wix is up to date. Change rows or the template, then plan again.'
  const stay = pages(down, 'was taken down and stays so', 'were taken down and stay so')
  const others = unchanged > 0 ? ', and every other page in Wix is up to date' : ''
  return `There is nothing to publish: ${stay} until you bring ${down === 1 ? 'it' : 'them'} back${others}.`
}

function pages(count: number, one: string, many: string): string {
  return count === 1 ? `1 page ${one}` : `${count.toLocaleString('en')} pages ${many}`
}

function rows(count: number): string {
  return count === 1 ? '1 row seems' : `${count.toLocaleString('en')} rows seem`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
