// Puts spaces and letters of cells in order.
import type { StepOf } from '../../api/step.ts'
import { plainRows } from './each-row.ts'
import { changedAt, placesOf, type StepKind } from './step.ts'

type Step = StepOf<'trim_case'>

const spaces: Record<Step['spaces'], (text: string) => string> = {
  keep: (text) => text,
  ends: (text) => text.trim(),
  all: (text) => text.trim().replace(/\s+/g, ' '),
}

/** A word as people say it: letters, with apostrophes in between. */
const word = /\p{L}[\p{L}\p{M}\p{N}]*(?:['’]\p{L}[\p{L}\p{M}]*)*/gu
const firstLetter = /\p{L}/u

const letters: Record<Step['letters'], (text: string) => string> = {
  keep: (text) => text,
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  title: (text) => text.toLowerCase().replace(word, (found) => raise(found)),
  sentence: (text) => raise(text.toLowerCase()),
}

export const trimCase: StepKind<Step> = {
  open(step, { columns }) {
    const places = placesOf(columns, step.columns)
    const changed = changedAt(columns, places, step.id)
    return plainRows(changed, (cells) => {
      const after = cells.slice()
      for (const at of places) after[at] = letters[step.letters](spaces[step.spaces](cells[at]!))
      return after
    })
  },
}

function raise(text: string): string {
  return text.replace(firstLetter, (letter) => letter.toUpperCase())
}
