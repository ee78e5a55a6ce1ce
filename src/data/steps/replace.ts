// Finds a text or a pattern in cells and puts another text in its place.
import type { StepOf } from '../../api/step.ts'
import { counted, eachRow } from './each-row.ts'
import { compilePattern } from './pattern.ts'
import { changedAt, placesOf, type StepKind } from './step.ts'

export const replace: StepKind<StepOf<'replace'>> = {
  open(step, { columns }) {
    const places = placesOf(columns, step.columns)
    const change = changeOf(step)
    return eachRow(changedAt(columns, places, step.id), {
      begin() {
        let changed = 0
        return {
          of(cells) {
            const after = cells.slice()
            for (const at of places) {
              after[at] = change(cells[at]!)
              if (after[at] !== cells[at]) changed++
            }
            return after
          },
          notes: () =>
            changed === 0
              ? [`"${step.find}" was found nowhere.`]
              : [`${counted(changed, 'cell')} changed by find and replace.`],
        }
      },
    })
  },
}

function changeOf({
  find,
  replacement,
  isPattern,
  ignoreCase,
  wholeCell,
}: StepOf<'replace'>): (cell: string) => string {
  if (isPattern) {
    const pattern = compilePattern(find, { ignoreCase, whole: wholeCell })
    // Tried once, so that a replacement that does not fit is told before any row.
    pattern.replaceAll('', replacement)
    return (cell) => (pattern.test(cell) ? pattern.replaceAll(cell, replacement) : cell)
  }
  if (wholeCell) {
    const plain = (text: string) => (ignoreCase ? text.trim().toLowerCase() : text.trim())
    const asked = plain(find)
    return (cell) => (plain(cell) === asked ? replacement : cell)
  }
  if (!ignoreCase) return (cell) => cell.replaceAll(find, () => replacement)
  // A text without any operator: there is nothing in it to try twice.
  const letters = new RegExp(find.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'giu')
  return (cell) => cell.replace(letters, () => replacement)
}
