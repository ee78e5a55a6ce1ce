// Puts the texts of several columns together in one.
import type { StepOf } from '../../api/step.ts'
import { plainRows } from './each-row.ts'
import { madeOf, placesOf, type StepKind, withCell, withColumn } from './step.ts'

export const joinText: StepKind<StepOf<'join_text'>> = {
  open({ id, columns: joined, separator, into, skipsEmpty }, { columns }) {
    const places = placesOf(columns, joined)
    const parts = places.map((at) => columns[at]!)
    const after = withColumn(columns, madeOf(into, parts, id))
    return plainRows(after.columns, (cells) => {
      const texts = places.map((at) => cells[at]!)
      const used = skipsEmpty ? texts.filter((text) => text.trim() !== '') : texts
      return withCell(cells, after.at, used.join(separator))
    })
  },
}
