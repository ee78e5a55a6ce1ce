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
      return 'This plan is still being made. Wait until it is ready.'
    case 'failed':
      return plan.message ?? 'This plan could not be made. Make a new one.'
    case 'discarded':
      return 'A newer plan of this project has taken its place, so this one can no longer be published. Open the newest, or make a new one.'
    case 'applied':
      return 'Everything of this plan has been published. Change rows or the template, and plan again.'
    case 'ready':
      return plan.willSend.total + plan.willSettle > 0 ? null : nothingToSend(plan)
  }
}

function nothingToSend({ counts, includeRemovals, conflictsOpen }: Asked): string {
  const reasons = [
    counts.held > 0 &&
      `${pages(counts.held, 'is', 'are')} held by errors: correct the rows or the template, and plan again`,
    conflictsOpen > 0 && `${pages(conflictsOpen, 'was', 'were')} edited in Wix: decide what becomes of them`,
    counts.conflict > conflictsOpen &&
      `${pages(counts.conflict - conflictsOpen, 'is', 'are')} left as somebody edited them in Wix`,
    counts.gone > 0 &&
      `${pages(counts.gone, 'was', 'were')} deleted in Wix: publish again those you want back`,
    counts.remove > 0 &&
      !includeRemovals &&
      `${pages(counts.remove, 'has', 'have')} no row any more: tick removal to take them away`,
  ].filter((reason) => reason !== false)
  if (reasons.length === 0)
    return 'There is nothing to publish: Wix has every page as your data and template make it. Change rows or the template, and plan again.'
  return `There is nothing to publish yet. ${reasons.map(capital).join('. ')}.`
}

function pages(count: number, one: string, many: string): string {
  return count === 1 ? `1 page ${one}` : `${count.toLocaleString('en')} pages ${many}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
