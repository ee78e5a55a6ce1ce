// The closed list of things that can go wrong for a request, without a word about HTTP.
// `server/` and `cli/` each hold the one map from these codes to their own statuses.

export const errorCodes = [
  'bad_request', // the input does not have the expected shape
  'not_found',
  'not_signed_in',
  'forbidden',
  'password_needed', // the sign-in is too old for what was asked; give the password again
  'setup_closed', // the owner already exists
  'setup_token_invalid',
  'rate_limited',
  'conflict', // the state of things does not allow it now
  'stale', // someone changed it meanwhile
  'too_large',
  'file_unreadable', // an import that cannot be understood
  'template_invalid',
  'connection_refused', // Wix does not accept the credentials
  'connection_site', // the site is not theirs
  'connection_permission', // a permission is missing
  'connection_unreachable', // Wix did not answer
  'wix_app_missing', // Wix Blog, Stores or CMS is not installed on the site
  'wix_error', // Wix answered with something else
  'key_missing', // the encryption key is absent or another one
  'data_folder_locked', // another process uses the data folder
  'database_unavailable',
  'configuration_invalid',
  'unavailable',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** An expected failure. `message` says what happened, why, and what to do next; it never contains a secret. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: Record<string, unknown> | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.details = options.details
  }
}

export function isAppError(value: unknown): value is AppError {
  return value instanceof AppError
}
