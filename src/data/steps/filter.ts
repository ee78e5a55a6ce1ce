// Keeps or leaves out rows by what their cells say.
import type { FilterCondition, StepOf } from '../../api/step.ts'
import { compareValues } from './compare-values.ts'
import { counted, eachRow } from './each-row.ts'
import { compilePattern } from './pattern.ts'
import { placeOf, type StepKind } from './step.ts'

type Test = (cell: string) => boolean

export const filter: StepKind<StepOf<'filter'>> = {
  open({ conditions, match, rows, ignoreCase }, { columns }) {
    const tests = conditions.map((condition) => ({
      at: placeOf(columns, condition.column),
      holds: testOf(condition, ignoreCase),
    }))
    return eachRow([...columns], {
      begin() {
        let left = 0
        return {
          of(cells) {
            const holds = ({ at, holds }: (typeof tests)[number]) => holds(cells[at]!)
            const isMatch = match === 'all' ? tests.every(holds) : tests.some(holds)
            if (isMatch === (rows === 'keep')) return cells
            left++
            return null
          },
          notes: () => (left > 0 ? [`${counted(left, 'row')} left out by a filter.`] : []),
        }
      },
    })
  },
}

function testOf({ test, value }: FilterCondition, ignoreCase: boolean): Test {
  const plain = (text: string) => {
    const clean = text.normalize('NFC').trim()
    return ignoreCase ? clean.toLowerCase() : clean
  }
  const asked = plain(value)
  switch (test) {
    case 'is':
      return (cell) => plain(cell) === asked
    case 'is_not':
      return (cell) => plain(cell) !== asked
    case 'contains':
      return (cell) => plain(cell).includes(asked)
    case 'contains_not':
      return (cell) => !plain(cell).includes(asked)
    case 'starts':
      return (cell) => plain(cell).startsWith(asked)
    case 'ends':
      return (cell) => plain(cell).endsWith(asked)
    case 'matches':
      return compilePattern(value, { ignoreCase }).test
    case 'empty':
      return (cell) => cell.trim() === ''
    case 'filled':
      return (cell) => cell.trim() !== ''
    default:
      return (cell) => isInOrder(test, compareValues(plain(cell), asked))
  }
}

/** `order` is null where the two cannot be compared, and then nothing holds. */
function isInOrder(test: 'more' | 'at_least' | 'less' | 'at_most', order: number | null): boolean {
  if (order === null) return false
  if (test === 'more') return order > 0
  if (test === 'at_least') return order >= 0
  return test === 'less' ? order < 0 : order <= 0
}
