// A rule while somebody fills it in: numbers may be blank, lists half written. Pure.
import '../../ui/schemas.ts'
import type { z } from 'zod'
import {
  type Consent,
  type Keeper,
  type Order,
  type Period,
  type Schedule,
  type ScheduleInput,
  type ScheduleRule,
  scheduleRuleSchema,
} from '../../../../src/api/schedule.ts'

export interface RuleDraft {
  count: string
  per: Period
  weekdays: number[]
  from: string
  to: string
  within: ScheduleRule['within']
  ramp: 'none' | 'growth' | 'steps'
  rampStart: string
  rampPercent: string
  rampSteps: string
  rampEvery: 'day' | 'week' | 'month'
  order: Order['by']
  column: string
  descending: boolean
  seed: string
  first: ScheduleRule['first']
  endsOn: string
  timeZone: string
  updates: boolean
  maxPerSlot: string
  heldPercent: string
  keeper: Keeper
  horizonDays: string
}

export function newDraft(timeZone: string, seed: string): RuleDraft {
  return {
    count: '25',
    per: 'day',
    weekdays: [1, 2, 3, 4, 5],
    from: '09:00',
    to: '17:00',
    within: 'spread',
    ramp: 'none',
    rampStart: '5',
    rampPercent: '25',
    rampSteps: '5, 10, 20',
    rampEvery: 'week',
    order: 'row',
    column: '',
    descending: false,
    seed,
    first: 'next_window',
    endsOn: '',
    timeZone,
    updates: false,
    maxPerSlot: '',
    heldPercent: '20',
    keeper: 'us',
    horizonDays: '14',
  }
}

export function draftOf({ rule, consent, keeper, horizonDays }: Schedule, seed: string): RuleDraft {
  const { ramp, order, window } = rule
  const base = newDraft(rule.timeZone, order.by === 'shuffle' ? order.seed : seed)
  return {
    ...base,
    count: String(rule.count),
    per: rule.per,
    weekdays: rule.weekdays,
    from: window.from,
    to: window.to,
    within: rule.within,
    ramp: ramp?.kind ?? 'none',
    ...(ramp && { rampEvery: ramp.every }),
    ...(ramp?.kind === 'growth' && { rampStart: String(ramp.start), rampPercent: String(ramp.percent) }),
    ...(ramp?.kind === 'steps' && { rampSteps: ramp.steps.join(', ') }),
    order: order.by,
    ...(order.by === 'column' && { column: order.column, descending: order.descending }),
    first: rule.first,
    endsOn: rule.endsOn ?? '',
    ...draftOfConsent(consent),
    keeper,
    horizonDays: String(horizonDays),
  }
}

function draftOfConsent({ updates, maxPerSlot, heldShare }: Consent) {
  return {
    updates,
    maxPerSlot: maxPerSlot === null ? '' : String(maxPerSlot),
    heldPercent: String(Math.round(heldShare * 100)),
  }
}

type DraftField = keyof RuleDraft
type DraftErrors = Partial<Record<DraftField, string>>

/** What every part of the form gets. */
export interface FieldsProps {
  draft: RuleDraft
  errors: DraftErrors
  set: (patch: Partial<RuleDraft>) => void
}

/** The rule that the draft describes, or what is wrong with each field. */
export function ruleOf(draft: RuleDraft): { rule: ScheduleRule | null; errors: DraftErrors } {
  const read = scheduleRuleSchema.safeParse({
    count: numberOf(draft.count),
    per: draft.per,
    weekdays: draft.weekdays,
    window: { from: draft.from, to: draft.to },
    within: draft.within,
    ramp: rampOf(draft),
    order: orderOf(draft),
    first: draft.first,
    endsOn: draft.endsOn === '' ? null : draft.endsOn,
    timeZone: draft.timeZone,
  })
  return read.success ? { rule: read.data, errors: {} } : { rule: null, errors: errorsOf(read.error.issues) }
}

/** What is stored, or what is wrong with each field. */
export function inputOf(
  draft: RuleDraft,
  version: number | undefined,
): { input: ScheduleInput | null; errors: DraftErrors } {
  const { rule, errors } = ruleOf(draft)
  const maxPerSlot = draft.maxPerSlot.trim() === '' ? null : numberOf(draft.maxPerSlot)
  const heldPercent = numberOf(draft.heldPercent)
  const horizonDays = numberOf(draft.horizonDays)
  const all: DraftErrors = {
    ...errors,
    ...(maxPerSlot !== null &&
      !isBetween(maxPerSlot, 1, 10_000) && { maxPerSlot: 'Enter a number from 1 to 10,000, or nothing.' }),
    ...(!isBetween(heldPercent, 0, 100) && { heldPercent: 'Enter a number from 0 to 100.' }),
    ...(draft.keeper === 'wix' &&
      !isBetween(horizonDays, 1, 90) && { horizonDays: 'Enter a number from 1 to 90.' }),
  }
  if (rule === null || Object.keys(all).length > 0) return { input: null, errors: all }
  return {
    input: {
      rule,
      consent: { updates: draft.updates, maxPerSlot, heldShare: heldPercent / 100 },
      keeper: draft.keeper,
      horizonDays: isBetween(horizonDays, 1, 90) ? horizonDays : 14,
      ...(version !== undefined && { version }),
    },
    errors: {},
  }
}

function numberOf(text: string): number {
  const trimmed = text.replaceAll(/[\s,]/g, '')
  return trimmed === '' ? Number.NaN : Number(trimmed)
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}

function rampOf(draft: RuleDraft): unknown {
  const every = draft.rampEvery
  if (draft.ramp === 'growth')
    return { kind: 'growth', start: numberOf(draft.rampStart), percent: numberOf(draft.rampPercent), every }
  if (draft.ramp === 'steps')
    return {
      kind: 'steps',
      steps: draft.rampSteps
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map(Number),
      every,
    }
  return null
}

function orderOf({ order, column, descending, seed }: RuleDraft): unknown {
  if (order === 'column') return { by: 'column', column, descending }
  return order === 'shuffle' ? { by: 'shuffle', seed } : { by: 'row' }
}

const fields: Record<string, DraftField> = {
  count: 'count',
  weekdays: 'weekdays',
  'window.from': 'from',
  'window.to': 'to',
  'ramp.start': 'rampStart',
  'ramp.percent': 'rampPercent',
  'ramp.steps': 'rampSteps',
  'ramp.every': 'rampEvery',
  'order.column': 'column',
  endsOn: 'endsOn',
  timeZone: 'timeZone',
}

const plain: DraftErrors = {
  count: 'Enter a number from 1 to 10,000.',
  rampStart: 'Enter a number of pages, from 1.',
  rampPercent: 'Enter a number from 1 to 1,000.',
  rampSteps: 'Enter numbers of pages, such as 5, 10, 20.',
  column: 'Choose a column.',
}

function errorsOf(issues: readonly z.core.$ZodIssue[]): DraftErrors {
  const errors: DraftErrors = {}
  for (const { path, message, code } of issues) {
    const [first, second] = path.map(String)
    const field = fields[`${first}.${second}`] ?? fields[first ?? '']
    if (field !== undefined) errors[field] ??= code === 'custom' ? message : (plain[field] ?? message)
  }
  return errors
}
