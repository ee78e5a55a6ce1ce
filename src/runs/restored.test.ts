// A database that is older than the site, or a copy of one: nothing is published a second time.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { backUp } from '../../test/helpers/backup.ts'
import { describeOnServer } from '../../test/helpers/database.ts'
import { type Destination, destinations, type Stored } from '../../test/helpers/destinations.ts'
import {
  makeRows,
  type Publishing,
  type PublishingOptions,
  startPublishing,
} from '../../test/helpers/publishing.ts'
import { type FolderMark, openFolderMark } from '../db/folder-mark.ts'
import type { Database } from '../db/types.ts'
import { silentLogger } from '../logger.ts'
import { setRemovals } from '../plans/plans.ts'
import { createWixClient } from '../wix/index.ts'

const named = (name: string) => destinations.find((one) => one.name === name)!
const blog = named('wix/blog')
const cases: [string, Destination, Partial<PublishingOptions>][] = [
  ['posts', blog, {}],
  ['drafts of posts', blog, { mode: 'draft' }],
  ...destinations
    .filter((one) => one !== blog)
    .map((one): [string, Destination, Partial<PublishingOptions>] => [one.name, one, {}]),
  [
    'drafts of items',
    {
      ...named('wix/cms'),
      stored: (control, siteId) =>
        ['Places', 'Places__drafts'].flatMap((id) => control.items(siteId, 'dataItems', id) as Stored[]),
    },
    {
      furnish: (control, siteId) =>
        void control.createCollection({
          siteId,
          id: 'Places',
          displayField: 'title',
          fields: ['title', 'slug'].map((key) => ({ key, displayName: key, type: 'TEXT' })),
          drafts: true,
        }),
      fields: { title: '{{name}}', slug: '{{id}}' },
      projectOptions: { collectionId: 'Places', mode: 'draft' },
    },
  ],
  [
    'products with SKUs of their own on Catalog V1',
    named('wix/store on Catalog V1'),
    { fields: { ...named('wix/store on Catalog V1').options.fields, sku: 'T-{{id}}' } },
  ],
]

