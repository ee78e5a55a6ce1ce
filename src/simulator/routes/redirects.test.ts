import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { at, caller, openTestSite, type Reply, type TestSite } from '../test-client.ts'
import type { Obj, Switches } from '../types.ts'

const service = '/seo-redirects-service/v1'
const idA = '11111111-1111-5111-8111-111111111111'
const nobody = '99999999-9999-4999-8999-999999999999'

let test: TestSite
beforeEach(async () => {
  test = await openTestSite()
})
afterEach(() => test.simulator.close())

const turn = (switches: Partial<Switches>) =>
  test.simulator.control.changeSite({ id: test.site.id, switches })
const create = (from: string, to: string, more: Obj = {}, options: Obj = {}) =>
  test.call('POST', `${service}/create-redirect`, { redirect: { from, to, ...more }, options })
const bulk = (redirects: Obj[], options: Obj = {}) =>
  test.call('POST', `${service}/bulk/redirects/create`, { redirects, ...options })
const remove = (...redirectIds: string[]) =>
  test.call('POST', `${service}/bulk/redirects/delete`, { redirectIds })
const list = async () => (await test.call('GET', `${service}/redirects`)).body['redirects'] as Obj[]
const pairs = async () => (await list()).map(({ from, to }) => `${from} > ${to}`)
const code = (reply: Reply) => at(reply.body, 'details.applicationError.code')
const codes = (reply: Reply) =>
  (reply.body['results'] as Obj[]).map((result) => at(result, 'itemMetadata.error.code') ?? 'ok')
const visit = (path: string) => test.simulator.control.visit(test.site.id, `${test.site.url}${path}`)
const sentTo = (path: string) => visit(path).location?.replace(test.site.url, '')

