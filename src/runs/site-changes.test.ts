// What a run does when the site, or what a page needs of it, is not as the plan wants it.
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { describeOnServer } from '../../test/helpers/database.ts'
import {
  makeRows,
  type Publishing,
  type PublishingOptions,
  startPublishing,
} from '../../test/helpers/publishing.ts'
import { writeCalls } from '../../test/helpers/write-calls.ts'
import type { Database } from '../db/types.ts'
import { listPlanItems } from '../plans/item-lists.ts'
import { listRunItems } from './run-list.ts'

const picture = (n: number) => `https://pictures.example.com/${n}.jpg`

const cmsOptions: Omit<PublishingOptions, 'rows'> = {
  destination: 'wix/cms',
  site: { installedApps: ['cms'] },
  furnish: (control, siteId) => {
    control.createCollection({
      siteId,
      id: 'Countries',
      displayField: 'title',
      fields: [{ key: 'title', displayName: 'Title', type: 'TEXT' }],
    })
    control.createItem({
      siteId,
      kind: 'dataItem',
      collectionId: 'Countries',
      fields: { title: 'Andorra' },
    })
    control.createCollection({
      siteId,
      id: 'Places',
      displayField: 'title',
      fields: [
        { key: 'title', displayName: 'Title', type: 'TEXT' },
        { key: 'notes', displayName: 'Notes', type: 'TEXT' },
        {
          key: 'country',
          displayName: 'Country',
          type: 'REFERENCE',
          typeMetadata: { reference: { referencedCollectionId: 'Countries' } },
        },
      ],
      pageLinks: ['/places/{title}'],
    })
  },
  fields: { title: '{{name}}', notes: '{{notes}}', country: '{{country}}' },
  projectOptions: { collectionId: 'Places' },
}

