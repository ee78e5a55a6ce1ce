// Branches of a template in words; for screens and the command line, without a schema.

export const branchKinds = [
  'if',
  'elsif',
  'else',
  'unless',
  'when',
  'none',
  'loop',
  'empty',
  'fallback',
] as const
export type BranchKind = (typeof branchKinds)[number]

export const branchWords: Readonly<Record<BranchKind, string>> = {
  if: 'If',
  elsif: 'Or if',
  else: 'Else',
  unless: 'Unless',
  when: 'When',
  none: 'None of these',
  loop: 'List with entries',
  empty: 'Empty list',
  fallback: 'Fallback used',
}

interface Counted {
  kind: BranchKind
  rows: number
  of: number
}

/** From this share of the rows on, what was meant for exceptions is the rule. */
const often = 0.5

/** What the author of a template should look at: a branch that nobody takes, a fallback that half of the rows take. */
export function branchNotice({ kind, rows, of }: Counted): 'nobody' | 'often' | null {
  if (of === 0) return null
  // That a fallback, or nothing, is never needed is as it should be.
  if (rows === 0)
    return kind === 'fallback' || kind === 'none' || kind === 'empty' || kind === 'else' ? null : 'nobody'
  return kind === 'fallback' && rows / of >= often ? 'often' : null
}

/** Whether it is worth a word: that nothing comes to pass for which nothing is written is none. */
export function isTold({ kind, rows }: Pick<Counted, 'kind' | 'rows'>): boolean {
  return rows > 0 || (kind !== 'none' && kind !== 'empty')
}

/** How many of the rows that came by, in words: `62 %`, `under 1 %`. */
export function branchShare({ rows, of }: Pick<Counted, 'rows' | 'of'>): string {
  if (of === 0 || rows === 0) return '0 %'
  const percent = (rows / of) * 100
  if (rows === of) return '100 %'
  if (percent < 1) return 'under 1 %'
  if (percent > 99) return 'over 99 %'
  return `${Math.round(percent)} %`
}