describeOnServer('a database that was restored', (open) => {
  let database: Database
  let folder: string
  let mark: FolderMark
  let publishing: Publishing
  let destination: Destination
  beforeAll(async () => {
    database = (await open()).database
  })
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'seomatic-restored-'))
    mark = await openFolderMark(database, folder, silentLogger)
  })
  afterEach(async () => {
    await publishing.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function begin(one: Destination, options: Partial<PublishingOptions> = {}, count = 12) {
    destination = one
    publishing = await startPublishing(database, {
      rows: makeRows(count),
      ...destination.options,
      ...options,
      markFolder: () => mark.renew(),
    })
    return publishing.startWorker()
  }
  const stored = () => destination.stored(publishing.control, publishing.siteId)
  /** As the program does at its start. */
  const notice = async () => {
    mark = await openFolderMark(database, folder, silentLogger)
  }
  const changed = (count: number) => makeRows(count).map((row) => ({ ...row, name: `${row['name']} (new)` }))
  const end = async (id: string) => publishing.until(id, 'done', 'needs_attention')

  describe.each(cases)('%s', (_, one, options) => {
    test('a plan takes up what the run after the backup published, as it is', async () => {
      await begin(one, options)
      const restore = await backUp(database)
      await publishing.publish()
      await restore()
      await notice()
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ create: 0, adopt: 12 })
      await end((await publishing.apply(plan.id)).id)
      expect(stored()).toHaveLength(12)
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 12, create: 0, adopt: 0 })
    })

    test('also where rows, titles and addresses changed since, which the plan shows', async () => {
      await begin(one, options)
      const restore = await backUp(database)
      await publishing.publish()
      await restore()
      await notice()
      await publishing.replaceRows(changed(14))
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ create: 2, adopt: 12 })
      const run = await end((await publishing.apply(plan.id)).id)
      expect(run.receipt).toMatchObject({ accepted: 14, verifiedEqual: 14 })
      expect(stored()).toHaveLength(14)
      expect(stored().map(one.nameOf)).toContain('Place 1 (new)')
    })

    test('a plan that was ready in the backup publishes nothing a second time', async () => {
      await begin(one, options)
      const ready = await publishing.plan()
      const restore = await backUp(database)
      await end((await publishing.apply(ready.id)).id)
      await restore()
      await notice()
      const run = await end((await publishing.apply(ready.id)).id)
      expect(run.receipt).toMatchObject({ accepted: 12, verifiedEqual: 12, twins: 0 })
      expect(stored()).toHaveLength(12)
      // Nor are its categories made a second time.
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 12, update: 0 })
    })

    test('a run that was under way in the backup goes on without making anything twice', async () => {
      const worker = await begin(one, options)
      await worker.stop()
      const ready = await publishing.plan()
      const run = await publishing.apply(ready.id)
      const restore = await backUp(database)
      const first = await publishing.startWorker()
      await end(run.id)
      // Nobody works on a database that is being restored, and the next process notices before it does.
      await first.stop()
      await restore()
      await notice()
      await publishing.startWorker()
      expect((await end(run.id)).receipt).toMatchObject({ accepted: 12, twins: 0 })
      expect(stored()).toHaveLength(12)
    })
  })

  test('a run notices by itself that the database was restored while the program went on', async () => {
    const worker = await begin(blog, { mode: 'draft' })
    const ready = await publishing.plan()
    const restore = await backUp(database)
    await end((await publishing.apply(ready.id)).id)
    await worker.stop()
    await restore()
    await publishing.startWorker()
    const run = await end((await publishing.apply(ready.id)).id)
    expect(run.receipt).toMatchObject({ accepted: 12, verifiedEqual: 12, twins: 0 })
    expect(stored()).toHaveLength(12)
  })

  test('the search ends with the first plan that finds nothing unknown', async () => {
    await begin(blog, { mode: 'draft' })
    const restore = await backUp(database)
    await publishing.publish()
    await restore()
    await notice()
    await publishing.publish()
    await publishing.plan()
    await publishing.replaceRows(makeRows(13))
    publishing.control.clearRequests()
    expect((await publishing.plan()).counts).toMatchObject({ create: 1, unchanged: 12 })
    const bodies = publishing.control.requests(0).map((entry) => JSON.stringify(entry['body'] ?? null))
    expect(bodies.filter((body) => body.includes('RICH_CONTENT'))).not.toContainEqual(
      expect.not.stringContaining('editedDate'),
    )
  })

  test('a draft in the trash stays there until somebody decides, plan after plan', async () => {
    await begin(blog, { mode: 'draft' }, 4)
    const restore = await backUp(database)
    await publishing.publish()
    await publishing.replaceRows(makeRows(2))
    const removal = await publishing.plan()
    await setRemovals(database, publishing.workspaceId, removal.id, true)
    await end((await publishing.apply(removal.id)).id)
    await restore()
    await notice()
    for (let i = 0; i < 2; i++)
      expect((await publishing.plan()).counts).toMatchObject({ create: 0, adopt: 2, gone: 2 })
    expect((await publishing.publish()).receipt).toMatchObject({ accepted: 0 })
    expect((await publishing.plan()).counts).toMatchObject({ create: 0, unchanged: 2, gone: 2 })
  })

  test('a page that was deleted and made again after the backup is found under its new id', async () => {
    await begin(blog, {}, 2)
    await publishing.publish()
    const [first] = stored()
    const restore = await backUp(database)
    await publishing.replaceRows(makeRows(1))
    const removal = await publishing.plan()
    await setRemovals(database, publishing.workspaceId, removal.id, true)
    await end((await publishing.apply(removal.id)).id)
    await publishing.replaceRows(makeRows(2))
    await publishing.publish()
    await restore()
    await notice()
    await publishing.publish()
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 2, gone: 0, create: 0 })
    expect(stored()).toHaveLength(2)
    expect(stored()).toContainEqual(expect.objectContaining({ id: first!.id }))
  })

  test('a row that was held while the search was on is found once it can go', async () => {
    await begin(blog, { mode: 'draft' }, 3)
    const restore = await backUp(database)
    await publishing.publish()
    await restore()
    await notice()
    const rows = makeRows(3)
    await publishing.replaceRows(rows.map((row, i) => (i === 1 ? { ...row, name: '' } : row)))
    expect((await publishing.plan()).counts).toMatchObject({ adopt: 2, held: 1 })
    await publishing.publish()
    await publishing.plan()
    await publishing.replaceRows(rows)
    expect((await publishing.plan()).counts).toMatchObject({ create: 0, adopt: 1, unchanged: 2 })
  })

  test('a date that somebody gave a post in Wix is kept', async () => {
    await begin(blog, { mode: 'draft' }, 1)
    const restore = await backUp(database)
    await publishing.publish()
    const [post] = stored()
    const client = createWixClient({
      baseUrl: publishing.simulator.url,
      auth: { kind: 'apiKey', apiKey: publishing.key.key, siteId: publishing.siteId },
    })
    const scheduled = { action: 'UPDATE_SCHEDULE' as const, scheduledPublishDate: '2099-05-01T08:00:00Z' }
    await client.draftPosts.update(post!.id, {}, scheduled)
    await restore()
    await notice()
    await publishing.replaceRows(changed(1))
    await publishing.publish()
    expect(stored()).toHaveLength(1)
    expect(stored()[0]).toMatchObject({ id: post!.id, status: 'SCHEDULED' })
  })

  test('nothing says that the database is older, and yet no draft is made twice', async () => {
    await begin(blog, { mode: 'draft' }, 5)
    const restore = await backUp(database)
    await publishing.publish()
    await restore()
    expect((await publishing.plan()).counts).toMatchObject({ create: 0, adopt: 5 })
  })

  test('a post that a person duplicated in Wix is a page once: the oldest', async () => {
    await begin(blog, { mode: 'draft' }, 1)
    const restore = await backUp(database)
    await publishing.publish()
    const [original] = stored() as unknown as { id: string; draft: Record<string, unknown> }[]
    const { title, richContent } = original!.draft
    publishing.control.createItem({
      siteId: publishing.siteId,
      kind: 'post',
      fields: { title: `Copy of ${title}`, richContent },
    })
    await restore()
    await notice()
    const plan = await publishing.plan()
    expect(plan.counts).toMatchObject({ create: 0, adopt: 1 })
    expect(plan.problemGroups).toContainEqual(expect.objectContaining({ code: 'twin', count: 1 }))
    await end((await publishing.apply(plan.id)).id)
    const { rows } = await database.query('select remote_id from pages where project_id = $1', [
      publishing.projectId,
    ])
    expect(rows).toEqual([{ remote_id: original!.id }])
  })
})
