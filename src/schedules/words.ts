// What people read of schedules. Pure.
import type { ScheduleRule } from '../api/schedule.ts'

export function manyPages(count: number): string {
  return count === 1 ? '1 page' : `${count.toLocaleString('en')} pages`
}

/** "1 December 2026, 09:19" as clocks of the zone show it. */
export function momentWords(at: Date, timeZone: string): string {
  const text = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
  return text.replace(' at ', ', ')
}

/** "14 March 2027" */
export function dayWords(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(at)
}

/** What there is to date, and of what there is not: how many were taken down, or undone. */
interface Previewed {
  pages: number
  down: number
  undated: number
  firstAt: Date | null
  lastAt: Date | null
}

/** What a preview says in a sentence. */
export function previewWords(
  { timeZone }: Pick<ScheduleRule, 'timeZone'>,
  { pages, down, undated, firstAt, lastAt }: Previewed,
): string {
  if (pages === 0) return `${nothingOpen(down)} New rows get a date as they come.`
  if (!firstAt || !lastAt) return `${manyPages(pages)}, and no slot for any of them.`
  const dated = pages - undated
  if (dated === 1) return `1 page, on ${momentWords(firstAt, timeZone)}.`
  return `${manyPages(dated)}: the first on ${momentWords(firstAt, timeZone)}, the last one on ${dayWords(lastAt, timeZone)}.`
}

function nothingOpen(down: number): string {
  if (down === 0) return 'Every row is published already.'
  const stay = down === 1 ? 'was taken down and stays' : 'were taken down and stay'
  return `No row waits to be published: ${manyPages(down)} ${stay} so until you bring ${down === 1 ? 'it' : 'them'} back.`
}

/** Of a slot that had nothing to send. */
export function nothingSentWords({ unchanged = 0, down = 0 }: { unchanged?: number; down?: number }): string {
  if (down === 0) return 'Its pages were published already.'
  if (unchanged === 0) return 'Its pages were taken down, and stay so until you bring them back.'
  return `Its pages were published already, or were taken down and stay so (${down.toLocaleString('en')}).`
}
