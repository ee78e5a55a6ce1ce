// The rule of a schedule: how many pages go out when, in which order, and how it grows.
import { z } from 'zod'
import { isTimeZone } from './time-zone.ts'

/** The least that lies between two slots of a schedule: a slot is a plan and a run of its own. */
export const slotMinutes = 15

const localTimeSchema = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Write a time such as 09:00; the end of a day is 24:00.')
export const localDateSchema = z.iso.date('Write a date such as 2027-03-14.')

export const periodSchema = z.enum(['hour', 'day', 'week', 'month'])
export type Period = z.infer<typeof periodSchema>

const everySchema = z.enum(['day', 'week', 'month'])

/** It starts small; the ceiling is the rule's own count. Days, weeks and months count from the first slot on. */
export const rampSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('growth'),
    /** Pages per period at first. */
    start: z.number().int().min(1),
    /** More with every step, compounded. */
    percent: z.number().min(1).max(1000),
    /** How long a step lasts; days on which nothing goes out are none. */
    every: everySchema,
  }),
  z.object({
    kind: z.literal('steps'),
    /** Pages per period, step by step; afterwards the rule's count. */
    steps: z.array(z.number().int().min(1)).min(1).max(60),
    every: everySchema,
  }),
])
export type Ramp = z.infer<typeof rampSchema>

export const orderSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('row') }),
  z.object({ by: z.literal('column'), column: z.string().min(1).max(500), descending: z.boolean() }),
  /** The same seed gives the same order. */
  z.object({ by: z.literal('shuffle'), seed: z.string().min(1).max(100) }),
])
export type Order = z.infer<typeof orderSchema>

export const scheduleRuleSchema = z
  .object({
    /** Pages per period, and the ceiling of a ramp. */
    count: z.number().int().min(1).max(10_000),
    per: periodSchema,
    /** ISO: 1 is Monday, 7 Sunday. */
    weekdays: z.array(z.number().int().min(1).max(7)).min(1, 'Choose at least one weekday.').max(7),
    /** Hours of one day, in the time zone of the rule. */
    window: z.object({ from: localTimeSchema, to: localTimeSchema }),
    /** `spread`: evenly over the window; `start`: all at its start (per hour: at the start of each hour). */
    within: z.enum(['spread', 'start']),
    ramp: rampSchema.nullable(),
    order: orderSchema,
    /** `now`: at once while the window is open; `next_window`: not before a window opens. */
    first: z.enum(['now', 'next_window']),
    /** The last day, included. Pages that are not dated by then stay undated. */
    endsOn: localDateSchema.nullable(),
    timeZone: z.string().max(100).refine(isTimeZone, {
      message: 'This time zone is not known. Use a name such as Europe/Berlin or America/New_York.',
    }),
  })
  .superRefine(({ window, ramp, per, count }, context) => {
    if (minutesOf(window.to) - minutesOf(window.from) < slotMinutes)
      context.addIssue({
        code: 'custom',
        path: ['window', 'to'],
        message: `The hours have to end at least ${slotMinutes} minutes after they begin, on the same day. For a night choose 00:00 to 06:00.`,
      })
    if (ramp?.kind === 'growth' && ramp.start > count)
      context.addIssue({
        code: 'custom',
        path: ['ramp', 'start'],
        message: `It cannot start with more than it is to reach (${count}).`,
      })
    if (ramp && lengths.indexOf(ramp.every) < lengths.indexOf(per))
      context.addIssue({
        code: 'custom',
        path: ['ramp', 'every'],
        message: `Pages are counted per ${per}, so a step cannot be shorter than that.`,
      })
  })
export type ScheduleRule = z.infer<typeof scheduleRuleSchema>

const lengths: readonly Period[] = ['hour', 'day', 'week', 'month']

/** Minutes after midnight. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
