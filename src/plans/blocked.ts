// Why a plan cannot be published as it stands, and what to do about it. Pure.
import type { Plan } from '../api/plan.ts'

type Asked = Pick<
  Plan,
  'state' | 'message' | 'counts' | 'includeRemovals' | 'conflictsOpen' | 'willSend' | 'willSettle'
>

/** Null when it can be published. */
export function blockedReason(plan: Asked): string | null {
  switch (plan.state) {
    case 'building':
      return 'This plan is still being built. Wait until it is ready.'
    case 'failed':
      return plan.message ?? 'This plan could not be built. Create a new one.'
    case 'discarded':
      return 'A newer plan of this project has taken its place, so this one can no longer be published. Open the newest, or create a new one.'
    case 'applied':
      return 'Everything of this plan has been published. Change rows or the template, and plan again.'
    case 'ready':
      return plan.willSend.total + plan.willSettle > 0 ? null : nothingToSend(plan)
  }
}

function nothingToSend({ counts, includeRemovals, conflictsOpen }: Asked): string {
  const reasons = [
    counts.held > 0 &&
      `${pages(counts.held, 'is', 'are')} held by errors: correct the rows or the template, then plan again`,
    conflictsOpen > 0 && `${pages(conflictsOpen, 'was', 'were')} edited in Wix: decide what happens to them`,
    counts.conflict > conflictsOpen &&
      `${pages(counts.conflict - conflictsOpen, 'is', 'are')} left as they were edited in Wix`,
    counts.gone > 0 && `${pages(counts.gone, 'was', 'were')} deleted in Wix: choose which to publish again`,
    counts.remove > 0 &&
      !includeRemovals &&
      `${pages(counts.remove, 'no longer has', 'no longer have')} a row: tick removal to remove them from Wix`,
  ].filter((reason) => reason !== false)
  if (reasons.length === 0)
    return 'There is nothing to publish: every page in Wix is up to date. Change rows or the template, then plan again.'
  return `There is nothing to publish yet. ${reasons.map(capital).join('. ')}.`
}

function pages(count: number, one: string, many: string): string {
  return count === 1 ? `1 page ${one}` : `${count.toLocaleString('en')} pages ${many}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
