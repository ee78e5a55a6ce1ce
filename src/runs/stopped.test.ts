// A run that stopped until its owner does something, and another process that goes on with it.
import { afterEach, expect, test } from 'vitest'
import { withDatabase } from '../../test/helpers/database.ts'
import { createPlaces } from '../../test/helpers/destinations.ts'
import { makeRows, type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import type { Database } from '../db/types.ts'
import { listEvents } from './diary.ts'
import { resumeRun } from './run-requests.ts'

let database: Database
let publishing: Publishing
withDatabase((opened) => {
  database = opened
})
afterEach(() => publishing.close())

test('it stopped in order, so that no restart is told or counted', async () => {
  const furnish = (control: Publishing['control'], siteId: string) =>
    void createPlaces(control, siteId, { kinds: [] })
  publishing = await startPublishing(database, {
    rows: makeRows(3),
    destination: 'wix/cms',
    site: { installedApps: ['cms'] },
    furnish,
    fields: { title: '{{name}}', slug: '{{id}}' },
    projectOptions: { collectionId: 'Places' },
  })
  const { id } = await publishing.apply((await publishing.plan()).id)
  publishing.control.deleteCollection(publishing.siteId, 'Places')
  const first = await publishing.startWorker()
  expect((await publishing.until(id, 'needs_attention')).message).toContain('no longer has a collection')
  await first.stop()
  furnish(publishing.control, publishing.siteId)
  await resumeRun(database, publishing.workspaceId, id)
  await publishing.startWorker()
  expect((await publishing.until(id, 'done')).receipt).toMatchObject({ accepted: 3, restarts: 0 })
  const told = (await listEvents(database, id, 0, 100)).map((event) => event.message)
  expect(told).not.toContainEqual(expect.stringContaining('restarted'))
})
