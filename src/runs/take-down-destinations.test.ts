// Taking pages down and bringing them back, for every destination and every way off the site that it has.
import { afterEach, describe, expect, test } from 'vitest'
import { withDatabase } from '../../test/helpers/database.ts'
import { destinations } from '../../test/helpers/destinations.ts'
import { makeRows, type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import { writeCalls } from '../../test/helpers/write-calls.ts'
import type { DownHow } from '../api/take-down.ts'
import type { Database } from '../db/types.ts'
import type { NewPlan } from '../plans/plans.ts'
import { targetOptions } from '../projects/project-record.ts'
import { targetById } from '../targets/index.ts'

describe.each(destinations.map((one) => [one.name, one] as const))('taking down %s', (_, destination) => {
  let database: Database
  let publishing: Publishing
  withDatabase((opened) => {
    database = opened
  })
  afterEach(() => publishing.close())

  const chosen = ['row-1', 'row-2', 'row-3', 'row-4', 'row-5']
  const takeDown = (how: DownHow): NewPlan => ({
    scope: { kind: 'rows', origin: 'take_down', how, count: chosen.length, words: 'chosen' },
    rowKeys: chosen,
  })
  const bringBack: NewPlan = {
    scope: { kind: 'rows', origin: 'bring_back', count: chosen.length, words: 'chosen' },
    rowKeys: chosen,
  }
  const stored = () => destination.stored(publishing.control, publishing.siteId)
  const addresses = async () =>
    (
      await database.query<{ row_key: string; slug: string; url: string | null }>(
        'select row_key, slug, url from pages where project_id = $1 order by row_key',
        [publishing.projectId],
      )
    ).rows
  const ways = async () => {
    const project = (await publishing.projects.find(publishing.projectId))!
    return targetById(project.destination).wayBack.takeDowns(targetOptions(project))
  }
  const run = async (wanted: NewPlan, confirm?: number) => {
    const plan = await publishing.plan(publishing.projectId, wanted)
    const started = await publishing.apply(plan.id, { confirm })
    return publishing.until(started.id, 'done', 'needs_attention')
  }

  test('every way: they are gone, stay so, and come back at their addresses', async () => {
    publishing = await startPublishing(database, { rows: makeRows(8), ...destination.options })
    await publishing.startWorker()
    await publishing.publish()
    const before = await addresses()
    const count = stored().length
    const hows = await ways()
    expect(hows.length).toBeGreaterThan(0)
    for (const { how, isFinal } of hows) {
      const confirm = how === 'deleted' ? 5 : undefined
      expect(isFinal).toBe(how === 'deleted')
      if (how === 'deleted')
        await expect(run(takeDown(how))).rejects.toMatchObject({
          code: 'bad_request',
          details: { confirm: 5 },
        })
      const down = await run(takeDown(how), confirm)
      expect([how, down.receipt]).toMatchObject([how, { accepted: 5, verifiedEqual: 5, rejected: 0 }])
      publishing.control.clearRequests()
      const next = await publishing.plan()
      expect([how, next.counts]).toMatchObject([
        how,
        { down: 5, unchanged: 3, update: 0, create: 0, gone: 0 },
      ])
      expect(writeCalls(publishing.control.requests(0))).toEqual([])
      const back = await run(bringBack)
      expect([how, back.receipt]).toMatchObject([
        how,
        { accepted: 5, verifiedEqual: 5, rejected: 0, twins: 0 },
      ])
      expect(stored()).toHaveLength(count)
      expect(await addresses()).toEqual(before)
      expect([how, (await publishing.plan()).counts]).toMatchObject([
        how,
        { unchanged: 8, down: 0, update: 0 },
      ])
    }
  })

  test.each(['accept-then-drop', 'drop-before', 'status-after'] as const)(
    'every way, with answers that are lost (%s): none is missing afterwards, and none there twice',
    async (kind) => {
      publishing = await startPublishing(database, { rows: makeRows(8), ...destination.options })
      await publishing.startWorker()
      await publishing.publish()
      const count = stored().length
      for (const { how } of await ways()) {
        const confirm = how === 'deleted' ? 5 : undefined
        const route = '/^(POST|PATCH|PUT|DELETE) .*(?<!query|search|count|validate)$/'
        publishing.control.addFault({ route, kind, nth: [1, 3] } as never)
        const down = await run(takeDown(how), confirm)
        expect([how, down.receipt]).toMatchObject([how, { accepted: 5, rejected: 0 }])
        publishing.control.removeFaults()
        publishing.control.addFault({ route, kind, nth: [1, 3] } as never)
        const back = await run(bringBack)
        expect([how, back.receipt]).toMatchObject([how, { accepted: 5, rejected: 0, twins: 0 }])
        publishing.control.removeFaults()
        expect(stored()).toHaveLength(count)
        expect((await publishing.plan()).counts).toMatchObject({ unchanged: 8, down: 0, create: 0 })
      }
    },
  )
})
