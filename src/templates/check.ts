// Looks at a template without rendering it: everything that would go wrong forevery row, with line, column and the
// name that was probably meant. Pure.
import { analyzeSync, Filter, type Template, type Variable } from 'liquidjs'
import type { Problem } from '../api/problem.ts'
import { parseProblems } from './check-parse.ts'
import { findFlat } from './check-text.ts'
import { createEngines, type FieldKind, templateLimits } from './engine.ts'
import { listFilters } from './filters/list.ts'
import { refusedFilters } from './filters/stock.ts'
import { findNearest } from './nearest.ts'

export interface TemplateCheck {
  fields: Record<string, string>
  /** Kinds by field. A field that is not here is unknown to the destination. */
  kinds: Record<string, FieldKind>
  /** The names of the dataset's columns; null when no dataset is chosen, and then names are not checked. */
  columns: readonly string[] | null
}

const filterNames = listFilters().map((filter) => filter.name)
const state = { rowKey: '', field: '', uses: new Map<string, number>() }
const engines = createEngines(state, { lenient: true })
// Names that every object has: Liquid finds these before the columns, so only row["name"] reaches such a column.
const objectNames = new Set(Object.getOwnPropertyNames(Object.prototype))
const listProperties = new Set(['size', 'first', 'last'])
const mostProblems = 100

/** Problems in the order of fields and places; `error` means that no row can be rendered. */
export function checkTemplate(template: TemplateCheck): Problem[] {
  const problems: Problem[] = []
  for (const [field, text] of Object.entries(template.fields)) {
    const kind = template.kinds[field]
    if (kind === undefined) {
      problems.push({
        ...problemAt(field, 1, 1, 'unknown_field'),
        message: `This destination has no field "${field}".${suggest(field, Object.keys(template.kinds))}`,
      })
    } else problems.push(...checkField(field, text, kind, template.columns))
  }
  return problems.slice(0, mostProblems)
}

function checkField(
  field: string,
  text: string,
  kind: FieldKind,
  columns: readonly string[] | null,
): Problem[] {
  if (text.length > templateLimits.text) {
    const message = `The template of this field has ${text.length} characters; at most ${templateLimits.text} are possible.`
    return [{ ...problemAt(field, 1, 1, 'template_too_long'), message }]
  }
  const engine = engines.for(kind)
  const flat = findFlat(field, text, kind, engine)
  if (flat.some((problem) => problem.severity === 'error')) return flat
  let templates: Template[]
  try {
    templates = engine.parse(text)
  } catch (error) {
    return [...flat, ...parseProblems(field, error)]
  }
  const found = [...flat, ...filterProblems(field, templates), ...timeProblems(field, text)]
  if (columns !== null) found.push(...variableProblems(field, templates, columns))
  return found.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
}

function filterProblems(field: string, templates: Template[]): Problem[] {
  return findFilters(templates).flatMap(({ filter, line, column }): Problem[] => {
    const { name } = filter
    if (name === 'raw') {
      const message = 'raw prints HTML from the data as it is. Use it only for cells you trust.'
      return [{ field, line, column, code: 'raw_output', severity: 'note', message }]
    }
    if (filterNames.includes(name)) return []
    const reason = Object.hasOwn(refusedFilters, name)
      ? ` ${refusedFilters[name]}`
      : suggest(name, filterNames)
    return [
      {
        ...problemAt(field, line, column, 'unknown_filter'),
        message: `There is no filter "${name}".${reason}`,
      },
    ]
  })
}

/** `"now" | date` reads the clock in other dialects; here it would fail forevery row. */
function timeProblems(field: string, text: string): Problem[] {
  return [...text.matchAll(/(["'])(?:now|today)\1\s*\|\s*date\b/g)].map((match) => {
    const before = text.slice(0, match.index).split('\n')
    return {
      ...problemAt(field, before.length, before.at(-1)!.length + 1, 'not_repeatable'),
      message: `The current time would change the page of a row every day. Put the date into a column instead.`,
    }
  })
}

interface PlacedFilter {
  filter: Filter
  line: number
  column: number
}

/** Every filter of a parsed template, wherever a tag keeps it. */
function findFilters(root: unknown): PlacedFilter[] {
  const found: PlacedFilter[] = []
  const seen = new Set<object>()
  const todo: unknown[] = [root]
  while (todo.length > 0) {
    const value = todo.pop()
    if (value === null || typeof value !== 'object' || seen.has(value)) continue
    seen.add(value)
    if (value instanceof Filter) {
      const { token } = value as unknown as { token: { input: string; getPosition(): [number, number] } }
      // The engine's own escaping stands in no text.
      if (token.input === '') continue
      const [line, column] = token.getPosition()
      found.push({ filter: value, line, column })
      continue
    }
    for (const [name, inner] of Object.entries(value))
      if (name !== 'liquid' && name !== 'token') todo.push(inner)
  }
  return found
}

function variableProblems(field: string, templates: Template[], columns: readonly string[]): Problem[] {
  const known = new Set(columns)
  const { globals } = analyzeSync(templates)
  const variables = Object.values(globals).flat()
  return variables.flatMap((variable) => {
    const message = judge(variable, known, columns)
    if (message === null) return []
    const { row, col } = variable.location
    return [{ ...problemAt(field, row, col, 'unknown_variable'), message }]
  })
}

function judge(variable: Variable, known: ReadonlySet<string>, columns: readonly string[]): string | null {
  const [root, ...rest] = variable.segments
  if (root !== 'row') {
    const name = String(root)
    if (!known.has(name)) return `The data has no column "${name}".${suggest(name, columns, asVariable)}`
    if (objectNames.has(name)) return `A column called "${name}" can only be reached as row["${name}"].`
    return judgeProperty(name, rest)
  }
  const [column, ...deeper] = rest
  if (column === undefined) return 'row is the whole row. Name a column, like row.name.'
  if (typeof column !== 'string') return null // computed while rendering, and checked there
  if (column !== 'key' && !known.has(column)) {
    return `The data has no column "${column}".${suggest(column, columns, asVariable)}`
  }
  return judgeProperty(column, deeper)
}

function judgeProperty(column: string, deeper: Variable['segments']): string | null {
  const [property] = deeper
  if (property === undefined || listProperties.has(String(property))) return null
  return `Column "${column}" is a text and has no "${String(property)}".`
}

/** How a template names a column. */
function asVariable(column: string): string {
  return /^[a-z_][\w-]*$/i.test(column) && !objectNames.has(column) ? column : `row["${column}"]`
}

function suggest(name: string, names: readonly string[], show = (found: string) => found): string {
  const nearest = findNearest(name, names)
  return nearest === null ? '' : ` Did you mean ${show(nearest)}?`
}

function problemAt(field: string, line: number, column: number, code: string) {
  return { field, line, column, code, severity: 'error' as const }
}
