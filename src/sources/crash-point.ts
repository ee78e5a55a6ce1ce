// Where a crash test lets the process kill itself on the way of a refresh.

export const refreshCrashPoints = ['refresh-planned', 'before-refresh-run', 'after-refresh-run'] as const
export type RefreshCrashPoint = (name: (typeof refreshCrashPoints)[number]) => void
