// What no fact about Wix promises and only its answers have as a habit must not be leaned on: told otherwise, each row
// is there once all the same, and the receipt says so.
import { afterEach, describe, expect, test } from 'vitest'
import { withDatabase } from '../../test/helpers/database.ts'
import { type Control, destinations } from '../../test/helpers/destinations.ts'
import { makeRows, type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import { habits, withHabits } from '../../test/helpers/wix-habits.ts'
import { writeCalls } from '../../test/helpers/write-calls.ts'
import type { Database } from '../db/types.ts'
import { setRemovals } from '../plans/plans.ts'

/** Calls that a site may lack, or that nobody answers: what they tell is found elsewhere, or done without. */
const missing: Record<string, RegExp | undefined> = {
  'wix/store on Catalog V3': /provision\/version|inventory-items|query-variants/,
  'wix/store on Catalog V1': /provision\/version/,
  'wix/blog': /ricos-document\/validate/,
}

describe.each(destinations.map((one) => [one.name, one] as const))('%s', (_, destination) => {
  let database: Database
  let publishing: Publishing
  withDatabase((opened) => {
    database = opened
  })
  afterEach(() => publishing.close())

  test.each(Object.entries(habits))(
    'creates, changes and removes each row once where Wix %s than it does as a rule',
    async (_name, told) => {
      const rows = makeRows(7)
      publishing = await startPublishing(database, {
        rows,
        ...destination.options,
        fetch: withHabits(told),
      })
      await publishing.startWorker()
      const names = () =>
        destination.stored(publishing.control, publishing.siteId).map(destination.nameOf).toSorted()
      const lostAnswer = { route: destination.createRoute, kind: 'accept-then-drop', nth: [1] }
      publishing.control.addFault(lostAnswer as Parameters<Control['addFault']>[0])
      const made = await publishing.publish()
      expect(made.receipt).toMatchObject({ accepted: 7, verifiedEqual: 7, differences: 0, rejected: 0 })
      expect(names()).toEqual(rows.map((row) => row['name']))

      publishing.control.clearRequests()
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 7, update: 0, conflict: 0 })
      expect(writeCalls(publishing.control.requests(0))).toEqual([])

      const changed = rows.slice(0, 6).map((row) => ({ ...row, name: `${row['name']} (new)` }))
      await publishing.replaceRows(changed)
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ update: 6, remove: 1, conflict: 0 })
      await setRemovals(database, publishing.workspaceId, plan.id, true)
      const run = await publishing.until((await publishing.apply(plan.id)).id, 'done', 'needs_attention')
      expect(run.receipt).toMatchObject({ accepted: 7, differences: 0, rejected: 0 })
      expect(names()).toEqual(changed.map((row) => row['name']))
    },
  )

  const lacks = missing[destination.name]
  if (lacks)
    test.each([
      ['of Wix', '{"message":"","details":{}}'],
      ['of HTML', '<!doctype html><title>404</title>'],
    ])(
      'creates and changes each row once where calls that help are not there: 404 %s',
      async (_kind, body) => {
        publishing = await startPublishing(database, {
          rows: makeRows(4),
          ...destination.options,
          fetch: async (input, init) =>
            lacks.test(String(input)) ? new Response(body, { status: 404 }) : fetch(input, init),
        })
        await publishing.startWorker()
        const made = await publishing.publish()
        expect(made.receipt).toMatchObject({ accepted: 4, verifiedEqual: 4, differences: 0, rejected: 0 })
        await publishing.replaceRows(makeRows(4).map((row) => ({ ...row, name: `${row['name']} (new)` })))
        const changed = await publishing.publish()
        expect(changed.receipt).toMatchObject({ accepted: 4, verifiedEqual: 4, differences: 0, rejected: 0 })
      },
    )
})
