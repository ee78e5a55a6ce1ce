import { expect, it } from 'vitest'
import { SourceError } from '../data/source-error.ts'
import { hideSecrets, withoutSecrets } from './hide-secrets.ts'

it('hides what a secret is and what it is made of, as it stands and as addresses write it', () => {
  expect(hideSecrets('Bearer pat123.abc was refused', { token: 'pat123.abc' })).toBe('Bearer … was refused')
  expect(hideSecrets('GET /f?token=a%2Fb%3Dcd', { query: 'token=a%2Fb%3Dcd' })).toBe('GET /f?…')
  expect(hideSecrets('the value a/b=cd of it', { query: 'token=a%2Fb%3Dcd' })).toBe('the value … of it')
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQ123456\nabcdef98765\n-----END PRIVATE KEY-----\n'
  const file = JSON.stringify({ client_email: 'a@b', private_key: key })
  expect(hideSecrets('bad line MIIEvQ123456 of a@b', { serviceAccount: file })).toBe('bad line … of a@b')
})

it('leaves short words and everything else as they are', () => {
  expect(hideSecrets('Check the login.', { password: 'login' })).toBe('Check the login.')
})

it('goes through an error and its causes', () => {
  const error = new SourceError('source_answer', 'It said s3cret-word.')
  error.cause = new Error('s3cret-word again')
  const shown = withoutSecrets(error, { password: 's3cret-word' }) as Error
  expect(shown).toBe(error)
  expect([shown.message, (shown.cause as Error).message]).toEqual(['It said ….', '… again'])
  expect(`${shown.stack}${(shown.cause as Error).stack}`).not.toContain('s3cret')
})
