// What can go wrong on the command line, and the one map from it to an exit code.
import { CommanderError } from 'commander'
import { isAppError } from '../errors.ts'

/** 0 done, 1 problem, 2 usage. */
export type ExitCode = 0 | 1 | 2

/** Commands that end with something other than 0 without an error (a check that found errors) say so. */
export type SetExit = (code: ExitCode) => void

export interface Failure {
  code: string
  message: string
  details?: Record<string, unknown>
  requestId?: string
  exitCode: ExitCode
}

/** An expected failure. `message` says what happened, why, and what to do next; it never contains a secret. */
export class CliError extends Error {
  readonly code: string
  readonly details: Record<string, unknown> | undefined
  /** Set when the server said so: what its log has the failure under. */
  readonly requestId: string | undefined

  constructor(
    code: string,
    message: string,
    rest: { details?: Record<string, unknown> | undefined; requestId?: string; cause?: unknown } = {},
  ) {
    super(message, rest.cause === undefined ? undefined : { cause: rest.cause })
    this.name = 'CliError'
    this.code = code
    this.details = rest.details
    this.requestId = rest.requestId
  }
}

/** The command was not given what it needs; the exit code is 2. */
export function usageError(message: string): CliError {
  return new CliError('usage', message)
}

export function describeFailure(error: unknown): Failure {
  if (error instanceof CliError) {
    return {
      code: error.code,
      message: error.message,
      ...(error.details && { details: error.details }),
      ...(error.requestId && { requestId: error.requestId }),
      exitCode: error.code === 'usage' ? 2 : 1,
    }
  }
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, '')
    return {
      code: 'usage',
      message: `${capitalise(message)}. Add --help to see what is possible.`,
      exitCode: 2,
    }
  }
  if (isAppError(error)) return { code: error.code, message: error.message, exitCode: 1 }
  const fileFailure = describeFileFailure(error)
  if (fileFailure) return { code: 'file', message: fileFailure, exitCode: 1 }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    code: 'internal',
    message: `This is a fault of the command line itself; please report it.\n${stack}`,
    exitCode: 1,
  }
}

const fileReasons: Record<string, string> = {
  ENOENT: 'it does not exist. Check the spelling and the folder you are in',
  EACCES: 'this user may not open it. Check its permissions',
  EISDIR: 'it is a folder. Name a file',
  ENOTDIR: 'a part of its path is a file. Check the spelling',
  ENOSPC: 'the disk is full. Free some space',
}

function describeFileFailure(error: unknown): string | undefined {
  const { code, path } = error as NodeJS.ErrnoException
  const reason = fileReasons[code ?? '']
  return reason && path ? `${path} cannot be used: ${reason}, and try again.` : undefined
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, '')
}
