// Databases for tests: the same tests on the embedded one and on PostgreSQL, or on PostgreSQL alone; each file has a
// migrated one of its own.
import { randomBytes } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Clock } from '../../src/clock.ts'
import { migrate, migrationsChecksum, readMigrations } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'
import { markName } from '../../src/db/sync-folder.ts'
import type { Database } from '../../src/db/types.ts'
import { silentLogger } from '../../src/logger.ts'

export interface TestDatabase {
  database: Database
  /** What `openDatabase` needs to open the same data again (close first on the embedded engine). */
  settings: { dataDir: string; databaseUrl: string }
}

export interface TestDatabaseOptions {
  /** A folder of migrations; those of the product unless told. */
  migrations?: string
}

const productMigrations = fileURLToPath(new URL('../../migrations', import.meta.url))
const templates = join(tmpdir(), `seomatic-test-templates-${process.getuid?.() ?? 0}`)
const dayMs = 24 * 3_600_000
/** Two can do everything to each other that ten can; each learns the tables of a test's own database anew. */
export const fewConnections = 2

/**
 * Runs the tests on both engines. `open` gives a fresh, migrated database, with the program's clock if one is given,
 * that is closed and dropped after the test that opened it, or after the file when it was opened in `beforeAll` (cheaper: half a second each). PostgreSQL runs where TEST_POSTGRES_URL names a server; without it, its half fails, unless
 * SEOMATIC_TEST_WITHOUT_POSTGRES=1 says that leaving it out is intended.
 */
export function describeEachDatabase(
  name: string,
  define: (open: (clock?: Clock) => Promise<TestDatabase>, kind: Database['kind']) => void,
  options: TestDatabaseOptions = {},
): void {
  describe(`${name} on the embedded database`, () => define(opener(openPgliteForTest, options), 'pglite'))
  const url = process.env.TEST_POSTGRES_URL
  if (url) {
    describe(`${name} on PostgreSQL`, () => {
      define(
        opener((migrations, clock) => openPostgresForTest(url, migrations, clock), options),
        'postgres',
      )
    })
    return
  }
  test(`${name} on PostgreSQL`, () => {
    if (process.env.SEOMATIC_TEST_WITHOUT_POSTGRES === '1') {
      console.warn(`NOT TESTED on PostgreSQL: ${name}`)
      return
    }
    expect.fail(
      'TEST_POSTGRES_URL is not set, so this was not tested on PostgreSQL. `npm test` starts a server by itself; ' +
        'to leave it out, set SEOMATIC_TEST_WITHOUT_POSTGRES=1.',
    )
  })
}

/**
 * Runs the tests on PostgreSQL, or on the embedded database where TEST_POSTGRES_URL names no server: for what takes
 * long and whose statements other tests run on both. The embedded database needs three times the time.
 */
export function describeOnServer(
  name: string,
  define: (open: (clock?: Clock) => Promise<TestDatabase>, kind: Database['kind']) => void,
): void {
  const url = process.env.TEST_POSTGRES_URL
  if (!url) {
    describe(`${name} on the embedded database`, () => define(opener(openPgliteForTest, {}), 'pglite'))
    return
  }
  describe(`${name} on PostgreSQL`, () => {
    define(
      opener((migrations, clock) => openPostgresForTest(url, migrations, clock), {}),
      'postgres',
    )
  })
}

interface Opened extends TestDatabase {
  drop(): Promise<void>
}

function opener(
  open: (migrations: string, clock?: Clock) => Promise<Opened>,
  { migrations = productMigrations }: TestDatabaseOptions,
) {
  const opened: Opened[] = []
  const drop = async (one: Opened) => {
    await one.database.close()
    await one.drop()
  }
  afterAll(async () => {
    for (const one of opened) await drop(one)
  })
  return async (clock?: Clock): Promise<TestDatabase> => {
    const one = await open(migrations, clock)
    try {
      onTestFinished(() => drop(one))
    } catch {
      // Opened in beforeAll, where no test runs: it serves the whole file.
      opened.push(one)
    }
    return one
  }
}

/** A fresh embedded database in a folder of its own: a copy of one that was migrated before. */
export async function openPgliteForTest(
  migrations: string = productMigrations,
  clock?: Clock,
): Promise<Opened> {
  const dataDir = await copyTemplate(migrations)
  const settings = { dataDir, databaseUrl: '' }
  const database = await openDatabase({ ...settings, logger: silentLogger, ...(clock && { clock }) })
  return { database, settings, drop: async () => rmSync(dataDir, { recursive: true, force: true }) }
}

/**
 * A database for all tests around it: opened before them, handed to `use`, closed and dropped after. On PostgreSQL, or
 * an embedded one where TEST_POSTGRES_URL names no server.
 */
export function withDatabase(use: (database: Database) => void): void {
  let opened: Opened
  beforeAll(async () => {
    const url = process.env.TEST_POSTGRES_URL
    opened = url ? await openPostgresForTest(url) : await openPgliteForTest()
    use(opened.database)
  })
  afterAll(async () => {
    await opened.database.close()
    await opened.drop()
  })
}

