// The one map from what went wrong to what HTTP calls it, and the one shape in which it leaves.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ErrorBody } from '../api/error.ts'
import { isDiskFull } from '../db/disk-full.ts'
import { SqlError } from '../db/sql-error.ts'
import { AppError, type ErrorCode, isAppError } from '../errors.ts'

const statusOf: Record<ErrorCode, number> = {
  bad_request: 400,
  not_found: 404,
  not_signed_in: 401,
  forbidden: 403,
  password_needed: 403,
  setup_closed: 410,
  setup_token_invalid: 403,
  rate_limited: 429,
  conflict: 409,
  stale: 409,
  too_large: 413,
  file_unreadable: 422,
  template_invalid: 422,
  connection_refused: 422,
  connection_site: 422,
  connection_permission: 422,
  connection_unreachable: 502,
  wix_app_missing: 422,
  wix_error: 502,
  key_missing: 409,
  data_folder_locked: 503,
  database_unavailable: 503,
  configuration_invalid: 500,
  unavailable: 503,
  internal: 500,
}

/** An error of HTTP itself (wrong host, wrong content type), with a status no error code stands for. */
export class HttpError extends AppError {
  readonly status: number

  constructor(status: number, code: ErrorCode, message: string) {
    super(code, message)
    this.name = 'HttpError'
    this.status = status
  }
}

export interface Failure {
  status: number
  code: ErrorCode
  message: string
  details?: Record<string, unknown>
}

/** What the caller may know about an error. Anything unexpected becomes a sentence without content. */
export function describeError(error: unknown): Failure {
  if (isAppError(error)) {
    const status = error instanceof HttpError ? error.status : statusOf[error.code]
    return {
      status,
      code: error.code,
      message: error.message,
      ...(error.details && { details: error.details }),
    }
  }
  return describeFrameworkError(error) ?? describeDatabaseError(error) ?? unexpected
}

/** What the disk or other people's work refuses, wherever it happens. */
function describeDatabaseError(error: unknown): Failure | undefined {
  if (isDiskFull(error)) {
    return {
      status: statusOf.unavailable,
      code: 'unavailable',
      message: 'The disk of this server is full, so this could not be stored. Free some space and try again.',
    }
  }
  // A foreign key: someone removed what this needs, or needs what this removes, at the same moment.
  if (error instanceof SqlError && error.code === '23503') {
    return {
      status: 409,
      code: 'conflict',
      message:
        'Something this depends on was deleted meanwhile, or something still uses what you want to delete. Nothing was changed; reload and look again.',
    }
  }
  return undefined
}

const unexpected: Failure = {
  status: 500,
  code: 'internal',
  message:
    'Something went wrong on our side. The server log has the details under this request id; try again, and report it if it keeps happening.',
}

const frameworkMessages: Record<number, [ErrorCode, string]> = {
  400: [
    'bad_request',
    'This request cannot be read. Check that the body is valid JSON and the address is well formed.',
  ],
  404: ['not_found', 'There is nothing at this address.'],
  408: ['bad_request', 'The request took too long to arrive. Send it again.'],
  413: ['too_large', 'This is more than this address takes. Send less at once.'],
  414: ['bad_request', 'The address is too long.'],
  415: ['bad_request', 'Send the body as JSON, with the header "Content-Type: application/json".'],
  431: ['bad_request', 'The headers of this request are too large.'],
}

/** Fastify's own 4xx errors carry `statusCode`; their texts are replaced by ours. */
function describeFrameworkError(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined
  // A folder of the dashboard is refused with 403, which would say that it exists.
  const status = error.statusCode === 403 ? 404 : Number(error.statusCode)
  if (!(status >= 400 && status < 500)) return undefined
  const [code, message] = frameworkMessages[status] ?? frameworkMessages[400]!
  return { status, code, message }
}

export async function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown): Promise<void> {
  const failure = describeError(error)
  if (failure.status >= 500) request.log.error({ err: error, code: failure.code }, 'request failed')
  const retryAfterSeconds = failure.details?.['retryAfterSeconds']
  if (typeof retryAfterSeconds === 'number') reply.header('retry-after', String(Math.ceil(retryAfterSeconds)))
  const body: ErrorBody = {
    error: {
      code: failure.code,
      message: failure.message,
      ...(failure.details && { details: failure.details }),
      requestId: request.id,
    },
  }
  await reply.code(failure.status).type('application/json; charset=utf-8').send(body)
}
