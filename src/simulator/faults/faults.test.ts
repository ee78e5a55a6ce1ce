import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { at, openTestSite, type Reply, type TestSite } from '../test-client.ts'
import type { Obj } from '../types.ts'
import { createFaultEngine } from './engine.ts'
import { type Fault, type FaultKind, faultKinds } from './fault.ts'

const drafts = '/blog/v3/draft-posts'
const bulk = '/blog/v3/bulk/draft-posts/create'
let test: TestSite
let clock: number | undefined
const tested = new Set<FaultKind>()

beforeEach(async () => {
  clock = undefined
  test = await openTestSite({ now: () => clock ?? Date.now() })
})
afterEach(() => test.simulator.close())

const set = (kind: FaultKind, extra: Partial<Fault> = {}) => {
  tested.add(kind)
  return test.simulator.control.addFault({ kind, route: `POST ${drafts}`, times: 1, ...extra })
}
const create = () => test.call('POST', drafts, { draftPost: test.post('x') })
const createMany = (n = 4) =>
  test.call('POST', bulk, { draftPosts: Array.from({ length: n }, (_, i) => test.post(`t${i}`)) })
const stored = () => test.simulator.control.items(test.site.id, 'drafts').length
const lastEntry = () => test.simulator.control.requests(test.simulator.control.lastRequest() - 1)[0]!
const quickly = (ms: number) => (method: string, path: string, body: unknown) =>
  fetch(test.simulator.url + path, {
    method,
    headers: { authorization: test.key.key, 'wix-site-id': test.site.id },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ms),
  })
const indexes = (reply: Reply) =>
  (reply.body['results'] as Obj[]).map((result) => at(result, 'itemMetadata.originalIndex'))

describe('faults of the connection', () => {
  it('drop-before destroys the socket and applies nothing', async () => {
    set('drop-before')
    await expect(create()).rejects.toThrow()
    expect(stored()).toBe(0)
    expect(lastEntry()).toMatchObject({ outcome: 'dropped', status: null, appliedStatus: null })
  })

  it('accept-then-drop applies and destroys the socket', async () => {
    const { id } = set('accept-then-drop')
    await expect(create()).rejects.toThrow()
    expect(stored()).toBe(1)
    expect(lastEntry()).toMatchObject({ outcome: 'dropped', status: null, appliedStatus: 200, faults: [id] })
  })

  it('late-commit applies after the client has given up', async () => {
    set('late-commit', { delayMs: 300 })
    await expect(quickly(100)('POST', drafts, { draftPost: test.post('late') })).rejects.toThrow('timeout')
    expect(stored()).toBe(0)
    await expect.poll(stored, { timeout: 60_000 }).toBe(1)
    expect(lastEntry()).toMatchObject({ outcome: 'unanswered', status: null, appliedStatus: 200 })
  })

  it.each([
    [false, 0],
    [true, 1],
  ])('hang never answers; with applies %s it stores %i', async (applies, count) => {
    set('hang', { applies })
    await expect(quickly(100)('POST', drafts, { draftPost: test.post('x') })).rejects.toThrow('timeout')
    expect(stored()).toBe(count)
  })

  it('reset-after-bytes sends headers and a beginning only', async () => {
    set('reset-after-bytes', { bytes: 5 })
    const response = await quickly(2000)('POST', drafts, { draftPost: test.post('x') })
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow()
    expect(stored()).toBe(1)
  })

  it('slow-headers and drip take their time', async () => {
    set('slow-headers', { delayMs: 150 })
    const start = performance.now()
    expect((await create()).status).toBe(200)
    expect(performance.now() - start).toBeGreaterThan(140)
    set('drip', { bytes: 200, delayMs: 40 })
    const second = performance.now()
    const reply = await create()
    expect(at(reply.body, 'draftPost.title')).toBe('x')
    expect(performance.now() - second).toBeGreaterThan(80)
  })
})

