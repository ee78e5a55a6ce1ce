// What a rule would do with the pages that there are. Stores nothing.
import type { SchedulePreview, ScheduleRule } from '../api/schedule.ts'
import { rowHashes } from '../data/rows/rows.ts'
import type { Database, Queries } from '../db/types.ts'
import { readLedgerPages } from '../pages/read-ledger.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { readPresent } from './basis.ts'
import { roomFor } from './date-pages.ts'
import { isOpen } from './keeping.ts'
import { countPages } from './page-store.ts'
import { checkRule } from './rule-check.ts'
import { goneSlots, lastGone } from './slot-lists.ts'
import { slotsOf } from './slots.ts'
import { findOfProject } from './store.ts'
import { dayWords, manyPages, previewWords } from './words.ts'

const mostDays = 400
const chunk = 5_000
const dayMs = 86_400_000

export async function previewRule(
  database: Database,
  project: ProjectRecord,
  rule: ScheduleRule,
): Promise<SchedulePreview> {
  const { data } = await readPresent(database, project)
  checkRule(rule, data.columnNames)
  const found = await findOfProject(database, project.id)
  const schedule = found && found.state !== 'cancelled' ? found : null
  const counted = schedule && (await countPages(database, [schedule.id])).get(schedule.id)
  const dated = counted && counted.dated + counted.undated
  const rows = dated ? null : await countRows(database, project, data)
  const pages = dated ?? rows?.open ?? 0
  const now = database.now()
  const id = schedule?.id ?? ''
  const gone = await lastGone(database, id)
  const from = new Date(Math.max(now.getTime(), gone ? gone.getTime() + 15 * 60_000 : 0))
  const slots = slotsOf(rule, {
    startsAt: from,
    from,
    gone: await goneSlots(database, id, new Date(from.getTime() - 32 * dayMs), from),
    ...(await roomFor(database, { id, rule, connectionId: project.connectionId }, from)),
  })
  return summarise(rule, { pages, down: rows?.down ?? 0 }, slots)
}

function summarise(
  rule: ScheduleRule,
  { pages, down }: { pages: number; down: number },
  slots: Iterable<{ at: Date; date: string; count: number }>,
): SchedulePreview {
  const days = new Map<string, { date: string; slots: number; pages: number }>()
  let left = pages
  let count = 0
  let firstAt: Date | null = null
  let lastAt: Date | null = null
  if (left > 0)
    for (const slot of slots) {
      const part = Math.min(left, slot.count)
      left -= part
      count += 1
      firstAt ??= slot.at
      lastAt = slot.at
      const day = days.get(slot.date) ?? { date: slot.date, slots: 0, pages: 0 }
      days.set(slot.date, { ...day, slots: day.slots + 1, pages: day.pages + part })
      if (left === 0) break
    }
  return {
    pages,
    undated: left,
    slots: count,
    firstAt: firstAt?.toISOString() ?? null,
    lastAt: lastAt?.toISOString() ?? null,
    words: previewWords(rule, { pages, down, undated: left, firstAt, lastAt }),
    warnings: left > 0 ? [undatedWords(rule, left, lastAt)] : [],
    days: [...days.values()].slice(0, mostDays),
  }
}

function undatedWords({ endsOn, timeZone }: ScheduleRule, left: number, lastAt: Date | null): string {
  if (endsOn !== null)
    return `${manyPages(left)} do not fit before the end on ${endsOn}. They get no date; raise the number, or choose a later end.`
  const until = lastAt ? ` (until ${dayWords(lastAt, timeZone)})` : ''
  return `${manyPages(left)} would go only after ten years${until}. They get no date; raise the number.`
}

/** Rows that wait to be published, and those whose pages are down. What has a page is walked, the rows are only counted. */
async function countRows(
  queries: Queries,
  project: ProjectRecord,
  { rowSetId, rowCount }: { rowSetId: string; rowCount: number },
): Promise<{ open: number; down: number }> {
  const counts = { open: rowCount, down: 0 }
  let afterKey = ''
  for (;;) {
    const pages = await readLedgerPages(queries, project.id, { afterKey, limit: chunk })
    const last = pages.at(-1)
    if (!last) return counts
    afterKey = last.rowKey
    const settled = pages.filter((page) => !isOpen(page, project))
    const keys = settled.map((page) => page.rowKey)
    const there = await rowHashes(queries, rowSetId, keys)
    counts.open -= there.size
    counts.down += settled.filter((page) => page.down && there.has(page.rowKey)).length
  }
}
