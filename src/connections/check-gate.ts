// Checks while someone types: one at a time for each session, answers kept for a minute, and a few a minute at most,
// so that wrong credentials do not hammer Wix. Knows fingerprints of what was typed, never the text.
import { createHmac, randomBytes } from 'node:crypto'
import type { ConnectionCheck } from '../api/connection.ts'
import { AppError } from '../errors.ts'
import type { Credentials } from './credentials.ts'
import { isVerdict } from './failure.ts'
import { mostRequests } from './probes.ts'

export interface Question {
  /** Whose checks these are: a browser session or a token. */
  session: string
  credentials: Credentials
  /** True: the kept answer will not do. */
  isFresh: boolean
  /** Fires when the asker has gone. */
  signal: AbortSignal
}

interface Session {
  startedAt: number[]
  running: { fingerprint: string; stop: AbortController; done: Promise<ConnectionCheck> } | null
  kept: Map<string, { check: ConnectionCheck; until: number }>
}

const keepMs = 60_000
const minuteMs = 60_000
/** With `mostRequests` each, this stays under the 200 requests a minute that Wix lets through. */
const mostPerMinute = Math.floor(195 / mostRequests)
const mostSessions = 1000

export function createCheckGate(now: () => number = Date.now) {
  const sessions = new Map<string, Session>()
  const secret = randomBytes(32)

  function fingerprintOf(credentials: Credentials): string {
    return createHmac('sha256', secret).update(JSON.stringify(credentials)).digest('base64')
  }

  function sessionOf(id: string): Session {
    const known = sessions.get(id) ?? { startedAt: [], running: null, kept: new Map() }
    sessions.delete(id)
    sessions.set(id, known)
    for (const [other, { running }] of sessions)
      if (sessions.size > mostSessions && !running) sessions.delete(other)
    return known
  }

  function findKept(session: Session, fingerprint: string): ConnectionCheck | undefined {
    const kept = session.kept.get(fingerprint)
    return kept && kept.until > now() ? kept.check : undefined
  }

  async function ask(
    question: Question,
    run: (signal: AbortSignal) => Promise<ConnectionCheck>,
  ): Promise<ConnectionCheck> {
    const session = sessionOf(question.session)
    const fingerprint = fingerprintOf(question.credentials)
    const kept = question.isFresh ? undefined : findKept(session, fingerprint)
    if (kept) return kept
    if (session.running?.fingerprint === fingerprint) return session.running.done
    // The newer question counts; the older one ends before it is asked.
    while (session.running) {
      session.running.stop.abort(superseded())
      await session.running.done.catch(() => undefined)
    }
    question.signal.throwIfAborted()
    session.startedAt = session.startedAt.filter((at) => at > now() - minuteMs)
    if (session.startedAt.length >= mostPerMinute) throw tooMany(session.startedAt[0]! + minuteMs - now())
    session.startedAt.push(now())

    const stop = new AbortController()
    const done = run(AbortSignal.any([stop.signal, question.signal])).finally(() => {
      session.running = null
    })
    session.running = { fingerprint, stop, done }
    const check = await done
    if (isLasting(check)) keep(session, fingerprint, check)
    return check
  }

  function keep(session: Session, fingerprint: string, check: ConnectionCheck): void {
    for (const [other, { until }] of session.kept) if (until <= now()) session.kept.delete(other)
    session.kept.set(fingerprint, { check, until: now() + keepMs })
  }

  return {
    ask,
    /** What this session was told about these credentials within the last minute. */
    kept: (session: string, credentials: Credentials): ConnectionCheck | undefined =>
      findKept(sessionOf(session), fingerprintOf(credentials)),
  }
}

/** What someone is about to fix in Wix, or what passes by itself, is asked again. */
function isLasting({ failure }: ConnectionCheck): boolean {
  return failure === null || (isVerdict(failure) && failure.code !== 'WIX-PERM' && failure.code !== 'WIX-APP')
}

function superseded(): AppError {
  return new AppError('stale', 'A newer check took the place of this one.')
}

function tooMany(waitMs: number): AppError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  return new AppError(
    'rate_limited',
    `There were ${mostPerMinute} checks within a minute. Wait ${seconds} s, so that Wix is not asked too often, then check again.`,
    { details: { retryAfterMs: seconds * 1000 } },
  )
}
