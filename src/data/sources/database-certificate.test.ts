import { expect, it } from 'vitest'
import { certificateRefusal } from './database-certificate.ts'

const failing = (code: string, message = '') => Object.assign(new Error(message), { code })

it.each([
  ['CERT_HAS_EXPIRED', '', 'has expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', '', 'another host'],
  ['HANDSHAKE_SSL_ERROR', 'self-signed certificate', 'self-signed'],
  ['HANDSHAKE_SSL_ERROR', "Hostname/IP does not match certificate's altnames", 'another host'],
  ['HANDSHAKE_SSL_ERROR', 'unable to get local issuer certificate', 'not known here'],
  ['HANDSHAKE_SSL_ERROR', 'wrong version number', 'cannot be checked'],
])('%s "%s" is told with what to do', (code, message, words) => {
  const refusal = certificateRefusal(failing(code, message), 'db.example.com')
  expect(refusal).toMatchObject({ code: 'source_tls' })
  expect(refusal!.message).toContain(words)
  expect(refusal!.message).toContain('"encrypt"')
})

it('says nothing of errors about something else', () => {
  expect(certificateRefusal(failing('ECONNREFUSED', 'self-signed'), 'db.example.com')).toBeNull()
})
