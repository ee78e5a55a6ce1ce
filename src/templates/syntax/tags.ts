// What each tag takes between its braces, read to the end.
import type { Cursor } from './cursor.ts'
import { readExpression, readValue } from './expression.ts'
import type { Expression, Value } from './nodes.ts'

/** What a tag says: the values it uses, and the name it makes for the rest of the field. */
export interface TagContent {
  expressions: Expression[]
  assigns?: string
  /** A loop with limit, offset or cols. */
  hasCounts?: boolean
}

const forParameters = { limit: true, offset: true, reversed: false } as const
const tableParameters = { cols: true, limit: true, offset: true } as const

/** By the name of the tag; `comment` and `raw` hold no Liquid and are read elsewhere. */
export const tagReaders: Record<string, (cursor: Cursor) => TagContent> = {
  if: readOne,
  unless: readOne,
  elsif: readOne,
  case: readOne,
  when: readWhen,
  for: (cursor) => readLoop(cursor, 'for', forParameters),
  tablerow: (cursor) => readLoop(cursor, 'tablerow', tableParameters),
  assign: readAssign,
  capture: readCapture,
  cycle: readCycle,
  echo: (cursor) => (cursor.isAtEnd ? { expressions: [] } : readOne(cursor)),
  increment: readCounter,
  decrement: readCounter,
}

function readOne(cursor: Cursor): TagContent {
  return { expressions: [readExpression(cursor)] }
}

function readAssign(cursor: Cursor): TagContent {
  const assigns = readName(cursor, 'Write it like {% assign name = "value" %}.')
  cursor.skipBlank()
  if (!cursor.takeIf('=')) throw cursor.mistake('A = is missing. Write it like {% assign name = "value" %}.')
  return { expressions: [readExpression(cursor)], assigns }
}

function readCapture(cursor: Cursor): TagContent {
  if (!/["']/.test(cursor.peek())) return { expressions: [], assigns: readName(cursor, captureUsage) }
  const value = readValue(cursor)
  if (value?.kind === 'literal') return { expressions: [], assigns: String(value.value) }
  throw cursor.mistake(captureUsage)
}

const captureUsage = 'Write it like {% capture name %}.'

function readCounter(cursor: Cursor): TagContent {
  return { expressions: [], assigns: readName(cursor, 'Write it like {% increment name %}.') }
}

function readName(cursor: Cursor, usage: string): string {
  const name = cursor.takeWord()
  if (name === '') throw cursor.mistake(`A name is missing. ${usage}`)
  return name
}

function readWhen(cursor: Cursor): TagContent {
  const values: Value[] = []
  do {
    const value = readValue(cursor)
    if (value === null) throw cursor.mistake('A value is missing. Write it like {% when "a", "b" %}.')
    values.push(value)
  } while (takeSeparator(cursor))
  return { expressions: [{ values, filters: [] }] }
}

function takeSeparator(cursor: Cursor): boolean {
  cursor.skipBlank()
  if (cursor.takeIf(',')) return true
  if (cursor.peekWord() !== 'or') return false
  cursor.takeWord()
  return true
}

function readCycle(cursor: Cursor): TagContent {
  const usage = 'Write it like {% cycle "a", "b" %}.'
  const expressions: Expression[] = []
  const from = cursor.at
  const group = readValue(cursor)
  cursor.skipBlank()
  if (group && cursor.takeIf(':')) expressions.push({ values: [group], filters: [] })
  else cursor.at = from
  do {
    cursor.skipBlank()
    if (cursor.isAtEnd) throw cursor.mistake(`A value is missing. ${usage}`)
    expressions.push(readExpression(cursor))
    cursor.skipBlank()
  } while (cursor.takeIf(','))
  return { expressions }
}

function readLoop(cursor: Cursor, tag: 'for' | 'tablerow', parameters: Record<string, boolean>): TagContent {
  const usage = `Write it like {% ${tag} item in list %}.`
  readName(cursor, usage)
  cursor.skipBlank()
  if (cursor.peekWord() !== 'in') throw cursor.mistake(`"in" is missing. ${usage}`)
  cursor.takeWord()
  cursor.skipBlank()
  const from = cursor.at
  const list = readValue(cursor)
  if (list === null) throw cursor.mistake(`A list is missing. ${usage}`)
  if (list.kind === 'literal' && typeof list.value !== 'string')
    throw cursor.mistake(`This is no list. ${usage}`, from)
  const counts = readParameters(cursor, tag, parameters)
  return { expressions: [{ values: [list, ...counts], filters: [] }], hasCounts: counts.length > 0 }
}

/** @param parameters by name, whether it has a value */
function readParameters(cursor: Cursor, tag: string, parameters: Record<string, boolean>): Value[] {
  const seen = new Set<string>()
  const values: Value[] = []
  for (;;) {
    cursor.skipBlank()
    if (cursor.takeIf(',')) cursor.skipBlank()
    const from = cursor.at
    const name = cursor.takeWord()
    if (name === '') return values
    const hasValue = Object.hasOwn(parameters, name) ? parameters[name] : undefined
    if (hasValue === undefined)
      throw cursor.mistake(`${tag} knows no "${name}", only ${Object.keys(parameters).join(', ')}.`, from)
    if (seen.has(name)) throw cursor.mistake(`"${name}" is given twice.`, from)
    seen.add(name)
    cursor.skipBlank()
    if (!hasValue) continue
    if (!cursor.takeIf(':')) throw cursor.mistake(`A colon is missing. Write it like ${name}: 2.`, from)
    values.push(...readCount(cursor, tag, name))
  }
}

function readCount(cursor: Cursor, tag: string, name: string): Value[] {
  const value = readValue(cursor)
  if (value === null) throw cursor.mistake(`A number is missing after "${name}:".`)
  if (
    value.kind === 'literal' &&
    (!/^\d+$/.test(String(value.value)) || (name === 'cols' && Number(value.value) === 0))
  )
    throw cursor.mistake(`"${name}" takes a whole number.`, value.at)
  // Where the loop before it over the same list ended; a name only here.
  const isContinue =
    tag === 'for' && name === 'offset' && value.kind === 'path' && value.segments[0] === 'continue'
  return isContinue && value.segments.length === 1 ? [] : [value]
}
