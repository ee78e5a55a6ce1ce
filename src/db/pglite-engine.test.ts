// What only the embedded database has to prove: its disk, its folder, its thread.
import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Worker } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copyTemplate } from '../../test/helpers/database.ts'
import { shortLived } from '../../test/helpers/short-lived.ts'
import { silentLogger } from '../logger.ts'
import { openDatabase } from './open.ts'
import { engineVersion } from './pglite-folder.ts'
import { installFsync, startParams, testFsync } from './pglite-fsync.ts'
import type { Database } from './types.ts'

const childFile = fileURLToPath(new URL('./fixtures/child.ts', import.meta.url))
const noMigrations = mkdtempSync(join(tmpdir(), 'seomatic-no-migrations-'))

let dataDir: string
let opened: Database[]

afterAll(() => rmSync(noMigrations, { recursive: true, force: true }))
beforeEach(async () => {
  opened = []
  dataDir = await copyTemplate(noMigrations)
})
afterEach(async () => {
  for (const database of opened) await database.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function open(folder = dataDir): Promise<Database> {
  const database = await openDatabase({ dataDir: folder, databaseUrl: '', logger: silentLogger })
  opened.push(database)
  return database
}

/** Every file with its size, without the note that the engine leaves of its last start. */
function listFiles(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files
    .filter((name) => name !== 'postmaster.pid')
    .map((name) => `${name} ${statSync(join(folder, name)).size}`)
    .sort()
}

function startChild(what: string, flags = shortLived) {
  const child = spawn(process.execPath, [...flags, childFile, what, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  return { child, exited, lines }
}

describe('durability', () => {
  it('asks the disk for every commit', async () => {
    const db = await PGlite.create(join(dataDir, 'postgres'), { startParams })
    const counter = installFsync(db, () => {})
    await db.exec('create table t (id int)')
    const before = counter.count
    for (let n = 0; n < 50; n++) await db.query('insert into t values ($1)', [n])
    expect(counter.count - before).toBeGreaterThanOrEqual(50)
    await db.close()
  })

  it('notices by itself when commits do not reach the disk', async () => {
    const db = await PGlite.create(join(dataDir, 'postgres')) // the engine as it is shipped
    const counter = installFsync(db, () => {})
    expect(await testFsync(db, counter)).toBe(false)
    await db.close()
  })

  it('reports a database that keeps its commits', async () => {
    const database = await open()
    expect(database).toMatchObject({ kind: 'pglite', durable: true, previousHolderIsDead: true })
    expect(database.durableReason).toContain('forced to the disk')
  })

  it('keeps every acknowledged transaction, whole, when its process is killed', async () => {
    let acknowledged = 0
    for (let round = 0; round < 5; round++) {
      const { child, exited, lines } = startChild('write')
      while (lines.length < 2) await sleep(10)
      await sleep(40 + round * 90)
      child.kill('SIGKILL')
      await exited
      acknowledged = Math.max(acknowledged, ...lines.map(Number).filter(Number.isInteger))
    }
    const database = await open()
    const { rows } = await database.query<{ rows: number; last: number; torn: number }>(`
      select count(*) as rows, max(id) as last,
        (select count(*) from (select batch from written group by batch having count(*) <> 3) broken) as torn
      from written`)
    expect(acknowledged).toBeGreaterThan(20)
    expect(rows[0]!.torn).toBe(0)
    expect(rows[0]!.last).toBeGreaterThanOrEqual(acknowledged)
    expect(rows[0]!.rows).toBe(rows[0]!.last) // numbered without a hole, so none is missing
  })
})

describe('the folder', () => {
  it('is made complete on the first start, for this user alone, and opens again', async () => {
    const fresh = join(dataDir, 'fresh')
    const first = await open(fresh)
    await first.exec('create table kept (id int); insert into kept values (1)')
    await first.close()
    expect(readFileSync(join(fresh, 'postgres', 'PG_VERSION'), 'utf8').trim()).toBe(engineVersion)
    expect(statSync(join(fresh, 'postgres')).mode & 0o777).toBe(0o700)
    expect(statSync(fresh).mode & 0o777).toBe(0o700)
    expect(readdirSync(fresh).sort()).toEqual(['lock', 'postgres'])
    const second = await open(fresh)
    expect((await second.query('select * from kept')).rows).toEqual([{ id: 1 }])
  })

  it('starts afresh over what a start that died half-way left', async () => {
    const fresh = join(dataDir, 'fresh')
    cpSync(join(dataDir, 'postgres', 'base'), join(fresh, 'postgres.new', 'base'), { recursive: true })
    const database = await open(fresh)
    expect((await database.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    expect(existsSync(join(fresh, 'postgres.new'))).toBe(false)
  })

  const damages: [string, (folder: string) => void][] = [
    ['PG_VERSION is gone', (folder) => rmSync(join(folder, 'PG_VERSION'))],
    ['it is of another version', (folder) => writeFileSync(join(folder, 'PG_VERSION'), '17\n')],
    ['pg_control is gone', (folder) => rmSync(join(folder, 'global', 'pg_control'))],
    ['pg_control is cut off', (folder) => truncateSync(join(folder, 'global', 'pg_control'), 100)],
    [
      'pg_control is overwritten',
      (folder) => writeFileSync(join(folder, 'global', 'pg_control'), Buffer.alloc(8192, 7)),
    ],
    ['the write-ahead log is gone', (folder) => rmSync(join(folder, 'pg_wal'), { recursive: true })],
    ['the tables are gone', (folder) => rmSync(join(folder, 'base'), { recursive: true })],
    [
      'it is empty',
      (folder) => {
        for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true })
      },
    ],
  ]

  it.each(damages)('refuses to start and changes nothing when %s', async (_what, damage) => {
    const folder = join(dataDir, 'postgres')
    damage(folder)
    const before = listFiles(folder)
    const error = await open().catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'database_unavailable', details: { folder } })
    expect((error as Error).message).toContain('restore the folder from a backup')
    expect(listFiles(folder)).toEqual(before)
    // The folder is free again for whoever repairs it.
    await expect(open()).rejects.toMatchObject({ code: 'database_unavailable' })
  })

  it('says what to do when the data folder cannot be made', async () => {
    const file = join(dataDir, 'a-file')
    writeFileSync(file, '')
    const attempt = open(join(file, 'below'))
    await expect(attempt).rejects.toMatchObject({ code: 'database_unavailable' })
    await expect(attempt).rejects.toThrow('set DATA_DIR to another folder')
  })

  it('refuses a second process while the first one runs, and serves it afterwards', async () => {
    const first = await open()
    const second = startChild('open')
    expect(await second.exited).toBe(3)
    expect(second.lines[0]).toMatch(/^failed data_folder_locked .*DATABASE_URL/)
    await first.close()
    const third = startChild('open')
    await expect.poll(() => third.lines, { timeout: 60_000 }).toEqual(['open'])
    third.child.kill('SIGKILL')
    await third.exited
  })
})

describe('the thread', () => {
  it('leaves the caller free while a statement runs', async () => {
    const database = await open()
    const slow = database.query('select pg_sleep(0.5)')
    let ticks = 0
    const timer = setInterval(() => ticks++, 10)
    await slow
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(20)
  })

  it('has what runs often optimised, and never the parser, which takes 600 MB', async () => {
    const { child, exited, lines } = startChild('write', [
      '--wasm-sync-tier-up',
      '--trace-wasm-compilation-times',
    ])
    const written = () => lines.filter((line) => /^\d+$/.test(line)).length
    await expect.poll(written, { timeout: 120_000 }).toBeGreaterThan(300)
    child.kill('SIGKILL')
    await exited
    const optimised = lines.flatMap(
      (line) => /using TurboFan, took .* and (\d+) \/ \d+ max/.exec(line)?.[1] ?? [],
    )
    expect(optimised.length).toBeGreaterThan(3)
    expect(optimised.filter((bytes) => Number(bytes) > 200e6)).toEqual([])
  })

  it('tells everybody who waits when it dies, and everybody who comes later', async () => {
    const thread = Promise.withResolvers<Worker>()
    process.once('worker', thread.resolve)
    const database = await open()
    const waiting = [
      database.query('select pg_sleep(5)'),
      database.query('select 1'),
      database.transaction(async () => 1),
    ]
    const outcomes = Promise.allSettled(waiting)
    await sleep(100)
    await (await thread.promise).terminate()
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'database_unavailable' } })
    }
    await expect(database.query('select 1')).rejects.toMatchObject({ code: 'database_unavailable' })
    expect(await database.lost).toMatchObject({ code: 'database_unavailable' })
    await database.close()
    const again = await open()
    expect((await again.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  it('finishes what was asked before it closes, and refuses what comes after', async () => {
    const database = await open()
    await database.exec('create table last_words (n int)')
    const asked = [1, 2, 3].map((n) => database.query('insert into last_words values ($1)', [n]))
    await Promise.all([...asked, database.close()])
    await expect(database.query('select 1')).rejects.toThrow('The database is closed')
    const again = await open()
    expect((await again.query('select count(*) as n from last_words')).rows).toEqual([{ n: 3 }])
  })
})
