// How often a source is read, in words. Apart from its schema, so that screens which only say it go without those.
import type { Rhythm } from './source.ts'

/** "every day at 06:30" */
export function rhythmWords(rhythm: Rhythm | null): string {
  if (!rhythm) return 'only when asked'
  switch (rhythm.every) {
    case '15_minutes':
      return 'every 15 minutes'
    case '30_minutes':
      return 'every 30 minutes'
    case 'hour':
      return 'every hour'
    case '6_hours':
      return 'every 6 hours'
    case 'day':
      return `every day at ${rhythm.at}`
    case 'week':
      return `every ${weekdays[rhythm.weekday - 1]} at ${rhythm.at}`
    case 'month':
      return `every month on day ${rhythm.day} at ${rhythm.at}`
  }
}

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const
