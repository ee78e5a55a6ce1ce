import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createCipher } from './cipher.ts'

const place = { table: 'connections', column: 'credentials_sealed', rowId: 'con_1' }
const cipher = createCipher(randomBytes(32))

it('opens what it sealed, and never seals the same way twice', () => {
  const sealed = cipher.seal('IST.CANARY-ünïcode', place)
  expect(sealed).toMatch(/^v1:[0-9a-f]{12}:/)
  expect(sealed).not.toContain('CANARY')
  expect(cipher.open(sealed, place)).toBe('IST.CANARY-ünïcode')
  expect(cipher.seal('IST.CANARY-ünïcode', place)).not.toBe(sealed)
})

it('refuses a text that was moved to another row, column or table', () => {
  const sealed = cipher.seal('secret', place)
  for (const moved of [{ rowId: 'con_2' }, { column: 'name' }, { table: 'users' }]) {
    expect(() => cipher.open(sealed, { ...place, ...moved })).toThrow(/changed outside/)
  }
})

it('refuses a text in which any part was changed, without showing any of it', () => {
  const parts = cipher.seal('secret', place).split(':')
  for (const index of [2, 3, 4]) {
    const bytes = Buffer.from(parts[index]!, 'base64url')
    bytes[0]! ^= 1
    const bent = parts.with(index, bytes.toString('base64url')).join(':')
    expect(() => cipher.open(bent, place)).toThrow(/changed outside/)
  }
  const shortTag = parts.with(3, Buffer.from(parts[3]!, 'base64url').subarray(0, 4).toString('base64url'))
  expect(() => cipher.open(shortTag.join(':'), place)).toThrow(/changed outside/)
  expect(() => cipher.open('nonsense', place)).toThrow(/changed outside/)
})

it('says that another key is needed', () => {
  const sealed = createCipher(randomBytes(32)).seal('secret', place)
  expect(cipher.canOpen(sealed)).toBe(false)
  expect(() => cipher.open(sealed, place)).toThrow(expect.objectContaining({ code: 'key_missing' }))
})
