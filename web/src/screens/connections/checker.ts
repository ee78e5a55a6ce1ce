// Decides when Wix is asked about what someone types: nothing before it can be right, 700 ms after the last
// keystroke or at once on paste, one question at a time, late answers dropped, and again by itself where waiting
// may help. Knows no React; holds credentials in memory only, until `stop`.
import type { ConnectionCheck } from '../../../../src/api/connection.ts'
import type { RecognisedCredentials } from '../../../../src/api/credentials.ts'
import { ApiError } from '../../api.ts'
import { type Attempts, countAttempt, isLasting, nextWait, noAttempts } from './check-retries.ts'

export type Values = RecognisedCredentials['values']

export interface CheckerState {
  phase: 'idle' | 'waiting' | 'asking' | 'answered'
  /** What was found about the present text; while it is asked again, what was found before. */
  check: ConnectionCheck | null
  /** The question itself failed: our own server did not answer, or asks to wait. */
  error: ApiError | null
  /** When it asks again by itself. */
  again: { at: number; attempt: number; of: number } | null
}

type Ask = (
  question: Values & { number: number; fresh: boolean },
  signal: AbortSignal,
) => Promise<ConnectionCheck>

export const typingPauseMs = 700
/** The server gives up after 10 s and then says how far it came; a little later nobody waits for that either. */
const limitMs = 11_000
const keepMs = 60_000
export const idle: CheckerState = { phase: 'idle', check: null, error: null, again: null }

/** One dialog's questions. */
interface Checking {
  ask: Ask
  onState: (state: CheckerState) => void
  state: CheckerState
  values: Values | null
  /** Names the values; null while asking would be no use. */
  print: string | null
  /** Of the newest question; answers to others are late. */
  number: number
  attempts: Attempts
  running: AbortController | null
  timer: ReturnType<typeof setTimeout> | undefined
  kept: Map<string, { check: ConnectionCheck; until: number }>
}

export type Checker = ReturnType<typeof createChecker>

export function createChecker(ask: Ask, onState: (state: CheckerState) => void) {
  const one: Checking = {
    ask,
    onState,
    state: idle,
    values: null,
    print: null,
    number: 0,
    attempts: noAttempts,
    running: null,
    timer: undefined,
    kept: new Map(),
  }
  return {
    /** `next`: the tidied credentials, or null while asking would be no use. */
    change: (next: Values | null, how: 'typed' | 'pasted') => change(one, next, how),

    /** Someone asks for it: ask now, do not answer from memory. */
    askNow(next: Values | null): void {
      if (next && printOf(next) !== one.print) {
        turnTo(one, next)
        one.state = idle
      }
      one.attempts = noAttempts
      void send(one, one.state.phase === 'answered')
    },

    /** What came with a refusal to store is as good as an answer. */
    adopt(check: ConnectionCheck): void {
      leave(one)
      answered(one, check, null)
    },

    stop(): void {
      turnTo(one, null)
      one.kept.clear()
    },
  }
}

function change(one: Checking, next: Values | null, how: 'typed' | 'pasted'): void {
  if ((next && printOf(next)) === one.print) {
    if (one.state.phase === 'waiting') wait(one, how)
    return
  }
  turnTo(one, next)
  one.attempts = noAttempts
  const known = one.print === null ? undefined : one.kept.get(one.print)
  if (known && known.until > Date.now()) answered(one, known.check, null)
  else if (one.print === null) show(one, idle)
  else wait(one, how)
}

function turnTo(one: Checking, next: Values | null): void {
  leave(one)
  one.values = next
  one.print = next && printOf(next)
}

/** Whatever is under way is about older text. */
function leave(one: Checking): void {
  clearTimeout(one.timer)
  one.number += 1
  one.running?.abort()
  one.running = null
}

function show(one: Checking, next: CheckerState): void {
  one.state = next
  one.onState(next)
}

function wait(one: Checking, how: 'typed' | 'pasted'): void {
  clearTimeout(one.timer)
  show(one, { ...idle, phase: 'waiting' })
  if (how === 'pasted') void send(one, false)
  else one.timer = setTimeout(() => void send(one, false), typingPauseMs)
}

async function send(one: Checking, fresh: boolean): Promise<void> {
  const { values, print } = one
  if (!values || print === null) return
  leave(one)
  const mine = one.number
  const stop = new AbortController()
  one.running = stop
  show(one, { phase: 'asking', check: one.state.check, error: null, again: null })
  one.timer = setTimeout(() => {
    if (mine !== one.number) return
    leave(one)
    answered(one, null, tooLong())
  }, limitMs)
  try {
    const check = await one.ask({ ...values, number: mine, fresh }, stop.signal)
    if (mine !== one.number || check.number !== mine) return
    if (isLasting(check)) one.kept.set(print, { check, until: Date.now() + keepMs })
    end(one, check, null)
  } catch (error) {
    if (mine !== one.number) return
    end(one, null, error instanceof ApiError ? error : unexpected())
  }
}

function end(one: Checking, check: ConnectionCheck | null, error: ApiError | null): void {
  clearTimeout(one.timer)
  one.running = null
  answered(one, check, error)
}

function answered(one: Checking, check: ConnectionCheck | null, error: ApiError | null): void {
  one.attempts = countAttempt(one.attempts, check, error)
  const told = check?.failure?.retryAfterMs ?? error?.details['retryAfterMs']
  const next = nextWait(one.attempts, told)
  if (next) {
    one.attempts = { ...one.attempts, count: next.attempt }
    one.timer = setTimeout(() => void send(one, true), next.ms)
  }
  const again = next && { at: Date.now() + next.ms, attempt: next.attempt, of: next.of }
  show(one, { phase: 'answered', check, error, again })
}

function printOf(values: Values): string {
  return JSON.stringify(Object.entries(values).sort())
}

function tooLong(): ApiError {
  return new ApiError(0, {
    code: 'check_timeout',
    message:
      'The check got no answer within 10 seconds and was given up. Your credentials have not been judged. Try again; if it keeps happening, check the server log.',
  })
}

function unexpected(): ApiError {
  return new ApiError(0, {
    code: 'dashboard_error',
    message: 'The answer to the check could not be read. Try again.',
  })
}
