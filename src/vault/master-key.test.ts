import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
const byKeyId = (a: { key_id?: unknown }, b: { key_id?: unknown }) =>
  String(a.key_id) < String(b.key_id) ? -1 : 1
const place = { table: 'connections', column: 'credentials_sealed', rowId: 'con_1' }

it('makes a key at the first start that only its owner may read', async () => {
  const first = await open()
  expect(first).toMatchObject({ source: 'file', path, isNew: true })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700)
  const second = await open()
  expect(second).toMatchObject({ isNew: false, cipher: { keyId: first.cipher.keyId } })
})

it('starts with another key and without one, names the key that is lacking, and has it back when it is', async () => {
  const key = readFileSync(path, 'utf8')
  const first = await open()
  const sealed = first.cipher.seal('a secret', place)

  const other = await open(randomBytes(32).toString('base64'))
  expect(() => other.cipher.open(sealed, place)).toThrow(
    expect.objectContaining({ code: 'key_missing', message: expect.stringContaining(first.cipher.keyId) }),
  )
  rmSync(path)
  const fresh = await open()
  expect(fresh).toMatchObject({ isNew: true, path })

  writeFileSync(path, key, { mode: 0o600 })
  const again = await open()
  expect(again.isNew).toBe(false)
  expect(again.cipher.open(sealed, place)).toBe('a secret')
})

it('lets no two processes begin with two keys at once, and forgets the key of the one that is refused', async () => {
  // The other one comes between our look and our entry.
  const racing = {
    ...database,
    kind: 'pglite' as const,
    now: database.now,
    query: async (sql: string, params?: readonly unknown[]) => {
      if (sql.startsWith('insert into encryption_keys'))
        await database.query(
          `insert into encryption_keys (key_id, check_value, created_at) values ('aaaaaaaaaaaa', 'v1:aaaaaaaaaaaa:x:x:x', now())`,
        )
      return database.query(sql, params)
    },
  }
  const settings = { dataDir: folder, encryptionKey: randomBytes(32).toString('base64') }
  const keys = async () => (await database.query('select key_id from encryption_keys order by 1')).rows
  const before = await keys()
  await expect(openMasterKey(racing as never, settings)).rejects.toThrow(/another process.*aaaaaaaaaaaa/is)
  expect(await keys()).toEqual([...before, { key_id: 'aaaaaaaaaaaa' }].toSorted(byKeyId))
  await database.query(`delete from encryption_keys where key_id = 'aaaaaaaaaaaa'`)
})

it('takes the key from others who could read it, and says so once', async () => {
  chmodSync(path, 0o644)
  expect(await open()).toMatchObject({ exposed: { path, isMended: true } })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect((await open()).exposed).toBeNull()

  const given = join(folder, 'given.key')
  writeFileSync(given, readFileSync(path), { mode: 0o640 })
  const settings = { dataDir: folder, encryptionKey: readFileSync(given, 'utf8'), encryptionKeyFile: given }
  expect(await openMasterKey(database, settings)).toMatchObject({ exposed: { path: given, isMended: true } })
  expect(statSync(given).mode & 0o777).toBe(0o600)
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
