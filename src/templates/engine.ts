// Liquid as our templates speak it: only the tags and filters listed here, nothing from disk, nothing that depends on
// the time or on chance, and output escaped for the kind of field it goes into.
import { type FilterImplOptions, Liquid } from 'liquidjs'
import type { FieldSpec } from '../api/destination.ts'
import { operators } from './compare.ts'
import { readArguments } from './filters/arguments.ts'
import type { RowState } from './filters/choice.ts'
import { toPlain, toRead, toText } from './filters/filter.ts'
import { createFilters, stockSignatures } from './filters/list.ts'
import { escapeHtml, toJsonInner } from './filters/markup.ts'
import { ReadCell } from './filters/read-cell.ts'
import { registerTags } from './tags.ts'
import { count, countFilter, wholeNumber, wholeNumberFilter } from './whole-number.ts'

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

/** `state` is what filters read of the row while they run. */
export function createEngines(state: RowState): Engines {
  const engines = {
    html: createEngine(escapes.html, state),
    json: createEngine(escapes.json, state),
    plain: createEngine(escapes.plain, state),
  }
  return { for: (kind) => engines[contextOf(kind)] }
}

function createEngine(outputEscape: (value: unknown) => string, state: RowState): Liquid {
  const engine = new Liquid({
    outputEscape,
    operators,
    ownPropertyOnly: true,
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    // Never the file system: even an existing file is not there.
    templates: {},
    parseLimit: templateLimits.text + 1,
    renderLimit: templateLimits.renderMs,
    memoryLimit: templateLimits.memory,
  })
  for (const name of Object.keys(engine.tags)) if (!allTags.includes(name)) delete engine.tags[name]
  registerTags(engine)
  registerFilters(engine, state)
  return engine
}

type Handler = (this: unknown, value: unknown, ...args: unknown[]) => unknown

/** Ours and those of the engine that are kept; all get plain values, whatever nil and blank are inside the engine. Ours also get cells as they were read. */
function registerFilters(engine: Liquid, state: RowState): void {
  const stock = new Map(stockSignatures().map((one) => [one.name, one]))
  for (const [name, implementation] of Object.entries(engine.filters)) {
    const signature = stock.get(name)
    if (!signature) {
      delete engine.filters[name]
      continue
    }
    const handler = handlerOf(implementation)
    engine.registerFilter(name, function (value, ...args) {
      // It says something, so it needs no fallback and stays as it was read.
      if (name === 'default' && value instanceof ReadCell) return value
      // A list keeps its cells as they were read, so that it can be sorted by that.
      const inList = name === 'concat' ? args.map((arg) => (arg instanceof ReadCell ? [arg] : arg)) : args
      return handler.call(this, toPlain(value), ...readArguments(signature, inList.map(toRead)))
    })
  }
  for (const { name, run, isMarkup } of createFilters(state)) {
    engine.registerFilter(name, {
      raw: isMarkup === true,
      handler: (value, ...args) => run(name === 'json' ? value : toRead(value), ...args.map(toRead)),
    })
  }
  engine.registerFilter(wholeNumberFilter, (value) => wholeNumber(toRead(value)))
  engine.registerFilter(countFilter, (value) => count(toRead(value)))
}

function handlerOf(filter: FilterImplOptions): Handler {
  return (typeof filter === 'function' ? filter : filter.handler) as Handler
}
