// From a text to what the engine renders. The engine's own parser, with the places where it misreads put right.
import {
  Expression,
  type Liquid,
  Parser,
  TagToken,
  type Template,
  Token,
  Tokenizer,
  TokenKind,
  type TopLevelToken,
} from 'liquidjs'
import { countFilter, wholeNumberFilter } from './whole-number.ts'

const endRaw = /\{%-?\s*endraw\s*-?%\}/g

/** LiquidJS does not find the end of {% raw %} where it is written `{%- endraw %}`. */
class RawTokenizer extends Tokenizer {
  override readEndrawOrRawContent(options: Liquid['options']) {
    const begin = this.p
    endRaw.lastIndex = begin
    const end = endRaw.exec(this.input)
    if (!end) return super.readEndrawOrRawContent(options)
    if (end.index > begin) {
      this.p = begin
      return this.readTextTo(end.index)
    }
    ;(this as unknown as { rawBeginAt: number }).rawBeginAt = -1
    this.p = endRaw.lastIndex
    return new TagToken(this.input, begin, this.p, options, this.file)
  }

  private readTextTo(end: number) {
    const rest = this.N
    this.N = end
    const text = this.readHTMLToken([])
    this.N = rest
    return text
  }
}

/** Texts, outputs and tags in their order. Throws what the engine says of braces that are never closed. */
export function splitTemplate(engine: Liquid, text: string): TopLevelToken[] {
  return new RawTokenizer(text, engine.options.operators).readTopLevelTokens(engine.options)
}

/** The engine's own parser. Throws its errors. */
export function parseTokens(engine: Liquid, tokens: readonly TopLevelToken[]): Template[] {
  return new Parser(engine).parseTokens(new Queue(tokens) as unknown as TopLevelToken[])
}

/** All that the engine asks of its list; taking the first of a long array moves all others. */
class Queue<T> {
  private at = 0
  private readonly entries: readonly T[]

  constructor(entries: readonly T[]) {
    this.entries = entries
  }

  get length(): number {
    return this.entries.length - this.at
  }

  shift(): T | undefined {
    return this.entries[this.at++]
  }
}

interface Bounds {
  kind?: number
  lhs?: Token
  rhs?: Token
}

/**
 * Ranges and the parameters of loops are numbers of rows as often as of the template, and the engine reads what is
 * none as 0: each goes through a filter that says so.
 */
export function demandWholeNumbers(templates: Template[]): void {
  const seen = new Set<object>()
  const todo: unknown[] = [templates]
  while (todo.length > 0) {
    const value = todo.pop()
    if (value === null || typeof value !== 'object' || seen.has(value)) continue
    seen.add(value)
    const range = value as Bounds
    if (range.kind === TokenKind.Range) {
      range.lhs = checked(range.lhs!, wholeNumberFilter)
      range.rhs = checked(range.rhs!, wholeNumberFilter)
    }
    for (const [name, inner] of Object.entries(value)) {
      if ((name === 'hash' || name === 'args') && isHash(inner)) demandCounts(inner.hash)
      if (name !== 'liquid' && name !== 'token' && name !== 'tokenizer') todo.push(inner)
    }
  }
}

/** Of a loop: limit, offset, cols. */
function demandCounts(hash: Record<string, Token | undefined>): void {
  for (const [name, token] of Object.entries(hash))
    if (token && token.getText() !== 'continue') hash[name] = checked(token, countFilter)
}

function isHash(value: unknown): value is { hash: Record<string, Token | undefined> } {
  return typeof value === 'object' && value !== null && 'hash' in value && typeof value.hash === 'object'
}

/** The value of a token, through a filter. */
function checked(token: Token, filter: string): Token {
  if (token.kind === TokenKind.Number && /^\d+$/.test(token.getText())) return token
  return new CheckedToken(token, filter)
}

/** As the engine has it for a value with filters; its own class is not public. */
class CheckedToken extends Token {
  readonly initial: Expression
  readonly filters: { name: string; args: never[] }[]

  constructor(token: Token, filter: string) {
    super(TokenKind.FilteredValue, token.input, token.begin, token.end)
    this.initial = new Expression([token])
    this.filters = [{ name: filter, args: [] }]
  }
}
