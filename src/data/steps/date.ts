// Reads dates as people write them and leaves them as 2026-03-31, which filters and comparisons of templates take.
import type { StepOf } from '../../api/step.ts'
import { readDate } from '../../readings/read-date.ts'
import { readCells } from './read-cells.ts'
import type { StepKind } from './step.ts'

const examples = { dmy: '31.3.2026', mdy: '3/31/2026', ymd: '2026/3/31' }

export const date: StepKind<StepOf<'date'>> = {
  open: (step, input) =>
    readCells(step, input, (cell) => readDate(cell, step), {
      what: 'a date',
      how: `like ${examples[step.order]}`,
    }),
}
