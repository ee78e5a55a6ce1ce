// Credentials as they are stored and used: one shape for each kind, made from whatever was pasted. Pure.
import { createHash } from 'node:crypto'
import type { CredentialsInput } from '../api/connection.ts'
import { type RecognisedCredentials, recogniseCredentials } from '../api/credentials.ts'
import type { WixAuth } from '../wix/index.ts'

export interface ApiKeyCredentials {
  kind: 'api_key'
  apiKey: string
  siteId: string
  /** Only for calls about the whole account. */
  accountId: string | null
}

export interface AppCredentials {
  kind: 'app'
  appId: string
  appSecret: string
  instanceId: string
  /** What the token says, or what was typed; null before anyone knows. */
  siteId: string | null
}

export type Credentials = ApiKeyCredentials | AppCredentials

export interface ReadCredentials {
  /** Null when there is nothing that could be sent. */
  credentials: Credentials | null
  recognised: RecognisedCredentials
}

export function readCredentials(input: CredentialsInput): ReadCredentials {
  const recognised = recogniseCredentials(input)
  return { recognised, credentials: recognised.sendable ? toCredentials(recognised) : null }
}

function toCredentials({ kind, values }: RecognisedCredentials): Credentials {
  const { apiKey = '', siteId, accountId, appId = '', appSecret = '', instanceId = '' } = values
  if (kind === 'app') return { kind, appId, appSecret, instanceId, siteId: siteId ?? null }
  return { kind: 'api_key', apiKey, siteId: siteId ?? '', accountId: accountId ?? null }
}

/** From the sealed text; those of the first version name no kind. */
export function parseCredentials(text: string): Credentials {
  const stored = JSON.parse(text) as Partial<ApiKeyCredentials> | AppCredentials
  if (stored.kind === 'app') return stored
  const { apiKey = '', siteId = '', accountId = null } = stored
  return { kind: 'api_key', apiKey, siteId, accountId }
}

export function toAuth(credentials: Credentials): WixAuth {
  if (credentials.kind === 'app') {
    const { appId, appSecret, instanceId } = credentials
    return { kind: 'app', appId, appSecret, instanceId }
  }
  const { apiKey, siteId, accountId } = credentials
  return { kind: 'apiKey', apiKey, siteId, ...(accountId && { accountId }) }
}

export function secretOf(credentials: Credentials): string {
  return credentials.kind === 'app' ? credentials.appSecret : credentials.apiKey
}

/** Names a secret without giving anything of it away. */
export function fingerprintOf(credentials: Credentials): string {
  return createHash('sha256').update(secretOf(credentials)).digest('hex').slice(0, 12)
}

/** Tells whether two credentials are the same, without the secret. */
export interface CredentialIdentity {
  keyFingerprint: string
  siteId: string
  instanceId: string | null
}

export function identityOf(credentials: Credentials): CredentialIdentity {
  const keyFingerprint = fingerprintOf(credentials)
  if (credentials.kind === 'api_key') return { keyFingerprint, siteId: credentials.siteId, instanceId: null }
  const { siteId, instanceId } = credentials
  return { keyFingerprint, siteId: siteId ?? instanceId, instanceId }
}

/** Of an app only Wix knows the site. */
export function withSite(credentials: Credentials, siteId: string | null): Credentials {
  if (credentials.kind === 'api_key') return credentials
  return { ...credentials, siteId: siteId ?? credentials.siteId }
}

export function isOtherSite({ siteId }: Credentials, than: string): boolean {
  return siteId !== null && siteId !== than
}

/** Stored credentials were recognised when they came in. */
export function asRecognised({ kind }: Credentials): RecognisedCredentials {
  return { kind, values: {}, notes: [], problems: [], missing: [], complete: true, sendable: true }
}
