// A rule as a sentence. Pure.
import type { ScheduleRule } from '../../../../src/api/schedule.ts'
import { count, counted } from '../../ui/format.ts'

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** "on weekdays", "every day", "on Monday, Wednesday and Friday". */
export function weekdayWords(weekdays: readonly number[]): string {
  const days = [...weekdays].sort((one, other) => one - other)
  const key = days.join('')
  if (key === '1234567') return 'every day'
  if (key === '12345') return 'on weekdays'
  if (key === '67') return 'at weekends'
  return `on ${listed(days.map((day) => names[day - 1]!))}`
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** "25 pages a day on weekdays, spread from 09:00 to 17:00". */
export function ruleWords({ count: pages, per, weekdays, window, within }: ScheduleRule): string {
  const hours =
    within === 'spread' && window.from === '00:00' && window.to === '24:00'
      ? 'around the clock'
      : within === 'spread'
        ? `spread from ${window.from} to ${window.to}`
        : per === 'hour'
          ? `at the start of each hour from ${window.from} to ${window.to}`
          : `at ${window.from}`
  const pace = `${counted(pages, 'page')} ${per === 'hour' ? 'an' : 'a'} ${per}`
  const days = weekdayWords(weekdays)
  return `${pace}${days === 'every day' ? ',' : ''} ${days}, ${hours}`
}

/** What else the rule says, each a few words. */
export function ruleDetails({ ramp, order, endsOn }: ScheduleRule): string[] {
  return [
    ...(ramp?.kind === 'growth'
      ? [`starting with ${count(ramp.start)}, ${ramp.percent} % more each ${ramp.every}`]
      : ramp
        ? [`starting with ${ramp.steps.map(count).join(', ')}, a step each ${ramp.every}`]
        : []),
    order.by === 'row'
      ? 'in the order of the data'
      : order.by === 'shuffle'
        ? 'in shuffled order'
        : `by ${order.column}${order.descending ? ', from the end' : ''}`,
    ...(endsOn === null ? [] : [`until ${endsOn}`]),
  ]
}
