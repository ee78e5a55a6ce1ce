import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { usualRatePerMinute } from '../api/pace.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { allowedRates, limitRate, noteRequests } from './pace.ts'
import { createPacer, showPace } from './pacer.ts'

describeEachDatabase('requests that wait for nobody', (open) => {
  let database: Database
  beforeAll(async () => {
    database = (await open()).database
  })

  async function newConnection(): Promise<string> {
    const [workspace, connection] = [newId('ws'), newId('con')]
    await database.query(`insert into workspaces (id, name) values ($1, 'Acme')`, [workspace])
    await database.query(
      `insert into connections (id, workspace_id, name, kind, method, site_id, credentials_sealed, status)
       values ($1, $2, 'Acme', 'wix', 'api_key', 'site', 'sealed', 'active')`,
      [connection, workspace],
    )
    return connection
  }

  test('count for the minute: a run that starts right after a check keeps below the limit', async () => {
    const id = await newConnection()
    await noteRequests(database, id, 18)
    await noteRequests(database, id, usualRatePerMinute - 20)
    const pacer = createPacer(database, id, 'plan', async () => {
      throw new Error('has to wait')
    })
    const { signal } = new AbortController()
    await noteRequests(database, id, 1)
    await expect(pacer.take(signal)).rejects.toThrow('has to wait')
    await database.query('update connection_pacing set recent = recent[1:90] where connection_id = $1', [id])
    await pacer.take(signal)
  })

  test('of more than a minute ago are forgotten', async () => {
    const id = await newConnection()
    await noteRequests(database, id, 5)
    await database.query(
      'update connection_pacing set recent = array(select t - 61 from unnest(recent) t) where connection_id = $1',
      [id],
    )
    await noteRequests(database, id, 2)
    const { rows } = await database.query<{ n: number }>(
      'select cardinality(recent) as n from connection_pacing where connection_id = $1',
      [id],
    )
    expect(rows[0]?.n).toBe(2)
  })
})

describeEachDatabase('a pace that the owner set', (open) => {
  let database: Database
  let id: string
  beforeAll(async () => {
    database = (await open()).database
    const workspace = newId('ws')
    id = newId('con')
    await database.query(`insert into workspaces (id, name) values ($1, 'Acme')`, [workspace])
    await database.query(
      `insert into connections (id, workspace_id, name, kind, method, site_id, credentials_sealed, status)
       values ($1, $2, 'Acme', 'wix', 'api_key', 'site', 'sealed', 'active')`,
      [id, workspace],
    )
  })
  const shown = () => showPace(database, id)

  test('holds for whoever sends, before and after the first request', async () => {
    await limitRate(database, id, 10)
    expect(await shown()).toMatchObject({ ratePerMinute: 10, usualPerMinute: 10, mostPerMinute: 10 })
    expect((await allowedRates(database, [id]))(id)).toBe(10)
    const pacer = createPacer(database, id, 'run', async () => {
      throw new Error('has to wait')
    })
    const { signal } = new AbortController()
    for (let request = 0; request < 10; request++) await pacer.take(signal)
    await expect(pacer.take(signal)).rejects.toThrow('has to wait')
  })

  test('is what a pace rises to that Wix slowed down, and no more', async () => {
    await limitRate(database, id, 60)
    const pacer = createPacer(database, id)
    await pacer.block(1000, 'Wix asked to wait.')
    expect((await shown()).ratePerMinute).toBe(48)
    // Another limit does not undo what Wix asked for.
    await limitRate(database, id, 100)
    expect((await shown()).ratePerMinute).toBe(48)
    await limitRate(database, id, 50)
    for (let time = 0; time < 3; time++) await pacer.raiseRate()
    expect((await shown()).ratePerMinute).toBe(50)
  })

  test('is taken away again', async () => {
    await limitRate(database, id, null)
    expect(await shown()).toMatchObject({
      ...{ ratePerMinute: usualRatePerMinute, usualPerMinute: usualRatePerMinute, mostPerMinute: null },
    })
    expect((await allowedRates(database, [id, 'other']))('other')).toBe(usualRatePerMinute)
  })
})
