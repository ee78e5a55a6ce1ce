// Asks a service for JSON: at its pace, once more where that helps, and with words where it does not.
import { Buffer } from 'node:buffer'
import { FetchFailure, type StreamAnswer } from '../../fetcher/streaming-fetch.ts'
import { SourceError } from '../source-error.ts'
import type { Pace } from './pace.ts'
import type { SourceContext } from './source.ts'

export interface Service {
  /** "Airtable". */
  name: string
  pace?: { turn: Pace; key: string }
  /** How long to wait after "too many requests" where the answer does not say. Milliseconds. */
  tooManyMs: number
  /** A refusal that no waiting mends: a quota of the month. */
  isFinal?(answer: Answer): boolean
}

export interface Question {
  url: string
  headers: Readonly<Record<string, string>>
  /** Makes it a POST, of JSON unless the headers say otherwise. */
  body?: string
}

export interface Answer {
  status: number
  /** What came, as JSON says it; null where it is none. */
  body: unknown
}

const mostTries = 4
const mostWaits = 5
const longestWaitMs = 300_000
/** Bytes. Ten million cells, the most a sheet of Google can have, are less. */
const largestAnswer = 2_000_000_000
const passing: ReadonlySet<string> = new Set(['dns', 'timeout', 'network'])

/**
 * Asks until there is an answer that is one. Every refusal below 500 is a value, but for "too many requests" while
 * waiting may help. Throws a `SourceError` when the service stays busy or broken, and a `FetchFailure` when it cannot
 * be reached.
 * @param take reads what a success brings; it begins anew when that breaks off
 */
export async function askFor<T>(
  context: SourceContext,
  service: Service,
  question: Question,
  take: (answer: StreamAnswer) => Promise<T>,
): Promise<{ taken: T } | { refused: Answer }> {
  let tries = 0
  let waits = 0
  for (;;) {
    await service.pace?.turn(service.pace.key, context)
    const found = await tryOnce(context, question, take)
    if ('taken' in found) return found
    if ('refused' in found && found.refused.status === 429 && !service.isFinal?.(found.refused)) {
      if (++waits > mostWaits || (found.retryMs ?? 0) > longestWaitMs) throw busy(service)
      await context.sleep(found.retryMs ?? service.tooManyMs)
      continue
    }
    if ('refused' in found && found.refused.status < 500) return found
    if (++tries >= mostTries)
      throw 'failure' in found ? inTrouble(service, found.failure) : down(service, found.refused)
    await context.sleep(('retryMs' in found && found.retryMs) || 1000 * 4 ** (tries - 1))
  }
}

/** The same for an answer that is JSON and fits into memory, whatever its status. */
export async function ask(context: SourceContext, service: Service, question: Question): Promise<Answer> {
  const found = await askFor(context, service, question, async ({ body }) => {
    const value = parse(await readText(body))
    if (typeof value !== 'object' || value === null) throw new NotJson()
    return value
  })
  return 'taken' in found ? { status: 200, body: found.taken } : found.refused
}

/** A success whose content is not what was asked for. */
export class NotJson extends Error {
  constructor() {
    super('The answer is no JSON.')
    this.name = 'NotJson'
  }
}

type Found<T> =
  | { taken: T }
  | { refused: Answer /** As the answer says it. */; retryMs: number | undefined }
  | { failure: FetchFailure | NotJson }

async function tryOnce<T>(
  context: SourceContext,
  { url, headers, body }: Question,
  take: (answer: StreamAnswer) => Promise<T>,
): Promise<Found<T>> {
  try {
    const answer = await context.fetch(url, {
      headers: { accept: 'application/json', ...(body !== undefined && json), ...headers },
      ...(body !== undefined && { body }),
      signal: context.signal,
      maxBytes: largestAnswer,
    })
    if (answer.status === 200) return { taken: await take(answer) }
    const refused = { status: answer.status, body: parse(await readText(answer.body)) }
    return { refused, retryMs: retryAfter(answer.headers['retry-after'], context) }
  } catch (error) {
    if (context.signal.aborted) throw error
    if (error instanceof NotJson || (error instanceof FetchFailure && passing.has(error.reason)))
      return { failure: error }
    throw error
  }
}

const json = { 'content-type': 'application/json' }

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Undefined where it is not said, or not understood. Milliseconds. */
function retryAfter(told: string | undefined, { now }: SourceContext): number | undefined {
  if (told === undefined) return undefined
  const ms = /^\d+$/.test(told) ? Number(told) * 1000 : Date.parse(told) - now().getTime()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

function busy({ name }: Service): SourceError {
  return new SourceError(
    'source_busy',
    `${name} says that it is asked too often, and did so until we gave up. Other programs may be using the same access. It is tried again with the next refresh.`,
  )
}

function down({ name }: Service, { status }: Answer): SourceError {
  return new SourceError(
    'source_trouble',
    `${name} answered with an error of its own (${status}), several times. Nothing was changed; it is tried again with the next refresh.`,
  )
}

function inTrouble({ name }: Service, failure: FetchFailure | NotJson): Error {
  if (failure instanceof FetchFailure) return failure
  return new SourceError(
    'source_answer',
    `${name} answered with something that is no JSON, several times. Nothing was changed; it is tried again with the next refresh.`,
  )
}

/** The text under these names; empty where there is none. */
export function textAt(body: unknown, ...path: string[]): string {
  let at = body
  for (const name of path) {
    if (typeof at !== 'object' || at === null) return ''
    at = (at as Record<string, unknown>)[name]
  }
  return typeof at === 'string' ? at : ''
}
