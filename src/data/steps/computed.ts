// A column whose text a template makes of the row: Liquid as in templates, in the same killable processes.
import type { StepOf } from '../../api/step.ts'
import { toCells } from '../columns/cells.ts'
import { joinKeys } from '../keys/row-key.ts'
import { type ShapedRow, shapeRow } from '../rows/shape-row.ts'
import { counted } from './each-row.ts'
import { madeOf, type StepColumn, type StepKind, StepProblem, withCell, withColumn } from './step.ts'

export const computed: StepKind<StepOf<'computed'>> = {
  async open({ id, into, template }, { columns }, { computing, keyColumns, signal }) {
    const names = columns.map(({ name }) => name)
    const mistake = await computing.check(template, names)
    if (mistake !== null) throw new StepProblem(mistake)
    const after = withColumn(columns, madeOf(into, usedBy(template, columns), id))
    const render = computing.texts(template)
    const keys = keyColumns.map((name) => names.indexOf(name)).filter((at) => at !== -1)
    let held = 0

    /** What choices in the template go by, as they go by the row's key in templates. */
    function keyOf(cells: readonly string[]): string {
      return joinKeys(keys.length > 0 ? keys.map((at) => cells[at]!) : cells.slice(0, 1))
    }

    async function ofGroup(group: ShapedRow[]): Promise<ShapedRow[]> {
      const rows = group.filter((row) => row.kind === 'row')
      const inputs = rows.map(({ cells }) => ({ rowKey: keyOf(cells), cells: toCells(names, cells) }))
      const results = (await render(inputs, signal)).values()
      return group.map((row) => {
        if (row.kind === 'aside') return row
        const made = results.next().value!
        if ('text' in made) {
          const cells = withCell(row.cells, after.at, made.text)
          // A template can decode what no cell holds: it is looked at as a file's cells are.
          const shaped = shapeRow({ line: row.line, cells }, cells.length)
          if (shaped.kind === 'aside') held++
          return shaped
        }
        held++
        return { kind: 'aside', line: row.line, reason: `"${into}": ${made.problem}`, cells: row.cells }
      })
    }

    return {
      columns: after.columns,
      async *rows(groups) {
        held = 0
        for await (const group of groups) yield await ofGroup(group)
      },
      notes: () =>
        held > 0 ? [`${counted(held, 'row')} set aside because "${into}" could not be computed.`] : [],
    }
  },
}

/** The columns whose names stand in the template: what it may be made of. */
function usedBy(template: string, columns: readonly StepColumn[]): StepColumn[] {
  return columns.filter(({ name }) => {
    for (let at = template.indexOf(name); at !== -1; at = template.indexOf(name, at + 1)) {
      const [before, behind] = [template[at - 1] ?? ' ', template[at + name.length] ?? ' ']
      if (!/[\p{L}\p{N}_]/u.test(before) && !/[\p{L}\p{N}_]/u.test(behind)) return true
    }
    return false
  })
}
