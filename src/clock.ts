// The program's clock, for times that people see and that schedules go by. docs/decisions/clock.md says what goes by
// another one.

import { readFileSync } from 'node:fs'
import { AppError } from './errors.ts'

export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/**
 * For tests alone: the machine's clock plus the milliseconds that the file holds, read again at every look, so that
 * every process of an installation moves at once. Throws `configuration_invalid` when the file holds none now; later a
 * file that is gone, or that is just being written, counts as what it held before.
 */
export function createOffsetClock(file: string): Clock {
  let offsetMs = readOffset(file)
  if (offsetMs === undefined)
    throw new AppError(
      'configuration_invalid',
      `CLOCK_OFFSET_FILE names ${file}, which holds no number of milliseconds. Write one into it, such as 0 or -3600000, or leave the setting empty.`,
    )
  return {
    now: () => {
      offsetMs = readOffset(file) ?? offsetMs
      return new Date(Date.now() + (offsetMs ?? 0))
    },
  }
}

/** The longest a clock may be moved, either way: a century, which every date of the database still holds. */
const furthestMs = 100 * 366 * 86_400_000

function readOffset(file: string): number | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim()
    if (!/^-?\d{1,13}$/.test(text)) return undefined
    return Math.abs(Number(text)) <= furthestMs ? Number(text) : undefined
  } catch {
    return undefined
  }
}
