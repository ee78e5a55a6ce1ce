// The clock that Wix goes by, which tests move; and the machine's, by which faults strike and rates are counted.

import { readFileSync } from 'node:fs'

export interface WixClock {
  /** Milliseconds since 1970 as Wix has them: dates, schedules. */
  now(): number
  /** The same, whatever the clock was moved by: rates, faults, lags, lives of tokens, times of the log. */
  steadyNow(): number
  /** By so many milliseconds, back if negative, or to a date. */
  move(by: { advanceMs?: number; setTo?: string }): void
}

/**
 * @param offsetFile holds milliseconds to add, read again at each look; while it cannot be read, what it held last.
 */
export function createWixClock(steadyNow: () => number, offsetFile?: string): WixClock {
  let movedMs = 0
  let fileMs = 0
  const now = () => {
    if (offsetFile !== undefined) fileMs = readOffset(offsetFile) ?? fileMs
    return steadyNow() + fileMs + movedMs
  }
  return {
    now,
    steadyNow,
    move({ advanceMs = 0, setTo }) {
      const target = setTo === undefined ? now() : Date.parse(setTo)
      if (!Number.isFinite(target + advanceMs))
        throw new Error(
          'advanceMs is a number of milliseconds, and setTo a date such as 2026-12-01T08:00:00Z',
        )
      movedMs += target + advanceMs - now()
    },
  }
}

function readOffset(file: string): number | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim()
    return /^-?\d{1,13}$/.test(text) ? Number(text) : undefined
  } catch {
    return undefined
  }
}
