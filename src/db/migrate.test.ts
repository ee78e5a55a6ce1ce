import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { copyTemplate, describeEachDatabase } from '../../test/helpers/database.ts'
import { shortLived } from '../../test/helpers/short-lived.ts'
import { silentLogger } from '../logger.ts'
import { migrate, readMigrations } from './migrate.ts'
import { openDatabase } from './open.ts'

const childFile = fileURLToPath(new URL('./fixtures/child.ts', import.meta.url))
const none = mkdtempSync(join(tmpdir(), 'seomatic-no-migrations-'))
const people = 'create table people (id int primary key);\ncreate index people_id on people (id);\n'
const pets = 'create table pets (id int primary key, owner int references people);\n'

let folder: string

afterAll(() => rmSync(none, { recursive: true, force: true }))
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seomatic-migrations-'))
  write('0001_people.sql', people)
  write('0002_pets.sql', pets)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, sql: string): void {
  writeFileSync(join(folder, name), sql)
}

describeEachDatabase(
  'migrations',
  (open) => {
    it('applies what is missing, in order, once', async () => {
      const { database } = await open()
      expect(await migrate(database, folder, silentLogger)).toEqual(['0001_people.sql', '0002_pets.sql'])
      expect(await migrate(database, folder, silentLogger)).toEqual([])
      write('0003_more.sql', 'alter table pets add name text')
      expect(await migrate(database, folder, silentLogger)).toEqual(['0003_more.sql'])
      const { rows } = await database.query('select number, name from schema_migrations order by number')
      expect(rows).toEqual([
        { number: 1, name: '0001_people.sql' },
        { number: 2, name: '0002_pets.sql' },
        { number: 3, name: '0003_more.sql' },
      ])
    })

    it('refuses an applied file that was edited, and names it', async () => {
      const { database } = await open()
      await migrate(database, folder, silentLogger)
      write('0001_people.sql', `${people}-- harmless?\n`)
      const attempt = migrate(database, folder, silentLogger)
      await expect(attempt).rejects.toMatchObject({ code: 'database_unavailable' })
      await expect(attempt).rejects.toThrow('0001_people.sql is not the one that was applied')
    })

    it('does not mind other line ends', async () => {
      const { database } = await open()
      await migrate(database, folder, silentLogger)
      write('0001_people.sql', people.replaceAll('\n', '\r\n'))
      expect(await migrate(database, folder, silentLogger)).toEqual([])
    })

    it('refuses a database of a newer version', async () => {
      const { database } = await open()
      await migrate(database, folder, silentLogger)
      rmSync(join(folder, '0002_pets.sql'))
      await expect(migrate(database, folder, silentLogger)).rejects.toThrow('newer version of SEOmatic')
    })

    it('undoes a file that fails and keeps those before it', async () => {
      const { database } = await open()
      write('0002_pets.sql', 'create table half (id int); select nonsense()')
      await expect(migrate(database, folder, silentLogger)).rejects.toThrow(
        /0002_pets.sql failed and was undone/,
      )
      const half = await database.query("select to_regclass('half') as half, to_regclass('people') as people")
      expect(half.rows).toEqual([{ half: null, people: 'people' }])
      write('0002_pets.sql', pets)
      expect(await migrate(database, folder, silentLogger)).toEqual(['0002_pets.sql'])
    })

    it('may take longer than another transaction', async () => {
      const { database } = await open()
      write('0003_slow.sql', 'select pg_sleep(5.5)')
      expect(await migrate(database, folder, silentLogger)).toHaveLength(3)
    })
  },
  { migrations: none },
)

describeEachDatabase(
  'migrations of starters at the same time',
  (open, kind) => {
    it('are applied by one of them', async () => {
      const { database, settings } = await open()
      const others =
        kind === 'postgres'
          ? await Promise.all([1, 2, 3].map(() => openDatabase({ ...settings, logger: silentLogger })))
          : []
      const done = await Promise.all([database, ...others].map((one) => migrate(one, folder, silentLogger)))
      for (const other of others) await other.close()
      expect(done.flat().sort()).toEqual(['0001_people.sql', '0002_pets.sql'])
    })
  },
  { migrations: none },
)

it('leaves whole steps only when its process is killed half-way', async () => {
  const dataDir = await copyTemplate(none)
  write('0002_pets.sql', `${pets}select pg_sleep(30);`)
  const child = spawn(process.execPath, [...shortLived, childFile, 'migrate', dataDir, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  await new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      if (line === 'applied 0001_people.sql') resolve()
    })
  })
  await sleep(500)
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  const database = await openDatabase({ dataDir, databaseUrl: '', logger: silentLogger })
  const { rows } = await database.query("select to_regclass('people') as people, to_regclass('pets') as pets")
  expect(rows).toEqual([{ people: 'people', pets: null }])
  write('0002_pets.sql', pets)
  expect(await migrate(database, folder, silentLogger)).toEqual(['0002_pets.sql'])
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
})

it.each([
  ['a hole', '0004_late.sql'],
  ['a number twice', '0002_again.sql'],
  ['no number', 'extra.sql'],
])('refuses a folder with %s', (_what, name) => {
  write(name, 'select 1')
  expect(() => readMigrations(folder)).toThrow('misnamed')
})
