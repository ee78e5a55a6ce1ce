// Info sections of products: made where they are missing, changed where their content differs. Can be repeated, since
// Wix keeps one section for each name.

import { inBatches } from '../../../../batches.ts'
import { type InfoSection, isWixError, storeLimits } from '../../../../wix/index.ts'
import type { ItemOutcome, TargetContext } from '../../../target.ts'
import { outcomeOfUnread } from '../../errors.ts'
import { sendBatch } from '../../send-batch.ts'
import type { StoreSection } from '../catalog.ts'
import { remoteSectionText, sectionText } from './canonical.ts'
import { type Deadline, later } from './deadline.ts'
import { accepted, mostTries, pause, retryMs, staleCode, staleMs } from './outcomes.ts'
import { sectionsByName } from './products.ts'
import { toSectionWire } from './wire.ts'

/** A section of one row, and the row. */
export interface WantedSection {
  rowKey: string
  section: StoreSection
}

export interface SectionWrites {
  /** Those that are in Wix as wanted, by unique name. */
  done: Map<string, InfoSection>
  /** What became of rows whose sections are not. */
  failed: Map<string, ItemOutcome>
}

/** @param known those that were read already; others are made, or found by their name */
export async function writeSections(
  deadline: Deadline,
  wanted: WantedSection[],
  known: ReadonlyMap<string, InfoSection>,
): Promise<SectionWrites> {
  const writes: SectionWrites = { done: new Map(), failed: new Map() }
  const found = new Map(known)
  const missing = wanted.filter(({ section }) => !found.has(section.uniqueName))
  for (const batch of inBatches(missing, storeLimits.infoSections.bulk))
    await getOrCreate(deadline, batch, found, writes)

  let open = wanted.filter(({ rowKey }) => !writes.failed.has(rowKey))
  for (let tries = 1; open.length > 0; tries++) {
    const stale: WantedSection[] = []
    for (const one of open) {
      const remote = found.get(one.section.uniqueName)
      if (remote && isEqual(one.section, remote)) writes.done.set(one.section.uniqueName, remote)
    }
    const differing = open.filter(({ section }) => !writes.done.has(section.uniqueName))
    for (const batch of inBatches(differing, storeLimits.infoSections.bulk))
      stale.push(...(await change(deadline, batch, found, writes)))
    open = stale
    if (open.length === 0) break
    if (tries === mostTries) {
      for (const { rowKey } of open) writes.failed.set(rowKey, later(rowKey, staleMs))
      break
    }
    await pause(retryMs)
    if (!(await readAgain(deadline.ctx, open, found, writes))) break
  }
  return writes
}

/** An existing one comes back as it is, whatever its content; it is changed after that. */
async function getOrCreate(
  deadline: Deadline,
  batch: WantedSection[],
  found: Map<string, InfoSection>,
  writes: SectionWrites,
): Promise<void> {
  if (!deadline.hasTime()) return leave(batch, writes)
  const unread: WantedSection[] = []
  const outcomes = await sendBatch(deadline.ctx, {
    write: 'update',
    items: batch,
    listName: 'infoSections',
    call: (items, signal) =>
      deadline.ctx.client.infoSections.bulkGetOrCreate(
        items.map(({ section }) => toSectionWire(section)),
        { signal },
      ),
    accept(one, id, entity, requestId) {
      if (entity) found.set(one.section.uniqueName, { ...entity, id })
      else unread.push(one)
      return accepted(one.rowKey, id, { editedAt: null, requestId })
    },
  })
  note(batch, outcomes, writes)
  if (unread.length > 0) await readAgain(deadline.ctx, unread, found, writes)
}

/** Returns those that someone changed since they were read. */
async function change(
  deadline: Deadline,
  batch: WantedSection[],
  found: Map<string, InfoSection>,
  writes: SectionWrites,
): Promise<WantedSection[]> {
  if (!deadline.hasTime()) {
    leave(batch, writes)
    return []
  }
  const stale: WantedSection[] = []
  const outcomes = await sendBatch(deadline.ctx, {
    write: 'update',
    items: batch,
    listName: 'infoSections',
    call: (items, signal) =>
      deadline.ctx.client.infoSections.bulkUpdate(
        items.map(({ section }) => {
          const { id, revision } = found.get(section.uniqueName) ?? {}
          const { uniqueName: _, ...content } = toSectionWire(section)
          return { ...content, id: id ?? '', revision: revision ?? '' }
        }),
        { returnEntity: true },
        { signal },
      ),
    accept(one, id, entity, requestId) {
      writes.done.set(one.section.uniqueName, {
        ...entity,
        id,
        uniqueName: one.section.uniqueName,
        revision: entity?.revision ?? null,
      })
      return accepted(one.rowKey, id, { editedAt: null, requestId })
    },
    judge(one, error) {
      if (error.code !== staleCode && !error.code?.includes('NOT_FOUND')) return null
      stale.push(one)
      return later(one.rowKey)
    },
  })
  note(
    batch,
    outcomes.map((outcome, at) =>
      stale.includes(batch[at]!) ? accepted(outcome.rowKey, '', { editedAt: null }) : outcome,
    ),
    writes,
  )
  return stale
}

/** False: it could not be read, and the rows know. */
async function readAgain(
  ctx: TargetContext,
  open: WantedSection[],
  found: Map<string, InfoSection>,
  writes: SectionWrites,
): Promise<boolean> {
  try {
    const names = open.map(({ section }) => section.uniqueName)
    const sections = await sectionsByName(ctx, names)
    for (const [name, section] of sections) found.set(name, section)
    return true
  } catch (error) {
    if (!isWixError(error)) throw error
    for (const { rowKey } of open) writes.failed.set(rowKey, outcomeOfUnread(error, rowKey))
    return false
  }
}

function isEqual(section: StoreSection, remote: InfoSection): boolean {
  return sectionText(section) === remoteSectionText(remote, section.document !== undefined)
}

function note(batch: WantedSection[], outcomes: ItemOutcome[], writes: SectionWrites): void {
  for (const [at, { rowKey, section }] of batch.entries()) {
    const outcome = outcomes[at]!
    if (outcome.kind === 'accepted') continue
    writes.failed.set(
      rowKey,
      outcome.kind === 'rejected' ? { ...outcome, problem: named(outcome.problem, section) } : outcome,
    )
  }
}

function named<P extends { message: string }>(problem: P, { title }: StoreSection): P {
  return { ...problem, message: `The info section "${title}": ${problem.message}` }
}

function leave(batch: WantedSection[], writes: SectionWrites): void {
  for (const { rowKey } of batch) writes.failed.set(rowKey, later(rowKey))
}