describe('faults of the answer', () => {
  it.each([
    ['json', 503, 'application/json'],
    ['html', 502, 'text/html'],
    ['empty', 500, null],
  ] as const)('status-before and status-after answer %s with %i', async (format, status, type) => {
    set('status-before', { status, format })
    const before = await create()
    expect([before.status, stored()]).toEqual([status, 0])
    set('status-after', { status, format })
    const after = await create()
    expect([after.status, stored()]).toEqual([status, 1])
    if (type) expect(after.headers.get('content-type')).toContain(type)
    else expect(after.text).toBe('')
    expect(lastEntry()).toMatchObject({ status, appliedStatus: 200 })
  })

  it('throttle-before and throttle-after differ in what was applied', async () => {
    set('throttle-before', { retryAfter: 'seconds', retryAfterMs: 3000 })
    const before = await create()
    expect([before.status, before.headers.get('retry-after'), stored()]).toEqual([429, '3', 0])
    set('throttle-after', { retryAfter: 'absent', code: 'POSTS_QUOTA_EXCEEDED' })
    const after = await create()
    expect([after.status, after.headers.get('retry-after'), stored()]).toEqual([429, null, 1])
    expect(at(after.body, 'details.applicationError.code')).toBe('POSTS_QUOTA_EXCEEDED')
  })

  it('truncated-json, empty-body, html-200 and wrong-content-type apply and answer 200', async () => {
    set('truncated-json')
    const cut = await create()
    expect(() => JSON.parse(cut.text)).toThrow()
    set('empty-body')
    const empty = await create()
    set('html-200')
    const page = await create()
    expect([cut.status, empty.status, empty.text, page.status]).toEqual([200, 200, '', 200])
    expect(page.headers.get('content-type')).toContain('text/html')
    set('wrong-content-type')
    const plain = await create()
    expect([plain.headers.get('content-type'), at(plain.body, 'draftPost.title')]).toEqual([
      'text/plain',
      'x',
    ])
    expect(stored()).toBe(4)
  })

  it.each([
    ['no-identity', 401, 'No identity found'],
    ['expired-token', 401, 'Token expired'],
    ['no-permission', 403, ''],
  ] as const)('%s answers %i once and applies nothing', async (kind, status, message) => {
    set(kind)
    const reply = await create()
    expect([reply.status, reply.body['message'], stored()]).toEqual([status, message, 0])
    expect((await create()).status).toBe(200)
  })
})

describe('faults of bulk calls', () => {
  it('bulk-partial fails the chosen entries alone', async () => {
    set('bulk-partial', { route: `POST ${bulk}`, indexes: [1, 3] })
    const reply = await createMany()
    const success = (reply.body['results'] as Obj[]).map((result) => at(result, 'itemMetadata.success'))
    expect([success, stored()]).toEqual([[true, false, true, false], 2])
    expect(reply.body['bulkActionMetadata']).toMatchObject({ totalSuccesses: 2, totalFailures: 2 })
  })

  it('bulk-undetailed fails entries without an error, and applies them or not', async () => {
    set('bulk-undetailed', { route: `POST ${bulk}`, indexes: [1] })
    const reply = await createMany()
    expect([at(reply.body, 'results.1.itemMetadata'), stored()]).toEqual([
      { originalIndex: 1, success: false },
      4,
    ])
    expect(reply.body['bulkActionMetadata']).toMatchObject({ totalFailures: 1, undetailedFailures: 1 })
    set('bulk-undetailed', { route: `POST ${bulk}`, indexes: [1], applies: false })
    await createMany()
    expect(stored()).toBe(7)
  })

  it('bulk-permuted, bulk-missing and bulk-duplicate apply everything', async () => {
    set('bulk-permuted', { route: `POST ${bulk}` })
    const permuted = indexes(await createMany())
    expect(permuted).not.toEqual([0, 1, 2, 3])
    expect([...permuted].sort()).toEqual([0, 1, 2, 3])
    set('bulk-missing', { route: `POST ${bulk}`, indexes: [2] })
    expect(indexes(await createMany())).toEqual([0, 1, 3])
    set('bulk-duplicate', { route: `POST ${bulk}`, indexes: [1] })
    expect(indexes(await createMany())).toEqual([0, 1, 1, 2, 3])
    expect(stored()).toBe(12)
  })
})

