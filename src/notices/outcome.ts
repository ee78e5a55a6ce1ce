// What became of one try to send a message, whatever it went by.
import { shorten } from '../api/shorten.ts'

export interface Outcome {
  /** `gone`: the receiver wants no more, ever. */
  result: 'delivered' | 'retry' | 'gone'
  status: number | null
  /** Why not, or the beginning of the answer. */
  answer: string
  /** How long the receiver asks to wait. */
  askedMs: number | null
}

/** Of an answer, as much as is kept. */
export function excerptOf(text: string): string {
  // Control characters would be a mess in a terminal.
  const clean = text.replace(/\p{Cc}+/gu, ' ').trim()
  return shorten(clean, 500)
}
