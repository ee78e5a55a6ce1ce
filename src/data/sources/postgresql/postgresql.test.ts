// Against a real server, where there is one.

import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createSourceContext,
  readSaved,
  refusalOf,
  type TestContext,
} from '../../../../test/helpers/source-context.ts'
import { type PostgresqlConfig, postgresqlConfigSchema } from '../../../api/sources/postgresql.ts'
import { postgresql } from './postgresql.ts'

const address = process.env['TEST_POSTGRES_URL']

describe('what is said of a query', () => {
  const given = { host: 'db.example.com', database: 'shop', user: 'reader' }
  it.each([
    'select 1',
    'SELECT * from a;',
    '-- places\n/* all */ with x as (select 1) select * from x',
    'values (1)',
    '(select 1) union (select 2)',
  ])('%s reads', (query) => {
    expect(postgresqlConfigSchema.safeParse({ ...given, query }).success).toBe(true)
  })
  it.each([
    '',
    'delete from a',
    'drop table a -- select',
    "copy a to '/tmp/x'",
    '/* select */ update a set b = 1',
  ])('"%s" is refused', (query) =>
    expect(postgresqlConfigSchema.safeParse({ ...given, query }).success).toBe(false),
  )
  it('names no secret', () => {
    const config = postgresqlConfigSchema.parse({ ...given, query: 'select 1' })
    expect(postgresql.title(config)).toBe('reader@db.example.com/shop')
  })
})

if (address === undefined) {
  it('reading is left out where there is no PostgreSQL', () => {
    if (process.env['SEOMATIC_TEST_WITHOUT_POSTGRES'] !== '1') expect.fail('TEST_POSTGRES_URL is not set.')
    console.warn('NOT TESTED on PostgreSQL: a query as a source')
  })
} else {
  describe('the result of a query', () => reading(new URL(address)))
}