describe('creating redirects', () => {
  it('keeps an id that the caller chose, and makes one otherwise', async () => {
    const made = await create('/old', '/new', { id: idA })
    expect(made.body['redirect']).toEqual({
      id: idA,
      from: '/old',
      to: '/new',
      options: { groupRedirect: false },
    })
    const other = at((await create('/older', '/new')).body, 'redirect.id')
    expect(other).toMatch(/^[0-9a-f-]{36}$/)
    const got = await test.call('GET', `${service}/redirects/${idA}`)
    expect(got.body['redirect']).toMatchObject({ id: idA, createdDate: expect.any(String) })
  })

  it('writes nothing for an identical one, and gives no id', async () => {
    await create('/old', '/new', { id: idA })
    const again = await create('/old/', '/new', { id: nobody })
    expect([again.status, at(again.body, 'redirect.id')]).toEqual([200, undefined])
    const many = await bulk([{ from: '/old', to: '/new', id: idA }])
    expect(many.body['results']).toEqual([{ itemMetadata: { originalIndex: 0, success: true } }])
    expect(await list()).toMatchObject([{ id: idA }])
  })

  it('refuses a path that is taken, and an id that another redirect has', async () => {
    await create('/old', '/new', { id: idA })
    expect(code(await create('/old/', '/elsewhere'))).toBe('FROM_URL_EXISTS')
    expect(code(await create('/%6Fld', '/elsewhere'))).toBe('FROM_URL_EXISTS')
    expect(code(await create('/more', '/elsewhere', { id: idA }))).toBe('ALREADY_EXISTS')
    expect(await pairs()).toEqual(['/old > /new'])
  })

  it('replaces with forceReplace in single calls, and by the switch in bulk or never', async () => {
    const options = { forceReplace: true }
    await create('/old', '/one')
    expect((await create('/old', '/two', {}, options)).status).toBe(200)
    expect(await pairs()).toEqual(['/old > /two'])
    expect(codes(await bulk([{ from: '/old', to: '/three' }], { options }))).toEqual(['FROM_URL_EXISTS'])
    turn({ forceReplace: 'honoured' })
    const both = await bulk(
      [
        { from: '/old', to: '/three' },
        { from: '/old', to: '/four' },
      ],
      { options },
    )
    expect(codes(both)).toEqual(['ok', 'FROM_URL_EXISTS'])
    expect(await pairs()).toEqual(['/old > /three'])
    turn({ forceReplace: 'ignored' })
    expect(code(await create('/old', '/five', {}, options))).toBe('FROM_URL_EXISTS')
  })

  it('deletes for good what starts at its target, instead of making a chain', async () => {
    await create('/blog', '/news')
    await create('/old-blog', '/blog')
    expect(await pairs()).toEqual(['/old-blog > /blog'])
    await create('/blog', `${test.site.url}/old-blog`)
    expect(await pairs()).toEqual([`/blog > ${test.site.url}/old-blog`])
  })

  it('refuses loops within one request, and a redirect to itself', async () => {
    const reply = await bulk([
      { from: '/a', to: '/b' },
      { from: '/b', to: '/a' },
      { from: '/c', to: '/a' },
      { from: '/d', to: '/d/' },
      { from: '/e', to: '/f' },
    ])
    expect(codes(reply)).toEqual(['ok', 'REDIRECT_LOOP', 'REDIRECT_LOOP', 'REDIRECT_LOOP', 'ok'])
    expect(reply.body['bulkActionMetadata']).toEqual({
      totalSuccesses: 2,
      totalFailures: 3,
      undetailedFailures: 0,
    })
  })

  it('refuses the root, and paths that are none or not encoded', async () => {
    for (const from of ['/', '//', 'old', 'https://example.com/x', '/ä', '/a b'])
      expect((await create(from, '/new')).status, from).toBe(400)
    for (const to of ['new', '/ä']) expect((await create('/old', to)).status, to).toBe(400)
    expect(codes(await bulk([{ from: '/', to: '/new' }]))).not.toEqual(['ok'])
  })

  it('takes 100 in one call, or 500 by a switch', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => ({ from: `/${i}`, to: '/new' }))
    expect((await bulk(many(101))).status).toBe(400)
    expect((await bulk([])).status).toBe(400)
    turn({ redirectBulkLimit: 500 })
    expect((await bulk(many(500))).body['bulkActionMetadata']).toMatchObject({ totalSuccesses: 500 })
    expect((await bulk(many(501))).status).toBe(400)
    expect(await list()).toHaveLength(500)
  })

  it('fails without a word by a fault, applied or not', async () => {
    const route = `POST ${service}/bulk/*`
    test.simulator.control.addFault({ kind: 'bulk-undetailed', route, indexes: [1], times: 1 })
    const two = [
      { from: '/a', to: '/x' },
      { from: '/b', to: '/x' },
    ]
    const reply = await bulk(two)
    expect(at(reply.body, 'results.1')).toEqual({ itemMetadata: { originalIndex: 1, success: false } })
    expect(at(reply.body, 'bulkActionMetadata.undetailedFailures')).toBe(1)
    expect(await pairs()).toEqual(['/a > /x', '/b > /x'])
    test.simulator.control.addFault({
      kind: 'bulk-undetailed',
      route,
      indexes: [0],
      times: 1,
      applies: false,
    })
    await bulk([{ from: '/c', to: '/x' }])
    expect(await list()).toHaveLength(2)
  })
})

describe('deleting redirects', () => {
  it('deletes in bulk, each id on its own', async () => {
    await create('/old', '/new', { id: idA })
    const reply = await remove(nobody, idA)
    expect(codes(reply)).toEqual(['REDIRECT_NOT_FOUND', 'ok'])
    expect([await list(), visit('/old').status]).toEqual([[], 404])
  })

  it('answers 404 for an id it does not know, with a code by the switch', async () => {
    const get = () => test.call('GET', `${service}/redirects/${nobody}`)
    expect([(await get()).status, code(await get())]).toEqual([404, 'NOT_FOUND'])
    turn({ redirectNotFound: 'REDIRECT_NOT_FOUND' })
    expect(code(await test.call('DELETE', `${service}/redirects/${nobody}`))).toBe('REDIRECT_NOT_FOUND')
  })

  it('says deleted before it is, by a switch', async () => {
    turn({ redirectDeleteMs: 60_000 })
    await create('/old', '/new', { id: idA })
    expect(codes(await remove(idA))).toEqual(['ok'])
    expect([(await list()).length, sentTo('/old')]).toEqual([1, '/new'])
  })
})

