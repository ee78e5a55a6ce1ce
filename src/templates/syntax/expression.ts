// Values, comparisons and filters. Every sign has to mean something: LiquidJS stops at the first it does not expect
// and takes what it has.
import type { Cursor } from './cursor.ts'
import type { Expression, FilterUse, Segment, Value } from './nodes.ts'

const literals: Record<string, unknown> = {
  true: true,
  false: false,
  nil: null,
  null: null,
  empty: '',
  blank: '',
}
const comparisons = ['==', '!=', '<>', '>=', '<=', '>', '<'] as const
const deepestBrackets = 30

/** A value, or several compared, with the filters that follow. Stops before what it does not know. */
export function readExpression(cursor: Cursor): Expression {
  const values = readComparisons(cursor)
  return { values, filters: readFilters(cursor) }
}

function readComparisons(cursor: Cursor): Value[] {
  const values: Value[] = []
  let isCompared = false
  for (;;) {
    while (isWord(cursor, 'not')) cursor.takeWord()
    values.push(readOperand(cursor, values.length > 0))
    const from = cursor.at
    const operator = takeOperator(cursor)
    if (operator === null) return values
    if (operator === '<>') throw cursor.mistake('Liquid has no <> here. Write !=.', from)
    const isLink = operator === 'and' || operator === 'or'
    if (isCompared && !isLink)
      throw cursor.mistake('Only two things are compared at a time. Join comparisons with and.', from)
    isCompared = !isLink
  }
}

function readOperand(cursor: Cursor, isAfterOperator: boolean): Value {
  cursor.skipBlank()
  const word = cursor.peekWord()
  const isOperator = takeOperator(cursor, { look: true }) !== null
  const value = isOperator ? null : readValue(cursor)
  if (value) return value
  if (isOperator && word === '') throw cursor.mistake(`A value is missing before ${cursor.peek()}.`)
  const where = isAfterOperator ? ' after the comparison' : ''
  throw cursor.isAtEnd
    ? cursor.mistake(`A value is missing${where}.`)
    : cursor.mistake(`A value is expected${where}, and "${cursor.rest()}" is none.${curlyHint(cursor)}`)
}

function takeOperator(cursor: Cursor, { look = false } = {}): string | null {
  cursor.skipBlank()
  const from = cursor.at
  const word = cursor.takeWord()
  const found = ['and', 'or', 'contains'].includes(word) ? word : null
  if (found === null) cursor.at = from
  const operator = found ?? comparisons.find((sign) => cursor.takeIf(sign)) ?? null
  if (look) cursor.at = from
  return operator
}

function isWord(cursor: Cursor, word: string): boolean {
  cursor.skipBlank()
  return cursor.peekWord() === word
}

/** Null where no value begins. */
export function readValue(cursor: Cursor, depth = 0): Value | null {
  if (depth > deepestBrackets) throw cursor.mistake('This is nested too deeply to be read.')
  cursor.skipBlank()
  const at = cursor.at
  const plain = readPlain(cursor, depth)
  if (plain && plain.kind !== 'path') return readProperties(cursor, at, [plain], depth)
  return plain
}

function readPlain(cursor: Cursor, depth: number): Value | null {
  const at = cursor.at
  const sign = cursor.peek()
  if (sign === '"' || sign === "'") return { kind: 'literal', at, value: readQuoted(cursor) }
  if (sign === '(') return readRange(cursor, depth)
  const digits = cursor.takeNumber()
  if (digits !== '') return { kind: 'literal', at, value: Number(digits) }
  if (sign === '[') return readProperties(cursor, at, [], depth)
  const word = cursor.takeWord()
  if (word === '') return null
  if (Object.hasOwn(literals, word)) return { kind: 'literal', at, value: literals[word] }
  return readProperties(cursor, at, [word], depth)
}

function readQuoted(cursor: Cursor): string {
  const from = cursor.at
  const quote = cursor.peek()
  let text = ''
  for (cursor.at++; !cursor.isAtEnd; cursor.at++) {
    if (cursor.peek() === '\\') cursor.at++
    else if (cursor.peek() === quote) {
      cursor.at++
      return text
    }
    text += cursor.peek()
  }
  throw cursor.mistake(`The quote ${quote} is never closed.`, from)
}

function readRange(cursor: Cursor, depth: number): Value {
  const at = cursor.at
  cursor.at++
  const from = readValue(cursor, depth + 1)
  cursor.skipBlank()
  const isRange = from !== null && cursor.takeIf('..')
  const to = isRange ? readValue(cursor, depth + 1) : null
  cursor.skipBlank()
  if (from && to && cursor.takeIf(')')) return { kind: 'range', at, from, to }
  throw cursor.mistake(
    'Parentheses are for ranges only, like (1..3). Comparisons are read from left to right without them.',
    at,
  )
}

/** What follows a value without a blank: `.name`, `[0]`, `["name"]`. */
function readProperties(cursor: Cursor, at: number, start: Segment[], depth: number): Value {
  const segments = [...start]
  for (;;) {
    if (cursor.peek() === '[') segments.push(readBracket(cursor, depth))
    else if (cursor.peek() === '.' && cursor.peek(1) !== '.') {
      const from = cursor.at
      cursor.at++
      const name = cursor.takeWord()
      if (name === '') throw cursor.mistake('A name is missing after the point.', from)
      segments.push(name)
    } else break
  }
  const [first] = segments
  return segments.length === 1 && typeof first === 'object' && start.length > 0
    ? first
    : { kind: 'path', at, segments }
}

function readBracket(cursor: Cursor, depth: number): Segment {
  const from = cursor.at
  cursor.at++
  const value = readValue(cursor, depth + 1)
  cursor.skipBlank()
  if (value === null || !cursor.takeIf(']'))
    throw cursor.mistake('Brackets hold one value, like row["name"] or list[0].', from)
  return value.kind === 'literal' && (typeof value.value === 'string' || typeof value.value === 'number')
    ? value.value
    : value
}

function readFilters(cursor: Cursor): FilterUse[] {
  const filters: FilterUse[] = []
  for (;;) {
    cursor.skipBlank()
    if (cursor.peek() !== '|' || cursor.peek(1) === '|') return filters
    cursor.at++
    cursor.skipBlank()
    const at = cursor.at
    const name = cursor.takeWord()
    if (name === '') throw cursor.mistake('The name of a filter is missing after |.', at)
    cursor.skipBlank()
    filters.push({ name, at, args: cursor.takeIf(':') ? readArguments(cursor, name) : [] })
  }
}

function readArguments(cursor: Cursor, filter: string): FilterUse['args'] {
  const args: FilterUse['args'] = []
  do {
    const from = cursor.at
    const value = readValue(cursor)
    cursor.skipBlank()
    if (value === null)
      throw cursor.mistake(`${filter}: a value is missing after "${args.length === 0 ? ':' : ','}".`, from)
    const name = value.kind === 'path' && value.segments.length === 1 ? value.segments[0] : null
    if (typeof name !== 'string' || !cursor.takeIf(':')) {
      args.push({ name: null, value })
      continue
    }
    const named = readValue(cursor)
    if (named === null) throw cursor.mistake(`${filter}: a value is missing after "${name}:".`)
    args.push({ name, value: named })
    cursor.skipBlank()
  } while (cursor.takeIf(','))
  return args
}

function curlyHint(cursor: Cursor): string {
  return /[“”]/.test(cursor.peek()) ? ' Use straight quotes.' : ''
}
