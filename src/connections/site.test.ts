import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { insertProject } from '../../test/helpers/rows.ts'
import type { Database } from '../db/types.ts'
import { silentLogger } from '../logger.ts'
import { openSite } from './site.ts'

describeEachDatabase('a request that is paid for ahead', (open) => {
  let database: Database
  beforeAll(async () => {
    database = (await open()).database
  })

  test('leaves at once although another lane asks for a request in between', async () => {
    const { connectionId } = await insertProject(database)
    let request: () => Promise<void> = async () => undefined
    const site = await openSite(
      {
        database,
        logger: silentLogger,
        connections: {
          open: async (_, opened) => {
            request = async () => opened?.beforeRequest?.(undefined)
            return { connection: {}, client: {} } as never
          },
        },
      },
      connectionId,
      new AbortController().signal,
      'run',
    )
    const taken = async () => {
      const { rows } = await database.query<{ n: number }>(
        'select cardinality(recent) as n from connection_pacing where connection_id = $1',
        [connectionId],
      )
      return rows[0]?.n
    }
    const prepaid = await site.prepay()
    expect(await taken()).toBe(1)
    await request()
    expect(await taken()).toBe(2)
    await prepaid(async () => {
      await request()
      expect(await taken()).toBe(2)
      // One ahead is one.
      await request()
      expect(await taken()).toBe(3)
    })
  })
})
