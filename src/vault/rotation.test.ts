import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import {
  describeEachDatabase,
  openPgliteForTest,
  openPostgresForTest,
  type TestDatabase,
} from '../../test/helpers/database.ts'
import { shortLived } from '../../test/helpers/short-lived.ts'
import { openDatabase } from '../db/open.ts'
import { silentLogger } from '../logger.ts'
import { createCipher } from './cipher.ts'
import { createKeyFile } from './key-file.ts'
import { keyPath, openMasterKey } from './master-key.ts'
import { createKeyRotation } from './rotation.ts'
import { placeIn, type SealedColumn } from './sealed-columns.ts'
import { createVault } from './vault.ts'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

const count = 500
const kills = 20
const column: SealedColumn = { table: 'connections', column: 'credentials_sealed' }
const columns = [column]
const place = (rowId: string) => placeIn(column, rowId)
const child = fileURLToPath(new URL('fixtures/rotation-child.ts', import.meta.url))
let opened: TestDatabase & { drop(): Promise<void> }
let dataDir = ''
let path = ''

beforeAll(async () => {
  // Twenty processes open it, which takes each of them two seconds with the embedded one.
  const server = process.env.TEST_POSTGRES_URL
  opened = server ? await openPostgresForTest(server) : await openPgliteForTest()
  dataDir = opened.settings.dataDir || mkdtempSync(join(tmpdir(), 'seomatic-rotation-'))
  path = keyPath(dataDir)
  createKeyFile(path)
  const { database } = opened
  const { cipher } = await openMasterKey(database, { dataDir, encryptionKey: '' })
  await database.query(`insert into workspaces (id, name) values ('w', 'W')`)
  const ids = Array.from({ length: count }, (_, n) => `con_${String(n).padStart(4, '0')}`)
  await database.query(
    `insert into connections (id, workspace_id, name, kind, method, site_id, credentials_sealed, status)
     select id, 'w', id, 'wix', 'api_key', id, sealed, 'active' from unnest($1::text[], $2::text[]) as n (id, sealed)`,
    [ids, ids.map((id) => cipher.seal(`secret of ${id}`, place(id)))],
  )
  await database.close()
})
afterAll(async () => {
  await opened.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

interface Said {
  killedAt?: string
  resumed: number
  before: number
  opened: number
  reads: number
  seen: string[]
  keyId: string
  previousKeyIds: string[]
  sealed: number
  waiting: number
  resealed: number
}

function rotateInChild(steps: number): Promise<Said> {
  return new Promise((resolve, reject) => {
    const args = [child, dataDir, opened.settings.databaseUrl, String(steps)]
    execFile(process.execPath, [...shortLived, ...args], (error, stdout, stderr) => {
      const line = stdout.trim().split('\n').at(-1) ?? ''
      if (line.startsWith('{')) resolve(JSON.parse(line) as Said)
      else reject(error ?? new Error(stderr))
    })
  })
}

const keyOf = () => readFileSync(path, 'utf8').trim().split('\n')

it(`500 connections, killed at ${kills} points: everything opens with the new key, and nothing needs the old`, async () => {
  const first = keyOf()[0]!
  const killedAt: (string | undefined)[] = []
  // The steps of one rotation: started, file written, introduced, 20 batches, none left, forgotten, cleaned.
  for (let point = 1; point <= kills; point++) {
    // Each start finishes what was killed before it, and then rotates again.
    killedAt.push((await rotateInChild(Math.ceil((point * 26) / kills))).killedAt)
  }
  expect(killedAt.every((step) => step !== undefined)).toBe(true)
  const said = await rotateInChild(0)
  expect(said).toMatchObject({
    before: count,
    opened: count,
    sealed: count,
    waiting: 0,
    previousKeyIds: [],
    resealed: count,
  })
  // Opened again and again in the middle of it.
  expect(said.reads).toBeGreaterThan(count)
  expect(new Set(killedAt).size).toBeGreaterThan(8)

  const keys = keyOf()
  expect(keys).toHaveLength(1)
  expect(keys[0]).not.toBe(first)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const database = await openDatabase({ ...opened.settings, logger: silentLogger })
  try {
    const { rows } = await database.query<{ id: string; sealed: string }>(
      'select id, credentials_sealed as sealed from connections',
    )
    const current = createCipher(Buffer.from(keys[0]!, 'base64'))
    const old = createCipher(Buffer.from(first, 'base64'))
    expect(new Set(rows.map(({ sealed }) => sealed.split(':')[1]))).toEqual(new Set([current.keyId]))
    for (const { id, sealed } of rows) {
      expect(current.open(sealed, place(id))).toBe(`secret of ${id}`)
      expect(old.canOpen(sealed)).toBe(false)
    }
    expect((await database.query('select key_id from encryption_keys')).rows).toEqual([
      { key_id: current.keyId },
    ])
  } finally {
    await database.close()
  }
})

it('a wrong key touches nothing of what is sealed, and says how much is locked', async () => {
  const right = readFileSync(path, 'utf8')
  const database = await openDatabase({ ...opened.settings, logger: silentLogger })
  const texts = async () =>
    JSON.stringify((await database.query('select id, credentials_sealed from connections order by id')).rows)
  try {
    const before = await texts()
    const wrong = randomBytes(32).toString('base64')
    const masterKey = await openMasterKey(database, { dataDir, encryptionKey: wrong })
    const keys = createKeyRotation({ database, masterKey, columns })
    expect(await keys.resume()).toBe(0)
    expect(await keys.state()).toMatchObject({ sealed: 0, waiting: 0, locked: count, previousKeyIds: [] })
    const { keyId } = createCipher(Buffer.from(right, 'base64'))
    expect((await keys.state()).lackingKeyIds).toEqual([keyId])
    expect(await texts()).toBe(before)

    // A key of its own can be replaced too, and leaves what is locked as it is.
    writeFileSync(path, `${wrong}\n`)
    const own = await openMasterKey(database, { dataDir, encryptionKey: '' })
    const rotation = createKeyRotation({ database, masterKey: own, columns })
    expect(await rotation.rotate()).toMatchObject({ resealed: 0, locked: count })
    expect(await texts()).toBe(before)
  } finally {
    writeFileSync(path, right)
    await database.query(
      'delete from encryption_keys where key_id not in (select split_part(credentials_sealed, $1, 2) from connections)',
      [':'],
    )
    await database.close()
  }
})

it('takes no text for a key that a random source never gives', async () => {
  const database = await openDatabase({ ...opened.settings, logger: silentLogger })
  try {
    const before = readFileSync(path, 'utf8')
    const masterKey = await openMasterKey(database, { dataDir, encryptionKey: '' })
    const keys = createKeyRotation({ database, masterKey, columns })
    for (const key of [
      '',
      'short',
      Buffer.alloc(16, 3).toString('base64'),
      Buffer.alloc(32).toString('base64'),
      Buffer.from('abababababababababababababababab').toString('base64'),
      `${randomBytes(32).toString('base64')}=`,
      '?'.repeat(44),
    ])
      await expect(keys.rotate(key)).rejects.toMatchObject({ code: 'bad_request' })
    expect(readFileSync(path, 'utf8')).toBe(before)
  } finally {
    await database.close()
  }
})

it('with keys from the environment: says the two steps, and then seals with the new one', async () => {
  const database = await openDatabase({ ...opened.settings, logger: silentLogger })
  try {
    const old = keyOf()[0]!
    const next = randomBytes(32).toString('base64')
    const alone = await openMasterKey(database, { dataDir, encryptionKey: old })
    await expect(createKeyRotation({ database, masterKey: alone, columns }).rotate()).rejects.toThrow(
      /APP_ENCRYPTION_KEY_PREVIOUS/,
    )
    const both = await openMasterKey(database, {
      dataDir,
      encryptionKey: next,
      previousEncryptionKey: old,
    })
    const keys = createKeyRotation({ database, masterKey: both, columns })
    // Other processes may still have the old key alone, so nothing happens by itself.
    expect(await keys.resume()).toBe(0)
    expect(await keys.state()).toMatchObject({ waiting: count, sealed: 0, source: 'environment' })
    // Too early without the old one: it starts, and what waits is locked until both are there.
    const early = await openMasterKey(database, { dataDir, encryptionKey: next })
    expect(await createKeyRotation({ database, masterKey: early, columns }).state()).toMatchObject({
      locked: count,
      lackingKeyIds: [alone.cipher.keyId],
    })
    expect(await keys.rotate()).toMatchObject({ resealed: count, waiting: 0, previousKeyIds: [] })
    const after = await openMasterKey(database, { dataDir, encryptionKey: next })
    expect(after.cipher.keyIds()).toHaveLength(1)
    expect(await createKeyRotation({ database, masterKey: after, columns }).state()).toMatchObject({
      locked: 0,
      lackingKeyIds: [],
    })
  } finally {
    await database.close()
  }
})

describeEachDatabase('two processes with one key file', (open) => {
  it('whoever still has the old key seals with the new one, and opens what the other sealed', async () => {
    const { database } = await open()
    const folder = mkdtempSync(join(tmpdir(), 'seomatic-keys-'))
    createKeyFile(keyPath(folder))
    const mine = await openMasterKey(database, { dataDir: folder, encryptionKey: '' })
    const theirs = await openMasterKey(database, { dataDir: folder, encryptionKey: '' })
    const before = theirs.cipher.seal('a secret', place('x'))
    await createKeyRotation({ database, masterKey: mine, columns }).rotate()
    expect(theirs.cipher.keyId).not.toBe(mine.cipher.keyId)
    const safe = createVault(theirs.cipher, columns).safe(column)
    const sealed = await database.transaction((tx) => safe.seal(tx, 'x', 'another secret'))
    expect(mine.cipher.canOpen(sealed)).toBe(true)
    expect(mine.cipher.canOpen(before)).toBe(false)
    rmSync(folder, { recursive: true })
  })
})
