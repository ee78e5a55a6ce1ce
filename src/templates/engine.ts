// Liquid as our templates speak it: only the tags and filters listed here, nothing from disk, nothing that depends on
// the time or on chance, and output escaped for the kind of field it goes into.
import { Liquid, type Template } from 'liquidjs'
import type { FieldSpec } from '../api/destination.ts'
import type { ChoiceState } from './filters/choice.ts'
import { toText } from './filters/filter.ts'
import { createFilters } from './filters/list.ts'
import { escapeHtml, toJsonInner } from './filters/markup.ts'
import { stockFilters } from './filters/stock.ts'

export type FieldKind = FieldSpec['kind']

export const templateLimits = {
  /** Characters of the text of one field. */
  text: 200_000,
  /** Blocks within blocks. */
  depth: 100,
  /** Characters that all fields of one row may render to. */
  output: 2_000_000,
  /** LiquidJS's own count of what filters and loops allocate. */
  memory: 1e7,
  /** Milliseconds a row may take by LiquidJS's own clock; the worker is killed a little later. */
  renderMs: 350,
} as const

export const blockTags = ['if', 'unless', 'case', 'for', 'tablerow', 'capture', 'comment', 'raw'] as const
export const allTags: readonly string[] = [
  ...blockTags,
  'assign',
  'break',
  'continue',
  'cycle',
  'decrement',
  'echo',
  'increment',
  '#',
]

/** Why a tag that other Liquid dialects have is not here. */
export const refusedTags: Record<string, string> = {
  include: 'A template consists of its own text only.',
  render: 'A template consists of its own text only.',
  layout: 'A template consists of its own text only.',
  block: 'A template consists of its own text only.',
  liquid: 'Write each tag as {% ... %}.',
}

const escapes: Record<'html' | 'json' | 'plain', (value: unknown) => string> = {
  html: escapeHtml,
  json: toJsonInner,
  plain: toText,
}

function contextOf(kind: FieldKind): keyof typeof escapes {
  return kind === 'html' || kind === 'json' ? kind : 'plain'
}

export interface Engines {
  /** The engine that escapes for this kind of field. */
  for(kind: FieldKind): Liquid
}

/** `state` is what the choosing filters read while they run. */
export function createEngines(state: ChoiceState, { lenient = false } = {}): Engines {
  const engines = {
    html: createEngine(escapes.html, state, lenient),
    json: createEngine(escapes.json, state, lenient),
    plain: createEngine(escapes.plain, state, lenient),
  }
  return { for: (kind) => engines[contextOf(kind)] }
}

/** `lenient`: unknown filters pass and errors are collected, so that the check can name all of them. */
function createEngine(
  outputEscape: (value: unknown) => string,
  state: ChoiceState,
  lenient: boolean,
): Liquid {
  const engine = new Liquid({
    outputEscape,
    ownPropertyOnly: true,
    strictVariables: true,
    strictFilters: !lenient,
    catchAllErrors: lenient,
    lenientIf: true,
    // Never the file system: even an existing file is not there.
    templates: {},
    parseLimit: templateLimits.text + 1,
    renderLimit: templateLimits.renderMs,
    memoryLimit: templateLimits.memory,
  })
  const kept = new Set(stockFilters.map(([name]) => name))
  for (const name of Object.keys(engine.filters)) if (!kept.has(name)) delete engine.filters[name]
  for (const name of Object.keys(engine.tags)) if (!allTags.includes(name)) delete engine.tags[name]
  for (const { name, run, isMarkup } of createFilters(state)) {
    engine.registerFilter(name, { raw: isMarkup === true, handler: (value, ...args) => run(value, ...args) })
  }
  return engine
}

export type ParsedTemplate = Template[]
