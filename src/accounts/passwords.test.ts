import { expect, it } from 'vitest'
import { hashPassword, hashToVerify, isCommon, verifyPassword } from './passwords.ts'

it('knows the right password from a wrong one, an unknown account from neither', async () => {
  const hash = await hashPassword('pässword with spaces 🙂')
  expect(await verifyPassword(hash, 'pässword with spaces 🙂'.normalize('NFD'))).toBe(true)
  expect(await verifyPassword(hash, 'password with spaces 🙂')).toBe(false)
  expect(await verifyPassword(undefined, 'the account that does not exist')).toBe(false)
})

it('does as much work for an unknown account as for a known one', async () => {
  // The cost stands at the beginning of a hash.
  const cost = (hash: string) => hash.split('$').slice(0, 4).join('$')
  const stored = await hashPassword('pässword with spaces 🙂')
  expect(cost(stored)).toBe('$argon2id$v=19$m=19456,t=2,p=1')
  expect(await hashToVerify(stored)).toBe(stored)
  expect(cost(await hashToVerify(undefined))).toBe(cost(stored))
})

it('does not cut long passwords off', async () => {
  const long = 'x'.repeat(199)
  const hash = await hashPassword(`${long}a`)
  expect(await verifyPassword(hash, `${long}b`)).toBe(false)
  expect(await verifyPassword(hash, `${long}a`)).toBe(true)
})

it.each([
  'password1234',
  'P@ssw0rd1234!!',
  'iloveyouforever',
  '123456789012',
  'aaaaaaaaaaaa',
  'abcabcabcabc',
  'qwertyuiopas',
  'zyxwvutsrqpon',
  '1qaz2wsx3edc',
  'seomaticseomatic',
])('refuses %s', (password) => {
  expect(isCommon(password)).toBe(true)
})

it('refuses the own name or address with a little around it', () => {
  expect(isCommon('olga.owner-2026', ['Olga Owner', 'olga@example.com'])).toBe(true)
  expect(isCommon('olga likes green tomatoes', ['Olga Owner'])).toBe(false)
})

it.each(['four unrelated words 42', 'Grünkohl-Traktor-Nebel', 'kT9#vQ2!mZ4@', 'ein sehr langer Satz'])(
  'takes %s',
  (password) => {
    expect(isCommon(password)).toBe(false)
  },
)
