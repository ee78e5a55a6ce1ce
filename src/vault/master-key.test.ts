import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openPgliteForTest } from '../../test/helpers/database.ts'
import { keyPath, openMasterKey } from './master-key.ts'

const folder = mkdtempSync(join(tmpdir(), 'seomatic-key-'))
const { database, drop } = await openPgliteForTest()
afterAll(async () => {
  await database.close()
  await drop()
  rmSync(folder, { recursive: true })
})

const path = keyPath(folder)
const open = (encryptionKey = '') => openMasterKey(database, { dataDir: folder, encryptionKey })
const stored = async () => (await database.query('select * from encryption_keys')).rows

it('makes a key at the first start that only its owner may read', async () => {
  const first = await open()
  expect(first).toMatchObject({ source: 'file', path, isNew: true })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700)
  const second = await open()
  expect(second).toMatchObject({ isNew: false, cipher: { keyId: first.cipher.keyId } })
})

it('refuses another key and a missing one, and changes nothing', async () => {
  const before = await stored()
  const key = readFileSync(path, 'utf8')
  await expect(open(randomBytes(32).toString('base64'))).rejects.toMatchObject({ code: 'key_missing' })
  writeFileSync(path, randomBytes(32).toString('base64'))
  await expect(open()).rejects.toThrow(/another encryption key.*Nothing was changed/s)
  rmSync(path)
  await expect(open()).rejects.toThrow(/key is missing/)
  expect(existsSync(path)).toBe(false)
  expect(await stored()).toEqual(before)
  writeFileSync(path, key, { mode: 0o600 })
  expect((await open()).isNew).toBe(false)
})

it('takes the same key from the environment, and refuses one that is none', async () => {
  expect(await open(readFileSync(path, 'utf8'))).toMatchObject({ source: 'environment', path: null })
  await expect(open('too short')).rejects.toMatchObject({ code: 'configuration_invalid' })
})

it('never makes a key up when the database is shared', async () => {
  const empty = { kind: 'postgres', now: () => new Date(), query: async () => ({ rows: [], rowCount: 0 }) }
  const elsewhere = join(folder, 'other')
  await expect(openMasterKey(empty, { dataDir: elsewhere, encryptionKey: '' })).rejects.toThrow(
    /every process that shares the database/,
  )
  expect(existsSync(elsewhere)).toBe(false)
})
