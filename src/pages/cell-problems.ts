// What is known of cells of a row is known of its page: a cell that is held holds it.
import type { Problem } from '../api/problem.ts'
import { findCellNotes, type PlacedNote } from '../data/rows/cell-notes.ts'
import type { Queries } from '../db/types.ts'
import type { Page } from './page.ts'

export async function withCellProblems(queries: Queries, rowSetId: string, pages: Page[]): Promise<Page[]> {
  const notes = await findCellNotes(
    queries,
    rowSetId,
    pages.map(({ rowKey }) => rowKey),
  )
  if (notes.size === 0) return pages
  return pages.map((page) => {
    const mine = notes.get(page.rowKey)
    return mine ? { ...page, problems: [...mine.map(toProblem), ...page.problems] } : page
  })
}

function toProblem({ column, severity, message }: PlacedNote): Problem {
  if (severity === 'warning')
    return { code: 'cell_unsure', severity, message: `The cell "${column}": ${message}` }
  const advice =
    'Correct the cell by hand, or look at its column among the AI columns of the dataset and take the answers in again.'
  return { code: 'cell_held', severity, message: `The cell "${column}" is held. ${message} ${advice}` }
}
