// One try of one mail, through the owner's server, at addresses that the rules for private networks allow.
import { isIP } from 'node:net'
import type { AddressCheck } from '../fetcher/address-check.ts'
import type { MailBody } from './mail-body.ts'
import { explainMailError, type MailError, type MailServer } from './mail-failure.ts'
import { excerptOf, type Outcome } from './outcome.ts'

/** Ports of mail; another one, or a private host, is the operator's to open. */
export const mailPorts = ['25', '465', '587', '2525'] as const

export interface MailRequest {
  server: MailServer
  password: string | null
  to: readonly string[]
  /** The same for every try, so that programs that sort mail see one. */
  id: string
  at: Date
  body: MailBody
  settingsUrl: string
}

/** Of addresses of one name, so many are tried. */
const mostAddresses = 3

/** As an address, for the rules. */
export function mailUrl({ host, port }: Pick<MailServer, 'host' | 'port'>): string {
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Null when it was given up with the signal: then nobody knows whether it arrived. */
export async function sendMail(
  checkAddress: AddressCheck,
  request: MailRequest,
  signal: AbortSignal,
): Promise<Outcome | null> {
  const checked = await checkAddress(mailUrl(request.server))
  if (checked.kind !== 'allowed') return failed(checked.message)
  let last: Outcome | null = null
  for (const address of checked.addresses.slice(0, mostAddresses)) {
    if (signal.aborted) return null
    const tried = await tryAt(address, request, signal)
    if (tried === null || !tried.isUnreached) return tried
    last = tried
  }
  return last
}

async function tryAt(
  address: string,
  { server, password, to, id, at, body, settingsUrl }: MailRequest,
  signal: AbortSignal,
): Promise<(Outcome & { isUnreached: boolean }) | null> {
  const { host, port, security, user, from } = server
  // Loaded with the first mail: it is large, and many send none.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    host: address,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    // The certificate is to be for the name that was entered; an address has none to send.
    tls: isIP(host) === 0 ? { servername: host } : {},
    ...(user !== null && { auth: { user, pass: password ?? '' } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const end = () => transport.close()
  signal.addEventListener('abort', end, { once: true })
  try {
    const given = aborted(signal)
    const sent = transport.sendMail({
      from: { name: 'SEOmatic', address: from },
      to: [...to],
      subject: body.subject,
      text: body.text,
      html: body.html,
      messageId: `<${id}@${from.split('@')[1]}>`,
      date: at,
      headers: {
        'Auto-Submitted': 'auto-generated',
        'List-Unsubscribe': `<${settingsUrl}>`,
      },
    })
    const info = await Promise.race([sent, given])
    if (info === null) {
      sent.catch(() => undefined)
      return null
    }
    const refused = info.rejected.map(String)
    const note = refused.length > 0 ? ` Not taken for ${refused.join(', ')}.` : ''
    const status = Number.parseInt(info.response, 10) || null
    const answer = excerptOf(`${info.response}${note}`)
    return { result: 'delivered', status, answer, askedMs: null, isUnreached: false }
  } catch (error) {
    if (signal.aborted) return null
    const why = error as MailError
    const outcome = failed(explainMailError(why, server), why.responseCode ?? null)
    return { ...outcome, isUnreached: why.command === 'CONN' && why.responseCode === undefined }
  } finally {
    signal.removeEventListener('abort', end)
    transport.close()
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null)
    signal.addEventListener('abort', () => resolve(null), { once: true })
  })
}

function failed(answer: string, status: number | null = null): Outcome {
  return { result: 'retry', status, answer, askedMs: null }
}
