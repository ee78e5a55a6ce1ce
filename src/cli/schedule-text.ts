// Schedules as texts. Pure.
import {
  type Calendar,
  datingWords,
  type Ramp,
  type Schedule,
  type ScheduleRule,
  type SlotPage,
} from '../api/schedule.ts'
import type { TableColumn } from './table.ts'
import { pairs, table } from './table.ts'
import { count, many, time } from './text.ts'

export const scheduleTitles: (string | TableColumn)[] = [
  'Project',
  'State',
  'Rule',
  { title: 'To go', align: 'right' },
  'Next slot',
  'Last slot',
]

export function scheduleLine({
  projectName,
  state,
  rule,
  pages,
  nextSlotAt,
  lastSlotAt,
}: Schedule): string[] {
  return [
    projectName,
    state,
    ruleWords(rule),
    count(pages.dated + pages.undated),
    time(nextSlotAt),
    time(lastSlotAt),
  ]
}

export function describeSchedule(schedule: Schedule): string {
  const { rule, consent, pages } = schedule
  return pairs([
    ['Schedule of', schedule.projectName],
    ['State', schedule.reason === null ? schedule.state : `${schedule.state}: ${schedule.reason}`],
    ['Rule', ruleWords(rule)],
    ['Ramp', rule.ramp && rampWords(rule.ramp)],
    ['Order', orderWords(rule)],
    [
      'Pages',
      `${count(pages.gone)} gone, ${count(pages.dated)} dated, ${count(pages.undated)} without a date${pages.updates === 0 ? '' : `; ${count(pages.updates)} of those to come are updates`}`,
    ],
    ['Under way', schedule.dating && datingWords(schedule.dating)],
    ['Next slot', time(schedule.nextSlotAt)],
    ['Last slot', time(schedule.lastSlotAt)],
    [
      'Agreed by',
      `${consent.by}: ${consent.updates ? 'new pages and updates' : 'new pages only'}${consent.maxPerSlot === null ? '' : `, at most ${count(consent.maxPerSlot)} in a slot`}; a slot stops when more than ${Math.round(consent.heldShare * 100)} % of it cannot go`,
    ],
  ])
}

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

function ruleWords({ count: pages, per, weekdays, window, within, timeZone, endsOn }: ScheduleRule): string {
  const days = weekdays.length === 7 ? 'every day' : weekdays.map((day) => dayNames[day - 1]).join(' ')
  const how = within === 'start' ? `at ${window.from}` : `${window.from}-${window.to}`
  return `${count(pages)} a ${per}, ${days}, ${how}, ${timeZone}${endsOn === null ? '' : `, until ${endsOn}`}`
}

function rampWords(ramp: Ramp): string {
  return ramp.kind === 'growth'
    ? `${count(ramp.start)} at first, ${ramp.percent} % more every ${ramp.every}`
    : `${ramp.steps.map(count).join(', ')}, a step every ${ramp.every}`
}

function orderWords({ order }: ScheduleRule): string {
  if (order.by === 'row') return 'by row'
  if (order.by === 'shuffle') return `shuffled by "${order.seed}"`
  return `by ${order.column}${order.descending ? ', descending' : ''}`
}

/** Times of the schedule's own zone. */
export function describeCalendar({ days, timeZone }: Calendar, width: number): string {
  if (days.length === 0) return 'No slot in these days.'
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
  const rows = days.flatMap(({ date, slots }) =>
    slots.map((slot, index) => [
      index === 0 ? date : '',
      clock.format(new Date(slot.at)),
      slot.at,
      slot.stage,
      count(slot.pages),
      slot.stage === 'confirmed' ? `${count(slot.sent)} sent, ${count(slot.equal)} read back equal` : '',
      slot.message ?? '',
    ]),
  )
  const titles = [
    'Date',
    'Time',
    'Slot',
    'Stage',
    { title: 'Pages', align: 'right' as const },
    'Outcome',
    'Note',
  ]
  const total = days.reduce((sum, day) => sum + day.slots.reduce((pages, slot) => pages + slot.pages, 0), 0)
  return `${table(titles, rows, width)}\n${many(total, 'page')}; times of ${timeZone}`
}

export function describeSlotPages(pages: readonly SlotPage[], width: number): string {
  if (pages.length === 0) return 'No page has this slot any more.'
  const rows = pages.map((page) => [
    page.rowKey,
    page.title,
    page.isUpdate ? `${page.state}, update` : page.state,
    page.url ?? page.slug,
    page.message ?? '',
  ])
  return table(['Row', 'Title', 'State', 'Address', 'Note'], rows, width)
}
