// Chooses, names and orders columns.
import type { StepOf } from '../../api/step.ts'
import { plainRows } from './each-row.ts'
import { placeOf, requireNewName, type StepColumn, type StepKind, StepProblem } from './step.ts'

export const pick: StepKind<StepOf<'pick'>> = {
  open({ id, columns: picked, others }, { columns }) {
    const taken = picked.map(({ column, name }) => ({ at: placeOf(columns, column), name }))
    const places = new Set(taken.map(({ at }) => at))
    if (places.size < taken.length) {
      throw new StepProblem('A column is named twice. Name each column once; to have it twice, compute it.')
    }
    const left = others === 'drop' ? [] : [...columns.keys()].filter((at) => !places.has(at))
    const order = [...taken, ...left.map((at) => ({ at, name: undefined }))]
    const named: StepColumn[] = []
    for (const { at, name } of order) {
      const column = columns[at]!
      const isRenamed = name !== undefined && name !== column.name
      if (isRenamed) requireNewName(name, named)
      else if (named.some((one) => one.name === column.name)) requireNewName(column.name, named)
      named.push(isRenamed ? { ...column, name, steps: [...column.steps, id] } : column)
    }
    return plainRows(named, (cells) => order.map(({ at }) => cells[at]!))
  },
}
