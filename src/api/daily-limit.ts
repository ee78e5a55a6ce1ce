// The daily limit of a site, and what a run by hand means for it. Pure.
import { z } from 'zod'
import type { Plan } from './plan.ts'

export const ceilingInputSchema = z.object({ perDay: z.number().int().min(1).max(100_000).nullable() })

/** How a site stands today against its daily limit. */
export const siteDaySchema = z.object({
  /** Pages on one day over all schedules of the site; null: no limit. */
  perDay: z.number().int().nullable(),
  /** Today, in the time zone of the site; where Wix does not tell it, in that of its newest schedule, else in UTC. */
  date: z.string(),
  timeZone: z.string(),
  /** Pages that schedules and runs by hand have published or changed today. */
  sent: z.number().int(),
  /** Pages that schedules are still to send today. */
  coming: z.number().int(),
})
export type SiteDay = z.infer<typeof siteDaySchema>

/** Pages that go onto the site with it, new or changed; what is taken away is none. */
export function pagesOnto({ total, byAction }: Plan['willSend']): number {
  return total - (byAction.remove ?? 0) - (byAction.take_down ?? 0)
}

/** Why somebody may want to send less today; null while the day stays within the limit. It keeps nobody from sending. */
export function overLimitWords(
  { perDay, date, timeZone, sent, coming }: SiteDay,
  pages: number,
): string | null {
  if (perDay === null || pages === 0 || sent + coming + pages <= perDay) return null
  const count = (value: number) => value.toLocaleString('en')
  const many = (value: number) => (value === 1 ? '1 page' : `${count(value)} pages`)
  const before = [
    sent > 0 && `${count(sent)} went out already`,
    coming > 0 && `schedules send ${count(coming)} more`,
  ].filter((part) => part !== false)
  const room = Math.max(0, perDay - sent - coming)
  const advice = room === 0 ? 'Publish tomorrow' : `Publish ${many(room)} today`
  return `The site is to get at most ${many(perDay)} a day, and this brings today (${date}, ${timeZone}) to ${count(sent + coming + pages)}${before.length > 0 ? `: ${before.join(', ')}` : ''}. ${advice}, or go ahead: nothing is held back.`
}