/** A data folder for the embedded database, migrated and closed. Delete it when done. */
export async function copyTemplate(migrations: string = productMigrations): Promise<string> {
  const template = await pgliteTemplate(migrations)
  const dataDir = mkdtempSync(join(tmpdir(), 'seomatic-test-'))
  cpSync(join(template, 'postgres'), join(dataDir, 'postgres'), { recursive: true })
  // No test cuts the power: what the copy wrote need not be forced to the disk before the database opens.
  writeFileSync(join(dataDir, 'postgres', markName), '')
  return dataDir
}

async function pgliteTemplate(migrations: string): Promise<string> {
  const checksum = migrationsChecksum(readMigrations(migrations))
  const template = join(templates, checksum)
  if (!existsSync(template)) {
    forgetOldTemplates()
    const base = join(templates, 'empty')
    if (!existsSync(base)) await buildTemplate(base, async () => {})
    await buildTemplate(template, async (draft) => {
      cpSync(base, draft, { recursive: true })
      const database = await openDatabase({ dataDir: draft, databaseUrl: '', logger: silentLogger })
      await migrate(database, migrations, silentLogger)
      await database.close()
    })
  }
  const now = new Date()
  utimesSync(template, now, now)
  return template
}

/** Builds beside the final place and moves there, since several test files may build the same one at once. */
async function buildTemplate(template: string, fill: (draft: string) => Promise<void>): Promise<void> {
  mkdirSync(templates, { recursive: true, mode: 0o700 })
  const draft = mkdtempSync(join(templates, 'draft-'))
  await fill(draft)
  if (!existsSync(join(draft, 'postgres'))) {
    const database = await openDatabase({ dataDir: draft, databaseUrl: '', logger: silentLogger })
    await database.close()
  }
  rmSync(join(draft, 'lock'), { recursive: true, force: true })
  try {
    renameSync(draft, template)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(template)) throw error
  }
}

function forgetOldTemplates(): void {
  if (!existsSync(templates)) return
  for (const name of readdirSync(templates)) {
    const path = join(templates, name)
    if (name !== 'empty' && Date.now() - statSync(path).mtimeMs > dayMs)
      rmSync(path, { recursive: true, force: true })
  }
}

/** A fresh database on the server of `url`, copied there from one that was migrated before. */
export async function openPostgresForTest(
  url: string,
  migrations: string = productMigrations,
  clock?: Clock,
): Promise<Opened> {
  const { databaseUrl, drop } = await copyPostgresTemplate(url, migrations)
  const settings = { dataDir: '', databaseUrl }
  const database = await openDatabase({
    ...settings,
    connections: fewConnections,
    logger: silentLogger,
    ...(clock && { clock }),
  })
  return { database, settings, drop }
}

/** A migrated database on the server of `url` that nobody has opened. */
export async function copyPostgresTemplate(
  url: string,
  migrations: string = productMigrations,
): Promise<{ databaseUrl: string; drop(): Promise<void> }> {
  const template = await postgresTemplate(url, migrations)
  const name = `seomatic_test_${randomBytes(6).toString('hex')}`
  await copyPostgres(url, template, name)
  const drop = () => onServer(url, (client) => client.query(`drop database if exists ${name} with (force)`))
  return { databaseUrl: addressOf(url, name), drop: async () => void (await drop()) }
}

/** Copies a database, which nobody may have open meanwhile, on the server of `url`. */
export async function copyPostgres(url: string, from: string, to: string): Promise<void> {
  await onServer(url, async (client) => {
    const { rows } = await client.query(
      `select current_setting('server_version_num')::int >= 150000 as is_new`,
    )
    // Through the journal, as newer versions copy unless told, takes twice the work.
    await client.query(`create database ${to} template ${from}${rows[0].is_new ? ' strategy file_copy' : ''}`)
  })
}

const builds = new Map<string, Promise<string>>()

function postgresTemplate(url: string, migrations: string): Promise<string> {
  const name = `seomatic_template_${migrationsChecksum(readMigrations(migrations))}`
  const key = `${url} ${name}`
  const build = builds.get(key) ?? buildOnServer(url, migrations, name)
  builds.set(key, build)
  build.catch(() => builds.delete(key))
  return build
}

async function buildOnServer(url: string, migrations: string, name: string): Promise<string> {
  await onServer(url, async (client) => {
    // One process builds at a time, and nobody copies it before it is whole.
    await client.query('select pg_advisory_lock(815)')
    try {
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
      if (rowCount) return
      const draft = `seomatic_draft_${randomBytes(6).toString('hex')}`
      await client.query(`create database ${draft}`)
      const settings = { dataDir: '', databaseUrl: addressOf(url, draft), logger: silentLogger }
      const database = await openDatabase(settings)
      await migrate(database, migrations, silentLogger)
      await database.close()
      await client.query(`alter database ${draft} rename to ${name}`)
    } finally {
      await client.query('select pg_advisory_unlock(815)')
    }
  })
  return name
}

const connected = new Map<string, Promise<pg.Client>>()

/** On one connection for all that a process asks of the server: to connect takes as long as to copy a database. */
export async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = connected.get(url) ?? connect(url)
  connected.set(url, client)
  client.catch(() => connected.delete(url))
  return work(await client)
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url)
  client.on('error', () => connected.delete(url))
  await client.connect()
  // It keeps no process from ending. Its types leave that out.
  ;(client as pg.Client & { unref(): void }).unref()
  return client
}

function addressOf(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
