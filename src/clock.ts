// The program's clock, for times that people see and that schedules go by. docs/decisions/clock.md says what goes by
// another one.

export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
