// Which row to look at next; words for screens and the command line, without a schema.

export const rowChoices = ['previous', 'next', 'problem', 'longest', 'emptiest', 'random'] as const
export type RowChoice = (typeof rowChoices)[number]

export const rowChoiceWords: Readonly<Record<RowChoice, string>> = {
  previous: 'Previous row',
  next: 'Next row',
  problem: 'Next with a problem',
  longest: 'Longest',
  emptiest: 'Emptiest',
  random: 'Any row',
}
