import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { allowRequests } from '../../test/helpers/pace.ts'
import { insertProject } from '../../test/helpers/rows.ts'
import type { Database } from '../db/types.ts'
import { silentLogger } from '../logger.ts'
import { inOneGo } from '../targets/in-one-go.ts'
import { RequestWithdrawn } from '../wix/index.ts'
import { GaveUpError } from './pacer.ts'
import { openSite } from './site.ts'

describeEachDatabase('a request to a site', (open) => {
  let database: Database
  beforeAll(async () => {
    database = (await open()).database
  })

  /** A site whose requests are asked for by hand. */
  async function openByHand(givesUp = () => false) {
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
      givesUp,
    )
    const taken = async () => {
      const { rows } = await database.query<{ n: number }>(
        'select cardinality(recent) as n from connection_pacing where connection_id = $1',
        [connectionId],
      )
      return rows[0]?.n
    }
    return { site, connectionId, request: () => request(), taken }
  }

  test('that is paid for ahead leaves at once although another lane asks for one in between', async () => {
    const { site, request, taken } = await openByHand()
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

  test('is given up when nobody wants it any more, and withdrawn where others of its work have left', async () => {
    let isWanted = true
    const { site, request } = await openByHand(() => !isWanted)
    const prepaid = await site.prepay()
    isWanted = false
    await expect(request()).rejects.toThrow(GaveUpError)
    await prepaid(async () => {
      await request()
      await expect(request()).rejects.toThrow(RequestWithdrawn)
    })
  })

  test('follows the others of its page all the same, once one of them has left', async () => {
    let isWanted = true
    const { site, request, connectionId, taken } = await openByHand(() => !isWanted)
    const prepaid = await site.prepay()
    await prepaid(async () => {
      await request()
      isWanted = false
      await expect(inOneGo(request)).rejects.toThrow(RequestWithdrawn)
      isWanted = true
      await inOneGo(async () => {
        await request()
        isWanted = false
        await allowRequests(database, connectionId, 0)
        const waits = request()
        await allowRequests(database, connectionId, 1)
        await waits
      })
    })
    expect(await taken()).toBe(1_001)
  })
})
