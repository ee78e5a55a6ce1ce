/** One click away on every door: so many pages per day, week or month. */
export const schedulePresets = {
  counts: [10, 25, 50, 100],
  periods: ['day', 'week', 'month'],
} as const
