// What only a server has to prove: that it may be away, and that connections are cut.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { silentLogger } from '../logger.ts'
import { openDatabase } from './open.ts'
import type { Database } from './types.ts'

describeEachDatabase('a database that other connections are cut from', (open, kind) => {
  if (kind === 'pglite') {
    it('has no connections that could be cut', async () => {
      expect((await open()).database.kind).toBe('pglite')
    })
    return
  }

  let database: Database
  let other: Database
  let settings: { dataDir: string; databaseUrl: string }
  beforeAll(async () => {
    const opened = await open()
    database = opened.database
    settings = opened.settings
    other = await openDatabase({ ...opened.settings, logger: silentLogger })
  })
  afterAll(() => other.close())

  const cutAll = () =>
    other.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    )

  it('says so to the transaction that was cut, and works again at once', async () => {
    const attempt = database.transaction(async (tx) => {
      await tx.query('create table cut (id int)')
      await cutAll()
      await tx.query('insert into cut values (1)')
    })
    await expect(attempt).rejects.toMatchObject({ code: 'database_unavailable' })
    await expect.poll(() => database.query('select 1').then(() => 'ok', String)).toBe('ok')
    expect((await database.query("select to_regclass('cut') as cut")).rows).toEqual([{ cut: null }])
  })

  it('listens again after a cut, and says that something may have been missed', async () => {
    const heard: string[] = []
    let gaps = 0
    const stop = await database.listen(
      'news',
      (payload) => heard.push(payload),
      () => gaps++,
    )
    await cutAll()
    await expect.poll(() => gaps, { timeout: 60_000 }).toBe(1)
    await other.notify('news', 'after the cut')
    await expect.poll(() => heard).toEqual(['after the cut'])
    await stop()
  })

  it('opens no more connections than it is told, however much is asked at once', async () => {
    const few = await openDatabase({ ...settings, connections: 3, logger: silentLogger })
    const count = async () => {
      const { rows } = await few.query<{ n: number }>(
        `select count(*)::int as n, pg_sleep(0.05) from pg_stat_activity
          where datname = current_database() and backend_type = 'client backend'`,
      )
      return rows[0]!.n
    }
    const before = await count()
    const counts = await Promise.all(Array.from({ length: 12 }, count))
    await few.close()
    // The first of them was counted before.
    expect(Math.max(...counts)).toBe(before + 2)
  })

  it('says that all connections are busy, and not that the server is away', async () => {
    const few = await openDatabase({ ...settings, connections: 2, logger: silentLogger })
    const both = (sql: string) => [1, 2].map(() => few.query(sql))
    await Promise.all(both('select pg_sleep(0.1)'))
    const sleeping = both('select pg_sleep(1)')
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const third = few.query('select 1').catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(30_000)
    vi.useRealTimers()
    const error = await third
    await Promise.all(sleeping)
    expect(error).toMatchObject({ code: 'database_unavailable' })
    expect(String(error)).toMatch(/All 2 connections .* busy for 30 seconds.*DATABASE_CONNECTIONS/)
    expect((await few.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await few.close()
  })

  it('says of a server that is away nothing else, however many ask at once', async () => {
    const server = new URL(settings.databaseUrl)
    const sockets = new Set<Socket>()
    const way = createServer((socket) => {
      const onward = connect(Number(server.port || 5432), server.hostname)
      for (const one of [socket, onward]) sockets.add(one.on('error', () => undefined))
      socket.pipe(onward).pipe(socket)
    }).listen(0, '127.0.0.1')
    await once(way, 'listening')
    const address = new URL(settings.databaseUrl)
    address.searchParams.delete('host')
    address.hostname = '127.0.0.1'
    address.port = String((way.address() as AddressInfo).port)
    const far = await openDatabase({
      ...settings,
      databaseUrl: address.href,
      connections: 3,
      logger: silentLogger,
    })
    way.close()
    for (const socket of sockets) socket.destroy()
    const errors = await Promise.all(Array.from({ length: 12 }, () => far.query('select 1').catch(String)))
    await far.close()
    for (const error of errors)
      expect(error).toContain('The PostgreSQL server of DATABASE_URL cannot be used')
  })

  it('reads the same times whatever the address asks for, and keeps its other options', async () => {
    const address = new URL(settings.databaseUrl)
    address.searchParams.set('options', '-c timezone=Asia/Tokyo -c search_path=elsewhere,public')
    const tokyo = await openDatabase({ ...settings, databaseUrl: address.href, logger: silentLogger })
    const { rows } = await tokyo.query(
      "select '2026-01-02T03:04:05.6Z'::timestamptz as at, current_setting('search_path') as path",
    )
    await tokyo.close()
    expect(rows).toEqual([{ at: '2026-01-02T03:04:05.600Z', path: 'elsewhere,public' }])
    await expect(tokyo.query('select 1')).rejects.toThrow('The database is closed')
  })

  it('reports from the server whether commits are durable', async () => {
    const { rows } = await database.query<{ fsync: string }>("select current_setting('fsync') as fsync")
    expect(database.durable).toBe(rows[0]!.fsync === 'on')
    expect(database.previousHolderIsDead).toBe(false)
  })
})

it('says what to check when the server cannot be reached, without the password', async () => {
  const databaseUrl = 'postgres://someone:very-secret@127.0.0.1:1/nothing'
  const error = await openDatabase({ dataDir: '', databaseUrl, logger: silentLogger }).catch(
    (caught: unknown) => caught,
  )
  expect(error).toMatchObject({ code: 'database_unavailable' })
  expect((error as Error).message).toContain('Check that it runs')
  expect(JSON.stringify(error) + String((error as Error).cause)).not.toContain('very-secret')
})

it('says what an address looks like, without repeating a wrong one', async () => {
  const databaseUrl = 'postgres://someone:very-secret@:port/x'
  const error = await openDatabase({ dataDir: '', databaseUrl, logger: silentLogger }).catch(
    (caught: unknown) => caught,
  )
  expect(error).toMatchObject({ code: 'configuration_invalid' })
  expect((error as Error).message).not.toContain('very-secret')
})
