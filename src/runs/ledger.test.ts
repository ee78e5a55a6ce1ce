import { beforeAll, describe, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { insertRun } from '../../test/helpers/rows.ts'
import { acquireLease, assertLease, LeaseLostError, releaseLease, renewLease } from '../connections/lease.ts'
import { createPacer } from '../connections/pacer.ts'
import type { Database } from '../db/types.ts'
import type { HeldRun } from './held-run.ts'
import { recordLook } from './item-findings.ts'
import { cancelReady, commitIntent, doubtOrphans, settleItems } from './item-ledger.ts'
import { countItems, pickDoubtful, pickReady } from './item-picks.ts'

const limits = { fresh: 10, again: 2 }

describeEachDatabase('the ledger of a run', (open) => {
  let database: Database
  beforeAll(async () => {
    database = (await open()).database
  })

  async function begin(rowKeys: string[]): Promise<HeldRun> {
    const run = await insertRun(database, rowKeys)
    const lease = await acquireLease(database, run.connection_id, 'w1', 60_000)
    if (!lease) throw new Error('the lease is taken')
    return { database, run, lease }
  }

  describe('lease', () => {
    test('belongs to one worker, and its token rises with every holder', async () => {
      const { run, lease } = await begin(['a'])
      expect(await acquireLease(database, run.connection_id, 'w2', 60_000)).toBeNull()
      expect(await renewLease(database, lease, 60_000)).toBe(true)
      await releaseLease(database, lease)
      const next = await acquireLease(database, run.connection_id, 'w2', 60_000)
      expect(next?.fencingToken).toBe(lease.fencingToken + 1)
      expect(await renewLease(database, lease, 60_000)).toBe(false)
    })

    test('refuses every write of a worker whose lease has passed on', async () => {
      const held = await begin(['a'])
      const { run, lease } = held
      await database.query(`update connection_leases set expires_at = clock_timestamp() - interval '1 second'
        where connection_id = '${run.connection_id}'`)
      const next = await acquireLease(database, run.connection_id, 'w2', 60_000)
      expect(next).not.toBeNull()
      await expect(database.transaction((tx) => assertLease(tx, lease))).rejects.toThrow(LeaseLostError)
      await expect(commitIntent(held, ['a'], 'c1', 1000)).rejects.toThrow(LeaseLostError)
      expect(await countItems(held)).toEqual({ ready: 1 })
    })
  })

  test('commits an intent for exactly the items asked for, and not twice', async () => {
    const held = await begin(['a', 'b', 'c'])
    expect(await commitIntent(held, ['a', 'b'], 'c1', 1000)).toBe(true)
    expect(await countItems(held)).toEqual({ ready: 1, sending: 2 })
    await expect(commitIntent(held, ['a'], 'c2', 1000)).rejects.toThrow(/not ready/)
  })

  test('commits no intent once the owner asked to pause', async () => {
    const held = await begin(['a'])
    await database.query(`update runs set requested = 'pause' where id = $1`, [held.run.id])
    expect(await commitIntent(held, ['a'], 'c1', 1000)).toBe(false)
    expect(await countItems(held)).toEqual({ ready: 1 })
  })

  test('records a page in the same breath as its acceptance', async () => {
    const held = await begin(['a'])
    await commitIntent(held, ['a'], 'c1', 1000)
    await settleItems(held, [
      {
        rowKey: 'a',
        state: 'accepted',
        ref: { rowKey: 'a', remoteId: 'post-a', editedAt: 't1' },
        url: 'https://site.example/post/a',
        status: 'live',
      },
    ])
    const { rows } = await database.query(
      'select row_key, remote_id, url, payload_hash, remote_edited_at from pages where run_id = $1',
      [held.run.id],
    )
    expect(rows).toEqual([
      {
        row_key: 'a',
        remote_id: 'post-a',
        url: 'https://site.example/post/a',
        payload_hash: 'hash a',
        remote_edited_at: 't1',
      },
    ])
  })

  test('refuses a move the table does not allow, and changes nothing', async () => {
    const held = await begin(['a', 'b'])
    await commitIntent(held, ['a'], 'c1', 1000)
    await settleItems(held, [{ rowKey: 'a', state: 'rejected' }])
    await expect(
      settleItems(held, [
        { rowKey: 'b', state: 'held' },
        { rowKey: 'a', state: 'accepted', ref: { rowKey: 'a', remoteId: 'x', editedAt: null } },
      ]),
    ).rejects.toThrow(/could not become accepted/)
    expect(await countItems(held)).toEqual({ ready: 1, rejected: 1 })
  })

  test('puts what was being sent at a death in doubt, and lets it go only after two absences far enough apart', async () => {
    const held = await begin(['a'])
    await commitIntent(held, ['a'], 'c1', 0)
    expect(await doubtOrphans(held)).toBe(1)
    const first = await pickDoubtful(held, 0, 10)
    expect(first.map((item) => [item.is_over, item.was_absent])).toEqual([[true, false]])
    await recordLook(held, [{ rowKey: 'a', counts: true }], 0)
    const soon = await pickDoubtful(held, 3_600_000, 10)
    expect(soon[0]?.was_absent).toBe(false)
    const later = await pickDoubtful(held, 0, 10)
    expect(later[0]?.was_absent).toBe(true)
    await settleItems(held, [{ rowKey: 'a', state: 'ready' }])
    expect((await pickReady(held, limits)).map((item) => item.attempts)).toEqual([1])
  })

  test('does not count a look before the lost request has certainly ended', async () => {
    const held = await begin(['a'])
    await commitIntent(held, ['a'], 'c1', 3_600_000)
    await settleItems(held, [{ rowKey: 'a', state: 'in_doubt' }])
    await recordLook(held, [{ rowKey: 'a', counts: false }], 0)
    const items = await pickDoubtful(held, 0, 10)
    expect(items.map((item) => [item.is_over, item.was_absent, item.looks])).toEqual([[false, false, 1]])
  })

  test('sends what failed once after the rest in small groups, and what failed more often last and alone', async () => {
    const held = await begin(['a', 'b', 'c'])
    await commitIntent(held, ['a', 'b'], 'c1', 0)
    await settleItems(held, [
      { rowKey: 'a', state: 'in_doubt' },
      { rowKey: 'b', state: 'in_doubt' },
    ])
    await settleItems(held, [
      { rowKey: 'a', state: 'ready' },
      { rowKey: 'b', state: 'ready' },
    ])
    expect((await pickReady(held, limits)).map((item) => item.row_key)).toEqual(['c'])
    await commitIntent(held, ['c'], 'c2', 0)
    expect((await pickReady(held, limits)).map((item) => item.row_key)).toEqual(['a', 'b'])
    await commitIntent(held, ['a', 'b'], 'c3', 0)
    await settleItems(held, [
      { rowKey: 'a', state: 'ready' },
      { rowKey: 'b', state: 'ready' },
    ])
    expect((await pickReady(held, limits)).map((item) => item.row_key)).toEqual(['a'])
  })

  test('a wait gives the attempt back', async () => {
    const held = await begin(['a'])
    await commitIntent(held, ['a'], 'c1', 0)
    await settleItems(held, [{ rowKey: 'a', state: 'ready', waitMs: 0, isNoAttempt: true }])
    expect((await pickReady(held, limits)).map((item) => item.attempts)).toEqual([0])
  })

  test('cancelling takes only what has not been sent', async () => {
    const held = await begin(['a', 'b'])
    await commitIntent(held, ['a'], 'c1', 0)
    expect(await cancelReady(held)).toBe(1)
    expect(await countItems(held)).toEqual({ sending: 1, cancelled: 1 })
  })

  describe('the pacer', () => {
    /** A pacer whose sleeps are recorded and end the taking after a few. */
    async function recorded(pace: 'run' | 'plan') {
      const { run } = await begin(['a'])
      const waits: number[] = []
      const enough = new AbortController()
      const pacer = createPacer(database, run.connection_id, pace, async (ms) => {
        if (ms <= 5) return // The row of the connection was made just now.
        waits.push(ms)
        enough.abort(new Error('enough'))
      })
      let taken = 0
      const takeUntilWait = async () => {
        for (;;) {
          await pacer.take(enough.signal)
          taken += 1
        }
      }
      await expect(takeUntilWait()).rejects.toThrow('enough')
      return { taken, waits, pacer, run }
    }

    test('lets a run have all that the minute has left at once, and a plan half of it', async () => {
      expect((await recorded('run')).taken).toBe(195)
      expect((await recorded('plan')).taken).toBe(98)
    })

    test('never lets more than the rate through in a minute', async () => {
      const { run } = await recorded('plan')
      await database.query(
        `update connection_pacing set recent = array(
           select extract(epoch from clock_timestamp()) - 50 + n / 10.0 from generate_series(1, 195) n)
          where connection_id = $1`,
        [run.connection_id],
      )
      const waits: number[] = []
      const enough = new AbortController()
      const pacer = createPacer(database, run.connection_id, 'plan', async (ms) => {
        waits.push(ms)
        enough.abort(new Error('enough'))
      })
      await expect(pacer.take(enough.signal)).rejects.toThrow('enough')
      expect(waits).toEqual([1000])
    })

    test('waits for as long as Wix said, looking again every second', async () => {
      const { run, pacer } = await recorded('run')
      await pacer.block(30_000, 'Wix asked us to slow down')
      expect(await pacer.waiting()).toMatchObject({ reason: 'Wix asked us to slow down' })
      await database.query(`update connection_pacing set recent = '{}' where connection_id = $1`, [
        run.connection_id,
      ])
      await expect(pacer.take(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone')
      const waits: number[] = []
      const enough = new AbortController()
      const again = createPacer(database, run.connection_id, 'run', async (ms) => {
        waits.push(ms)
        enough.abort(new Error('enough'))
      })
      await expect(again.take(enough.signal)).rejects.toThrow('enough')
      expect(waits).toEqual([1000])
    })

    test('slows down after a block and speeds up again, within its bounds', async () => {
      const { run } = await begin(['a'])
      const pacer = createPacer(database, run.connection_id)
      await pacer.take(new AbortController().signal)
      const rate = async () =>
        (
          await database.query<{ rate_per_minute: number }>(
            'select rate_per_minute from connection_pacing where connection_id = $1',
            [run.connection_id],
          )
        ).rows[0]?.rate_per_minute
      await pacer.block(1000, 'x')
      expect(await rate()).toBe(156)
      for (let i = 0; i < 20; i++) await pacer.block(1000, 'x')
      expect(await rate()).toBe(30)
      for (let i = 0; i < 60; i++) await pacer.raiseRate()
      expect(await rate()).toBe(195)
    })
  })
})
