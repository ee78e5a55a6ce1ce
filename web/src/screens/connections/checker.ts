// Decides when Wix is asked about what someone types: nothing before it can be right, 700 ms after the last
// keystroke or at once on paste, one question at a time, late answers dropped, and again by itself where waiting
// may help. Knows no React; holds credentials in memory only, until `stop`.
import type { CheckFailure, ConnectionCheck } from '../../../../src/api/connection.ts'
import type { RecognisedCredentials } from '../../../../src/api/credentials.ts'
import { ApiError } from '../../api.ts'

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
const idle: CheckerState = { phase: 'idle', check: null, error: null, again: null }

const seconds = (...list: number[]) => list.map((one) => one * 1000)
/** How long to wait before asking again. A new permission is looked for after 10, 30 and 60 s. */
const waits: Partial<Record<CheckFailure['code'] | 'stale', number[]>> = {
  'WIX-PERM': seconds(10, 20, 30),
  'WIX-TIMEOUT': seconds(8, 15, 30, 60, 60),
  'WIX-UNREACHABLE': seconds(8, 15, 30, 60, 60),
  'WIX-OUTAGE': seconds(15, 30, 60),
  'WIX-RATE': seconds(60, 60, 60),
  stale: seconds(1, 2, 4),
}

/** Wix never answered, so nothing is known about the credentials. */
export function isUnreached(failure: CheckFailure | null): boolean {
  return failure?.code === 'WIX-TIMEOUT' || failure?.code === 'WIX-UNREACHABLE'
}

export function createChecker(ask: Ask, onState: (state: CheckerState) => void) {
  let state = idle
  let values: Values | null = null
  let print: string | null = null
  let number = 0
  let attempts = { why: '', count: 0 }
  let running: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const kept = new Map<string, { check: ConnectionCheck; until: number }>()

  function show(next: CheckerState): void {
    state = next
    onState(next)
  }

  /** Whatever is under way is about older text. */
  function leave(): void {
    clearTimeout(timer)
    number += 1
    running?.abort()
    running = null
  }

  function answered(check: ConnectionCheck | null, error: ApiError | null): void {
    const why = check?.failure?.code ?? error?.code ?? ''
    attempts = { why, count: attempts.why === why ? attempts.count : 0 }
    const key = why === 'server_unreachable' ? 'WIX-UNREACHABLE' : why === 'rate_limited' ? 'WIX-RATE' : why
    const list = waits[key as keyof typeof waits] ?? []
    const told = check?.failure?.retryAfterMs ?? error?.details['retryAfterMs']
    const wait = list[attempts.count]
    if (wait === undefined) {
      show({ phase: 'answered', check, error, again: null })
      return
    }
    const ms = typeof told === 'number' ? told : wait
    attempts.count += 1
    timer = setTimeout(() => void send(true), ms)
    const again = { at: Date.now() + ms, attempt: attempts.count, of: list.length }
    show({ phase: 'answered', check, error, again })
  }

  async function send(fresh: boolean): Promise<void> {
    if (!values || print === null) return
    leave()
    const mine = number
    const about = print
    const stop = new AbortController()
    running = stop
    show({ phase: 'asking', check: state.check, error: null, again: null })
    timer = setTimeout(() => {
      if (mine !== number) return
      leave()
      answered(null, tooLong())
    }, limitMs)
    try {
      const check = await ask({ ...values, number: mine, fresh }, stop.signal)
      if (mine !== number || check.number !== mine) return
      clearTimeout(timer)
      running = null
      if (isLasting(check)) kept.set(about, { check, until: Date.now() + keepMs })
      answered(check, null)
    } catch (error) {
      if (mine !== number) return
      clearTimeout(timer)
      running = null
      answered(null, error instanceof ApiError ? error : unexpected())
    }
  }

  function wait(how: 'typed' | 'pasted'): void {
    clearTimeout(timer)
    show({ ...idle, phase: 'waiting' })
    if (how === 'pasted') void send(false)
    else timer = setTimeout(() => void send(false), typingPauseMs)
  }

  return {
    /** `next`: the tidied credentials, or null while asking would be no use. */
    change(next: Values | null, how: 'typed' | 'pasted'): void {
      const nextPrint = next && printOf(next)
      if (nextPrint !== print) {
        leave()
        values = next
        print = nextPrint
        attempts = { why: '', count: 0 }
        const known = print === null ? undefined : kept.get(print)
        if (known && known.until > Date.now()) answered(known.check, null)
        else if (print === null) show(idle)
        else wait(how)
      } else if (state.phase === 'waiting') wait(how)
    },

    /** Someone asks for it: ask now, do not answer from memory. */
    askNow(next: Values | null): void {
      if (next && printOf(next) !== print) {
        leave()
        values = next
        print = printOf(next)
        state = idle
      }
      attempts = { why: '', count: 0 }
      void send(state.phase === 'answered')
    },

    /** What came with a refusal to store is as good as an answer. */
    adopt(check: ConnectionCheck): void {
      leave()
      answered(check, null)
    },

    stop(): void {
      leave()
      values = null
      print = null
      kept.clear()
    },
  }
}

function printOf(values: Values): string {
  return JSON.stringify(Object.entries(values).sort())
}

/** What passes by itself is asked again at once. */
function isLasting({ failure }: ConnectionCheck): boolean {
  return !isUnreached(failure) && failure?.code !== 'WIX-RATE' && failure?.code !== 'WIX-OUTAGE'
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
