// What a run and a plan tell a person who is not looking.
import { afterEach, expect, test } from 'vitest'
import { withDatabase } from '../../test/helpers/database.ts'
import { createPlaces } from '../../test/helpers/destinations.ts'
import { makeRows, type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import type { Database } from '../db/types.ts'
import { listNotices } from '../notices/inbox.ts'
import { explainStop } from './explain-stop.ts'
import { cancelRun, resumeRun } from './run-requests.ts'
import { findRunRow } from './run-store.ts'

let database: Database
let publishing: Publishing
withDatabase((opened) => {
  database = opened
})
afterEach(() => publishing.close())

/** The oldest first. */
const told = async () =>
  (await listNotices(database, publishing.workspaceId, { limit: 50, before: null })).reverse()
const kindsTold = async () => (await told()).map(({ kind }) => kind)

const furnish = (control: Publishing['control'], siteId: string) =>
  void createPlaces(control, siteId, { kinds: [] })

const collection = {
  rows: makeRows(3),
  destination: 'wix/cms',
  site: { installedApps: ['cms' as const] },
  furnish,
  fields: { title: '{{name}}', slug: '{{id}}' },
  projectOptions: { collectionId: 'Places' },
}

test('each stop is told once with its reason, a restart of the worker is none, and the end is told once', async () => {
  publishing = await startPublishing(database, collection)
  const { id } = await publishing.apply((await publishing.plan()).id)
  publishing.control.deleteCollection(publishing.siteId, 'Places')
  const first = await publishing.startWorker()
  await publishing.until(id, 'needs_attention')
  await first.stop()
  const second = await publishing.startWorker()
  expect(await kindsTold()).toEqual(['run_needs_attention'])
  await resumeRun(database, publishing.workspaceId, id)
  await publishing.until(id, 'needs_attention')
  expect(await kindsTold()).toEqual(['run_needs_attention', 'run_needs_attention'])

  await explainStop(database, (await findRunRow(database, id))!, 'The key was revoked.')
  const messages = (await told()).map(({ message }) => message)
  expect(messages).toEqual([expect.stringContaining('no longer has a collection'), 'The key was revoked.'])

  furnish(publishing.control, publishing.siteId)
  await resumeRun(database, publishing.workspaceId, id)
  await publishing.until(id, 'done')
  await second.stop()
  await publishing.startWorker()
  expect((await told()).slice(2)).toMatchObject([
    { kind: 'run_finished', text: 'The run of Places is finished: 3 pages published.', path: `/runs/${id}` },
  ])
})

test('a run that is cancelled says after how many pages', async () => {
  publishing = await startPublishing(database, collection)
  const { id } = await publishing.apply((await publishing.plan()).id)
  await cancelRun(database, publishing.workspaceId, id, 'Dana')
  await publishing.startWorker()
  await publishing.until(id, 'cancelled')
  expect(await told()).toMatchObject([
    { kind: 'run_stopped', text: 'The run of Places was cancelled after 0 pages.' },
  ])
})

test('a plan tells of pages that were edited in Wix, and one without says nothing', async () => {
  publishing = await startPublishing(database, { rows: makeRows(3) })
  await publishing.startWorker()
  await publishing.publish()
  expect(await kindsTold()).toEqual(['run_finished'])
  const [post] = publishing.posts()
  publishing.control.editItem({
    siteId: publishing.siteId,
    kind: 'post',
    id: post!.id,
    fields: { title: 'Edited by Dana' },
    publish: true,
  })
  await publishing.replaceRows(makeRows(3).map((row) => ({ ...row, name: `${row['name']} new` })))
  const { id } = await publishing.plan()
  expect((await told()).slice(1)).toMatchObject([
    {
      kind: 'conflicts_found',
      text: 'The plan of Places found 1 page that was also edited in Wix.',
      path: `/projects/${publishing.projectId}?tab=plan`,
      subject: { kind: 'plan', id },
    },
  ])
})
