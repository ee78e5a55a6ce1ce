import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { silentLogger } from '../logger.ts'
import { doubtedAt, openFolderMark } from './folder-mark.ts'
import type { Database } from './types.ts'

describeEachDatabase('the mark of a data folder', (open) => {
  let database: Database
  let root: string
  let folder: string
  beforeAll(async () => {
    database = (await open()).database
  })
  beforeEach(async () => {
    await database.query('delete from data_folders')
    root = mkdtempSync(join(tmpdir(), 'seomatic-mark-'))
    folder = join(root, 'data')
    mkdirSync(folder)
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  const start = (dataDir = folder) => openFolderMark(database, dataDir, silentLogger)
  /** Whether a start there notices that something was restored, copied or moved. */
  async function notices(dataDir = folder): Promise<boolean> {
    await database.query('update data_folders set doubted_at = null')
    await start(dataDir)
    return (await doubtedAt(database)) !== null
  }
  const known = async () =>
    (await database.query('select id, word, identity from data_folders order by id')).rows
  const put = async (rows: Record<string, unknown>[]) => {
    await database.query('delete from data_folders')
    for (const { id, word, identity } of rows)
      await database.query('insert into data_folders (id, word, identity) values ($1, $2, $3)', [
        id,
        word,
        identity,
      ])
  }

  test('nothing is noticed where the same folder is used again, however often', async () => {
    await start()
    for (let i = 0; i < 3; i++) expect(await notices()).toBe(false)
  })

  test('a folder that was never used with the database is', async () => {
    await start()
    expect(await notices(mkdtempSync(join(root, 'other-')))).toBe(true)
  })

  test.each([
    ['started beside it', (copy: string) => copy],
    [
      'put in its place',
      (copy: string, original: string) => {
        rmSync(original, { recursive: true })
        renameSync(copy, original)
        return original
      },
    ],
    [
      'copied over it',
      (copy: string, original: string) => {
        cpSync(copy, original, { recursive: true, preserveTimestamps: true, force: true })
        return original
      },
    ],
  ])('a copy of the whole folder is noticed: %s', async (_, restore) => {
    await start()
    const copy = join(root, 'copy')
    cpSync(folder, copy, { recursive: true, preserveTimestamps: true })
    const asItWas = await known()
    await (await start()).renew()
    // The copy brings its own database along.
    await put(asItWas)
    const restored = restore(copy, folder)
    expect(await notices(restored)).toBe(true)
    expect(await notices(restored)).toBe(false)
  })

  test('an older database in the same folder is noticed, even one from a moment before the last run', async () => {
    const mark = await start()
    const asItWas = await known()
    await mark.renew()
    await put(asItWas)
    expect(await notices()).toBe(true)
  })

  test.each([
    ['before the last run', (rows: Record<string, unknown>[]) => rows],
    ['before this folder was used', () => []],
  ])(
    'a database from %s that is put in while the program runs is noticed by its next run',
    async (_, older) => {
      const mark = await start()
      const asItWas = await known()
      await mark.renew()
      await put(older(asItWas))
      await mark.renew()
      const doubted = await doubtedAt(database)
      expect(doubted).not.toBeNull()
      await mark.renew()
      expect(await doubtedAt(database)).toEqual(doubted)
      expect(await notices()).toBe(false)
    },
  )

  test('a folder moved to another place of the same disk is the same folder', async () => {
    await start()
    renameSync(folder, join(root, 'moved'))
    expect(await notices(join(root, 'moved'))).toBe(false)
  })

  test('a mark that cannot be read is no reason not to start, and is noticed', async () => {
    await start()
    writeFileSync(join(folder, 'folder-mark.json'), '{"id":')
    expect(await notices()).toBe(true)
    expect(JSON.parse(readFileSync(join(folder, 'folder-mark.json'), 'utf8'))).toHaveProperty('word')
  })

  test('several processes that share folder and database do not disturb each other', async () => {
    const marks = [await start(), await start(), await start()]
    await Promise.all(marks.flatMap((mark) => [mark.renew(), mark.renew()]))
    expect(await notices()).toBe(false)
  })

  test('a disk that gives the file another time later is no reason to doubt while the program runs', async () => {
    const mark = await start()
    await database.query("update data_folders set doubted_at = null, identity = identity || '0'")
    await mark.renew()
    expect(await doubtedAt(database)).toBeNull()
  })

  test('two that make it at once go on with one mark, and notice nothing', async () => {
    const marks = await Promise.all([start(), start()])
    await database.query('update data_folders set doubted_at = null')
    for (const mark of [...marks, ...marks]) await mark.renew()
    expect(await doubtedAt(database)).toBeNull()
    expect(await notices()).toBe(false)
  })

  test('a folder that is not there is made, and one that cannot be is no reason not to start', async () => {
    await start(join(root, 'new', 'data'))
    expect(await notices(join(root, 'new', 'data'))).toBe(false)
    writeFileSync(join(root, 'file'), '')
    await (await start(join(root, 'file', 'data'))).renew()
  })
})
