// Against a real server where TEST_MYSQL_URL names one, of MySQL or MariaDB.
import mysql2, { type FieldPacket } from 'mysql2'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createSourceContext,
  readSaved,
  refusalOf,
  type TestContext,
} from '../../../../test/helpers/source-context.ts'
import { type MysqlConfig, mysqlConfigSchema } from '../../../api/sources/mysql.ts'
import { SourceError } from '../../source-error.ts'
import { cellReader } from './cell.ts'
import { mysql } from './mysql.ts'
import { oneStatement } from './statement.ts'

const { Types } = mysql2

describe('one statement that reads', () => {
  it.each([
    ['select 1;', 'select 1'],
    ["select ';' as a -- the; end", "select ';' as a -- the; end"],
    ['select `into outfile` from a /* ; */', 'select `into outfile` from a /* ; */'],
    [`select "it''s; \\"x\\"" # ;`, `select "it''s; \\"x\\"" #`],
  ])('%s', (query, statement) => expect(oneStatement(query)).toBe(statement))

  it.each([
    ['select 1; drop table a', 'several statements'],
    ["select 'a'; select 2", 'several statements'],
    ["select * from a into outfile '/tmp/x'", 'INTO'],
    ["select * from a INTO\n dumpfile '/tmp/x'", 'INTO'],
    ["select 1 /*!50000 into outfile '/tmp/x' */", 'INTO'],
    ['select 1 /*!50000 for update */', 'MySQL executes'],
  ])('%s is refused', (query, words) => {
    expect(() => oneStatement(query)).toThrow(SourceError)
    expect(() => oneStatement(query)).toThrow(words)
  })
})

describe('values of MySQL', () => {
  const field = (columnType: number, characterSet = 45) =>
    ({ name: 'x', columnType, characterSet }) as unknown as FieldPacket
  it.each([
    [Types.DATETIME, '2026-03-01 10:00:00', '2026-03-01T10:00:00'],
    [Types.TIMESTAMP, '2026-03-01 10:00:00.5', '2026-03-01T10:00:00.5Z'],
    [Types.DATETIME, '0000-00-00 00:00:00', '0000-00-00T00:00:00'],
    [Types.NEWDECIMAL, '1.2300', '1.2300'],
    [Types.VAR_STRING, 'a', 'a'],
    [Types.VAR_STRING, null, ''],
  ])('%d %s', (type, value, text) => expect(cellReader(field(type))(value)).toBe(text))

  it('of bytes are refused, and texts are none', () => {
    expect(() => cellReader(field(Types.BLOB, 63))).toThrow('"x" of the query holds bytes')
    expect(cellReader(field(Types.BLOB, 45))('text')).toBe('text')
    expect(cellReader(field(Types.LONGLONG, 63))('9007199254740993')).toBe('9007199254740993')
  })
})

const address = process.env['TEST_MYSQL_URL']
if (address === undefined) {
  it('a real server is left out where there is none', () => {
    console.warn('NOT TESTED on MySQL: a query as a source; TEST_MYSQL_URL names a server for it')
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

  const table = `places_${Math.random().toString(36).slice(2, 10)}`
  const admin = mysql2.createConnection({ uri: url.href, multipleStatements: true }).promise()
  beforeAll(async () => {
    const rows = Array.from({ length: 5000 }, (_, n) => `(${n + 1}, 'Place ${n + 1}')`).join(', ')
    await admin.query(
      `create table ${table} (id int primary key, name varchar(50)); insert into ${table} values ${rows}`,
    )
  })
  afterAll(async () => {
    await admin.query(`drop table ${table}`)
    await admin.end()
  })

  const password = decodeURIComponent(url.password)
  const run = (query: string, config: Partial<MysqlConfig> = {}) =>
    mysql.fetch(
      mysqlConfigSchema.parse({
        host: url.hostname,
        port: Number(url.port || 3306),
        database: url.pathname.slice(1),
        user: decodeURIComponent(url.username),
        tls: 'off',
        query,
        ...config,
      }),
      { password },
      context,
    )

  it('comes in its order, with the columns of the query', async () => {
    await run(`select id, name as \`Name of it\` from ${table} order by id`)
    const { columns, rows } = await readSaved(context.path)
    expect(columns).toEqual(['id', 'Name of it'])
    expect(rows).toHaveLength(5000)
    expect(rows.at(-1)).toEqual({ line: 5000, cells: ['5000', 'Place 5000'] })
  })

  it('has every kind of value as a text that loses nothing, and may be empty', async () => {
    await run(`select cast(1234567890123456.1200 as decimal(30, 4)) as n, 9007199254740993 as big, null as nothing,
      cast('2026-03-01' as date) as d, cast('2026-03-01 10:00:00' as datetime) as at, 'Ünïcode \u{1f600}' as text,
      true as yes`)
    expect((await readSaved(context.path)).cells[0]).toEqual([
      '1234567890123456.1200',
      '9007199254740993',
      '',
      '2026-03-01',
      '2026-03-01T10:00:00',
      'Ünïcode \u{1f600}',
      '1',
    ])
    await run(`select * from ${table} where id < 0`)
    expect(await readSaved(context.path)).toMatchObject({ columns: ['id', 'name'], rows: [] })
  })

  it.each([
    ['a change', `with x as (select 1) delete from TABLE`, 'source_query'],
    ['a table that is gone', 'select * from gone', 'source_query'],
    ['more time than allowed', 'select sleep(20) from TABLE', 'source_timeout'],
    ['an error in its middle', `select exp(id * 10) from TABLE order by id`, 'source_query'],
    ['a database that is not there', 'select 1', 'source_missing'],
  ])('is refused for %s, and nothing was changed', async (name, query, code) => {
    const database = name.includes('database') ? { database: 'no_such_database' } : {}
    const refusal = await refusalOf(run(query.replace('TABLE', table), { timeoutSecs: 1, ...database }))
    expect(['login_refused', code]).toContain(refusal.code)
    expect(refusal.message).not.toContain(password || 'no password is set')
    expect(context.saved).toBe(0)
    const [rows] = await admin.query(`select count(*) as count from ${table}`)
    expect(rows).toEqual([{ count: 5000 }])
  })

  it.each([
    ['a wrong password', { user: 'nobody_of_this_name' }, 'login_refused'],
    ['a port where nobody listens', { port: 1 }, 'source_unreachable'],
  ])('%s is told', async (_, config, code) => {
    context.close()
    context = createSourceContext({ allowedHosts: [url.hostname] })
    expect((await refusalOf(run('select 1', config))).code).toBe(code)
  })

  it('is stopped when the program stops', async () => {
    const stop = new AbortController()
    Object.assign(context, { signal: stop.signal })
    const stopped = run('select sleep(20)')
    setTimeout(() => stop.abort(), 200)
    await expect(stopped).rejects.toThrow()
  })

  it('that is cut off in its middle saves nothing', async () => {
    const many = `select a.id, b.name from ${table} a join ${table} b limit 3000000`
    const cut = run(many)
    const kill = async () => {
      const [rows] = await admin.query(
        "select id from information_schema.processlist where info like 'select a.id, b.name%'",
      )
      const [found] = rows as { id: number }[]
      if (found) await admin.query(`kill connection ${found.id}`)
      return found !== undefined
    }
    await expect.poll(kill, { timeout: 60_000 }).toBe(true)
    expect((await refusalOf(cut)).code).toMatch(/source_/)
    expect(context.saved).toBe(0)
  })

  it('a private host that nobody named is not asked', async () => {
    context.close()
    context = createSourceContext()
    expect((await refusalOf(run('select 1'))).code).toBe('address')
  })
}
