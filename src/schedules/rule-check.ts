// What of a schedule can only be checked beside the data. Pure.
import type { ScheduleInput, ScheduleRule } from '../api/schedule.ts'
import { AppError } from '../errors.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { targetById } from '../targets/index.ts'
import { canKeepDates } from './keeping.ts'
import { layOut } from './windows.ts'

export function checkInput(
  { rule, consent, keeper }: ScheduleInput,
  columns: readonly string[],
  project: Pick<ProjectRecord, 'destination' | 'options'>,
): void {
  checkRule(rule, columns)
  if (keeper === 'wix' && !canKeepDates(project))
    throw new AppError(
      'bad_request',
      targetById(project.destination).canDate
        ? 'This project makes drafts, and a date in Wix would publish them. Let this server keep the dates, or let the project publish.'
        : 'Only posts of a Wix blog can have a date in Wix. Let this server keep the dates of this project.',
    )
  const most = largestSlot(rule)
  if (consent.maxPerSlot !== null && most > consent.maxPerSlot)
    throw new AppError(
      'bad_request',
      `A slot of this schedule has up to ${most} pages, and you allow ${consent.maxPerSlot}. Allow ${most}, or spread them over more slots.`,
    )
}

export function checkRule({ order }: ScheduleRule, columns: readonly string[]): void {
  if (order.by === 'column' && !columns.includes(order.column))
    throw new AppError(
      'bad_request',
      `The data have no column "${order.column}". There is ${columns.map((name) => `"${name}"`).join(', ')}.`,
    )
}

/** Of a day with the whole count on it and a window without a change of the clock. */
function largestSlot({ count, per, within, window }: ScheduleRule): number {
  const at = (time: string) => new Date(`2001-01-01T${time === '24:00' ? '23:59' : time}:00Z`)
  const opensAt = at(window.from)
  const closesAt = per === 'hour' ? new Date(opensAt.getTime() + 3_600_000) : at(window.to)
  return Math.max(...layOut({ opensAt, closesAt }, count, within, closesAt).map((slot) => slot.count))
}
