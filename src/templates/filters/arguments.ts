// Whether a filter is given what it takes. Liquid lets most mistakes pass: it drops what is too much and reads what is
// no number as none.
import { shorten } from '../../api/shorten.ts'
import { type ArgumentKind, type FilterDefinition, numberText, toNumber, toPlain } from './filter.ts'

export type FilterSignature = Pick<FilterDefinition, 'name' | 'takes' | 'takesNamed'>

/** An argument as it stands in a template. `literal` is missing where the value is known only for a row. */
export interface GivenArgument {
  name: string | null
  literal?: unknown
}

/** What is wrong with the arguments, or null. */
export function argumentMistake(filter: FilterSignature, given: readonly GivenArgument[]): string | null {
  const { name, takes = [], takesNamed = [] } = filter
  const names = given.flatMap((one) => one.name ?? [])
  for (const [at, one] of names.entries()) {
    if (!takesNamed.includes(one)) return `${name} takes nothing called "${one}".${usage(filter)}`
    if (names.indexOf(one) !== at) return `${name} is given "${one}" twice.`
  }
  const values = given.filter((one) => one.name === null)
  if (names.length > 0 && given.at(-1)!.name === null)
    return `${name}: what is named comes last.${usage(filter)}`
  const least = takes.filter((kind) => !/[?.]$/.test(kind)).length
  const most = takes.some((kind) => kind.endsWith('...')) ? Number.POSITIVE_INFINITY : takes.length
  if (values.length < least || values.length > most)
    return `${name} takes ${count(least, most)}.${usage(filter)}`
  for (const [at, one] of values.entries()) {
    if (!isNumber(takes[at]) || !('literal' in one) || numberText(one.literal) !== null) continue
    return `${name} takes a number here, and ${one.literal === null ? 'nil' : `"${shorten(String(one.literal), 40)}"`} is none.`
  }
  return null
}

/** The arguments of a filter of the engine as it expects them: numbers as numbers. */
export function readArguments({ name, takes = [] }: FilterSignature, given: readonly unknown[]): unknown[] {
  return given.map((value, at) => (isNumber(takes[at]) ? toNumber(value, name) : toPlain(value)))
}

function isNumber(kind: ArgumentKind | undefined): boolean {
  return kind?.startsWith('number') ?? false
}

function count(least: number, most: number): string {
  if (most === 0) return 'no argument'
  const words = (number: number) => `${number === 1 ? 'one argument' : `${number} arguments`}`
  if (least === most) return words(least)
  if (most === Number.POSITIVE_INFINITY) return `at least ${words(least)}`
  return least === 0 ? `at most ${words(most)}` : `${least} to ${words(most)}`
}

function usage({ name, takes = [] }: FilterSignature): string {
  if (takes.length === 0) return ''
  const shown = takes.map((kind) => (isNumber(kind) ? '2' : '"text"')).join(', ')
  return ` Write it like ${name}: ${shown}.`
}
