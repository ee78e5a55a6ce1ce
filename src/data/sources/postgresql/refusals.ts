// What PostgreSQL and the way to it refuse, in words. https://www.postgresql.org/docs/current/errcodes-appendix.html
import { shorten } from '../../../api/shorten.ts'
import type { PostgresqlConfig } from '../../../api/sources/postgresql.ts'
import { FetchFailure } from '../../../fetcher/streaming-fetch.ts'
import { SourceError } from '../../source-error.ts'
import { certificateRefusal } from '../database-certificate.ts'

/** What another address of the same host may still answer. */
export function isUnreachable(error: unknown): boolean {
  return /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/.test(codeOf(error)) || isTimeout(error)
}

function codeOf(error: unknown): string {
  return error instanceof Error ? String((error as NodeJS.ErrnoException).code ?? '') : ''
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && /timeout expired|timed out/i.test(error.message) && codeOf(error) === ''
}

/** What has words already, and our own mistakes, stay what they are. */
export function refusalOf(error: unknown, config: PostgresqlConfig): unknown {
  if (!(error instanceof Error) || error instanceof SourceError || error instanceof FetchFailure) return error
  const { host, port, user, database, timeoutSecs } = config
  const code = codeOf(error)
  const certificate = certificateRefusal(error, host)
  if (certificate) return certificate
  if (/does not support SSL/i.test(error.message)) {
    return new SourceError(
      'source_tls',
      `${host} speaks no encryption. Switch it on there, or choose "off" if nobody can listen on the way.`,
    )
  }
  if (
    isUnreachable(error) ||
    /^(ECONNRESET|EPIPE)$/.test(code) ||
    /^08|^57P0/.test(code) ||
    isBrokenOff(error)
  ) {
    return new SourceError(
      'source_unreachable',
      `No connection to the database at ${host}:${port} could be made, or it broke off. Check host and port, and whether the server lets this machine in.`,
    )
  }
  if (code === '28P01' || code === '28000' || /password|authentication/i.test(error.message)) {
    return new SourceError(
      'login_refused',
      `The database at ${host} does not let the user "${user}" in. Check user, password and encryption, and whether this machine may connect (pg_hba.conf).`,
    )
  }
  if (code === '3D000')
    return new SourceError('source_missing', `There is no database "${database}" at ${host}. Check its name.`)
  if (code === '53300')
    return new SourceError(
      'source_busy',
      `The database at ${host} has no connection left. It is tried again with the next refresh.`,
    )
  if (code === '57014') {
    return new SourceError(
      'source_timeout',
      `The query took longer than ${timeoutSecs} seconds and was stopped. Make it quicker (an index, fewer rows), or allow more time.`,
    )
  }
  if (code === '42601' && /multiple commands/i.test(error.message))
    return new SourceError('source_query', 'These are several statements. Leave one query that reads.')
  if (code === '25006' || /data-modifying|must not contain/i.test(error.message))
    return new SourceError('source_query', `The query may only read. PostgreSQL says: ${told(error)}`)
  if (code === '42501') {
    return new SourceError(
      'login_refused',
      `The user "${user}" may not read what the query asks for. PostgreSQL says: ${told(error)}`,
    )
  }
  if (/^[0-9A-Z]{5}$/.test(code))
    return new SourceError(
      'source_query',
      `PostgreSQL refuses the query: ${told(error)} Change it and try again.`,
    )
  return error
}

function isBrokenOff(error: Error): boolean {
  return /connection terminated|not queryable|connection error/i.test(error.message)
}

function told({ message }: Error): string {
  const text = shorten(message, 300)
  return /[.!?]$/.test(text) ? text : `${text}.`
}
