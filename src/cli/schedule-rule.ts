// The flags of a schedule's rule. What is not named stays as it is.
import { Option } from 'commander'
import { type ScheduleRule, scheduleRuleSchema } from '../api/schedule.ts'
import { schedulePresets } from '../api/schedule-presets.ts'
import { usageError } from './errors.ts'

export interface RuleFlags {
  pages?: string
  weekdays?: string
  hours?: string
  within?: ScheduleRule['within']
  ramp?: string
  order?: string
  first?: ScheduleRule['first']
  ends?: string
  timeZone?: string
}

export function ruleOptions(): Option[] {
  return [
    new Option('--pages <number/period>', 'such as 25/day, 4/hour, 100/week or 100/month'),
    new Option('--weekdays <days>', 'such as mon-fri or mon,wed,fri; by default monday to friday'),
    new Option('--hours <from-to>', 'such as 09:00-17:00, which is the default'),
    new Option('--within <how>', 'spread over the hours, or all at their start').choices(['spread', 'start']),
    new Option('--ramp <ramp>', 'such as 10+20%/day, or steps as 5,10,20/week; none for no ramp'),
    new Option('--order <order>', 'row, column:Name, column:Name:desc, or shuffle:SEED'),
    new Option('--first <when>', 'the first slot at once, or when the hours begin next').choices([
      'now',
      'next_window',
    ]),
    new Option('--ends <date>', 'the last day, such as 2027-03-14; never for no end'),
    new Option(
      '--time-zone <zone>',
      "such as Europe/Berlin; by default that of the site, else this machine's",
    ),
  ]
}

const presets = `${schedulePresets.counts.join(', ')} per ${schedulePresets.periods.join(', ')} (25/day)`

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Throws a usage error that says what is wrong. */
/** @param siteZone the time zone of the site, where Wix tells it; else that of this computer is taken */
export function readRule(
  flags: RuleFlags,
  before?: ScheduleRule,
  siteZone: string | null = null,
): ScheduleRule {
  const base: ScheduleRule = before ?? {
    count: 0,
    per: 'day',
    weekdays: [1, 2, 3, 4, 5],
    window: { from: '09:00', to: '17:00' },
    within: 'spread',
    ramp: null,
    order: { by: 'row' },
    first: 'next_window',
    endsOn: null,
    timeZone: siteZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
  if (!before && flags.pages === undefined)
    throw usageError(`Say how many: --pages ${presets}, or any other.`)
  const rule = scheduleRuleSchema.safeParse({
    ...base,
    ...(flags.pages !== undefined && readPages(flags.pages)),
    ...(flags.weekdays !== undefined && { weekdays: readWeekdays(flags.weekdays) }),
    ...(flags.hours !== undefined && { window: readHours(flags.hours) }),
    ...(flags.within !== undefined && { within: flags.within }),
    ...(flags.ramp !== undefined && { ramp: readRamp(flags.ramp) }),
    ...(flags.order !== undefined && { order: readOrder(flags.order) }),
    ...(flags.first !== undefined && { first: flags.first }),
    ...(flags.ends !== undefined && { endsOn: flags.ends === 'never' ? null : flags.ends }),
    ...(flags.timeZone !== undefined && { timeZone: flags.timeZone }),
  })
  if (rule.success) return rule.data
  throw usageError(rule.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join(' '))
}

function readPages(text: string): { count: number; per: string } {
  const [, count, per] = /^(\d+)\/(hour|day|week|month)$/.exec(text) ?? []
  if (!count || !per) throw usageError('--pages wants a number and a period, such as 25/day.')
  return { count: Number(count), per }
}

function readWeekdays(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [from, to = from] = part
      .trim()
      .toLowerCase()
      .split('-')
      .map((name) => dayNames.indexOf(name.slice(0, 3)) + 1)
    if (!from || !to || to < from) throw usageError('--weekdays wants names, such as mon-fri or mon,wed,fri.')
    return Array.from({ length: to - from + 1 }, (_, index) => from + index)
  })
}

function readHours(text: string): ScheduleRule['window'] {
  const [from, to] = text.split('-')
  if (!from || !to) throw usageError('--hours wants two times, such as 09:00-17:00.')
  return { from, to }
}

function readRamp(text: string): ScheduleRule['ramp'] {
  if (text === 'none') return null
  const [, start, percent, growEvery] = /^(\d+)\+(\d+)%\/(day|week|month)$/.exec(text) ?? []
  if (start && percent && growEvery)
    return { kind: 'growth', start: Number(start), percent: Number(percent), every: toEvery(growEvery) }
  const [, steps, every] = /^([\d,]+)\/(day|week|month)$/.exec(text) ?? []
  if (!steps || !every) throw usageError('--ramp wants 10+20%/day, or steps as 5,10,20/week.')
  return { kind: 'steps', steps: steps.split(',').map(Number), every: toEvery(every) }
}

function toEvery(text: string): 'day' | 'week' | 'month' {
  return text === 'week' || text === 'month' ? text : 'day'
}

function readOrder(text: string): ScheduleRule['order'] {
  const [by, ...rest] = text.split(':')
  if (by === 'row') return { by }
  if (by === 'shuffle' && rest[0]) return { by, seed: rest.join(':') }
  if (by === 'column' && rest[0]) {
    const descending = rest.length > 1 && rest.at(-1) === 'desc'
    return { by, column: (descending ? rest.slice(0, -1) : rest).join(':'), descending }
  }
  throw usageError('--order wants row, column:Name, column:Name:desc or shuffle:SEED.')
}
