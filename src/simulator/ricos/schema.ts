// Wix's own document validator. Its ES module entry cannot be imported, hence createRequire.

import { createRequire } from 'node:module'
import { withoutNewer } from './newer.ts'

interface Validator {
  validateRicosDocument(
    content: unknown,
    options?: { plugins?: string[] },
  ): { type: 'ok' } | { type: 'error'; errors: { instancePath: string[]; message: string }[] }
}

export interface SchemaError {
  path: string
  message: string
}

let loaded: Validator | undefined

/** What the published schema dislikes, names aside that it is too old for (see newer.ts). */
export function schemaErrors(document: unknown, plugins?: string[]): SchemaError[] {
  loaded ??= createRequire(import.meta.url)('ricos-schema/next') as Validator
  const result = loaded.validateRicosDocument(withoutNewer(document), plugins && { plugins })
  if (result.type === 'ok') return []
  return result.errors.map(({ instancePath, message }) => ({ path: instancePath.join('.'), message }))
}
