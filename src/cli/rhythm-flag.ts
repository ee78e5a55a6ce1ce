// How often a source is read again, as it is written on the command line: "hour", "day 06:30", "week mon 06:30",
// "month 1 06:30", or "no". Pure.
import { weekdays } from '../api/rhythm.ts'
import { type Rhythm, rhythmSchema } from '../api/source.ts'
import { usageError } from './errors.ts'

export const rhythmHelp =
  'how often it is read again: 15min, 30min, hour, 6h, "day 06:30", "week mon 06:30", "month 1 06:30", or no'

const steps: Record<string, '15_minutes' | '30_minutes' | 'hour' | '6_hours'> = {
  '15min': '15_minutes',
  '30min': '30_minutes',
  hour: 'hour',
  '6h': '6_hours',
}

export function readRhythm(text: string): Rhythm | null {
  const [every = '', ...rest] = text.trim().toLowerCase().split(/\s+/)
  if (every === 'no') return null
  const step = steps[every]
  const parsed = rhythmSchema.safeParse(step ? { every: step } : timed(every, rest))
  if (parsed.success) return parsed.data
  throw usageError(
    `--every takes 15min, 30min, hour, 6h, "day 06:30", "week mon 06:30", "month 1 06:30" or no.`,
  )
}

function timed(every: string, [first = '', second = '']: string[]): Record<string, unknown> {
  if (every === 'day') return { every, at: first }
  if (every === 'month') return { every, day: Number(first), at: second }
  const weekday = weekdays.findIndex((day) => first !== '' && day.toLowerCase().startsWith(first)) + 1
  return { every, weekday, at: second }
}