describe('on the public site', () => {
  const publish = (slug: string) =>
    test.simulator.control.createItem({
      siteId: test.site.id,
      kind: 'post',
      publish: true,
      fields: { title: slug, seoSlug: slug },
    })

  it('sends visitors on before it shows a page at the same path', async () => {
    publish('live')
    expect(visit('/post/live').status).toBe(200)
    await create('/post/live', '/post/other', { id: idA })
    expect(visit('/post/live?utm=1')).toEqual({ status: 301, location: `${test.site.url}/post/other` })
    await remove(idA)
    expect(visit('/post/live').status).toBe(200)
  })

  it('carries the rest of a path over in a group, and lets the exact one win', async () => {
    await create('/forum/questions/', '/forum/faqs/', { options: { groupRedirect: true } })
    await create('/forum/questions', '/exact')
    await create('/forum/questions/one', 'https://example.com/one')
    expect(sentTo('/forum/questions/my-post')).toBe('/forum/faqs/my-post')
    expect([sentTo('/forum/questions'), sentTo('/forum/questions/one')]).toEqual([
      '/exact',
      'https://example.com/one',
    ])
    expect(visit('/forum/questionsandmore').status).toBe(404)
  })

  it('keeps redirects of one language apart, and lists them after their deletion', async () => {
    test.simulator.control.changeSite({
      id: test.site.id,
      multilingual: true,
      supportedLanguages: ['en', 'fr'],
    })
    await create('/fr/about', '/fr/team', { language: 'fr', id: idA })
    expect(await list()).toMatchObject([{ from: '/about', language: 'fr' }])
    expect([sentTo('/fr/about'), visit('/about').status]).toEqual(['/fr/team', 404])
    expect(code(await create('/about', '/x'))).toBe('FROM_URL_EXISTS')
    expect((await create('/about', '/x', { language: 'en' })).status).toBe(200)
    await remove(idA)
    expect([visit('/fr/about').status, (await list()).length]).toEqual([404, 2])
    expect(codes(await remove(idA))).toEqual(['REDIRECT_NOT_FOUND'])
    expect((await create('/about', '/y', { language: 'fr' })).status).toBe(200)
  })

  it('answers with a status over HTTP, to be followed', async () => {
    publish('there')
    await create('/gone', '/post/there')
    const ask = (path: string, redirect: 'follow' | 'manual') => {
      const query = new URLSearchParams({ site: test.site.id, url: `${test.site.url}${path}` })
      return fetch(`${test.simulator.url}/__simulator/visit?${query}`, { redirect })
    }
    expect((await ask('/gone', 'manual')).status).toBe(301)
    const followed = await ask('/gone', 'follow')
    expect([followed.status, await followed.text()]).toEqual([200, expect.stringContaining('<h1>there</h1>')])
    expect((await ask('/nothing', 'follow')).status).toBe(404)
  })

  it('gets one from Wix when a live slug changes, and none ever points back', async () => {
    const { id } = publish('first') as { id: string }
    const rename = (seoSlug: string) =>
      test.call('PATCH', `/blog/v3/draft-posts/${id}`, {
        draftPost: { id, seoSlug },
        action: 'UPDATE_PUBLISH',
      })
    await rename('zweite-straße')
    expect(sentTo('/post/first')).toBe('/post/zweite-stra%C3%9Fe')
    await rename('first')
    expect(await pairs()).toEqual(['/post/zweite-stra%C3%9Fe > /post/first'])
    expect(visit('/post/first').status).toBe(200)
    turn({ slugChangeRedirects: 'none' })
    await rename('third')
    expect(visit('/post/first').status).toBe(404)
  })
})

it('asks for Manage SEO Settings on every call', async () => {
  const { control } = test.simulator
  const reader = caller(
    test.simulator.url,
    control.createKey({ permissions: ['View SEO Settings'] }).key,
    test.site.id,
  )
  const writer = caller(
    test.simulator.url,
    control.createKey({ permissions: ['SCOPE.PROMOTE.MANAGE-SEO'] }).key,
    test.site.id,
  )
  expect((await reader('GET', `${service}/redirects`)).status).toBe(403)
  expect((await writer('GET', `${service}/redirects`)).status).toBe(200)
  const probe = { redirectIds: [nobody] }
  expect((await reader('POST', `${service}/bulk/redirects/delete`, probe)).status).toBe(403)
  expect((await writer('POST', `${service}/bulk/redirects/delete`, probe)).status).toBe(200)
})

it('shows a list that lags by a fault', async () => {
  test.simulator.control.addFault({ kind: 'stale-reads', route: `GET ${service}/*`, windowMs: 60_000 })
  await create('/old', '/new')
  expect(await list()).toEqual([])
  expect(sentTo('/old')).toBe('/new')
})
