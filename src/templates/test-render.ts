// For tests: one text, rendered and checked as one field of one row.
import type { Readings } from '../api/reading.ts'
import { checkTemplate } from './check.ts'
import type { FieldKind } from './engine.ts'
import { prepareTemplate } from './render-row.ts'

/** What the text becomes, or the message of the problem. */
export function renderText(
  text: string,
  cells: Record<string, string> = {},
  kind: FieldKind = 'text',
  readings?: Readings,
): string {
  const { fields, problems } = prepareTemplate({ fields: { x: text }, kinds: { x: kind }, readings })({
    rowKey: 'k',
    cells,
  })
  return problems[0] ? `! ${problems[0].message}` : fields['x']!
}

/** Problems of a text as `line:column message`. */
export function checkText(text: string, columns: readonly string[] | null = null): string[] {
  const problems = checkTemplate({ fields: { x: text }, kinds: { x: 'html' }, columns })
  return problems.map((one) => `${one.line}:${one.column} ${one.message}`)
}
