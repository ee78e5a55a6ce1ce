// Renders one row. Runs in the worker, and nowhere else: a template may need to be killed.
import { type Emitter, type Liquid, type Template, toValueSync } from 'liquidjs'
import type { Problem } from '../api/problem.ts'
import type { Readings } from '../api/reading.ts'
import { createEngines, type FieldKind, templateLimits } from './engine.ts'
import type { RowState } from './filters/choice.ts'
import { toText } from './filters/filter.ts'
import { asRead } from './filters/read-cell.ts'
import { demandWholeNumbers, parseTokens } from './parse.ts'
import { tooMuchOutput, toRenderProblem } from './problem.ts'
import { readField } from './read-field.ts'
import { RowContext } from './values.ts'

export interface TemplateSource {
  fields: Record<string, string>
  kinds: Record<string, FieldKind>
  /** How columns are read that templates do not read by themselves. */
  readings?: Readings | undefined
}

export interface TemplateRow {
  rowKey: string
  /** Its page was published when `slugify` spelt addresses otherwise, and keeps them. */
  spellsAsBefore?: boolean
  /** What stands for the key in what its page is recognised by and in what is chosen for it, where that is another. */
  madeAs?: string
  cells: Record<string, string>
}

export interface RenderedRow {
  rowKey: string
  /** As of its `TemplateRow`. */
  madeAs?: string
  /** Every field of the template; empty where a problem kept it from being rendered. */
  fields: Record<string, string>
  problems: Problem[]
}

type PreparedField = { name: string; engine: Liquid } & ({ parsed: Template[] } | { problem: Problem })

/**
 * Parses once. A field that cannot be parsed gives every row the problem.
 * @param onParsed may change what a field was parsed to
 */
export function prepareTemplate(
  { fields, kinds, readings }: TemplateSource,
  onParsed?: (field: string, parsed: Template[]) => void,
): (row: TemplateRow) => RenderedRow {
  const state: RowState = { rowKey: '', spellsAsBefore: false, field: '', uses: new Map() }
  const engines = createEngines(state)
  const prepared = Object.entries(fields).map(([name, text]): PreparedField => {
    const kind = (Object.hasOwn(kinds, name) ? kinds[name] : undefined) ?? 'html'
    const engine = engines.for(kind)
    const { problems, tokens, hasCounts } = readField(name, text, kind, engine)
    const problem = problems.find((one) => one.severity === 'error')
    if (problem) return { name, engine, problem }
    try {
      const parsed = parseTokens(engine, tokens)
      if (hasCounts) demandWholeNumbers(parsed)
      onParsed?.(name, parsed)
      return { name, engine, parsed }
    } catch (error) {
      return { name, engine, problem: toRenderProblem(name, error) }
    }
  })
  return ({ rowKey, cells, spellsAsBefore = false, madeAs }) => {
    const rendered: RenderedRow = {
      ...{ rowKey, fields: Object.create(null), problems: [] },
      ...(madeAs !== undefined && { madeAs }),
    }
    const budget = { left: templateLimits.output }
    const scope = toScope(rowKey, readings ? readCells(cells, readings) : cells)
    for (const field of prepared) {
      rendered.fields[field.name] = ''
      if ('problem' in field) {
        rendered.problems.push(field.problem)
        continue
      }
      state.rowKey = madeAs ?? rowKey
      state.spellsAsBefore = spellsAsBefore
      state.field = field.name
      state.uses = new Map()
      const output = new CappedOutput(budget)
      try {
        const context = new RowContext(scope, field.engine)
        toValueSync(field.engine.renderer.renderTemplates(field.parsed, context, output))
        // A filter may have cut through a character; half of one is no text.
        rendered.fields[field.name] = output.buffer.toWellFormed()
      } catch (error) {
        const isOver = budget.left < 0
        rendered.problems.push(
          isOver
            ? { field: field.name, line: 1, column: 1, severity: 'error', ...tooMuchOutput }
            : toRenderProblem(field.name, error),
        )
        if (isOver) budget.left = templateLimits.output
      }
    }
    return rendered
  }
}

/** `row.country`, `row["Column 3"]`, `row.key`, and `country` for short. A column called key wins over the row's key. */
function toScope(rowKey: string, cells: Record<string, unknown>): Record<string, unknown> {
  const row: Record<string, unknown> = Object.assign(Object.create(null), { key: rowKey }, cells)
  return Object.assign(Object.create(null), cells, { row })
}

function readCells(cells: Record<string, string>, readings: Readings): Record<string, unknown> {
  const read: Record<string, unknown> = Object.assign(Object.create(null), cells)
  for (const [column, readAs] of Object.entries(readings)) {
    const text = Object.hasOwn(cells, column) ? cells[column] : undefined
    if (text !== undefined) read[column] = asRead(text, readAs)
  }
  return read
}

class CappedOutput implements Emitter {
  buffer = ''
  private readonly budget: { left: number }

  constructor(budget: { left: number }) {
    this.budget = budget
  }

  write(value: unknown): void {
    const text = toText(value)
    this.budget.left -= text.length
    if (this.budget.left < 0) throw new RangeError('output limit')
    this.buffer += text
  }
}
