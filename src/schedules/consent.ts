// What may leave unasked, and why something may not. Pure.
import { hash } from 'node:crypto'
import type { Plan } from '../api/plan.ts'
import type { ConsentInput, Renewal, ScheduleCause } from '../api/schedule.ts'

/** What a consent is bound to. */
export interface Basis {
  templateId: string
  templateVersion: number
  /** As they were, so that pages can be shown as they would have been. */
  options: Record<string, unknown>
  connectionId: string
}

/** Why a schedule cannot go on by itself. */
export interface Refusal {
  cause: ScheduleCause
  reason: string
}

export function basisHash({ templateId, templateVersion, options, connectionId }: Basis): string {
  return hash('sha256', JSON.stringify([templateId, templateVersion, sortedText(options), connectionId]))
}

/** What is not as it was agreed any more. */
export function changesOf(agreed: Basis, now: Basis): Renewal['changes'] {
  const changes: Renewal['changes'] = []
  if (agreed.templateId !== now.templateId || agreed.templateVersion !== now.templateVersion)
    changes.push('template')
  if (sortedText(agreed.options) !== sortedText(now.options)) changes.push('settings')
  if (agreed.connectionId !== now.connectionId) changes.push('connection')
  return changes
}

/** @param what of: what goes on by itself */
export function refusalOfChanges(
  changes: Renewal['changes'],
  what: keyof typeof changedWords = 'schedule',
): Refusal | null {
  const [first] = changes
  if (!first) return null
  const part = {
    template: 'The template',
    settings: 'The settings of the project',
    connection: 'The connection',
  }
  return { cause: `${first}_changed`, reason: `${part[first]} ${changedWords[what]}` }
}

const changedWords = {
  schedule:
    'changed since the schedule was agreed to, so its pages would be others. Look at some of them before and after, and renew the schedule to go on.',
  refresh:
    'changed since it was agreed that refreshes publish, so the pages would be others. Look at some of them before and after, and renew it in the settings of the project to go on.',
}

/** A table that lost more than a fifth of its rows since they were agreed to is more likely broken than meant. */
export function refusalOfRows(agreed: number, now: number): Refusal | null {
  if (now >= agreed * (1 - lostShare)) return null
  return {
    cause: 'rows_lost',
    reason: `The data have ${count(now)} rows where they had ${count(agreed)}. If that is meant, let the schedule go on; if not, import them again first.`,
  }
}

const lostShare = 0.2

/** What was agreed to. */
export interface Agreed {
  /** Absent: new pages always may. */
  creates?: boolean
  updates: boolean
  /** Pages at once; null: as many as come. */
  most: number | null
  heldShare: number
}

/** What a plan would do, of so many pages that it was made for. */
export interface JudgedPlan {
  counts: Plan['counts']
  willSend: Plan['willSend']
  dated: number
  /** Of those that would be changed, the ones that are not on the site yet: drafts, and pages with a date in Wix. */
  unpublished: number
}

/** Of a schedule: new pages always may. */
export function agreedOf({ updates, maxPerSlot, heldShare }: ConsentInput): Agreed {
  return { updates, most: maxPerSlot, heldShare }
}

const wayOut = {
  slot: {
    held: 'Correct them, or let the schedule go on: its other pages go with the next slot.',
    updates: 'Allow updates in the schedule, or publish these pages by hand and let it go on.',
    most: 'Change the limit in the schedule.',
  },
  refresh: {
    held: 'Look at its plan: correct them, or publish the others by hand.',
    updates: 'Publish its plan by hand, or agree to updates in the settings of the project.',
    most: 'Publish its plan by hand, or change the limit in the settings of the project.',
  },
}

/** Null: it may go out without anybody looking. @param what the pages belong to */
export function within(
  { creates = true, updates, most, heldShare }: Agreed,
  { counts, willSend, dated, unpublished }: JudgedPlan,
  what: keyof typeof wayOut = 'slot',
): Refusal | null {
  const out = wayOut[what]
  const { held, conflict, gone } = counts
  const kept = held + conflict + gone
  if (dated > 0 && kept / dated > heldShare) {
    const parts = [
      held > 0 && `${count(held)} with errors`,
      conflict > 0 && `${count(conflict)} edited in Wix`,
      gone > 0 && `${count(gone)} deleted in Wix`,
    ].filter((part) => part !== false)
    return {
      cause: 'held',
      reason: `${count(kept)} of the ${count(dated)} pages of this ${what} cannot go (${parts.join(', ')}), more than the ${Math.round(heldShare * 100)} % that were agreed to. Nothing of the ${what} was sent. ${out.held}`,
    }
  }
  const { create = 0, ...others } = willSend.byAction
  if (create > 0 && !creates)
    return {
      cause: 'beyond_consent',
      reason: `${count(create)} of the pages of this ${what} would be new, and only updates were agreed to. Nothing of the ${what} was sent. Publish its plan by hand, or agree to new pages in the settings of the project.`,
    }
  const beyond = Object.values(others).reduce((sum, pages) => sum + pages, 0) - unpublished
  if (beyond > 0 && !updates)
    return {
      cause: 'beyond_consent',
      reason: `${count(beyond)} of the pages of this ${what} are on the site already and would be changed, and only new pages were agreed to. Nothing of the ${what} was sent. ${out.updates}`,
    }
  if (most !== null && willSend.total > most)
    return {
      cause: 'beyond_consent',
      reason: `This ${what} has ${count(willSend.total)} pages, and at most ${count(most)} in one ${what} were agreed to. Nothing of it was sent. ${out.most}`,
    }
  return null
}

function count(n: number): string {
  return n.toLocaleString('en')
}

function sortedText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
