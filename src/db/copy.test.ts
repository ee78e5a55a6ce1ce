import { beforeAll, describe, expect, it } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { toCopyText } from './copy-text.ts'
import type { Database } from './types.ts'

describe('rows as text for COPY', () => {
  it('escapes what would end a cell or a row, and tells nothing from an empty text', () => {
    expect(toCopyText([['a\tb', 'c\nd\re', 'f\\n', '', null, 7]])).toBe(
      'a\\tb\tc\\nd\\re\tf\\\\n\t\t\\N\t7\n',
    )
  })
})

describeEachDatabase('copying rows in', (open) => {
  let database: Database

  beforeAll(async () => {
    database = (await open()).database
    await database.exec('create table copied (id int primary key, words text, list jsonb, other text)')
  })

  it('keeps every text as it is', async () => {
    const texts = [
      '\\.',
      '\\N',
      'a\tb',
      'line\r\nline',
      '\\\\',
      '"quoted"',
      'Żółw 🐢',
      '',
      'x'.repeat(100_000),
    ]
    const rows = texts.map((text, id) => [id, text, JSON.stringify([text]), null] as const)
    await database.copyInto('copied', ['id', 'words', 'list', 'other'], rows)
    const found = await database.query<{ words: string; list: string[]; other: null }>(
      'select words, list, other from copied order by id',
    )
    expect(found.rows).toEqual(texts.map((text) => ({ words: text, list: [text], other: null })))
  })

  it('keeps all rows or none, and the database works on after a refusal', async () => {
    const twice = database.copyInto('copied', ['id'], [[1000], [1001], [1000]])
    await expect(twice).rejects.toMatchObject({ code: '23505' })
    const { rows } = await database.query('select id from copied where id >= 1000')
    expect(rows).toEqual([])
    await database.copyInto('copied', ['id'], [[1000]])
    await database.copyInto('copied', ['id'], [])
  })

  it('is refused inside a transaction', async () => {
    const work = database.transaction(() => database.copyInto('copied', ['id'], [[2000]]))
    await expect(work).rejects.toThrow('only its tx')
  })
})
