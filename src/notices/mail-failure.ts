// Why a mail did not go, step by step of the talk with the mail server: what happened, why, and what to do. Pure.
import { excerptOf } from './outcome.ts'

export interface MailServer {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  user: string | null
  from: string
}

/** As nodemailer throws them. */
export interface MailError {
  code?: string | undefined
  /** The command of SMTP that was refused. */
  command?: string | undefined
  responseCode?: number | undefined
  response?: string | undefined
  message: string
}

export function explainMailError(error: MailError, server: MailServer): string {
  const at = `${server.host}:${server.port}`
  const said = error.response ? ` It said: ${excerptOf(error.response).replace(/\.$/, '')}.` : ''
  if (error.code === 'EAUTH' || error.responseCode === 530) return loginRefused(error, server, said)
  if (error.code === 'ETLS') return noTls(server, said)
  if (isCertificate(error)) {
    return `The connection to ${at} is not safe, so nothing was sent: ${certificateWords(error)}. Give the server a certificate that is valid for its name, or enter the name that it is for.`
  }
  if (isWrongTls(error)) {
    return `${at} does not speak TLS from the start. Choose STARTTLS, which most servers have on port 587, or port 465.`
  }
  if (error.code === 'ETIMEDOUT' || error.code === 'EGREETING') return noGreeting(error, server)
  if (error.code === 'EENVELOPE' && /^MAIL/i.test(error.command ?? ''))
    return `The server refuses the sender ${server.from}.${said} Enter an address that this login may send from.`
  if (error.code === 'EENVELOPE')
    return `The server takes mail for none of the recipients.${said} Check their addresses.`
  if (error.responseCode !== undefined) {
    const again = error.responseCode < 500 ? ' It may take it later.' : ''
    return `The server did not take the mail.${said}${again}`
  }
  return `${at} could not be reached: ${reachWords(error)}. Check the host and the port.`
}

function loginRefused({ responseCode }: MailError, { user, host }: MailServer, said: string): string {
  if (user === null) return `${host} wants a login.${said} Enter a user and a password.`
  if (responseCode === 538 || responseCode === 530)
    return `${host} wants a safe connection before a login.${said} Choose TLS or STARTTLS.`
  return `${host} does not accept the login of ${user}.${said} Check both; many providers want an app password in place of your own.`
}

function noTls({ host, port, security }: MailServer, said: string): string {
  const other = security === 'starttls' ? 'TLS from the start on port 465' : 'another kind of security'
  return `${host}:${port} offers no STARTTLS, so nothing was sent.${said} Try ${other}.`
}

function noGreeting({ code }: MailError, { host, port, security }: MailServer): string {
  const what =
    code === 'EGREETING' ? 'was reached, but does not greet as a mail server does' : 'did not answer in time'
  const hint =
    security === 'tls'
      ? 'If it has STARTTLS on this port, choose that.'
      : 'If it speaks TLS from the start on this port, choose that.'
  return `${host}:${port} ${what}. Check the host and the port. ${hint}`
}

function isCertificate({ code = '', message }: MailError): boolean {
  return (
    /CERT|ALTNAME|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/.test(code) ||
    /certificate|altnames/i.test(message)
  )
}

function certificateWords({ message }: MailError): string {
  return message.replace(/^Error: /, '').replace(/[.;]+$/, '')
}

function isWrongTls({ message }: MailError): boolean {
  return /wrong version number|packet length too long|unknown protocol|EPROTO/i.test(message)
}

function reachWords({ message }: MailError): string {
  if (/ECONNREFUSED/.test(message)) return 'nothing listens there'
  if (/EHOSTUNREACH|ENETUNREACH/.test(message)) return 'there is no way to it'
  if (/ECONNRESET|closed|EPIPE/i.test(message)) return 'the connection broke'
  return 'the connection could not be made'
}
