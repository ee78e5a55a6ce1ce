// The one place that writes logs. Values under a name that smells of a secret never get out,
// and neither does anything shaped like a Wix API key, wherever it stands.
import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino'

export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'child'>

const secretNames = /(authorization|cookie|password|secret|token|api[-_]?key|credentials?|sealed)$/i
const keyShape = /IST\.[A-Za-z0-9._~+/=-]{6,}|smt_[A-Za-z0-9_-]{16,}/g

/** Replaces every secret inside a log value; depth-limited, never throws on cycles. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replace(keyShape, '[redacted]')
  if (value === null || typeof value !== 'object') return value
  if (depth > 6) return '[deep]'
  if (value instanceof Error) {
    return {
      type: value.name,
      message: redact(value.message),
      stack: redact(value.stack ?? ''),
      ...('code' in value ? { code: redact(value.code) } : {}),
      ...(value.cause === undefined ? {} : { cause: redact(value.cause, depth + 1) }),
    }
  }
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1))
  const out: Record<string, unknown> = {}
  for (const [name, item] of Object.entries(value)) {
    out[name] = secretNames.test(name) ? '[redacted]' : redact(item, depth + 1)
  }
  return out
}

export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    serializers: { err: (error: unknown) => redact(error) },
    formatters: { log: (fields: object) => redact(fields) as Record<string, unknown> },
    hooks: {
      logMethod(this: PinoLogger, args: unknown[], method: (...args: unknown[]) => void) {
        method.apply(
          this,
          args.map((arg) => (typeof arg === 'string' ? redact(arg) : arg)),
        )
      },
    },
  }
  return destination ? pino(options as never, destination) : pino(options as never)
}

/** A logger for tests and for libraries' callers that want silence. */
export const silentLogger: Logger = createLogger('silent')
