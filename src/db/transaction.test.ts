import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import type { Database, Tx } from './types.ts'

describeEachDatabase('transactions', (open) => {
  let database: Database
  beforeAll(async () => {
    database = (await open()).database
    await database.exec('create table notes (id int primary key)')
  })
  beforeEach(() => database.exec('delete from notes'))

  const ids = async () => (await database.query<{ id: number }>('select id from notes order by id')).rows
  const insert = (tx: Tx, id: number) => tx.query('insert into notes values ($1)', [id])

  it('keeps everything on success and returns the value', async () => {
    const value = await database.transaction(async (tx) => {
      await insert(tx, 1)
      await tx.exec('insert into notes values (2); insert into notes values (3)')
      return 'done'
    })
    expect(value).toBe('done')
    expect(await ids()).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
  })

  it('keeps nothing on failure and passes the failure on', async () => {
    const attempt = database.transaction(async (tx) => {
      await insert(tx, 1)
      throw new Error('on purpose')
    })
    await expect(attempt).rejects.toThrow('on purpose')
    expect(await ids()).toEqual([])
  })

  it('does not pretend to have committed when a failed statement was caught inside', async () => {
    const attempt = database.transaction(async (tx) => {
      await insert(tx, 1)
      await insert(tx, 1).catch(() => {})
    })
    await expect(attempt).rejects.toThrow('undid everything')
    expect(await ids()).toEqual([])
  })

  it('refuses the database inside a transaction instead of waiting for ever', async () => {
    const misuse: (() => Promise<unknown>)[] = [
      () => database.query('select 1'),
      () => database.exec('select 1'),
      () => database.transaction(async () => {}),
      () => database.notify('channel'),
      () => database.listen('channel', () => {}),
    ]
    for (const wrong of misuse) {
      await expect(database.transaction(wrong)).rejects.toThrow(
        'Inside a transaction only its tx may be used',
      )
    }
    expect(await ids()).toEqual([])
  })

  it('refuses a transaction object that is used afterwards', async () => {
    let kept: Tx | undefined
    await database.transaction(async (tx) => {
      kept = tx
    })
    await expect(kept!.query('select 1')).rejects.toThrow('it has been committed')
  })

  it('undoes a transaction that waits for something else too long, and frees the connection', async () => {
    let isAwake = false
    const late = Promise.withResolvers<unknown>()
    const attempt = database.transaction(
      async (tx) => {
        await insert(tx, 1)
        await sleep(1500)
        isAwake = true
        await insert(tx, 2).catch(late.resolve)
      },
      { limitMs: 300 },
    )
    await expect(attempt).rejects.toMatchObject({ code: 'unavailable' })
    expect(isAwake).toBe(false)
    expect(await ids()).toEqual([])
    expect(await late.promise).toMatchObject({ message: expect.stringContaining('rolled back') })
  })

  it('undoes a transaction whose statement runs too long', async () => {
    const attempt = database.transaction(
      async (tx) => {
        await insert(tx, 1)
        await tx.query('select pg_sleep(2)')
      },
      { limitMs: 300 },
    )
    await expect(attempt).rejects.toThrow('longer than 0.3 seconds')
    expect(await ids()).toEqual([])
  })

  it('fails, and brings nothing else down, when its time is over before it has begun', async () => {
    const failures: unknown[] = []
    const onUnhandled = (error: unknown) => failures.push(error)
    process.on('unhandledRejection', onUnhandled)
    for (let i = 0; i < 20; i++)
      await database.transaction((tx) => tx.query('select 1'), { limitMs: 1 }).catch(() => undefined)
    await sleep(20)
    process.off('unhandledRejection', onUnhandled)
    expect(failures).toEqual([])
    expect(await ids()).toEqual([])
  })

  it('gives a transaction five seconds unless told otherwise', async () => {
    const startedAt = Date.now()
    await expect(database.transaction(() => sleep(20_000, undefined, { ref: false }))).rejects.toThrow(
      'longer than 5 seconds',
    )
    expect(Date.now() - startedAt).toBeGreaterThan(4900)
    // Long before what it waits for: a busy machine may be late by seconds.
    expect(Date.now() - startedAt).toBeLessThan(15_000)
  })

  it('rolls back a transaction that a statement opened by itself', async () => {
    await expect(database.query('begin')).rejects.toThrow('Only database.transaction() opens them')
    await expect(database.exec('begin; insert into notes values (9)')).rejects.toThrow('rolled back')
    expect(await ids()).toEqual([])
  })

  it('serialises writers, so that no update is lost', async () => {
    await database.query('insert into notes values (0)')
    const raise = () =>
      database.transaction(async (tx) => {
        const { rows } = await tx.query<{ id: number }>('select id from notes for update')
        await tx.query('update notes set id = $1', [rows[0]!.id + 1])
      })
    await Promise.all(Array.from({ length: 30 }, raise))
    expect(await ids()).toEqual([{ id: 30 }])
  })

  it('tells listeners what was announced, and stops when asked', async () => {
    const heard: string[] = []
    const all: string[] = []
    const stop = await database.listen('Odd "name"', (payload) => heard.push(payload))
    const stopAll = await database.listen('Odd "name"', (payload) => all.push(payload))
    await database.notify('Odd "name"', 'one')
    await database.transaction(async (tx) => {
      await tx.query('select pg_notify($1, $2)', ['Odd "name"', 'two'])
    })
    await expect.poll(() => heard).toEqual(['one', 'two'])
    await stop()
    await database.notify('Odd "name"', 'three')
    await expect.poll(() => all).toEqual(['one', 'two', 'three'])
    await stopAll()
    expect(heard).toEqual(['one', 'two'])
  })
})
