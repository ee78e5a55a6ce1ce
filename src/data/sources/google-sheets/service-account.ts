// A token for a service account. https://developers.google.com/identity/protocols/oauth2/service-account

import { z } from 'zod'
import { shorten } from '../../../api/shorten.ts'
import { SourceError } from '../../source-error.ts'
import { type Answer, ask, type Service, textAt } from '../ask.ts'
import type { SourceContext } from '../source.ts'

const keyFileSchema = z.object({
  client_email: z.string().min(3),
  private_key: z.string().includes('PRIVATE KEY'),
  private_key_id: z.string().optional(),
})
export type ServiceAccount = z.infer<typeof keyFileSchema>

const service: Service = { name: 'Google', tooManyMs: 30_000 }
const scope = 'https://www.googleapis.com/auth/spreadsheets.readonly'
/** For whom an assertion is, wherever it is sent: always this one. */
const audience = 'https://oauth2.googleapis.com/token'
const validSecs = 3600

export function readServiceAccount(text: string): ServiceAccount {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw badKey('it is no JSON')
  }
  if (typeof json === 'object' && json !== null && ('installed' in json || 'web' in json))
    throw badKey('it is an OAuth client, and not a service account')
  const read = keyFileSchema.safeParse(json)
  if (!read.success) throw badKey('client_email or private_key is missing')
  return read.data
}

/** One request. The account's key itself is never sent. */
export async function requestToken(account: ServiceAccount, context: SourceContext): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: await signAssertion(account, context.now()),
  }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await ask(context, service, { url: context.addresses['GOOGLE_TOKEN_URL']!, headers, body })
  const token = textAt(answer.body, 'access_token')
  if (answer.status !== 200 || token === '') throw refusalOf(answer, account)
  return token
}

async function signAssertion(account: ServiceAccount, now: Date): Promise<string> {
  const { importPKCS8, SignJWT } = await import('jose')
  const at = Math.floor(now.getTime() / 1000)
  const { client_email: issuer, private_key: pem, private_key_id: kid } = account
  const key = await importPKCS8(pem, 'RS256').catch(() => null)
  if (!key) throw badKey('its private_key cannot be read')
  return new SignJWT({ scope })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(kid !== undefined && { kid }) })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(at)
    .setExpirationTime(at + validSecs)
    .sign(key)
}

function badKey(why: string): SourceError {
  return new SourceError(
    'login_refused',
    `This is not the key of a service account: ${why}. In the Google Cloud console open the service account, add a key of type JSON, and enter the whole file that is downloaded.`,
  )
}

function refusalOf({ status, body }: Answer, { client_email: email }: ServiceAccount): SourceError {
  const told = textAt(body, 'error_description')
  if (/iat|exp|time ?frame|short-lived/i.test(told)) {
    return new SourceError(
      'login_refused',
      `Google refused the key of ${email} because of its time: the clock of this server is wrong. Set it right.`,
    )
  }
  const error = textAt(body, 'error')
  return new SourceError(
    'login_refused',
    `Google gave no token for ${email} (${status}${error === '' ? '' : `, ${shorten(error, 60)}`}): the key was deleted, or the account is gone or disabled. Make a new key and enter it.`,
  )
}
