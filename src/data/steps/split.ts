// Takes a text apart into several columns.
import type { StepOf } from '../../api/step.ts'
import { counted, eachRow } from './each-row.ts'
import { compilePattern } from './pattern.ts'
import { madeOf, placeOf, requireNewName, type StepColumn, type StepKind } from './step.ts'

export const split: StepKind<StepOf<'split'>> = {
  open({ id, column, separator, isPattern, into, rest, keepsColumn }, { columns }) {
    const at = placeOf(columns, column)
    const kept = keepsColumn ? [...columns] : columns.toSpliced(at, 1)
    const made: StepColumn[] = []
    for (const name of into) {
      requireNewName(name, [...kept, ...made])
      made.push(madeOf(name, [columns[at]!], id))
    }
    // The parts stand where the text did.
    const place = keepsColumn ? at + 1 : at
    const removed = keepsColumn ? 0 : 1
    const apart = partsBy(separator, isPattern)
    return eachRow(kept.toSpliced(place, 0, ...made), {
      begin() {
        let cut = 0
        return {
          of(cells) {
            const parts = apart(cells[at]!, rest === 'last' ? into.length : into.length + 1)
            if (parts.length > into.length && parts.pop()!.trim() !== '') cut++
            while (parts.length < into.length) parts.push('')
            return cells.toSpliced(place, removed, ...parts.map((part) => part.trim()))
          },
          notes: () =>
            cut > 0 ? [`${counted(cut, 'cell')} of "${column}" with more parts than columns for them.`] : [],
        }
      },
    })
  },
}

function partsBy(separator: string, isPattern: boolean): (text: string, most: number) => string[] {
  if (isPattern) return compilePattern(separator, { ignoreCase: false }).split
  return (text, most) => {
    const parts: string[] = []
    let from = 0
    while (parts.length < most - 1) {
      const to = text.indexOf(separator, from)
      if (to === -1) break
      parts.push(text.slice(from, to))
      from = to + separator.length
    }
    return [...parts, text.slice(from)]
  }
}
