// What takes pages down and what brings them back, with what gets lost on the way.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, openTestSite, type TestSite } from './test-client.ts'
import type { Obj, Switches } from './types.ts'

const drafts = '/blog/v3/draft-posts'
let test: TestSite
beforeAll(async () => {
  test = await openTestSite({
    site: { installedApps: ['blog', 'members', 'cms'], switches: { dataLagMs: 0 } },
  })
})
afterAll(() => test.simulator.close())

const control = () => test.simulator.control
const turn = (switches: Partial<Switches>) => control().changeSite({ id: test.site.id, switches })
const visit = (path: string) => control().visit(test.site.id, `${test.site.url}${path}`)

async function livePost(title: string, extra: Obj = {}): Promise<string> {
  const { body } = await test.call('POST', drafts, { draftPost: test.post(title, extra), publish: true })
  return String(at(body, 'draftPost.id'))
}
const act = (id: string, action: string) =>
  test.call('PATCH', `${drafts}/${id}`, { draftPost: { id }, action })
const trash = (id: string) => test.call('DELETE', `${drafts}/${id}`)
const restore = (id: string) => test.call('POST', `${drafts}/trash-bin/${id}/restore`, {})
const draft = async (id: string) => at((await test.call('GET', `${drafts}/${id}`)).body, 'draftPost') as Obj
const metrics = async (id: string) =>
  at((await test.call('GET', `/blog/v3/posts/${id}/metrics`)).body, 'metrics')
const seen = { views: 90, likes: 7, comments: 3 }

describe('a post that goes back to draft', () => {
  it('is off the site, keeps what visitors left, and gets its address again', async () => {
    const id = await livePost('Reverted')
    const { firstPublishedDate } = await draft(id)
    control().editItem({ siteId: test.site.id, kind: 'post', id, metrics: seen })
    await act(id, 'UPDATE_REVERT_TO_DRAFT')
    expect([visit('/post/reverted').status, control().items(test.site.id, 'redirects')]).toEqual([404, []])
    await test.call('PATCH', `${drafts}/${id}`, { draftPost: { id, title: 'Another title' } })
    await test.call('POST', `${drafts}/${id}/publish`, {})
    expect(visit('/post/reverted').status).toBe(200)
    expect(await metrics(id)).toEqual(seen)
    expect(await draft(id)).toMatchObject({ status: 'PUBLISHED', firstPublishedDate })
  })

  it('gets another address where a post has taken it meanwhile', async () => {
    const id = await livePost('Wanted')
    await act(id, 'UPDATE_REVERT_TO_DRAFT')
    await livePost('Wanted')
    await test.call('POST', `${drafts}/${id}/publish`, {})
    expect(visit('/post/wanted-1').status).toBe(200)
  })
})

describe('a post in the trash', () => {
  it('comes back as a draft without views, likes and comments', async () => {
    const id = await livePost('Trashed')
    control().editItem({ siteId: test.site.id, kind: 'post', id, metrics: seen })
    await trash(id)
    expect([visit('/post/trashed').status, (await test.call('GET', `${drafts}/${id}`)).status]).toEqual([
      404, 404,
    ])
    expect((await restore(id)).body['draftPost']).toMatchObject({ id, status: 'UNPUBLISHED' })
    expect((await restore(id)).status).toBe(404)
    await test.call('POST', `${drafts}/${id}/publish`, {})
    expect(visit('/post/trashed').status).toBe(200)
    expect(await metrics(id)).toEqual({ views: 0, likes: 0, comments: 0 })
  })

  it('comes back as it was, and with everything, where the switches say so', async () => {
    turn({ restoreOf: 'before', restoreLosesMetrics: false })
    const live = await livePost('Was live')
    control().editItem({ siteId: test.site.id, kind: 'post', id: live, metrics: seen })
    const { body } = await test.call('POST', drafts, { draftPost: test.post('Was none') })
    const other = String(at(body, 'draftPost.id'))
    const states = []
    for (const id of [live, other]) {
      await trash(id)
      states.push(at((await restore(id)).body, 'draftPost.status'))
    }
    turn({ restoreOf: 'draft', restoreLosesMetrics: true })
    expect(states).toEqual(['PUBLISHED', 'UNPUBLISHED'])
    expect(await metrics(live)).toEqual(seen)
  })

  it('is gone for ever when deleted there, deleted permanently, or kept too long', async () => {
    const ids = [await livePost('One'), await livePost('Two'), await livePost('Three')] as const
    await trash(ids[0])
    await test.call('DELETE', `${drafts}/trash-bin/${ids[0]}`)
    await test.call('DELETE', `${drafts}/${ids[1]}?permanent=true`)
    turn({ trashKeepsMs: 60_000 })
    await trash(ids[2])
    control().moveClock({ advanceMs: 61_000 })
    for (const id of ids) expect((await restore(id)).status).toBe(404)
    turn({ trashKeepsMs: 0 })
  })
})

describe('a category or tag that is deleted', () => {
  const term = async (kind: 'categories' | 'tags', label: string) => {
    const body = kind === 'tags' ? { label } : { category: { label } }
    const made = await test.call('POST', `/blog/v3/${kind}`, body)
    return String(at(made.body, kind === 'tags' ? 'tag.id' : 'category.id'))
  }
  const shown = async (id: string) => {
    const post = at((await test.call('GET', `/blog/v3/posts/${id}`)).body, 'post') as Obj
    const { categoryIds, tagIds } = await draft(id)
    return [categoryIds, tagIds, post['categoryIds'], post['tagIds']]
  }

  it('is off the posts that had it, which does not count as an edit of them', async () => {
    const [category, tag, other] = [
      await term('categories', 'Gone'),
      await term('tags', 'gone'),
      await term('tags', 'stays'),
    ]
    const id = await livePost('With terms', { categoryIds: [category], tagIds: [tag, other] })
    const { editedDate } = await draft(id)
    await test.call('DELETE', `/blog/v3/categories/${category}`)
    await test.call('DELETE', `/blog/v3/tags/${tag}`)
    expect(await shown(id)).toEqual([[], [other], [], [other]])
    expect(await draft(id)).toMatchObject({ editedDate, hasUnpublishedChanges: false })
  })

  it('still stands in the posts where the switch says so, and goes with the next write', async () => {
    turn({ deletedTerms: 'kept' })
    const category = await term('categories', 'Lingers')
    const id = await livePost('Lingering', { categoryIds: [category] })
    control().deleteItem({ siteId: test.site.id, kind: 'category', id: category })
    expect((await draft(id))['categoryIds']).toEqual([category])
    await test.call('PATCH', `${drafts}/${id}`, { draftPost: { id, categoryIds: [category] } })
    expect((await draft(id))['categoryIds']).toEqual([])
    turn({ deletedTerms: 'dropped' })
  })
})

it('takes a CMS item again under the id it had, as a new item', async () => {
  control().createCollection({ siteId: test.site.id, id: 'Pages' })
  const insert = () =>
    test.call('POST', '/wix-data/v2/items', {
      dataCollectionId: 'Pages',
      dataItem: { id: 'row-1', data: { _id: 'row-1', title: 'Same' } },
    })
  const createdAt = (made: { body: Obj }) => at(made.body, 'dataItem.data._createdDate.$date')
  const first = createdAt(await insert())
  expect(at((await insert()).body, 'details.applicationError.code')).toBe('WDE0074')
  await test.call('DELETE', '/wix-data/v2/items/row-1?dataCollectionId=Pages')
  const second = createdAt(await insert())
  expect(Date.parse(String(second))).toBeGreaterThan(Date.parse(String(first)))
})
