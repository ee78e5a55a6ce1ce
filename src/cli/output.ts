// The only place that prints. Results go to stdout, everything else to stderr; one JSON document with --json.
import type { Failure } from './errors.ts'
import { makeSafe } from './text.ts'

export interface OutputStream {
  write(text: string): unknown
  isTTY?: boolean
  columns?: number
}

export interface Output {
  readonly isJson: boolean
  speakJson(): void
  /** The columns of the screen; 0 when a program reads. */
  readonly width: number
  /** The result of the command: `value` as JSON, or the words for people. */
  result(value: unknown, words: () => string): void
  /** Text that is the result itself, byte for byte (a file). */
  raw(text: string | Uint8Array): void
  /** For people, beside the result: on stderr. Silent with --json. */
  note(text: string): void
  /** Like `note`, with --json too. */
  warn(text: string): void
  /** Whether a person sees progress. */
  readonly hasScreen: boolean
  /** One line that overwrites itself; only on a screen. */
  progress(text: string): void
  endProgress(): void
  failure(failure: Failure): void
}

export function createOutput(
  stdout: OutputStream & { write(text: string | Uint8Array): unknown },
  stderr: OutputStream,
): Output {
  let isJson = false
  let hasProgress = false

  function endProgress(): void {
    if (hasProgress) stderr.write('\r\u001b[K')
    hasProgress = false
  }
  function say(stream: OutputStream, text: string): void {
    endProgress()
    stream.write(`${makeSafe(text)}\n`)
  }

  return {
    get isJson() {
      return isJson
    },
    speakJson() {
      isJson = true
    },
    get width() {
      return stdout.isTTY ? (stdout.columns ?? 0) : 0
    },
    result(value, words) {
      endProgress()
      if (isJson) stdout.write(`${JSON.stringify(value, null, 2)}\n`)
      else say(stdout, words())
    },
    raw(text) {
      endProgress()
      stdout.write(text)
    },
    get hasScreen() {
      return Boolean(stderr.isTTY) && !isJson
    },
    note(text) {
      if (!isJson) say(stderr, text)
    },
    warn: (text) => say(stderr, text),
    progress(text) {
      if (!stderr.isTTY || isJson) return
      hasProgress = true
      stderr.write(
        `\r\u001b[K${makeSafe(text)
          .replaceAll('\n', ' ')
          .slice(0, (stderr.columns ?? 80) - 1)}`,
      )
    },
    endProgress,
    failure({ exitCode: _, ...error }) {
      endProgress()
      if (isJson) stderr.write(`${JSON.stringify({ error }, null, 2)}\n`)
      else say(stderr, describe(error))
    },
  }
}

function describe(error: Omit<Failure, 'exitCode'>): string {
  const request = error.requestId ? `, request ${error.requestId}` : ''
  return `${error.message}\n(${error.code}${request})`
}
