import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import type { Database } from '../db/types.ts'
import { createKeyFile, keyPath } from './key-file.ts'
import { type MasterKey, openMasterKey } from './master-key.ts'
import { createKeyRotation } from './rotation.ts'
import { createVault, type Safe, type Vault } from './vault.ts'

const logins = { table: 'feeds', column: 'login_sealed' }
const tokens = { table: 'mailers', column: 'token_sealed' }
const columns = [logins, tokens]

describeEachDatabase('a vault with the secrets of two nouns', (open) => {
  let database: Database
  let dataDir: string
  let masterKey: MasterKey
  let vault: Vault

  beforeAll(async () => {
    database = (await open()).database
    await database.exec(`create table feeds (id text primary key, login_sealed text);
      create table mailers (id text primary key, token_sealed text not null)`)
  })
  beforeEach(async () => {
    await database.exec('delete from feeds; delete from mailers; delete from encryption_keys')
    dataDir = mkdtempSync(join(tmpdir(), 'seomatic-vault-'))
    createKeyFile(keyPath(dataDir))
    masterKey = await openMasterKey(database, { dataDir, encryptionKey: '' })
    vault = createVault(masterKey.cipher, columns)
  })
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

  const rotation = () => createKeyRotation({ database, masterKey, columns })

  async function store(safe: Safe, sql: string, id: string, secret: string): Promise<void> {
    await database.transaction(async (tx) => {
      await tx.query(sql, [id, await safe.seal(tx, id, secret)])
    })
  }
  const storeLogin = (id: string, secret: string) =>
    store(vault.safe(logins), 'insert into feeds values ($1, $2)', id, secret)
  const storeToken = (id: string, secret: string) =>
    store(vault.safe(tokens), 'insert into mailers values ($1, $2)', id, secret)

  async function readSealed(table: string, column: string) {
    const sql = `select id, ${column} as sealed from ${table} where ${column} is not null order by id`
    return (await database.query<{ id: string; sealed: string }>(sql)).rows
  }

  it('opens each secret in its own row and column alone', async () => {
    await storeLogin('a', 'the login')
    await storeToken('a', 'the token')
    const [{ sealed } = { sealed: '' }] = await readSealed('feeds', 'login_sealed')
    expect(sealed).not.toContain('login')
    expect(vault.safe(logins).open('a', sealed)).toBe('the login')
    expect(() => vault.safe(logins).open('b', sealed)).toThrow('changed outside')
    expect(() => vault.safe(tokens).open('a', sealed)).toThrow('changed outside')
  })

  it('seals the secrets of both anew when the key is replaced, and leaves empty places empty', async () => {
    for (let n = 0; n < 30; n++) await storeLogin(`feed ${n}`, `login ${n}`)
    await database.query(`insert into feeds values ('open', null)`)
    await storeToken('mailer', 'the token')
    const before = masterKey.cipher.keyId
    expect(await rotation().state()).toMatchObject({ sealed: 31, waiting: 0 })
    expect(await rotation().rotate()).toMatchObject({ resealed: 31, sealed: 31, waiting: 0 })
    expect(masterKey.cipher.keyIds()).not.toContain(before)
    const feeds = await readSealed('feeds', 'login_sealed')
    expect(feeds).toHaveLength(30)
    for (const { id, sealed } of feeds)
      expect(vault.safe(logins).open(id, sealed)).toBe(id.replace('feed', 'login'))
    const [token] = await readSealed('mailers', 'token_sealed')
    expect(vault.safe(tokens).open('mailer', token!.sealed)).toBe('the token')
  })

  it('refuses to seal for a column that a rotation would not find', () => {
    const unknown = { table: 'mailers', column: 'password_sealed' }
    expect(() => vault.safe(unknown)).toThrow('the vault was not told of that column')
  })

  it('ends a rotation that was cut off between the two', async () => {
    await storeLogin('feed', 'the login')
    await storeToken('mailer', 'the token')
    const cutOff = (step: string) => {
      if (step === 'resealed 1') throw new Error('cut off')
    }
    const first = createKeyRotation({ database, masterKey, columns, onStep: cutOff })
    await expect(first.rotate()).rejects.toThrow('cut off')
    expect(await rotation().state()).toMatchObject({ sealed: 1, waiting: 1 })
    masterKey = await openMasterKey(database, { dataDir, encryptionKey: '' })
    expect(await rotation().resume()).toBe(1)
    expect(await rotation().state()).toMatchObject({ sealed: 2, waiting: 0, previousKeyIds: [] })
  })
  it('says why a secret does not open, and a rotation passes by what was changed outside', async () => {
    await storeToken('whole', 'the token')
    await storeToken('bent', 'the token')
    await storeToken('foreign', 'the token')
    await database.exec(`update mailers set token_sealed = left(token_sealed, -4) || 'AAAA' where id = 'bent';
      update mailers set token_sealed = regexp_replace(token_sealed, '^v1:[^:]+', 'v1:000000000000') where id = 'foreign';
      insert into mailers values ('nonsense', 'nonsense'), ('short', 'v1:0123456789ab')`)
    const locks = async () => {
      const safe = vault.safe(tokens)
      return (await readSealed('mailers', 'token_sealed')).map(({ id, sealed }) => [
        id,
        safe.lockOf(id, sealed),
      ])
    }
    const expected = [
      ['bent', 'damaged'],
      ['foreign', 'other_key'],
      ['nonsense', 'damaged'],
      ['short', 'damaged'],
      ['whole', null],
    ]
    expect(await locks()).toEqual(expected)
    // What was bent inside still names a key of here, until a rotation tries to open it.
    const foreign = { locked: 1, lackingKeyIds: ['000000000000'] }
    expect(await rotation().state()).toMatchObject({ ...foreign, damaged: 2 })
    expect(await rotation().rotate()).toMatchObject({
      ...foreign,
      damaged: 3,
      waiting: 0,
      previousKeyIds: [],
    })
    expect(await locks()).toEqual(expected)
    const { sealed } = (await readSealed('mailers', 'token_sealed')).find(({ id }) => id === 'whole')!
    expect(vault.safe(tokens).open('whole', sealed)).toBe('the token')
  })
})
