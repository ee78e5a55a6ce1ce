import { afterAll, beforeAll, expect, it } from 'vitest'
import { at, openTestSite, type TestSite } from '../test-client.ts'
import type { Obj } from '../types.ts'

let test: TestSite
beforeAll(async () => {
  test = await openTestSite()
})
afterAll(() => test.simulator.close())

const files = '/site-media/v1/files'
const status = async (id: string) => {
  const { body } = await test.call('GET', `${files}/get-file-by-id?fileId=${encodeURIComponent(id)}`)
  return at(body, 'file.operationStatus')
}

it('imports a url at once, without dimensions until it was looked at twice', async () => {
  const { body } = await test.call('POST', `${files}/import`, { url: 'https://images.test/a/photo.png' })
  expect(body['file']).toMatchObject({
    operationStatus: 'PENDING',
    displayName: 'photo.png',
    mediaType: 'IMAGE',
  })
  expect(at(body, 'file.media')).toBeUndefined()
  const id = String(at(body, 'file.id'))
  expect(id).toMatch(/^[0-9a-f]{6}_[0-9a-f]{32}~mv2\.png$/)
  expect(await status(id)).toBe('PENDING')
  const ready = await test.call('POST', `${files}/get-files`, { fileIds: [id] })
  expect(at(ready.body, 'files.0')).toMatchObject({
    operationStatus: 'READY',
    url: `https://static.wixstatic.com/media/${id}`,
    media: { image: { image: { id, width: expect.any(Number), height: expect.any(Number) } } },
  })
  expect(await status(`wix:image://v1/${id}/photo.png#originWidth=1&originHeight=1`)).toBe('READY')
})

it('makes two files of one url imported twice, and fails hosts that end in .fail.test', async () => {
  const urls = [
    'https://images.test/same.jpg',
    'https://images.test/same.jpg',
    'https://cdn.fail.test/x.jpg',
    'ftp://x',
  ]
  const { body } = await test.call('POST', '/site-media/v1/bulk/files/import-v2', {
    importFileRequests: urls.map((url) => ({ url })),
    returnEntity: true,
  })
  const results = body['results'] as Obj[]
  expect(body['bulkActionMetadata']).toMatchObject({ totalSuccesses: 3, totalFailures: 1 })
  const ids = results.slice(0, 3).map((result) => String(at(result, 'item.id')))
  expect(new Set(ids).size).toBe(3)
  const ends = []
  for (const id of ids) {
    await status(id)
    ends.push(await status(id))
  }
  expect(ends).toEqual(['READY', 'READY', 'FAILED'])
})

it('fails a file whose type differs from the one that was promised', async () => {
  const url = 'https://images.test/film.mp4'
  const { body } = await test.call('POST', `${files}/import`, { url, mediaType: 'IMAGE' })
  const id = String(at(body, 'file.id'))
  await status(id)
  expect(await status(id)).toBe('FAILED')
})

it('takes uploaded bytes without a login, once', async () => {
  const asked = await test.call('POST', `${files}/generate-upload-url`, {
    mimeType: 'image/png',
    fileName: 'p.png',
  })
  const url = `${asked.body['uploadUrl']}?filename=cover.png`
  const put = () =>
    fetch(url, { method: 'PUT', headers: { 'content-type': 'image/png' }, body: Buffer.alloc(999, 255) })
  const first = await put()
  expect(await first.json()).toMatchObject({
    file: { displayName: 'cover.png', operationStatus: 'READY', sizeInBytes: '999' },
  })
  expect((await put()).status).toBe(404)
})

it('lists by folder and type with a cursor', async () => {
  for (let i = 0; i < 3; i++)
    await test.call('POST', `${files}/import`, {
      url: `https://images.test/${i}.jpg`,
      parentFolderId: 'mine',
    })
  const page = async (cursor?: unknown) =>
    (
      await test.call(
        'GET',
        `${files}?parentFolderId=mine&mediaTypes=IMAGE&paging.limit=2${cursor ? `&paging.cursor=${cursor}` : ''}`,
      )
    ).body
  const first = await page()
  expect(first['files']).toHaveLength(2)
  const second = await page(at(first, 'nextCursor.cursors.next'))
  expect([(second['files'] as Obj[]).length, at(second, 'nextCursor.cursors')]).toEqual([1, {}])
})

it('moves files to the trash, lists and restores them there, and deletes them for ever', async () => {
  const imported = async (name: string) =>
    String(
      at(
        (await test.call('POST', `${files}/import`, { url: `https://images.test/${name}`, labels: ['ours'] }))
          .body,
        'file.id',
      ),
    )
  const [a, b, c] = [await imported('a.jpg'), await imported('b.jpg'), await imported('c.jpg')]
  const found = async (body: Obj) =>
    ((await test.call('POST', `${files}/search`, { search: 'OURS', ...body })).body['files'] as Obj[])
      .map(({ displayName, state }) => `${displayName} ${state}`)
      .sort()
  await test.call('POST', '/site-media/v1/bulk/files/delete', { fileIds: [a, b, 'unknown'] })
  await test.call('POST', '/site-media/v1/bulk/files/delete', { fileIds: [c], permanent: true })
  expect(await found({})).toEqual([])
  expect(await found({ rootFolder: 'TRASH_ROOT' })).toEqual(['a.jpg DELETED', 'b.jpg DELETED'])
  expect((await test.call('GET', `${files}/get-file-by-id?fileId=${a}`)).status).toBe(404)
  await test.call('POST', '/site-media/v1/bulk/trash-bin/files/restore', { fileIds: [a, c] })
  expect(await found({})).toEqual(['a.jpg OK'])
  const listed = await test.call('GET', '/site-media/v1/trash-bin/files')
  expect((listed.body['files'] as Obj[]).map((file) => file['id'])).toEqual([b])
})

it('deletes later than it says, by a switch', async () => {
  test.simulator.control.changeSite({ id: test.site.id, switches: { mediaDeleteMs: 60_000 } })
  const { body } = await test.call('POST', `${files}/import`, { url: 'https://images.test/later.jpg' })
  const fileIds = [String(at(body, 'file.id'))]
  await test.call('POST', '/site-media/v1/bulk/files/delete', { fileIds })
  expect((await test.call('POST', `${files}/get-files`, { fileIds })).body['files']).toHaveLength(1)
  test.simulator.control.changeSite({ id: test.site.id, switches: { mediaDeleteMs: 0 } })
})

it('queries by type, privacy and state alone, and renames', async () => {
  const made = await test.call('POST', `${files}/import`, { url: 'https://images.test/plan.pdf' })
  const id = String(at(made.body, 'file.id'))
  const query = (filter: Obj) => test.call('POST', `${files}/query`, { query: { filter } })
  const reply = await query({ mediaType: { $in: ['DOCUMENT'] }, private: false })
  expect((reply.body['files'] as Obj[]).map((file) => file['id'])).toEqual([id])
  expect((await query({ hash: 'x' })).status).toBe(400)
  await test.call('PATCH', `${files}/update-file-descriptor`, {
    file: { id, displayName: 'Map.pdf', labels: ['mine'] },
  })
  const { body } = await test.call('POST', `${files}/search`, { search: 'mine' })
  expect(body['files']).toMatchObject([{ displayName: 'Map.pdf' }])
})
