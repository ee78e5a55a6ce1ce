// Leaves one of the rows that say the same in some columns.
import { hash } from 'node:crypto'
import type { StepOf } from '../../api/step.ts'
import type { ShapedRow } from '../rows/shape-row.ts'
import { counted } from './each-row.ts'
import { placesOf, type StepKind } from './step.ts'

export const unique: StepKind<StepOf<'unique'>> = {
  open({ columns: compared, keep }, { columns, again }) {
    const places = placesOf(columns, compared)
    let dropped = 0
    return {
      columns: [...columns],
      async *rows(groups) {
        dropped = 0
        // By line: what is to be kept of each. Looked for in a walk of its own, since the last one comes last.
        const last = keep === 'last' ? await lastLines(again(), places) : null
        const seen = new Set<string>()
        for await (const group of groups) {
          const rows = group.filter((row) => {
            if (row.kind === 'aside') return true
            const mark = markOf(row.cells, places)
            const isKept = last ? last.get(mark) === row.line : !seen.has(mark)
            if (!last) seen.add(mark)
            if (!isKept) dropped++
            return isKept
          })
          if (rows.length > 0) yield rows
        }
      },
      notes: () =>
        dropped > 0
          ? [
              `${counted(dropped, 'row')} left out that ${dropped === 1 ? 'is' : 'are'} the same as another in ${compared.join(', ')}.`,
            ]
          : [],
    }
  },
}

async function lastLines(groups: AsyncIterable<ShapedRow[]>, places: readonly number[]) {
  const lines = new Map<string, number>()
  for await (const group of groups) {
    for (const row of group) if (row.kind === 'row') lines.set(markOf(row.cells, places), row.line)
  }
  return lines
}

/** 132 bits instead of the cells: a million of them fit into memory, and no two texts have the same. */
function markOf(cells: readonly string[], places: readonly number[]): string {
  // Control characters stand in no cell, so the boundaries are clear.
  const text = places.map((at) => cells[at]!.normalize('NFC').trim()).join('\u0001')
  return hash('sha256', text, 'base64url').slice(0, 22)
}
