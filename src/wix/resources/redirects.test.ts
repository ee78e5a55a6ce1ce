import { expect, test } from 'vitest'
import { expectAborted, type ResourceCase, testResources } from '../test-resources.ts'
import { answers, startClient } from '../test-server.ts'

const id = '11111111-1111-5111-8111-111111111111'
const redirect = { id, from: '/post/old', to: '/post/new', options: { groupRedirect: false } }
const clean = { missing: [], duplicated: [], unmatched: 0, requestId: 'req-1' }

const cases: ResourceCase[] = [
  {
    name: 'redirects.list',
    run: (client) => client.redirects.list(),
    sends: { method: 'GET', url: '/seo-redirects-service/v1/redirects' },
    answer: { redirects: [redirect] },
    gives: [redirect],
  },
  {
    name: 'redirects.bulkCreate',
    run: (client) => client.redirects.bulkCreate([redirect]),
    sends: {
      method: 'POST',
      url: '/seo-redirects-service/v1/bulk/redirects/create',
      body: { redirects: [redirect] },
    },
    answer: { results: [{ itemMetadata: { id, originalIndex: 0, success: true } }] },
    gives: { ...clean, items: [{ index: 0, success: true, id, item: undefined }] },
  },
  {
    name: 'redirects.bulkRemove',
    run: (client) => client.redirects.bulkRemove([id]),
    sends: {
      method: 'POST',
      url: '/seo-redirects-service/v1/bulk/redirects/delete',
      body: { redirectIds: [id] },
    },
    answer: { results: [{ itemMetadata: { id, originalIndex: 0, success: true } }] },
    gives: { ...clean, items: [{ index: 0, success: true, id, item: undefined }] },
  },
]

testResources(cases)

test('an identical redirect, which Wix reports without an id, is a success, and an outcome that is left out is missing', async () => {
  const other = { ...redirect, from: '/post/other' }
  const results = [{ itemMetadata: { originalIndex: 0, success: true } }]
  const bulkActionMetadata = { totalSuccesses: 1, totalFailures: 1, undetailedFailures: 1 }
  const { client } = await startClient(answers(200, { results, bulkActionMetadata }))
  expect(await client.redirects.bulkCreate([redirect, other])).toEqual({
    ...clean,
    items: [{ index: 0, success: true, id, item: undefined }],
    missing: [1],
  })
})

test('a taken address fails by itself, with the code of Wix', async () => {
  const error = { code: 'FROM_URL_EXISTS', description: 'taken' }
  const results = [{ itemMetadata: { originalIndex: 0, success: false, error } }]
  const { client } = await startClient(answers(200, { results }))
  const { items } = await client.redirects.bulkCreate([redirect])
  expect(items).toEqual([{ index: 0, success: false, id, item: undefined, error }])
})

test('every method hands the signal of the caller on, and a refusal names the permission', async () => {
  const { client, seen } = await startClient(answers(403, { message: '', details: {} }))
  const options = { signal: AbortSignal.abort() }
  await expectAborted(
    [
      client.redirects.list(options),
      client.redirects.bulkCreate([redirect], options),
      client.redirects.bulkRemove([id], options),
    ],
    seen,
  )
  await expect(client.redirects.list()).rejects.toMatchObject({
    kind: 'forbidden',
    permission: 'Manage SEO Settings',
  })
})
