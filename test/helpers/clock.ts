// A clock that stands still until it is moved.
import type { Clock } from '../../src/clock.ts'

export interface TestClock extends Clock {
  /** May be negative: clocks are set back, too. */
  move(ms: number): void
}

export function createTestClock(start: string | Date): TestClock {
  let ms = new Date(start).getTime()
  return {
    now: () => new Date(ms),
    move: (by) => {
      ms += by
    },
  }
}
