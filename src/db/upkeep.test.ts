import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openPgliteForTest } from '../../test/helpers/database.ts'
import { type Logger, silentLogger } from '../logger.ts'
import { openDatabase } from './open.ts'
import type { Database } from './types.ts'
import { lookAfter, startUpkeep } from './upkeep.ts'

describe('the embedded database', () => {
  let opened: Awaited<ReturnType<typeof openPgliteForTest>>
  let database: Database
  beforeEach(async () => {
    opened = await openPgliteForTest()
    database = opened.database
    await database.exec('create table pages_of_test (id int primary key, text text)')
    // What the migrations have left to do is none of these tests.
    await lookAfter(database)
  })
  afterEach(async () => {
    await database.close()
    await opened.drop()
  })

  const fill = (from: number, count: number) =>
    database.query(
      `insert into pages_of_test select n, repeat('x', 200) from generate_series($1::int, $2::int) n`,
      [from, from + count - 1],
    )
  async function size(): Promise<number> {
    const { rows } = await database.query<{ bytes: number }>(
      `select pg_total_relation_size('pages_of_test') as bytes`,
    )
    return rows[0]!.bytes
  }

  test('uses what deleted rows left again, however often all are replaced', async () => {
    const sizes: number[] = []
    for (let month = 0; month < 6; month++) {
      await fill(month * 3_000, 3_000)
      sizes.push(await size())
      await database.query('delete from pages_of_test')
      await lookAfter(database)
    }
    expect(sizes.at(-1)).toBeLessThan(sizes[0]! * 1.5)
  })

  test('uses what changed rows left again', async () => {
    await fill(0, 3_000)
    const sizes: number[] = []
    for (let month = 0; month < 6; month++) {
      await database.query(`update pages_of_test set text = $1 || repeat('y', 200)`, [String(month)])
      await lookAfter(database)
      sizes.push(await size())
    }
    expect(sizes.at(-1)).toBeLessThan(sizes[0]! * 1.5)
  })

  test('knows what is in a table once it has grown, and does nothing where little has changed', async () => {
    await fill(0, 3_000)
    expect(await lookAfter(database)).toContain('analyze public.pages_of_test')
    const known = await database.query(
      `select reltuples::int as rows, (select n_distinct::int from pg_stats where tablename = relname and attname = 'id')
         from pg_class where relname = 'pages_of_test'`,
    )
    expect(known.rows).toEqual([{ rows: 3_000, n_distinct: -1 }])
    await database.query('update pages_of_test set text = null where id < 100')
    expect((await lookAfter(database)).filter((statement) => statement.includes('pages_of_test'))).toEqual([])
  })

  test('lets the log of changes go once it is long', async () => {
    const folder = join(opened.settings.dataDir, 'postgres', 'pg_wal')
    const files = () => readdirSync(folder).filter((name) => name.length === 24).length
    for (let file = 0; file < 16; file++) {
      await fill(file * 10, 10)
      await database.query('select pg_switch_wal()')
    }
    expect(files()).toBeGreaterThanOrEqual(16)
    expect(await lookAfter(database)).toContain('checkpoint')
    // Of 16 MB each: what may be kept for use again.
    expect(files()).toBeLessThanOrEqual(9)
    expect(await lookAfter(database)).not.toContain('checkpoint')
  })

  test('finds after a start what was left before it', async () => {
    await fill(0, 3_000)
    await database.query('delete from pages_of_test where id < 2_900')
    const before = await size()
    await database.close()
    database = await openDatabase({ ...opened.settings, logger: silentLogger })
    await database.query('update pages_of_test set text = null where id < 3_000')
    await fill(5_000, 300)
    await database.query('delete from pages_of_test where id >= 5_000')
    expect(await lookAfter(database)).toContain('vacuum (analyze) public.pages_of_test')
    await fill(10_000, 2_800)
    expect(await size()).toBeLessThan(before * 1.2)
  })

  test('leaves the rest for another time where it is to stop', async () => {
    await fill(0, 3_000)
    expect(await lookAfter(database, () => true)).toEqual([])
    expect(await lookAfter(database)).toContain('analyze public.pages_of_test')
  })
})

test('an embedded database that is open is looked after by itself', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { database, drop } = await openPgliteForTest()
  vi.advanceTimersByTime(9_000)
  await database.exec('create table grown as select n from generate_series(1, 3000) n')
  vi.advanceTimersByTime(1_000)
  vi.useRealTimers()
  const known = async () =>
    (await database.query(`select reltuples::int as rows from pg_class where relname = 'grown'`)).rows
  await expect.poll(known).toEqual([{ rows: 3_000 }])
  await database.close()
  await drop()
})

describe('looks', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('come every ten seconds, after a failure in ten minutes, and no more once stopped', async () => {
    const warn = vi.fn()
    let isThere = false
    const query = vi.fn(async (sql: string) => {
      if (!isThere) throw new Error('not now')
      return { rows: sql.includes('pg_control_checkpoint') ? [{ bytes: '0', age: 0 }] : [], rowCount: 0 }
    })
    const database = { query, exec: vi.fn() } as unknown as Database
    const upkeep = startUpkeep(database, { warn } as unknown as Logger)
    await vi.advanceTimersByTimeAsync(9_000)
    expect(query).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([query.mock.calls.length, warn.mock.calls.length]).toEqual([1, 1])
    await vi.advanceTimersByTimeAsync(595_000)
    expect(query).toHaveBeenCalledTimes(2)
    isThere = true
    await vi.advanceTimersByTimeAsync(10 * 60_000)
    const looked = query.mock.calls.length
    await vi.advanceTimersByTimeAsync(10_000)
    expect(query.mock.calls.length).toBeGreaterThan(looked)
    await upkeep.stop()
    const before = query.mock.calls.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(query).toHaveBeenCalledTimes(before)
  })
})