describeOnServer('a run', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  async function begin(options: PublishingOptions) {
    publishing = await startPublishing(database, options)
    await publishing.startWorker()
  }
  const planItems = async (planId: string, action: 'held' | 'create') =>
    (await listPlanItems(database, publishing.workspaceId, planId, { action, search: '', limit: 100 })).items
  const runItems = async (runId: string) =>
    (await listRunItems(database, publishing.workspaceId, runId, { search: '', limit: 100 })).items

  describe('to a collection', () => {
    const rows = makeRows(8).map((row, i) => ({
      ...row,
      notes: i < 5 ? `Note ${i}` : '',
      country: 'Andorra',
    }))

    test('holds the pages that a change of the collection concerns, and sends the others', async () => {
      await begin({ rows, ...cmsOptions })
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ create: 8 })
      publishing.control.changeCollection({
        siteId: publishing.siteId,
        id: 'Places',
        changeFields: [{ key: 'notes', type: 'TEXT', required: true }],
      })
      const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
      expect(run.receipt).toMatchObject({ accepted: 5, held: 3, verifiedEqual: 5 })
      const held = (await runItems(run.id)).filter((item) => item.state === 'held')
      expect(held.map((item) => item.problem?.code)).toEqual(Array(3).fill('schema_changed'))
      expect(held[0]?.problem?.message).toContain('Notes')
    })

    test('sends nothing into a collection whose field is gone, and says which', async () => {
      await begin({ rows, ...cmsOptions })
      const plan = await publishing.plan()
      publishing.control.changeCollection({
        siteId: publishing.siteId,
        id: 'Places',
        removeFields: ['notes'],
      })
      const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
      expect(run.receipt).toMatchObject({ accepted: 0, held: 8 })
      expect(writeCalls(publishing.control.requests(0))).toEqual([])
    })

    test('holds in the plan what refers to an item that is not there', async () => {
      const [first, ...rest] = rows
      await begin({ rows: [{ ...first!, country: 'Atlantis' }, ...rest], ...cmsOptions })
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ held: 1, create: 7 })
      const [held] = await planItems(plan.id, 'held')
      expect(held?.problems.map((one) => one.code)).toContain('reference_missing')
      expect(JSON.stringify(held?.problems)).toContain('Atlantis')
    })
  })

  describe('with pictures', () => {
    const rows = makeRows(45).map((row, i) => ({ ...row, picture: picture(i % 3) }))
    const fields = {
      title: '{{name}}',
      slug: '{{id}}',
      body: '<p>About {{name}}.</p><img src="{{picture}}" alt="A view">',
      cover: '{{picture}}',
      cover_alt: 'View of {{name}}',
    }
    const imports = () =>
      publishing.control.requests(0).filter((entry) => String(entry['path']).includes('/files/import'))

    test('imports each distinct one once, and each cover is read back', async () => {
      await begin({ rows, fields })
      const run = await publishing.publish()
      expect(run.receipt).toMatchObject({ accepted: 45, verifiedEqual: 45, differences: 0 })
      expect(imports()).toHaveLength(1)
      expect(publishing.control.items(publishing.siteId, 'files')).toHaveLength(3)
      const [post] = publishing.posts() as unknown as {
        draft: { media: { displayed: boolean; custom: boolean; wixMedia: { image: { id: string } } } }
      }[]
      expect(post?.draft.media).toMatchObject({ displayed: true, custom: true })
      publishing.control.clearRequests()
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 45 })
      expect(writeCalls(publishing.control.requests(0))).toEqual([])
    })

    test('finds what was imported when the answer was lost, and imports nothing twice', async () => {
      await begin({ rows: rows.slice(0, 6), fields })
      publishing.control.addFault({
        route: 'POST /site-media/v1/bulk/files/import-v2',
        kind: 'accept-then-drop',
        nth: 1,
      })
      const run = await publishing.publish()
      expect(run.receipt).toMatchObject({ accepted: 6, verifiedEqual: 6 })
      expect(publishing.control.items(publishing.siteId, 'files')).toHaveLength(3)
    })

    test('holds the rows of a dead one before anything is sent', async () => {
      const problem = { code: 'image_dead', severity: 'error', message: 'There is no picture.' } as const
      await begin({ rows, fields, badImages: { [picture(1)]: problem } })
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ held: 15, create: 30 })
      expect((await planItems(plan.id, 'held'))[0]?.problems.map((one) => one.code)).toContain('image_dead')
      expect(writeCalls(publishing.control.requests(0))).toEqual([])
    })

    test('refuses only the pages whose picture Wix itself could not fetch', async () => {
      const bad = { ...rows[0]!, picture: 'https://pictures.fail.test/1.jpg' }
      await begin({ rows: [bad, ...rows.slice(1, 6)], fields })
      const run = await publishing.publish()
      expect(run.receipt).toMatchObject({ accepted: 5, rejected: 1 })
      const rejected = (await runItems(run.id)).find((item) => item.state === 'rejected')
      expect(rejected?.problem?.message).toContain('pictures.fail.test')
    })

    test('notices one that was deleted in the Media Manager, and imports it again for its pages alone', async () => {
      await begin({ rows, fields })
      await publishing.publish()
      const file = (
        publishing.control.items(publishing.siteId, 'files') as { id: string; sourceUrl: string }[]
      ).find(({ sourceUrl }) => sourceUrl === picture(1))!
      publishing.control.deleteItem({ siteId: publishing.siteId, kind: 'file', id: file.id })
      const plan = await publishing.plan()
      expect(plan.counts).toMatchObject({ update: 15, unchanged: 30, conflict: 0 })
      const run = await publishing.until((await publishing.apply(plan.id)).id, 'done', 'needs_attention')
      expect(run.receipt).toMatchObject({ accepted: 15, verifiedEqual: 15, differences: 0 })
      expect(imports()).toHaveLength(2)
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 45 })
    })

    test('leaves pages alone whose picture was deleted while the connection may not import it again', async () => {
      const missing: string[] = []
      await begin({ rows: rows.slice(0, 6), fields, missing })
      await publishing.publish()
      const [file] = publishing.control.items(publishing.siteId, 'files') as { id: string }[]
      publishing.control.deleteItem({ siteId: publishing.siteId, kind: 'file', id: file!.id })
      expect((await publishing.plan()).counts).toMatchObject({ update: 2, unchanged: 4 })
      missing.push('Manage Media Manager')
      for (let i = 0; i < 2; i++)
        expect((await publishing.plan()).counts).toMatchObject({ unchanged: 6, update: 0 })
    })

    test('adds them once the permission has come', async () => {
      const missing = ['Manage Media Manager']
      await begin({ rows: rows.slice(0, 6), fields, missing })
      const without = await publishing.publish()
      expect(without.receipt).toMatchObject({ accepted: 6, verifiedEqual: 6 })
      expect(imports()).toEqual([])
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 6 })
      missing.length = 0
      expect((await publishing.plan()).counts).toMatchObject({ update: 6, conflict: 0 })
      const run = await publishing.publish()
      expect(run.receipt).toMatchObject({ accepted: 6, verifiedEqual: 6, differences: 0 })
      expect(imports()).toHaveLength(1)
      const posts = publishing.posts() as unknown as { draft: { media?: { displayed?: boolean } } }[]
      expect(posts.every((post) => post.draft.media?.displayed)).toBe(true)
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 6 })
    })

    test('goes without them where the key may not import, and says so', async () => {
      await begin({ rows: rows.slice(0, 6), fields, permissions: ['Manage Blog', 'Read Members'] })
      const run = await publishing.publish()
      expect(run.receipt).toMatchObject({ accepted: 6, verifiedEqual: 6, rejected: 0 })
      const { rows: diary } = await database.query<{ message: string }>(
        `select message from run_events where run_id = $1 and kind = 'without_images'`,
        [run.id],
      )
      expect(diary[0]?.message).toContain('Manage Media Manager')
    })
  })

  describe('with categories', () => {
    const inGroup = (i: number) => (i < 120 ? 'Early' : 'Late')

    test('sends the first pages while names of later ones are still being made', async () => {
      await begin({
        rows: makeRows(150).map((row, i) => ({ ...row, group: inGroup(i) })),
        fields: { title: '{{name}}', slug: '{{id}}', body: '<p>{{name}}</p>', categories: '{{group}}' },
      })
      publishing.control.addFault({
        route: 'POST /blog/v3/categories',
        kind: 'slow-headers',
        // Longer than a busy machine takes to look.
        delayMs: 8_000,
        bodyIncludes: 'Late',
      })
      const plan = await publishing.plan()
      const run = await publishing.apply(plan.id)
      await publishing.until(run.id, 'publishing')
      const { rows: names } = await database.query(
        `select name, state from remote_assets where connection_id = $1 order by name`,
        [publishing.connectionId],
      )
      expect(names).toEqual([
        { name: 'Early', state: 'ready' },
        { name: 'Late', state: 'sending' },
      ])
      const done = await publishing.until(run.id, 'done')
      expect(done.receipt).toMatchObject({ accepted: 150, verifiedEqual: 150, twins: 0 })
      expect(publishing.control.items(publishing.siteId, 'categories')).toHaveLength(2)
    })
  })
})