describe('faults of the store', () => {
  it('stale-reads hide new posts and show old versions to queries, then no longer', async () => {
    clock = Date.parse('2026-03-01T12:00:00.000Z')
    const find = async () => {
      const { body } = await test.call('POST', `${drafts}/query`, { query: {} })
      return (body['draftPosts'] as Obj[]).map((draft) => draft['title'])
    }
    set('stale-reads', { route: '* /blog/*', times: 1000, windowMs: 5000 })
    const id = at((await create()).body, 'draftPost.id')
    expect(await find()).toEqual([])
    clock += 5001
    expect(await find()).toEqual(['x'])
    await test.call('PATCH', `${drafts}/${id}`, { draftPost: { id, title: 'y' } })
    expect(await find()).toEqual(['x'])
    expect(at((await test.call('GET', `${drafts}/${id}`)).body, 'draftPost.title')).toBe('y')
    clock += 5001
    expect(await find()).toEqual(['y'])
    set('stale-reads', { route: '* /blog/*', windowMs: 5000, gets: true, times: 2 })
    await test.call('PATCH', `${drafts}/${id}`, { draftPost: { id, title: 'z' } })
    expect(at((await test.call('GET', `${drafts}/${id}`)).body, 'draftPost.title')).toBe('y')
  })

  it('rewrite-node-ids stores the words under other ids', async () => {
    set('rewrite-node-ids')
    await create()
    const [item] = test.simulator.control.items(test.site.id, 'drafts')
    const node = at(item, 'draft.richContent.nodes.0') as Obj
    expect(node['id']).not.toBe('p0')
    expect(at(node, 'nodes.0.textData.text')).toBe('Some words about it.')
  })

  it('slug-conflict answers 409 when a slug is assigned', async () => {
    set('slug-conflict')
    const reply = await test.call('POST', drafts, { draftPost: test.post('x'), publish: true })
    expect([reply.status, stored()]).toEqual([409, 0])
    set('slug-conflict', { route: `POST ${bulk}` })
    const many = await test.call('POST', bulk, { draftPosts: [test.post('y')], publish: true })
    expect(at(many.body, 'results.0.itemMetadata.error.code')).toBe('ALREADY_EXISTS')
  })
})

describe('when a fault strikes', () => {
  const strikes = (fault: Omit<Fault, 'id' | 'kind'>, n = 40, seed = 7) => {
    const engine = createFaultEngine(seed, () => clock ?? 0)
    engine.add({ kind: 'drop-before', ...fault })
    const request = { method: 'POST', path: '/v3/posts/query', body: '{"a":"needle"}', siteId: 's' }
    return Array.from({ length: n }, () => engine.strike(request).length)
  }
  const count = (results: number[]) => results.reduce((a, b) => a + b, 0)

  it('follows from the seed alone', () => {
    const fault = { route: '*', probability: 0.3 }
    expect(strikes(fault)).toEqual(strikes(fault))
    expect(strikes(fault, 200, 1)).not.toEqual(strikes(fault, 200, 2))
    expect(count(strikes(fault, 2000))).toBeGreaterThan(500)
    expect(count(strikes(fault, 2000))).toBeLessThan(700)
  })

  it('counts matches for nth and strikes for times', () => {
    expect(strikes({ route: '*', nth: [2, 4] }, 5)).toEqual([0, 1, 0, 1, 0])
    expect(strikes({ route: '*', times: 2 }, 4)).toEqual([1, 1, 0, 0])
  })

  it('matches globs, regular expressions, both spellings, site and body', () => {
    const hits = (fault: Omit<Fault, 'id' | 'kind'>) => count(strikes(fault, 1))
    expect(hits({ route: 'POST /blog/v3/posts/query' })).toBe(1)
    expect(hits({ route: 'POST /v3/posts/*' })).toBe(1)
    expect(hits({ route: '/blog/v3/posts/query' })).toBe(1)
    expect(hits({ route: '/^(POST|PATCH) .*query$/' })).toBe(1)
    expect(hits({ route: '/POSTS.QUERY/i' })).toBe(1)
    expect(hits({ route: '/members/v1/members' })).toBe(0)
    expect(hits({ route: 'GET *' })).toBe(0)
    expect(hits({ route: '*', siteId: 'other' })).toBe(0)
    expect(hits({ route: '*', bodyIncludes: 'needle' })).toBe(1)
    expect(hits({ route: '*', bodyIncludes: 'hay' })).toBe(0)
  })

  it('waits for afterMs', () => {
    clock = 1000
    const engine = createFaultEngine(1, () => clock!)
    engine.add({ kind: 'hang', route: '*', afterMs: 500 })
    const request = { method: 'GET', path: '/', body: '', siteId: undefined }
    expect(engine.strike(request)).toHaveLength(0)
    clock = 1500
    expect(engine.strike(request)).toHaveLength(1)
  })

  it('refuses a kind it does not know', () => {
    expect(() => set('explode' as FaultKind)).toThrow('unknown fault kind explode')
    tested.delete('explode' as FaultKind)
  })

  it('has every kind under test', () => {
    expect([...tested].sort()).toEqual(Object.keys(faultKinds).sort())
  })
})
