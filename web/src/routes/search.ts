// Search parameters of addresses. They are read by hand and not by the schemas of the API, whose library would be a
// good part of what a first visit loads; the lists of names are those of the API.

import { runStages } from '../../../src/api/run-stage.ts'

/** Reads one parameter; undefined: it does not fit. */
export type Reader<T> = (given: unknown) => T | undefined

type Shape = Record<string, Reader<unknown>>
/** All may be missing, so that links leave out what the screen has a default for. */
export type SearchOf<S extends Shape> = {
  [K in keyof S]?: (S[K] extends Reader<infer T> ? T : never) | undefined
}

/** Text of at most so many characters. The router reads `?row=5` as a number. */
export function text(most: number): Reader<string> {
  return (given) => {
    const value = typeof given === 'number' ? String(given) : given
    return typeof value === 'string' && value !== '' && value.length <= most ? value : undefined
  }
}

/** The key of a row. */
export const rowKey = text(1000)
/** The id of a thing of ours. */
export const id = text(64)
/** What is searched for. */
export const words = text(200)

export function oneOf<const T extends string>(names: readonly T[]): Reader<T> {
  return (given) => names.find((name) => name === given)
}

/** Some names, such as those of columns. */
export const names: Reader<string[]> = (given) =>
  Array.isArray(given) &&
  given.length <= 300 &&
  given.every((name) => typeof name === 'string' && name !== '' && name.length <= 300)
    ? given
    : undefined

/** There or not. */
export const yes: Reader<true> = (given) => (given === true ? true : undefined)

/** A whole number from 1. */
export const countFrom1: Reader<number> = (given) =>
  typeof given === 'number' && Number.isInteger(given) && given >= 1 ? given : undefined

/** A day such as `2027-03-14`. */
export const day: Reader<string> = (given) =>
  typeof given === 'string' && /^\d{4}-\d\d-\d\d$/.test(given) && isTime(given) ? given : undefined

/** An instant such as `2027-03-14T08:00:00.000Z`. */
export const instant: Reader<string> = (given) =>
  typeof given === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(given) && isTime(given) ? given : undefined

function isTime(given: string): boolean {
  return !Number.isNaN(Date.parse(given))
}

/** The router reads it as a word or as what it means. */
const withSlots: Reader<'true'> = (given) => (given === true || given === 'true' ? 'true' : undefined)

/** What lists of runs are narrowed by; slots: with those of slots that are over. */
export const ofRuns = { stage: oneOf(runStages), slots: withSlots }

/** Of a list that comes as a whole. */
export const ofWholeList = { search: words, sort: text(40), desc: yes, columns: names }

/** Reads the search parameters of an address. What does not fit is left out: an old link still leads to its screen. */
export function searchOf<const S extends Shape>(shape: S) {
  return (given: Record<string, unknown>): SearchOf<S> => {
    const read = Object.entries(shape).flatMap(([name, reader]) => {
      const value = reader(given[name])
      return value === undefined ? [] : [[name, value]]
    })
    return Object.fromEntries(read) as SearchOf<S>
  }
}