function reading(url: URL): void {
  let context: TestContext
  beforeEach(() => {
    context = createSourceContext({ allowedHosts: [url.host] })
  })
  afterEach(() => context.close())

  const schema = `source_${Math.random().toString(36).slice(2, 10)}`
  const admin = new pg.Client(url.href)
  beforeAll(async () => {
    await admin.connect()
    await admin.query(`create schema ${schema}; create table ${schema}.places (id int primary key, name text);
      insert into ${schema}.places select n, 'Place ' || n from generate_series(1, 5000) n`)
  })
  afterAll(async () => {
    await admin.query(`drop schema ${schema} cascade`)
    await admin.end()
  })

  const configOf = (query: string, config: Partial<PostgresqlConfig> = {}) =>
    postgresqlConfigSchema.parse({
      host: url.hostname,
      port: Number(url.port || 5432),
      database: url.pathname.slice(1),
      user: decodeURIComponent(url.username),
      tls: 'off',
      query,
      ...config,
    })
  const password = decodeURIComponent(url.password)
  const run = (query: string, config: Partial<PostgresqlConfig> = {}, given = password) =>
    postgresql.fetch(configOf(query, config), { password: given }, context)

  it('comes in batches, in its order, with the columns of the query', async () => {
    const fetched = await run(`select id, name as "Name of it" from ${schema}.places order by id`)
    expect(fetched).toMatchObject({ state: 'fetched', version: null })
    const { columns, rows, settings } = await readSaved(context.path)
    expect(settings).toMatchObject({ place: ['row', 'rows'], suggestedKey: null })
    expect(columns).toEqual(['id', 'Name of it'])
    expect(rows).toHaveLength(5000)
    expect(rows.at(-1)).toEqual({ line: 5000, cells: ['5000', 'Place 5000'] })
  })

  it('has every kind of value as a text that loses nothing', async () => {
    await run(`select 12345678901234567890.123450::numeric as n, 0.1::float8 as f, true as t, false as no,
      null::text as nothing, '2026-03-01'::date as d, '2026-03-01 10:00:00.5'::timestamp as at,
      '2026-03-01 10:00:00+02'::timestamptz as z, 'infinity'::timestamptz as never, '{"a": [1, 2]}'::jsonb as j,
      array['x y', 'z', null, 'q"w'] as list, array[1, 2] as ints, array[[1, 2], [3, 4]] as deep,
      '1 day 2 hours'::interval as i, 'a9e8f7d6-0000-4000-8000-000000000000'::uuid as u, 9007199254740993::int8 as big,
      '12.30'::money as m, int4range(1, 5) as r, 'Ünïcode
line' as text`)
    const { columns, cells } = await readSaved(context.path)
    expect(Object.fromEntries(columns.map((name, index) => [name, cells[0]![index]]))).toMatchObject({
      n: '12345678901234567890.123450',
      f: '0.1',
      t: 'true',
      no: 'false',
      nothing: '',
      d: '2026-03-01',
      at: '2026-03-01T10:00:00.5',
      z: '2026-03-01T08:00:00Z',
      never: 'infinity',
      j: '{"a": [1, 2]}',
      list: 'x y, z, q"w',
      ints: '1, 2',
      deep: '1, 2, 3, 4',
      i: 'P1DT2H',
      u: 'a9e8f7d6-0000-4000-8000-000000000000',
      big: '9007199254740993',
      r: '[1,5)',
      text: 'Ünïcode\nline',
    })
  })

  it('may be empty, and keeps its columns', async () => {
    await run(`select id, name from ${schema}.places where id < 0`)
    expect(await readSaved(context.path)).toMatchObject({ columns: ['id', 'name'], rows: [] })
  })

  it('may end in a semicolon and a comment', async () => {
    await run('select 1 as one; ')
    await run('select 1 as one -- the end')
    expect((await readSaved(context.path)).cells).toEqual([['1']])
  })

  it.each([
    ['several statements', `select 1; drop table SCHEMA.places`, 'source_query', 'several statements'],
    [
      'a commit in the middle',
      `select 1; commit; delete from SCHEMA.places`,
      'source_query',
      'several statements',
    ],
    [
      'a change within WITH',
      `with gone as (delete from SCHEMA.places returning *) select * from gone`,
      'source_query',
      'only read',
    ],
    ['a lock', `select * from SCHEMA.places for update`, 'source_query', 'only read'],
    [
      'a setting that lets it write',
      `select set_config('transaction_read_only', 'off', true)`,
      'source_query',
      'PostgreSQL',
    ],
    ['a table that is gone', `select * from SCHEMA.gone`, 'source_query', 'gone'],
    ['an error in the language', `select from from`, 'source_query', 'syntax error'],
    ['bytes', `select '\\x00'::bytea as raw`, 'source_query', '"raw"'],
    ['more time than allowed', `select pg_sleep(20)`, 'source_timeout', '1 seconds'],
  ])('is refused for %s, and nothing was changed', async (_, query, code, words) => {
    const refusal = await refusalOf(run(query.replaceAll('SCHEMA', schema), { timeoutSecs: 1 }))
    expect(refusal.code).toBe(code)
    expect(refusal.message).toContain(words)
    expect(context.saved).toBe(0)
    const { rows } = await admin.query(`select count(*)::int as count from ${schema}.places`)
    expect(rows[0]).toEqual({ count: 5000 })
  })

  it('that breaks in its middle saves nothing', async () => {
    const refusal = await refusalOf(run(`select 1 / (4000 - id) from ${schema}.places order by id`))
    expect(refusal.message).toContain('division by zero')
    expect(context.saved).toBe(0)
  })

  it('leaves no connection behind, whether it went well or not', async () => {
    await run('select 1')
    await refusalOf(run('select pg_sleep(20)', { timeoutSecs: 1 }))
    await expect
      .poll(async () => {
        const { rows } = await admin.query(
          `select count(*)::int as count from pg_stat_activity where application_name = 'seomatic' and query like '%seomatic_rows%'`,
        )
        return rows[0].count
      })
      .toBe(0)
  })

  it('is stopped when the program stops', async () => {
    const stop = new AbortController()
    const stopped = postgresql.fetch(
      configOf('select pg_sleep(20)'),
      { password },
      { ...context, signal: stop.signal },
    )
    setTimeout(() => stop.abort(), 200)
    await expect(stopped).rejects.toThrow()
  })

  it.each([
    ['a database that is not there', { database: 'no_such_database' }, 'source_missing'],
    ['a server without encryption', { tls: 'verify' as const }, 'source_tls'],
    ['a port where nobody listens', { port: 1 }, 'source_unreachable'],
  ])('%s is told', async (_, config, code) => {
    context.close()
    context = createSourceContext({ allowedHosts: [url.hostname] })
    const refusal = await refusalOf(run('select 1', config))
    expect(refusal.code).toBe(code)
    expect(refusal.message).not.toContain(password || 'no password is set')
  })

  it('a user that is not let in is told, and never whether a password of this machine was tried', async () => {
    process.env['PGPASSWORD'] = 'of-this-machine'
    try {
      const { code, message } = await refusalOf(run('select 1', { user: 'nobody_of_this_name' }, ''))
      expect(code).toBe('login_refused')
      expect(message).not.toContain('of-this-machine')
    } finally {
      delete process.env['PGPASSWORD']
    }
  })

  it('a private host that nobody named is not asked', async () => {
    context.close()
    context = createSourceContext()
    const { code, message } = await refusalOf(run('select 1'))
    expect(code).toBe('address')
    expect(message).toContain('private network')
  })
}

describe('a server that is none', () => {
  let server: Server | undefined
  afterEach(() => server?.close())

  it('does not hold a refresh for ever, and is told', async () => {
    server = createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const context = createSourceContext({ allowedHosts: ['127.0.0.1'] })
    const config = postgresqlConfigSchema.parse({
      host: '127.0.0.1',
      port,
      database: 'a',
      user: 'b',
      query: 'select 1',
      tls: 'off',
    })
    const refusal = await refusalOf(postgresql.fetch(config, { password: 'secret' }, context))
    expect(refusal.code).toBe('source_unreachable')
    context.close()
  })
})
