// Wix Data error codes (https://dev.wix.com/docs/api-reference/business-solutions/cms/wix-data-error-codes). The
// status beside a code is observed for 0027, 0074, 0117 and 0123, and inferred for the others.

import { applicationError, type WixError } from '../errors.ts'

const codes = {
  WDE0006: 400,
  WDE0009: 400,
  WDE0014: 429,
  WDE0024: 400,
  WDE0025: 404,
  WDE0026: 404,
  WDE0027: 403,
  WDE0029: 400,
  WDE0069: 400,
  WDE0070: 400,
  WDE0073: 404,
  WDE0074: 409,
  WDE0075: 400,
  WDE0077: 400,
  WDE0079: 400,
  WDE0080: 400,
  WDE0093: 400,
  WDE0109: 413,
  WDE0117: 400,
  WDE0120: 400,
  WDE0123: 409,
  WDE0134: 400,
  WDE0151: 400,
  WDE0153: 400,
  WDE0163: 400,
  WDE0168: 400,
  WDE0169: 400,
  WDE0303: 400,
} as const

export type DataCode = keyof typeof codes

export function dataError(code: DataCode, description: string): WixError {
  return applicationError(codes[code], code, description, `${code}: ${description}`, {})
}
