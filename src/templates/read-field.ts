// One field of a template before any row: what it says, and what is wrong with it whatever the data. The check and the
// rendering both begin here, so that neither lets pass what the other refuses.
import { type Liquid, LiquidError, TokenKind, type TopLevelToken } from 'liquidjs'
import type { Problem } from '../api/problem.ts'
import { type FieldKind, templateLimits } from './engine.ts'
import { argumentMistake } from './filters/arguments.ts'
import { filterSignatures } from './filters/list.ts'
import { refusedFilters } from './filters/stock.ts'
import { findNearest } from './nearest.ts'
import { splitTemplate } from './parse.ts'
import { messageOf } from './problem.ts'
import { firstLine } from './syntax/blocks.ts'
import type { FilterUse } from './syntax/nodes.ts'
import { createPlaces } from './syntax/places.ts'
import { type PathUse, readTemplate } from './syntax/read-template.ts'

export interface ReadField {
  /** In the order of their places; with an error nothing can be rendered. */
  problems: Problem[]
  /** Empty where the braces themselves are wrong. */
  tokens: TopLevelToken[]
  paths: PathUse[]
  hasCounts: boolean
  placeOf(at: number): { line: number; column: number }
}

/** Never throws for what a text holds. */
export function readField(field: string, text: string, kind: FieldKind, engine: Liquid): ReadField {
  const placeOf = createPlaces(text)
  const nothing = { tokens: [], paths: [], hasCounts: false, placeOf }
  const at = (
    place: number,
    code: string,
    message: string,
    severity: Problem['severity'] = 'error',
  ): Problem => ({
    field,
    ...placeOf(place),
    code,
    severity,
    message,
  })
  if (text.length > templateLimits.text) {
    const message = `The template of this field has ${text.length} characters; at most ${templateLimits.text} are possible.`
    return { ...nothing, problems: [at(0, 'template_too_long', message)] }
  }
  let tokens: TopLevelToken[]
  try {
    tokens = splitTemplate(engine, text)
  } catch (error) {
    return { ...nothing, problems: [at(beginOf(error), 'syntax', explain(messageOf(error)))] }
  }
  const { mistakes, filters, clocks, paths, hasCounts } = readTemplate(tokens)
  const problems = [
    ...mistakes.map((one) => at(one.at, one.code, one.message)),
    ...filterProblems(filters, at),
    ...clocks.slice(0, mostProblems).map((place) => at(place, 'not_repeatable', clockMessage)),
    // In JSON two closing braces are ordinary text.
    ...(kind === 'json' ? [] : strayBraces(tokens).map((place) => strayProblem(place, text, at))),
  ]
  return { problems: problems.sort(inOrder), tokens, paths, hasCounts, placeOf }
}

type At = (place: number, code: string, message: string, severity?: Problem['severity']) => Problem

const clockMessage =
  'The current time would change the page of a row every day. Put the date into a column instead.'

/** More of one kind help nobody, and finding the name that was meant takes time. */
export const mostProblems = 100

function filterProblems(filters: readonly FilterUse[], at: At): Problem[] {
  const problems: Problem[] = []
  for (const filter of filters) {
    const problem = filterProblem(filter, at)
    if (problem) problems.push(problem)
    if (problems.length === mostProblems) break
  }
  return problems
}

function filterProblem({ name, at: place, args }: FilterUse, at: At): Problem | null {
  const signature = filterSignatures.get(name)
  if (!signature) {
    const reason = Object.hasOwn(refusedFilters, name)
      ? ` ${refusedFilters[name]}`
      : suggest(name, [...filterSignatures.keys()])
    return at(place, 'unknown_filter', `There is no filter "${name}".${reason}`)
  }
  const given = args.map(({ name: key, value }) => ({
    name: key,
    ...(value.kind === 'literal' && { literal: value.value }),
  }))
  const mistake = argumentMistake(signature, given)
  if (mistake) return at(place, 'filter_arguments', mistake)
  if (name !== 'raw') return null
  return at(
    place,
    'raw_output',
    'raw prints HTML from the data as it is. Use it only for cells you trust.',
    'note',
  )
}

/** Offsets of braces that close nothing, one for each run of text. */
function strayBraces(tokens: readonly TopLevelToken[]): number[] {
  const places: number[] = []
  let isRaw = false
  for (const token of tokens) {
    if (token.kind === TokenKind.Tag) isRaw = (token as { name?: string }).name === 'raw'
    if (token.kind !== TokenKind.HTML || isRaw) continue
    const text = token.getText()
    const at = text.search(/\}\}|%\}/)
    // In styles two closing braces are ordinary text.
    if (at !== -1 && !text.slice(0, at).includes('{')) places.push(token.begin + at)
  }
  return places
}

function strayProblem(place: number, text: string, at: At): Problem {
  const braces = text.slice(place, place + 2)
  const message = `"${braces}" closes nothing and will be printed as it stands. Is its opening part missing?`
  return at(place, 'stray_braces', message, 'warning')
}

function beginOf(error: unknown): number {
  return LiquidError.is(error) ? (error as unknown as { token: { begin: number } }).token.begin : 0
}

/** What the engine says of braces, in words for someone who writes a page. */
function explain(message: string): string {
  const half = /^(?:output|tag|raw) "(.*)" not closed$/s.exec(message)?.[1]
  if (half === undefined) return `This is not Liquid: ${message}.`
  const shown = firstLine(JSON.parse(`"${half}"`) as string)
  if (message.startsWith('raw')) return `${shown} is not closed. Add {% endraw %}.`
  return `${shown} is never closed. Add the missing braces, or the missing quote.`
}

export function suggest(name: string, names: readonly string[], show = (found: string) => found): string {
  const nearest = findNearest(name, names)
  return nearest === null ? '' : ` Did you mean ${show(nearest)}?`
}

function inOrder(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
}
