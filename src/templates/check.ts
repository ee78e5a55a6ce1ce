// Looks at a template without rendering it: everything that would go wrong for every row, with line, column and the
// name that was probably meant. Pure. What strangers write here may take long: it runs in a render process.
import type { Problem } from '../api/problem.ts'
import { createEngines, type FieldKind } from './engine.ts'
import { parseTokens } from './parse.ts'
import { toRenderProblem } from './problem.ts'
import { mostProblems, readField, suggest } from './read-field.ts'
import type { PathUse } from './syntax/read-template.ts'
import { loopProperties, tableProperties } from './values.ts'

export interface TemplateCheck {
  fields: Record<string, string>
  /** Kinds by field. A field that is not here is unknown to the destination. */
  kinds: Record<string, FieldKind>
  /** The names of the dataset's columns; null when no dataset is chosen, and then names are not checked. */
  columns: readonly string[] | null
}

const state = { rowKey: '', spellsAsBefore: false, field: '', uses: new Map<string, number>() }
const engines = createEngines(state)
// Names that every object has: someone who writes one of them bare means something else than a column.
const objectNames = new Set(Object.getOwnPropertyNames(Object.prototype))
const listProperties = ['size', 'first', 'last']

/** Problems in the order of fields and places; `error` means that no row can be rendered. */
export function checkTemplate({ fields, kinds, columns }: TemplateCheck): Problem[] {
  const problems: Problem[] = []
  for (const [field, text] of Object.entries(fields)) {
    const kind = Object.hasOwn(kinds, field) ? kinds[field] : undefined
    problems.push(
      ...(kind === undefined ? [unknownField(field, kinds)] : checkField(field, text, kind, columns)),
    )
    if (problems.length >= mostProblems) break
  }
  return problems.slice(0, mostProblems)
}

function unknownField(field: string, kinds: TemplateCheck['kinds']): Problem {
  const message = `This destination has no field "${field}".${suggest(field, Object.keys(kinds))}`
  return { field, line: 1, column: 1, code: 'unknown_field', severity: 'error', message }
}

function checkField(
  field: string,
  text: string,
  kind: FieldKind,
  columns: readonly string[] | null,
): Problem[] {
  const engine = engines.for(kind)
  const { problems, tokens, paths, placeOf } = readField(field, text, kind, engine)
  const found = [...problems]
  const known = columns && new Set(columns)
  for (const path of paths) {
    const message = judge(path, columns ?? [], known)
    if (message === null) continue
    found.push({ field, ...placeOf(path.at), code: 'unknown_variable', severity: 'error', message })
    if (found.length >= mostProblems) break
  }
  if (!found.some((one) => one.severity === 'error')) {
    try {
      parseTokens(engine, tokens)
    } catch (error) {
      found.push({ ...toRenderProblem(field, error), code: 'syntax' })
    }
  }
  return found.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
}

/** @param known null: no dataset is chosen */
function judge(path: PathUse, columns: readonly string[], known: ReadonlySet<string> | null): string | null {
  const [root, ...rest] = path.segments
  if (path.root !== 'column') return judgeOwn(path, String(root), rest)
  if (known === null) return null
  if (root !== 'row') {
    const name = String(root)
    if (!known.has(name)) return `The data has no column "${name}".${suggest(name, columns, asVariable)}`
    if (objectNames.has(name)) return `A column called "${name}" can only be reached as row["${name}"].`
    return judgeText(name, rest)
  }
  const [column, ...deeper] = rest
  if (column === undefined) return 'row is the whole row. Name a column, like row.name.'
  if (typeof column === 'object') return null // computed while rendering, and checked there
  const name = String(column)
  if (name !== 'key' && !known.has(name))
    return `The data has no column "${name}".${suggest(name, columns, asVariable)}`
  return judgeText(name, deeper)
}

/** A cell is a text, which has a length and no parts. */
function judgeText(column: string, [property]: PathUse['segments']): string | null {
  if (property === undefined || property === 'size' || typeof property === 'object') return null
  return `Column "${column}" is a text and has no "${String(property)}".`
}

/** What the template made itself may be a list. */
function judgeOwn({ root }: PathUse, name: string, [property]: PathUse['segments']): string | null {
  if (typeof property !== 'string') return null
  if (root === 'forloop' || root === 'tablerowloop') {
    const has: readonly string[] = root === 'forloop' ? loopProperties : tableProperties
    return has.includes(property) ? null : `${name} has no "${property}".${suggest(property, has)}`
  }
  if (listProperties.includes(property) || /^-?\d+$/.test(property)) return null
  return `${root === 'literal' ? 'A value' : `"${name}"`} has no "${property}", only ${listProperties.join(', ')}.`
}

/** How a template names a column. */
function asVariable(column: string): string {
  return /^[a-z_][\w-]*$/i.test(column) && !objectNames.has(column) ? column : `row["${column}"]`
}
