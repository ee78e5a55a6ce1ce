// Renders one row. Runs in the worker, and nowhere else: a template may need to be killed.
import { Context, type Emitter, type Liquid, toValueSync } from 'liquidjs'
import type { Problem } from '../api/problem.ts'
import { createEngines, type FieldKind, type ParsedTemplate, templateLimits } from './engine.ts'
import { toText } from './filters/filter.ts'
import { tooMuchOutput, toRenderProblem } from './problem.ts'

export interface TemplateSource {
  fields: Record<string, string>
  kinds: Record<string, FieldKind>
}

export interface TemplateRow {
  rowKey: string
  cells: Record<string, string>
}

export interface RenderedRow {
  rowKey: string
  /** Every field of the template; empty where a problem kept it from being rendered. */
  fields: Record<string, string>
  problems: Problem[]
}

type PreparedField = { name: string; engine: Liquid } & ({ parsed: ParsedTemplate } | { problem: Problem })

/** Parses once. A field that cannot be parsed gives every row the problem. */
export function prepareTemplate({ fields, kinds }: TemplateSource): (row: TemplateRow) => RenderedRow {
  const state = { rowKey: '', field: '', uses: new Map<string, number>() }
  const engines = createEngines(state)
  const prepared = Object.entries(fields).map(([name, text]): PreparedField => {
    const engine = engines.for(kinds[name] ?? 'html')
    try {
      return { name, engine, parsed: engine.parse(text) }
    } catch (error) {
      return { name, engine, problem: toRenderProblem(name, error) }
    }
  })
  return ({ rowKey, cells }) => {
    const rendered: RenderedRow = { rowKey, fields: Object.create(null), problems: [] }
    const budget = { left: templateLimits.output }
    const scope = toScope(rowKey, cells)
    for (const field of prepared) {
      rendered.fields[field.name] = ''
      if ('problem' in field) {
        rendered.problems.push(field.problem)
        continue
      }
      state.rowKey = rowKey
      state.field = field.name
      state.uses = new Map()
      const output = new CappedOutput(budget)
      try {
        const context = new Context(scope, field.engine.options, { sync: true })
        toValueSync(field.engine.renderer.renderTemplates(field.parsed, context, output))
        rendered.fields[field.name] = output.buffer
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
function toScope(rowKey: string, cells: Record<string, string>): Record<string, unknown> {
  const row: Record<string, unknown> = Object.assign(Object.create(null), { key: rowKey }, cells)
  return Object.assign(Object.create(null), cells, { row })
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
