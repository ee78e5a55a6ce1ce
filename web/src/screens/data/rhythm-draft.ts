// How often a source is read again, as it is being chosen. Pure.
import type { Rhythm } from '../../../../src/api/source.ts'

export interface RhythmDraft {
  every: Rhythm['every'] | 'no'
  at: string
  weekday: number
  day: number
}

export const everyChoices: { value: RhythmDraft['every']; label: string }[] = [
  { value: 'no', label: 'Only when asked' },
  { value: '15_minutes', label: 'Every 15 minutes' },
  { value: '30_minutes', label: 'Every 30 minutes' },
  { value: 'hour', label: 'Every hour' },
  { value: '6_hours', label: 'Every 6 hours' },
  { value: 'day', label: 'Every day' },
  { value: 'week', label: 'Every week' },
  { value: 'month', label: 'Every month' },
]

export function toDraft(rhythm: Rhythm | null): RhythmDraft {
  return { at: '06:00', weekday: 1, day: 1, ...(rhythm ?? { every: 'no' }) }
}

/** Undefined while a time is not one. */
export function toRhythm({ every, at, weekday, day }: RhythmDraft): Rhythm | null | undefined {
  if (every === 'no') return null
  if (every === '15_minutes' || every === '30_minutes' || every === 'hour' || every === '6_hours')
    return { every }
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(at)) return undefined
  if (every === 'day') return { every, at }
  return every === 'week' ? { every, weekday, at } : { every, day, at }
}
