import { test } from 'vitest'
import { expectAborted, type ResourceCase, testResources } from '../test-resources.ts'
import { answers, startClient } from '../test-server.ts'

const image = { url: 'https://a.test/x.jpg', displayName: 'x.jpg', mimeType: 'image/jpeg' }
const file = { id: 'a~mv2.jpg', operationStatus: 'PENDING' }

const cases: ResourceCase[] = [
  {
    name: 'mediaFiles.importFile',
    run: (client) => client.mediaFiles.importFile({ ...image, filePath: '/pages' }),
    sends: { method: 'POST', url: '/site-media/v1/files/import', body: { ...image, filePath: '/pages' } },
    answer: { file },
    gives: file,
  },
  {
    name: 'mediaFiles.bulkImport',
    run: (client) => client.mediaFiles.bulkImport([image, image], { returnEntity: true }),
    sends: {
      method: 'POST',
      url: '/site-media/v1/bulk/files/import-v2',
      body: { importFileRequests: [image, image], returnEntity: true },
    },
    answer: {
      results: [{ itemMetadata: { id: file.id, originalIndex: 1, success: true }, item: file }],
      bulkActionMetadata: { totalSuccesses: 1, totalFailures: 1, undetailedFailures: 1 },
    },
    gives: {
      items: [{ index: 1, success: true, id: file.id, item: file }],
      missing: [0],
      duplicated: [],
      unmatched: 0,
      requestId: 'req-1',
    },
  },
  {
    name: 'mediaFiles.get',
    run: (client) => client.mediaFiles.get('wix:image://v1/a~mv2.jpg/x y.jpg'),
    sends: {
      method: 'GET',
      url: '/site-media/v1/files/get-file-by-id?fileId=wix%3Aimage%3A%2F%2Fv1%2Fa~mv2.jpg%2Fx%20y.jpg',
    },
    answer: { file },
    gives: file,
  },
  {
    name: 'mediaFiles.getMany',
    run: (client) => client.mediaFiles.getMany(['a', 'b']),
    sends: { method: 'POST', url: '/site-media/v1/files/get-files', body: { fileIds: ['a', 'b'] } },
    answer: { files: [file] },
    gives: [file],
  },
  {
    name: 'mediaFiles.search',
    run: (client) => client.mediaFiles.search({ search: 'x', limit: 2, cursor: 'c1' }),
    sends: {
      method: 'POST',
      url: '/site-media/v1/files/search',
      body: { search: 'x', paging: { limit: 2, cursor: 'c1' } },
    },
    answer: { files: [file], nextCursor: { cursors: { next: 'c2' }, hasNext: true } },
    gives: { items: [file], nextCursor: 'c2', total: undefined, hasMore: true },
  },
  {
    name: 'mediaFiles.generateUploadUrl',
    run: (client) => client.mediaFiles.generateUploadUrl({ mimeType: 'image/png', fileName: 'p.png' }),
    sends: {
      method: 'POST',
      url: '/site-media/v1/files/generate-upload-url',
      body: { mimeType: 'image/png', fileName: 'p.png' },
    },
    answer: { uploadUrl: 'https://upload.test/1' },
    gives: 'https://upload.test/1',
  },
]

testResources(cases)

test('every method hands the signal of the caller on', async () => {
  const { client, seen } = await startClient(answers(200, {}))
  const options = { signal: AbortSignal.abort() }
  await expectAborted(
    [
      client.mediaFiles.importFile(image, options),
      client.mediaFiles.bulkImport([image], {}, options),
      client.mediaFiles.get('x', options),
      client.mediaFiles.getMany(['x'], options),
      client.mediaFiles.search({}, options),
      client.mediaFiles.generateUploadUrl({ mimeType: 'image/png' }, options),
    ],
    seen,
  )
})
