// Cells that are read as something else than text; empty ones stay empty.
import { shorten } from '../../api/shorten.ts'
import type { StepOf } from '../../api/step.ts'
import { type Aside, counted, eachRow } from './each-row.ts'
import { changedAt, type OpenStep, placesOf, type StepInput } from './step.ts'

const shownLength = 60

/** `read` gives null for what it cannot read. `words` tell what was looked for: "a number", "like 1,234.50". */
export function readCells(
  { id, columns: read, otherwise }: Pick<StepOf<'number'>, 'id' | 'columns' | 'otherwise'>,
  { columns }: StepInput,
  readCell: (cell: string) => string | null,
  { what, how }: { what: string; how: string },
): OpenStep {
  const places = placesOf(columns, read)
  return eachRow(changedAt(columns, places, id), {
    begin() {
      const unread = new Map<number, { count: number; first: string }>()
      return {
        of(cells): string[] | Aside {
          const after = cells.slice()
          for (const at of places) {
            const cell = cells[at]!
            if (cell.trim() === '') continue
            const value = readCell(cell)
            if (value !== null) {
              after[at] = value
              continue
            }
            const found = unread.get(at) ?? { count: 0, first: shorten(cell, shownLength) }
            found.count++
            unread.set(at, found)
            if (otherwise === 'aside')
              return {
                aside: `"${shorten(cell, shownLength)}" in "${columns[at]!.name}" is not ${what} ${how}.`,
              }
            if (otherwise === 'empty') after[at] = ''
          }
          return after
        },
        notes: () =>
          [...unread].map(
            ([at, { count, first }]) =>
              `${counted(count, 'cell')} of "${columns[at]!.name}" ${count === 1 ? 'is' : 'are'} not ${what} ${how}, such as "${first}".`,
          ),
      }
    },
  })
}
