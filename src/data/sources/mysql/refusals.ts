// What MySQL and the way to it refuse, in words. https://dev.mysql.com/doc/mysql-errors/en/server-error-reference.html
import { shorten } from '../../../api/shorten.ts'
import type { MysqlConfig } from '../../../api/sources/mysql.ts'
import { FetchFailure } from '../../../fetcher/streaming-fetch.ts'
import { SourceError } from '../../source-error.ts'
import { certificateRefusal } from '../database-certificate.ts'

const unreachable = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/

/** What another address of the same host may still answer. */
export function isUnreachable(error: unknown): boolean {
  return unreachable.test(codeOf(error))
}

function codeOf(error: unknown): string {
  return error instanceof Error ? String((error as NodeJS.ErrnoException).code ?? '') : ''
}

/** What has words already, and our own mistakes, stay what they are. */
export function refusalOf(error: unknown, config: MysqlConfig): unknown {
  if (!(error instanceof Error) || error instanceof SourceError || error instanceof FetchFailure) return error
  const { host, port, user, database, timeoutSecs } = config
  const code = codeOf(error)
  const number = 'errno' in error ? Number(error.errno) : 0
  const certificate = certificateRefusal(error, host)
  if (certificate) return certificate
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT') {
    return new SourceError(
      'source_tls',
      `${host} speaks no encryption. Switch it on there, or choose "off" if nobody can listen on the way.`,
    )
  }
  if (unreachable.test(code) || /^(ECONNRESET|EPIPE|PROTOCOL_|HANDSHAKE_)/.test(code) || isBrokenOff(error)) {
    return new SourceError(
      'source_unreachable',
      `No connection to the database at ${host}:${port} could be made, or it broke off. Check host and port, and whether the server lets this machine in.`,
    )
  }
  if ([1045, 1698, 1130, 1044, 1251].includes(number) || /^AUTH_/.test(code)) {
    return new SourceError(
      'login_refused',
      `The database at ${host} does not let the user "${user}" in. Check user, password and encryption, and whether this user may connect from here to "${database}".`,
    )
  }
  if (number === 1049)
    return new SourceError('source_missing', `There is no database "${database}" at ${host}. Check its name.`)
  if (number === 1040 || number === 1203)
    return new SourceError(
      'source_busy',
      `The database at ${host} has no connection left. It is tried again with the next refresh.`,
    )
  if (number === 3024 || number === 1969 || number === 1317) {
    return new SourceError(
      'source_timeout',
      `The query took longer than ${timeoutSecs} seconds and was stopped. Make it quicker (an index, fewer rows), or allow more time.`,
    )
  }
  if (number === 1792)
    return new SourceError('source_query', 'The query may only read. Leave out what changes something.')
  if (number === 1142 || number === 1143) {
    return new SourceError(
      'login_refused',
      `The user "${user}" may not read what the query asks for. MySQL says: ${told(error)}`,
    )
  }
  if (number > 0)
    return new SourceError('source_query', `MySQL refuses the query: ${told(error)} Change it and try again.`)
  return error
}

function isBrokenOff(error: Error): boolean {
  return /closed state|connection lost|premature close/i.test(error.message)
}

function told({ message }: Error): string {
  const text = shorten(message, 300)
  return /[.!?]$/.test(text) ? text : `${text}.`
}
