// Two texts as lines that went, came and stand around them, for a terminal. Pure.
import { aligned } from './difference.ts'

const around = 2

/** `- ` what went, `+ ` what came, two spaces what stands around it, `…` what is left out. Empty for equal texts. */
export function lineDifference(before: string, after: string): string[] {
  const pieces = aligned(linesOf(before), linesOf(after))
  if (pieces.every(({ kind }) => kind === 'same')) return []
  const isNear = (at: number) =>
    pieces.slice(Math.max(0, at - around), at + around + 1).some(({ kind }) => kind !== 'same')
  const lines: string[] = []
  for (const [at, { kind, text }] of pieces.entries()) {
    if (isNear(at)) lines.push(`${signs[kind]}${text}`)
    else if (lines.at(-1) !== '…') lines.push('…')
  }
  return lines
}

const signs = { same: '  ', removed: '- ', added: '+ ' }

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
