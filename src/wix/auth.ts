// The two ways to be someone for Wix. Secrets live in closures here, never on an object someone could print.
import { createAppToken } from './app-token.ts'
import type { Authorizer } from './authorizer.ts'
import { WixError } from './errors.ts'
import type { Send } from './send.ts'

/** An API key of the account that owns the site. `accountId` is needed for account calls only. */
export interface ApiKeyAuth {
  kind: 'apiKey'
  apiKey: string
  siteId: string
  accountId?: string | undefined
}

/** An app installed on a site (OAuth 2 client credentials). */
export interface AppAuth {
  kind: 'app'
  appId: string
  appSecret: string
  instanceId: string
}

export type WixAuth = ApiKeyAuth | AppAuth

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Checks the form of the credentials here, because the runtime's own complaint about a header quotes it. */
export function createAuthorizer(
  auth: WixAuth,
  deps: { send: Send; now: () => number; remember: (secret: string) => void },
): Authorizer {
  if (auth.kind === 'app') {
    const credentials = {
      appId: requireText(auth.appId, 'app id'),
      appSecret: requireText(auth.appSecret, 'app secret'),
      instanceId: requireText(auth.instanceId, 'instance id'),
    }
    deps.remember(credentials.appSecret)
    return createAppToken(credentials, deps)
  }
  const apiKey = requireText(auth.apiKey, 'API key')
  deps.remember(apiKey)
  // Wix answers a malformed site id with errors that speak of something else, so it is never sent.
  const siteId = requireGuid(auth.siteId, 'site id')
  const accountId = auth.accountId === undefined ? undefined : requireGuid(auth.accountId, 'account id')
  return {
    async headers(call): Promise<Record<string, string>> {
      if (call.level !== 'account') return { authorization: apiKey, 'wix-site-id': siteId }
      if (accountId === undefined)
        throw unusable('This call concerns the whole account and needs its account id.')
      return { authorization: apiKey, 'wix-account-id': accountId }
    },
    renew: () => false,
  }
}

function requireText(value: string, name: string): string {
  const text = value.trim()
  if (!/^[\x21-\x7e]+$/.test(text))
    throw unusable(`The ${name} is empty or holds characters that no ${name} has. Copy it from Wix again.`)
  return text
}

function requireGuid(value: string, name: string): string {
  const text = value.trim()
  if (guid.test(text)) return text
  throw unusable(
    `The ${name} is not a GUID like 12345678-90ab-cdef-1234-567890abcdef. Copy it from Wix again.`,
  )
}

function unusable(description: string): WixError {
  return new WixError({
    kind: 'validation',
    method: '',
    path: '',
    isWrite: false,
    delivered: 'no',
    description,
  })
}
