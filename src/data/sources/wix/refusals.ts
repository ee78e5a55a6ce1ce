// What Wix refuses, in words.
import type { WixConfig } from '../../../api/sources/wix.ts'
import { isWixError, type WixError } from '../../../wix/index.ts'
import { SourceError } from '../../source-error.ts'

/** What is no refusal of Wix stays what it is. */
export function refusalOf(error: unknown, { what, collection }: WixConfig): unknown {
  if (!isWixError(error) || error.kind === 'aborted') return error
  const name = what === 'blog' ? 'the blog' : `the collection "${collection}"`
  const said = `Wix says: ${error.message.replace(/[.!]?$/, '.')}`
  switch (error.kind) {
    case 'auth':
      return new SourceError(
        'login_refused',
        'Wix does not accept the credentials of this connection any more. Enter them again under Connections.',
      )
    case 'forbidden':
      return new SourceError(
        'login_refused',
        `Wix does not let this connection read ${name}. ${needs(error)}`,
      )
    case 'not_found':
    case 'app_not_installed':
      return new SourceError(
        'source_missing',
        `The site has no ${name.replace(/^the /, '')}. It was deleted, or its app was removed: choose another one, or another connection. ${said}`,
      )
    case 'throttled':
    case 'quota':
      return new SourceError(
        'source_busy',
        `Wix takes no more calls for this site just now. It is tried again with the next refresh. ${said}`,
      )
    default:
      return new SourceError(
        'source_trouble',
        `${name.charAt(0).toUpperCase()}${name.slice(1)} could not be read. It is tried again with the next refresh. ${said}`,
      )
  }
}

function needs({ permission }: WixError): string {
  return permission === undefined
    ? 'Check its permissions under Connections.'
    : `Give it the permission "${permission}" in Wix, and check the connection.`
}
