// What became of slots, in a sign and a few words. Pure.
import type { Slot, SlotPage, SlotStage } from '../../../../src/api/schedule.ts'
import { count, counted } from '../../ui/format.ts'
import type { Sign, Tone } from '../../ui/Status.tsx'

interface Look {
  tone: Tone
  sign: Sign
  word: string
}

const stages: Record<SlotStage, Look> = {
  dated: { tone: 'quiet', sign: 'dashed', word: 'To come' },
  prepared: { tone: 'accent', sign: 'clock', word: 'Ready to go' },
  released: { tone: 'accent', sign: 'busy', word: 'Going out' },
  confirmed: { tone: 'good', sign: 'check', word: 'Published' },
  skipped: { tone: 'quiet', sign: 'info', word: 'Skipped' },
  missed: { tone: 'warn', sign: 'warning', word: 'Missed' },
  stopped: { tone: 'bad', sign: 'cross', word: 'Stopped' },
}

/** A slot that went out with something to tell is no plain success. */
export function slotLook({ stage, held, different }: Pick<Slot, 'stage' | 'held' | 'different'>): Look {
  if (stage === 'confirmed' && held + different > 0)
    return { tone: 'warn', sign: 'warning', word: 'Published in part' }
  return stages[stage]
}

/** "25 published, 1 held back" of what has gone; "25 pages" of what is to come. */
export function slotFigures({ stage, pages, sent, held, different }: Slot): string {
  if (stage !== 'confirmed' && stage !== 'released') return counted(pages, 'page')
  const parts = [
    stage === 'confirmed' || sent > 0 ? `${count(sent)} published` : '',
    held > 0 ? `${count(held)} held back` : '',
    different > 0 ? `${count(different)} not as sent` : '',
  ].filter(Boolean)
  return parts.length === 0 ? counted(pages, 'page') : parts.join(', ')
}

/** Whether its owner may still send it at once or leave it out. */
export function isToCome({ stage }: Pick<Slot, 'stage'>): boolean {
  return stage === 'dated' || stage === 'prepared'
}

export const slotPageStates: Record<SlotPage['state'], Look> = {
  dated: { tone: 'quiet', sign: 'clock', word: 'Scheduled' },
  published: { tone: 'good', sign: 'check', word: 'Published' },
  draft: { tone: 'good', sign: 'check', word: 'Draft' },
  held: { tone: 'warn', sign: 'warning', word: 'Held back' },
  skipped: { tone: 'quiet', sign: 'info', word: 'Skipped' },
}

export interface DaySummary {
  slots: number
  /** Pages that went out. */
  sent: number
  /** Pages that were to go and did not. */
  failed: number
  /** Pages that are to go. */
  toCome: number
}

export function summaryOf(slots: readonly Slot[]): DaySummary {
  const sum = { slots: slots.length, sent: 0, failed: 0, toCome: 0 }
  for (const slot of slots) {
    if (isToCome(slot)) sum.toCome += slot.pages
    else if (slot.stage === 'released') {
      sum.sent += slot.sent
      sum.toCome += Math.max(0, slot.pages - slot.sent - slot.held)
      sum.failed += slot.held
    } else if (slot.stage === 'confirmed') {
      sum.sent += slot.sent
      sum.failed += slot.held
    } else if (slot.stage === 'missed' || slot.stage === 'stopped') sum.failed += slot.pages
  }
  return sum
}

/** How many pages a day is about. */
export function pagesOf({ sent, failed, toCome }: DaySummary): number {
  return sent + failed + toCome
}

/** The pages of the day that has most of them. */
export function busiest(days: Iterable<readonly Slot[]>): number {
  return Math.max(0, ...[...days].map((slots) => pagesOf(summaryOf(slots))))
}

/** What a day says to somebody who cannot see it. */
export function summaryWords({ slots, sent, failed, toCome }: DaySummary): string {
  if (slots === 0) return 'nothing scheduled'
  const parts = [
    sent > 0 ? `${counted(sent, 'page')} published` : '',
    failed > 0 ? `${counted(failed, 'page')} not published` : '',
    toCome > 0 ? `${counted(toCome, 'page')} to come` : '',
  ].filter(Boolean)
  return `${parts.length === 0 ? 'no pages' : parts.join(', ')}, in ${counted(slots, 'slot')}`
}
