import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createWixClient } from './client.ts'
import { answers, errorOf, inTurn, siteId, siteKey, startClient } from './test-server.ts'

test('an API key goes out raw with the site id and without an account id', async () => {
  const { client, seen } = await startClient(answers(200, { draftPosts: [] }), {
    auth: { ...siteKey, accountId: '99999999-2222-3333-4444-555555555555' },
    userAgent: 'seomatic/1.2',
  })
  await client.draftPosts.list()
  expect(seen[0]?.headers).toMatchObject({
    authorization: siteKey.apiKey,
    'wix-site-id': siteId,
    'user-agent': 'seomatic/1.2',
  })
  expect(seen[0]?.headers).not.toHaveProperty('wix-account-id')
  expect(seen[0]?.headers).not.toHaveProperty('content-type')
})

test('an account call sends the account id in place of the site id', async () => {
  const accountId = '99999999-2222-3333-4444-555555555555'
  const { client, seen } = await startClient(answers(200, { sites: [{ id: 's1' }] }), {
    auth: { ...siteKey, accountId },
  })
  expect((await client.sites.query()).items).toEqual([{ id: 's1' }])
  expect(seen[0]?.headers['wix-account-id']).toBe(accountId)
  expect(seen[0]?.headers).not.toHaveProperty('wix-site-id')
  const plain = createWixClient({ baseUrl: 'https://www.wixapis.com', auth: siteKey })
  expect(await errorOf(plain.sites.query())).toMatchObject({ kind: 'validation', delivered: 'no' })
})

test('a site that Wix Data does not know is waited for while it may be new, and then it is gone', async () => {
  const unknown = answers(400, {
    details: { applicationError: { code: 'WDE0117', description: 'MetaSite not found' } },
  })
  const known = answers(200, { dataItems: [] })
  let now = 0
  const { client } = await startClient(inTurn(unknown, unknown, known, unknown, unknown), {
    clock: () => now,
  })
  const ask = () => client.dataItems.query('Pages')
  expect(await errorOf(ask())).toMatchObject({ kind: 'transient', code: 'WDE0117' })
  now = 100_000
  expect(await errorOf(ask())).toMatchObject({ kind: 'transient' })
  await ask()
  now = 200_000
  expect(await errorOf(ask())).toMatchObject({ kind: 'transient' })
  now = 330_000
  const gone = { kind: 'forbidden', code: undefined, permission: 'Manage Data Items', delivered: 'no' }
  expect(await errorOf(ask())).toMatchObject(gone)
})

test('credentials and addresses that cannot be right are refused before anything is sent', () => {
  const create = (auth: object, baseUrl = 'https://www.wixapis.com') =>
    createWixClient({ baseUrl, auth: { ...siteKey, ...auth } })
  expect(() => create({ siteId: 'my-site' })).toThrow(/site id is not a GUID/)
  expect(() => create({ apiKey: 'IST.a\nb' })).toThrow(/API key is empty or holds characters/)
  expect(() => create({ apiKey: ' ' })).toThrow(/API key is empty/)
  expect(() => create({}, 'http://www.wixapis.com')).toThrow(/use https/)
  expect(() => create({}, 'https://user:pw@www.wixapis.com')).toThrow(/neither a user/)
  expect(() => create({}, 'ftp://www.wixapis.com')).toThrow(/not a web address/)
  expect(() => create({}, 'http://127.0.0.1.evil.test')).toThrow(/use https/)
  expect(() => create({ apiKey: ' IST.ok\n' }, 'http://localhost:9/')).not.toThrow()
})

test('nothing of the client shows the credential when it is printed', () => {
  const client = createWixClient({ baseUrl: 'https://www.wixapis.com', auth: siteKey })
  expect(inspect(client, { depth: null, showHidden: true, getters: true })).not.toContain('canary')
  expect(JSON.stringify(client)).not.toContain('canary')
})

test('the hook hears of every exchange, and a hook that throws changes nothing', async () => {
  const events: unknown[] = []
  const script = inTurn(answers(503, {}), answers(200, { draftPosts: [{ id: 'd1' }] }))
  const warnings: unknown[] = []
  const { client } = await startClient(script, {
    clock: () => 5,
    onRequest: (event) => {
      events.push(event)
      throw new Error('the disk is full')
    },
    logger: { debug: () => undefined, warn: (fields) => warnings.push(fields) },
  })
  const answered: unknown[] = []
  const page = await client.draftPosts.list({}, { onAnswer: (facts) => answered.push(facts) })
  expect(page.items).toEqual([{ id: 'd1' }])
  const common = { method: 'GET', path: '/blog/v3/draft-posts', isWrite: false, requestId: 'req-1', ms: 0 }
  expect(events).toEqual([
    { ...common, status: 503 },
    { ...common, status: 200 },
  ])
  expect(answered).toEqual([{ status: 200, requestId: 'req-1', ms: 0 }])
  expect(warnings).toHaveLength(2)
})

test('the read-your-writes token of an answer goes along with the calls after it', async () => {
  const { client, seen } = await startClient(
    inTurn(
      answers(200, { postId: 'p1' }, { 'X-Wix-Consistent': 'seq-7' }),
      answers(200, { post: { id: 'p1' } }),
    ),
  )
  await client.draftPosts.publish('p1')
  await client.posts.get('p1')
  await client.posts.get('p1')
  expect(seen.map((one) => one.headers['x-wix-consistent'])).toEqual([undefined, 'seq-7', 'seq-7'])
})

test('every exchange waits for its turn, and a call given up while waiting was certainly not sent', async () => {
  let turns = 0
  const giveUp = new AbortController()
  const script = inTurn(answers(503, {}), answers(200, { draftPosts: [] }))
  const { client, seen } = await startClient(script, {
    beforeRequest: async (signal) => {
      turns += 1
      if (turns < 3) return
      giveUp.abort()
      signal?.throwIfAborted()
    },
  })
  await client.draftPosts.list()
  expect(turns).toBe(2)
  const late = client.draftPosts.create({ title: 'x' }, {}, { signal: giveUp.signal })
  expect(await errorOf(late)).toMatchObject({ kind: 'aborted', delivered: 'no' })
  expect(seen).toHaveLength(2)
})
