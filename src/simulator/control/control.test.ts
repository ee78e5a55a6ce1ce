import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, caller, openTestSite, type TestSite } from '../test-client.ts'
import type { Obj } from '../types.ts'

let test: TestSite
beforeAll(async () => {
  test = await openTestSite()
})
afterAll(() => test.simulator.close())

const control = async (method: string, path: string, body?: Obj) => {
  const response = await fetch(`${test.simulator.url}/__simulator/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Obj }
}

describe('sites, keys and apps over HTTP', () => {
  it('makes a site with three members, one of them a guest author, and a key that works', async () => {
    const { body } = await control('POST', 'sites', { name: 'Mine', language: 'de' })
    expect(body['site']).toMatchObject({ name: 'Mine', language: 'de', installedApps: ['blog', 'members'] })
    expect((body['members'] as Obj[]).map((member) => member['status'])).toEqual([
      'APPROVED',
      'APPROVED',
      'OFFLINE',
    ])
    const key = String(at((await control('POST', 'keys', { permissions: ['Manage Blog'] })).body, 'key.key'))
    expect(key).toMatch(/^IST\.[A-Za-z0-9._-]{100,}$/)
    const call = caller(test.simulator.url, key, String(at(body, 'site.id')))
    expect((await call('GET', '/blog/v3/posts')).status).toBe(200)
    await control('PATCH', 'keys', { key, permissions: [] })
    expect((await call('GET', '/blog/v3/posts')).status).toBe(403)
    expect((await control('GET', 'keys')).body['keys']).toEqual(
      expect.arrayContaining([expect.objectContaining({ key, permissions: [] })]),
    )
  })

  it('changes and removes a site', async () => {
    const id = String(at((await control('POST', 'sites', {})).body, 'site.id'))
    await control('PATCH', 'sites', { id, installedApps: [], switches: { emptyBodies: true } })
    const sites = (await control('GET', 'sites')).body['sites'] as Obj[]
    expect(sites.find((site) => site['id'] === id)).toMatchObject({
      installedApps: [],
      switches: { emptyBodies: true, slugConflict: 'suffix' },
    })
    await control('DELETE', `sites?id=${id}`)
    expect((await caller(test.simulator.url, test.key.key, id)('GET', '/blog/v3/posts')).status).toBe(403)
  })

  it('makes app credentials', async () => {
    const { body } = await control('POST', 'apps', { instances: [{ siteId: test.site.id }] })
    expect(at(body, 'app.instances.0.siteId')).toBe(test.site.id)
    expect(String(at(body, 'app.secret'))).toHaveLength(48)
  })

  it('names its calls when asked for another, and says what is missing', async () => {
    const reply = await control('GET', 'nonsense')
    expect([reply.status, String(reply.body['error']).includes('POST items/edit')]).toEqual([404, true])
    expect((await control('PATCH', 'sites', { id: 'none' })).body['error']).toBe('there is no site none')
    expect((await control('GET', 'items')).body['error']).toBe('the parameter site is missing')
  })

  it('sets, lists and removes faults, and changes settings', async () => {
    const { body } = await control('POST', 'faults', { route: 'GET /blog/v3/posts', kind: 'status-before' })
    const id = at(body, 'fault.id')
    expect((await test.call('GET', '/blog/v3/posts')).status).toBe(503)
    expect((await control('GET', 'faults')).body['faults']).toMatchObject([{ id, matches: 1, strikes: 1 }])
    await control('DELETE', `faults?id=${id}`)
    expect((await test.call('GET', '/blog/v3/posts')).status).toBe(200)
    expect((await control('POST', 'faults', { route: '*', kind: 'none' })).status).toBe(400)
    const settings = await control('PATCH', 'settings', { ratePerMinute: 1 })
    expect(at(settings.body, 'settings.ratePerMinute')).toBe(1)
    expect((await test.call('GET', '/blog/v3/posts')).status).toBe(200)
    await control('DELETE', 'rate')
    await control('PATCH', 'settings', { ratePerMinute: 0 })
    await control('DELETE', 'faults')
  })
})

describe('the request log', () => {
  it('holds what was sent and answered, never a credential', async () => {
    await control('DELETE', 'requests')
    const since = Number((await control('GET', 'health')).body['lastRequest'])
    const draftPost = test.post('Logged')
    const reply = await test.call('POST', '/blog/v3/draft-posts?trace=1', { draftPost })
    const { body } = await control('GET', `requests?since=${since}`)
    expect(body['last']).toBe(since + 1)
    expect(body['requests']).toMatchObject([
      {
        n: since + 1,
        method: 'POST',
        path: '/blog/v3/draft-posts',
        query: 'trace=1',
        body: { draftPost },
        status: 200,
        appliedStatus: 200,
        outcome: 'answered',
        siteId: test.site.id,
        requestId: reply.headers.get('x-wix-request-id'),
        faults: [],
        ignoredKeys: ['?trace'],
      },
    ])
    expect(JSON.stringify(body)).not.toContain(test.key.key)
    expect(at(body, 'requests.0.headers.authorization')).toMatch(/^sha256:[0-9a-f]{12}$/)
    const [item] = test.simulator.control.items(test.site.id, 'drafts').slice(-1)
    expect([item!['createdBy'], item!['lastWrittenBy']]).toEqual([since + 1, since + 1])
  })
})

describe('a person in the Wix editor', () => {
  const edit = (body: Obj) => control('POST', 'items/edit', { siteId: test.site.id, kind: 'post', ...body })

  it('edits, publishes, deletes and restores without a request or a token of the rate', async () => {
    const { body } = await test.call('POST', '/blog/v3/draft-posts', {
      draftPost: test.post('Ours'),
      publish: true,
    })
    const before = body['draftPost'] as Obj
    const n = test.simulator.control.lastRequest()
    const edited = await edit({ id: before['id'], fields: { title: 'Theirs' } })
    expect(edited.body['item']).toMatchObject({
      draft: { title: 'Theirs' },
      published: { title: 'Ours' },
      hasUnpublishedChanges: true,
      lastWrittenBy: 'person',
    })
    expect(String(at(edited.body, 'item.editedDate')) > String(before['editedDate'])).toBe(true)
    const published = await edit({ id: before['id'], publish: true })
    expect(at(published.body, 'item.published.title')).toBe('Theirs')
    const target = { siteId: test.site.id, kind: 'post', id: before['id'] }
    await control('POST', 'items/delete', target)
    const trash = await control(
      'GET',
      `items?site=${test.site.id}&kind=trash&id=${before['id']}&select=id,status`,
    )
    expect(trash.body['items']).toEqual([{ id: before['id'], status: 'DELETED' }])
    await control('POST', 'items/restore', target)
    await control('POST', 'items/delete', { ...target, permanent: true })
    expect((await edit({ id: before['id'] })).status).toBe(400)
    expect(test.simulator.control.lastRequest()).toBe(n)
  })

  it('creates posts, categories, tags and members', async () => {
    const create = async (kind: string, fields: Obj, rest: Obj = {}) =>
      (await control('POST', 'items/create', { siteId: test.site.id, kind, fields, ...rest })).body[
        'item'
      ] as Obj
    const category = await create('category', { label: 'By hand' })
    const tag = await create('tag', { label: 'by hand' })
    const member = await create('member', { nickname: 'Nina' })
    const fields = {
      title: 'By hand',
      categoryIds: [category['id']],
      tagIds: [tag['id']],
      memberId: member['id'],
    }
    const post = await create('post', fields, { publish: true })
    expect(post).toMatchObject({ slug: 'by-hand', createdBy: 'person' })
    const seen = await test.call('GET', `/blog/v3/posts/${post['id']}`)
    expect(seen.body['post']).toMatchObject({ title: 'By hand', memberId: member['id'] })
    await control('POST', 'items/delete', { siteId: test.site.id, kind: 'tag', id: tag['id'] })
    expect((await test.call('GET', `/blog/v3/tags/${tag['id']}`)).status).toBe(404)
  })
})
