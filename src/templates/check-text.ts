// What can be seen in the flat list of a template's tags and texts, before the parser walks into them.
import { type Liquid, Tokenizer, TokenKind } from 'liquidjs'
import type { Problem } from '../api/problem.ts'
import { parseProblems } from './check-parse.ts'
import { blockTags, type FieldKind, templateLimits } from './engine.ts'

const blocks = new Set<string>(blockTags)

export function findFlat(field: string, text: string, kind: FieldKind, engine: Liquid): Problem[] {
  let tokens: ReturnType<Tokenizer['readTopLevelTokens']>
  try {
    tokens = new Tokenizer(text).readTopLevelTokens(engine.options)
  } catch (error) {
    return parseProblems(field, error)
  }
  const problems: Problem[] = []
  let depth = 0
  for (const token of tokens) {
    const [line, column] = token.getPosition() as [number, number]
    if (token.kind === TokenKind.Tag) {
      const { name } = token as unknown as { name: string }
      if (blocks.has(name)) depth++
      else if (name.startsWith('end')) depth--
      if (depth <= templateLimits.depth) continue
      const message = `Blocks are nested deeper than ${templateLimits.depth}.`
      return [...problems, { field, line, column, code: 'template_too_deep', severity: 'error', message }]
    }
    // In JSON and in styles two closing braces are ordinary text.
    if (token.kind === TokenKind.HTML && kind !== 'json')
      problems.push(...strayBraces(field, token.getText(), line, column))
  }
  return problems
}

function strayBraces(field: string, text: string, line: number, column: number): Problem[] {
  const at = text.search(/\}\}|%\}/)
  if (at === -1 || /[{]/.test(text.slice(0, at))) return []
  const before = text.slice(0, at).split('\n')
  const place = {
    line: line + before.length - 1,
    column: before.length === 1 ? column + at : before.at(-1)!.length + 1,
  }
  const braces = text.slice(at, at + 2)
  const message = `"${braces}" closes nothing and will be printed as it stands. Is its opening part missing?`
  return [{ field, ...place, code: 'stray_braces', severity: 'warning', message }]
}
