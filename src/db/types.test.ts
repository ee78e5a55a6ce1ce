// One contract, two engines: whatever runs, a query answers with the same types.
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { isUniqueViolation } from './sql-error.ts'
import type { Database } from './types.ts'

const columns: [sql: string, value: unknown][] = [
  ['null::text', null],
  ['true', true],
  ['1::int2', 1],
  ['2147483647::int4', 2147483647],
  ['9007199254740991::int8', 9007199254740991],
  ['(select count(*) from pg_type where false)', 0],
  ['1.5::float4', 1.5],
  ["'NaN'::float8", Number.NaN],
  ['12345678901234567890.10::numeric', '12345678901234567890.10'],
  ["'x'::text", 'x'],
  ["'ab'::char(4)", 'ab  '],
  ["'name'::name", 'name'],
  [`'{"a":[1,null,"é"]}'::json`, { a: [1, null, 'é'] }],
  [`'[1,"2"]'::jsonb`, [1, '2']],
  ["'null'::jsonb", null],
  ["'2026-01-02'::date", '2026-01-02'],
  ["'03:04:05'::time", '03:04:05'],
  ["'1 day 02:00:00'::interval", '1 day 02:00:00'],
  ["'2026-01-02T03:04:05Z'::timestamptz", '2026-01-02T03:04:05.000Z'],
  ["'2026-01-02T03:04:05.6+02:00'::timestamptz", '2026-01-02T01:04:05.600Z'],
  ["'2026-01-02T03:04:05.123456Z'::timestamptz", '2026-01-02T03:04:05.123456Z'],
  ["'infinity'::timestamptz", 'infinity'],
  ["'2026-01-02 03:04:05.5'::timestamp", '2026-01-02T03:04:05.500'],
  ["'\\x00ff10'::bytea", Buffer.from([0, 255, 16])],
  ["'6f1d2a34-1111-4222-8333-444455556666'::uuid", '6f1d2a34-1111-4222-8333-444455556666'],
  ['array[1,null,3]', [1, null, 3]],
  ['array[[1,2],[3,4]]', [[1, 2], [3, 4]]], // biome-ignore format: one line a case
  ['array[1,2]::int8[]', [1, 2]],
  ["array['a,b','c\"d','e\\f','{}','NULL','',null]", ['a,b', 'c"d', 'e\\f', '{}', 'NULL', '', null]],
  ["'{}'::text[]", []],
  ["array['2026-01-02T03:04:05Z']::timestamptz[]", ['2026-01-02T03:04:05.000Z']],
  [`array['{"a":1}']::jsonb[]`, [{ a: 1 }]],
  ['array[true,false]', [true, false]],
]

const parameters: [cast: string, given: unknown, back: unknown][] = [
  ['text', 'a\n"b" é 😀', 'a\n"b" é 😀'],
  ['int4', 7, 7],
  ['int8', 9007199254740991n, 9007199254740991],
  ['bool', false, false],
  ['float8', 0.1, 0.1],
  ['timestamptz', new Date('2026-01-02T03:04:05.678Z'), '2026-01-02T03:04:05.678Z'],
  ['jsonb', { a: { b: [1] } }, { a: { b: [1] } }],
  ['jsonb', JSON.stringify(['list']), ['list']],
  ['bytea', new Uint8Array([1, 0, 254]), Buffer.from([1, 0, 254])],
  ['text[]', ['x', null, 'a"b\\c', '{,}', ''], ['x', null, 'a"b\\c', '{,}', '']],
  ['int4[]', [[1], [2]], [[1], [2]]],
  ['jsonb[]', [{ a: '"' }], [{ a: '"' }]],
  ['bytea[]', [new Uint8Array([9])], [Buffer.from([9])]],
  ['text', undefined, null],
]

describeEachDatabase('result types', (open) => {
  let database: Database
  beforeAll(async () => {
    database = (await open()).database
  })

  it.each(columns)('reads %s as the agreed value', async (sql, value) => {
    const { rows } = await database.query<{ value: unknown }>(`select ${sql} as value`)
    expect(rows).toStrictEqual([{ value }])
  })

  it.each(parameters)('sends a %s and reads it back', async (cast, given, back) => {
    const { rows } = await database.query<{ value: unknown }>(`select $1::${cast} as value`, [given])
    expect(rows).toStrictEqual([{ value: back }])
  })

  it('refuses a number that would lose digits instead of changing it', async () => {
    await expect(database.query('select 9007199254740993::int8 as big')).rejects.toThrow(
      'cast the column to text',
    )
  })

  it('refuses more parameters than a statement can take, in words', async () => {
    const many = Array.from({ length: 70_000 }, () => 1)
    await expect(database.query('select 1', many)).rejects.toThrow('pass arrays and unnest() them')
  })

  it('blames the statement, not the server, for a wrong number of parameters', async () => {
    await expect(database.query('select $1::int', [])).rejects.toMatchObject({
      name: 'SqlError',
      code: '08P01',
    })
  })

  it('counts the rows that a statement returned or changed', async () => {
    await database.exec('create table counted (id int primary key, name text)')
    const inserted = await database.query('insert into counted select n, $1 from generate_series(1, 5) n', [
      'x',
    ])
    const updated = await database.query('update counted set name = null where id > 3')
    const none = await database.query('delete from counted where id > 100')
    const selected = await database.query('select id from counted order by id')
    expect([inserted.rowCount, updated.rowCount, none.rowCount, selected.rowCount]).toEqual([5, 2, 0, 5])
  })

  it('reports a refused statement by its SQLSTATE and constraint', async () => {
    await database.exec('create table unique_names (name text constraint names_once unique)')
    const insert = () => database.query('insert into unique_names values ($1)', ['a'])
    await insert()
    const error = await insert().catch((caught: unknown) => caught)
    expect(error).toMatchObject({
      name: 'SqlError',
      code: '23505',
      constraint: 'names_once',
      table: 'unique_names',
    })
    expect(isUniqueViolation(error, 'names_once')).toBe(true)
    expect(isUniqueViolation(error, 'another')).toBe(false)
  })
})
