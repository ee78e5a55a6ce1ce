// Pictures of ours that no page uses any more: never a file of somebody else, and never one that a page shows.
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { describeOnServer } from '../../test/helpers/database.ts'
import { type Publishing, startPublishing, type TestRow } from '../../test/helpers/publishing.ts'
import type { SiteDeps } from '../connections/site.ts'
import type { Database } from '../db/types.ts'
import { silentLogger } from '../logger.ts'
import {
  listImageRemovals,
  listUnusedImages,
  restoreRemovedImages,
  trashUnusedImages,
} from '../pages/unused-images.ts'
import { releaseImagesOf } from '../pages/used-images.ts'
import { createWixClient } from '../wix/index.ts'

const picture = (name: string) => `https://pictures.test/${name}.jpg`
const rows: TestRow[] = ['a', 'b', 'c'].map((id) => ({ id, name: id, picture: picture(id) }))
const fields = { title: '{{name}}', slug: '{{id}}', body: '<p>{{name}}</p>', cover: '{{picture}}' }

describeOnServer('pictures that no page uses', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  beforeEach(async () => {
    publishing = await startPublishing(database, { rows, fields })
    await publishing.startWorker()
    await publishing.publish()
  })
  afterEach(() => publishing.close())

  const library = () => publishing.control.items(publishing.siteId, 'files')
  const names = (isDeleted: boolean) =>
    library()
      .filter((file) => file['isDeleted'] === isDeleted)
      .map((file) => String(file['sourceUrl']))
      .sort()
  const unused = async () =>
    (await listUnusedImages(database, publishing.connectionId)).map((one) => one.name).sort()
  const siteDeps = (apiKey = publishing.key.key): SiteDeps => ({
    database,
    logger: silentLogger,
    connections: {
      open: async (_id, opened = {}) => ({
        connection: { siteUrl: null, permissions: [] } as never,
        client: createWixClient({
          baseUrl: publishing.simulator.url,
          auth: { kind: 'apiKey', apiKey, siteId: publishing.siteId },
          ...(opened.beforeRequest && { beforeRequest: opened.beforeRequest }),
        }),
      }),
    },
  })
  const trash = (apiKey?: string, fileIds: string[] | null = null) =>
    trashUnusedImages(
      siteDeps(apiKey),
      { workspaceId: publishing.workspaceId, name: 'Dana' },
      publishing.connectionId,
      fileIds,
      new AbortController().signal,
    )
  /** Rows without the pictures of some. */
  const without = (...ids: string[]) =>
    rows.map((row) => (ids.includes(row.id) ? { ...row, picture: '' } : row))

  test('are listed once no page was last sent with them, moved to the trash, and back', async () => {
    publishing.control.createItem({
      siteId: publishing.siteId,
      kind: 'file',
      fields: { url: picture('theirs') },
    })
    expect(await unused()).toEqual([])
    await publishing.replaceRows(without('a', 'b'))
    await publishing.plan()
    expect(await unused(), 'pages still show them').toEqual([])
    expect((await publishing.publish()).receipt).toMatchObject({ verifiedEqual: 2 })
    expect(await unused()).toEqual([picture('a'), picture('b')])

    const removal = await trash()
    expect(removal).toMatchObject({ author: 'Dana', images: [{ state: 'moved' }, { state: 'moved' }] })
    expect([names(true), names(false)]).toEqual([
      [picture('a'), picture('b')],
      [picture('c'), picture('theirs')],
    ])
    expect(await unused()).toEqual([])
    await expect(trash()).rejects.toThrow(/unused by now/)
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 3 })

    const { workspaceId } = publishing
    const back = await restoreRemovedImages(
      siteDeps(),
      { workspaceId },
      removal.id,
      new AbortController().signal,
    )
    expect(back.images.map(({ state }) => state)).toEqual(['restored', 'restored'])
    expect([names(true), await unused()]).toEqual([[], [picture('a'), picture('b')]])
    expect(await listImageRemovals(database, publishing.connectionId)).toEqual([back])
  })

  test('one in the trash is imported again where a page comes to use it', async () => {
    await publishing.replaceRows(without('a'))
    await publishing.publish()
    await trash()
    await publishing.replaceRows(rows)
    expect((await publishing.publish()).receipt).toMatchObject({ accepted: 1, verifiedEqual: 1 })
    expect(names(false)).toEqual([picture('a'), picture('b'), picture('c')])
  })

  test('one that the owner has under another address, or that a page uses, stays', async () => {
    await publishing.replaceRows(without('a', 'b'))
    await publishing.publish()
    // Another row names the very file.
    const file = library().find((one) => one['sourceUrl'] === picture('a'))!
    await database.query(
      `insert into remote_assets (connection_id, kind, name_key, name, state, remote_id)
       select connection_id, kind, 'https://elsewhere.test/a.jpg', 'https://elsewhere.test/a.jpg', state, remote_id
         from remote_assets where connection_id = $1 and name = $2`,
      [publishing.connectionId, picture('a')],
    )
    expect(await unused()).toEqual([picture('b')])
    expect(
      await trash(undefined, [String(file['id']), 'unknown']).catch((error: Error) => error.message),
    ).toMatch(/unused by now/)
  })

  test('those of a project that was deleted stay: its pages show them', async () => {
    await releaseImagesOf(database, publishing.projectId)
    await publishing.replaceRows(without('a', 'b', 'c'))
    await publishing.publish()
    expect(await unused()).toEqual([])
  })

  test('a lost answer and a slow Wix lose nothing, and a missing permission is named', async () => {
    await publishing.replaceRows(without('a'))
    await publishing.publish()
    const { key } = publishing.control.createKey({ permissions: ['Manage Blog', 'Read Media Manager'] })
    await expect(trash(key)).rejects.toThrow(/Manage Media Manager/)
    expect(names(true)).toEqual([])
    publishing.control.changeSite({ id: publishing.siteId, switches: { mediaDeleteMs: 300 } })
    publishing.control.addFault({
      route: 'POST /site-media/v1/bulk/files/delete',
      kind: 'accept-then-drop',
      times: 1,
    })
    expect((await trash()).images).toMatchObject([{ state: 'moved' }])
    expect(await unused()).toEqual([])
  })
})
