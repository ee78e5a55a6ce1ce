// Reads numbers as people write them and leaves plain digits, as filters and comparisons of templates take them.
import type { StepOf } from '../../api/step.ts'
import { readNumber } from '../../readings/read-number.ts'
import { readCells } from './read-cells.ts'
import type { StepKind } from './step.ts'

export const number: StepKind<StepOf<'number'>> = {
  open: (step, input) =>
    readCells(step, input, (cell) => readNumber(cell, step.decimal), {
      what: 'a number',
      how: step.decimal === ',' ? 'like 1.234,50' : 'like 1,234.50',
    }),
}
