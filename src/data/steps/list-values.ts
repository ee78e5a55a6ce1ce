// Replaces values by a list: what each becomes.
import { shorten } from '../../api/shorten.ts'
import type { StepOf } from '../../api/step.ts'
import { counted, eachRow } from './each-row.ts'
import { changedAt, madeOf, placeOf, type StepKind, withCell, withColumn } from './step.ts'

export const listValues: StepKind<StepOf<'list_values'>> = {
  open({ id, column, into, values, otherwise, ignoreCase }, { columns }) {
    const at = placeOf(columns, column)
    const plain = (text: string) => {
      const clean = text.normalize('NFC').trim()
      return ignoreCase ? clean.toLowerCase() : clean
    }
    const list = new Map(values.map(({ from, to }) => [plain(from), to]))
    const isSame = into === undefined || into === column
    const after = isSame
      ? { columns: changedAt(columns, [at], id), at }
      : withColumn(columns, madeOf(into, [columns[at]!], id))
    return eachRow(after.columns, {
      begin() {
        let unlisted = 0
        return {
          of(cells) {
            const cell = cells[at]!
            const to = list.get(plain(cell))
            if (to !== undefined) return withCell(cells, after.at, to)
            if (cell.trim() !== '') unlisted++
            if (otherwise === 'aside' && cell.trim() !== '')
              return { aside: `"${shorten(cell, 60)}" in "${column}" is not in the list of values.` }
            return withCell(cells, after.at, otherwise === 'empty' ? '' : cell)
          },
          notes: () =>
            unlisted > 0
              ? [`${counted(unlisted, 'cell')} of "${column}" with a value that is not in the list.`]
              : [],
        }
      },
    })
  },
}
