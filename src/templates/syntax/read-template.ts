// Reads a whole template as it stands, and remembers what it uses. Pure.
import { type TagToken, TokenKind, type TopLevelToken } from 'liquidjs'
import { allTags, templateLimits } from '../engine.ts'
import {
  type Block,
  endMistake,
  firstLine,
  isMiddle,
  isOpener,
  loopMistake,
  middleMistake,
  unknownTag,
} from './blocks.ts'
import { Cursor } from './cursor.ts'
import { readExpression } from './expression.ts'
import { type FilterUse, type Segment, SyntaxMistake, type Value } from './nodes.ts'
import { type TagContent, tagReaders } from './tags.ts'

export interface Mistake {
  code: 'syntax' | 'template_too_deep'
  message: string
  at: number
}

/** A name that is used, and what it is there: a column, or something the template made itself. */
export interface PathUse {
  at: number
  segments: Segment[]
  root: 'column' | 'value' | 'forloop' | 'tablerowloop' | 'literal'
}

export interface ReadTemplate {
  mistakes: Mistake[]
  paths: PathUse[]
  filters: FilterUse[]
  /** Where `"now" | date` stands. */
  clocks: number[]
  /** Whether it has ranges, or loops with parameters. */
  hasCounts: boolean
}

const mostMistakes = 100

interface State extends ReadTemplate {
  open: Block[]
  assigned: Set<string>
}

/** @param tokens as `splitTemplate` makes them; they are only looked at */
export function readTemplate(tokens: readonly TopLevelToken[]): ReadTemplate {
  const state: State = {
    open: [],
    assigned: new Set(),
    mistakes: [],
    paths: [],
    filters: [],
    clocks: [],
    hasCounts: false,
  }
  for (const token of tokens) {
    try {
      readToken(state, token)
    } catch (error) {
      if (!(error instanceof SyntaxMistake)) throw error
      state.mistakes.push({ code: 'syntax', message: error.message, at: error.at })
    }
    if (state.open.length > templateLimits.depth) {
      const message = `Blocks are nested deeper than ${templateLimits.depth}.`
      state.mistakes.push({ code: 'template_too_deep', message, at: token.begin })
      return state
    }
    if (state.mistakes.length >= mostMistakes) return state
  }
  for (const block of state.open) {
    const message = `${firstLine(block.text)} is never closed. Add its {% end... %}.`
    state.mistakes.push({ code: 'syntax', message, at: block.at })
  }
  return state
}

function readToken(state: State, token: TopLevelToken): void {
  const block = state.open.at(-1)
  const tag = token.kind === TokenKind.Tag ? (token as TagToken) : null
  // What is inside is text, whatever it looks like.
  if (block && (block.tag === 'comment' || block.tag === 'raw')) {
    if (tag?.name === `end${block.tag}`) closeBlock(state, tag)
    return
  }
  if (tag) readTag(state, tag)
  else if (token.kind === TokenKind.Output) {
    demandBranch(block, token)
    const cursor = contentOf(token)
    noteUse(state, readExpression(cursor))
    cursor.expectEnd()
  } else if (token.getText().trim() !== '') demandBranch(block, token)
}

function contentOf(token: TopLevelToken): Cursor {
  const { input } = token
  const [from, to] = [token.begin + 2, token.end - 2]
  return new Cursor(input, from + (input[from] === '-' ? 1 : 0), to - (input[to - 1] === '-' ? 1 : 0))
}

function readTag(state: State, token: TagToken): void {
  const { name, begin: at } = token
  const block = state.open.at(-1)
  if (name === '#') return
  if (name.startsWith('end')) {
    closeBlock(state, token)
    return
  }
  const mistake = misplaced(state, name)
  if (mistake) throw new SyntaxMistake(mistake, at)
  if (isMiddle(name)) {
    if (name === 'else') block!.hasElse = true
    else if (name === 'when') block!.hasWhen = true
  } else if (name !== 'comment') demandBranch(block, token)
  // Opened even where its content is wrong, or its end would be a second mistake.
  const opened = isOpener(name) ? openBlock(state, token) : null
  const cursor = argumentsOf(token)
  if (opened && (name === 'for' || name === 'tablerow')) nameLoop(opened, argumentsOf(token).takeWord())
  const content: TagContent = Object.hasOwn(tagReaders, name)
    ? tagReaders[name]!(cursor)
    : { expressions: [] }
  if (content.hasCounts) state.hasCounts = true
  for (const expression of content.expressions) noteUse(state, expression)
  if (name !== 'comment') expectEnd(cursor, name)
  if (content.assigns === undefined) return
  // A capture makes its name when it ends.
  if (opened) opened.assigns = content.assigns
  else state.assigned.add(content.assigns)
}

function misplaced(state: State, name: string): string | null {
  if (isMiddle(name)) return middleMistake(name, state.open.at(-1))
  if (!allTags.includes(name)) return unknownTag(name)
  return name === 'break' || name === 'continue' ? loopMistake(name, state.open) : null
}

function expectEnd(cursor: Cursor, name: string): void {
  cursor.skipBlank()
  if (name === 'else' && cursor.peekWord() === 'if')
    throw cursor.mistake('{% else %} takes no condition. Did you mean {% elsif ... %}?')
  cursor.expectEnd()
}

function openBlock(state: State, token: TagToken): Block {
  const opened: Block = {
    tag: token.name,
    at: token.begin,
    text: token.getText(),
    names: new Map(),
    assigns: null,
    hasElse: false,
    hasWhen: false,
  }
  state.open.push(opened)
  return opened
}

function closeBlock(state: State, token: TagToken): void {
  const block = state.open.at(-1)
  const mistake = endMistake(token.name, block)
  if (mistake) throw new SyntaxMistake(mistake, token.begin)
  state.open.pop()
  if (block!.assigns !== null) state.assigned.add(block!.assigns)
  expectEnd(argumentsOf(token), token.name)
}

/** Also where the rest of the tag is wrong: its item is no second mistake. */
function nameLoop(opened: Block, item: string): void {
  opened.names.set(item, 'value')
  const drop = opened.tag === 'for' ? 'forloop' : 'tablerowloop'
  opened.names.set(drop, drop)
}

function argumentsOf({ input, tokenizer }: TagToken): Cursor {
  return new Cursor(input, tokenizer.p, tokenizer.N)
}

/** What stands between {% case %} and its first {% when %} is never printed. */
function demandBranch(block: Block | undefined, token: TopLevelToken): void {
  if (block?.tag !== 'case' || block.hasWhen || block.hasElse) return
  const at = token.begin + token.getText().search(/\S/)
  throw new SyntaxMistake('This stands before the first {% when %}, and would never be printed.', at)
}

function noteUse(state: State, { values, filters }: { values: Value[]; filters: FilterUse[] }): void {
  const [first] = values
  if (values.length === 1 && filters[0]?.name === 'date' && first?.kind === 'literal') {
    if (first.value === 'now' || first.value === 'today') state.clocks.push(first.at)
  }
  for (const value of values) noteValue(state, value)
  for (const filter of filters) {
    state.filters.push(filter)
    for (const { value } of filter.args) noteValue(state, value)
  }
}

function noteValue(state: State, value: Value): void {
  if (value.kind === 'range') {
    state.hasCounts = true
    noteValue(state, value.from)
    noteValue(state, value.to)
  }
  if (value.kind !== 'path') return
  const [root] = value.segments
  state.paths.push({ at: value.at, segments: value.segments, root: rootOf(state, root) })
  for (const segment of value.segments) if (typeof segment === 'object') noteValue(state, segment)
}

function rootOf(state: State, root: Segment | undefined): PathUse['root'] {
  if (typeof root === 'object') return root.kind === 'path' ? 'value' : 'literal'
  const name = String(root)
  for (const { names } of state.open.toReversed()) {
    const found = names.get(name)
    if (found) return found
  }
  return state.assigned.has(name) ? 'value' : 'column'
}
