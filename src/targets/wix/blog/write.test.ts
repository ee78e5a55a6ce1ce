// One write of the contract that is several calls of Wix: all of them are over in time.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type BlogSite, startBlogSite } from '../../../../test/helpers/blog-site.ts'
import type { ItemOutcome, OutgoingItem } from '../../target.ts'
import { pageSeed } from '../../target.ts'
import type { Visibility } from '../../visibility.ts'
import { callDeadlineMs } from '../send-batch.ts'
import { wixBlog } from './blog.ts'
import type { BlogOptions } from './options.ts'
import { toPayload } from './payload.ts'
import type { BlogPayload } from './post.ts'

let site: BlogSite
let options: BlogOptions
const noAssets = new Map<string, string>()
const kinds = (outcomes: ItemOutcome[]) => outcomes.map((one) => one.kind)
const creates = 'POST /blog/v3/bulk/draft-posts/create'
const updates = 'PATCH /blog/v3/draft-posts/update'

beforeEach(async () => {
  site = await startBlogSite()
  options = { authorId: site.authorId, mode: 'publish' }
})
afterEach(async () => {
  vi.restoreAllMocks()
  await site.close()
})

function item(rowKey: string, state: 'live' | 'draft', remoteId: string | null = null) {
  const seed = pageSeed('prj', rowKey)
  const fields = { title: `Title ${rowKey}`, slug: rowKey, body: '<p>Some words.</p>' }
  const { payload } = toPayload({ rowKey, seed, fields, siteUrl: null }, options)
  const visibility: Visibility = { state }
  const one: OutgoingItem<BlogPayload> = { rowKey, seed, remoteId, payload, visibility, changedFields: [] }
  return one
}

/** From the end of the first call on it is so much later than it is. */
function firstCallTakes(call: 'bulkCreate' | 'bulkUpdate', ms: number): void {
  const { draftPosts } = site.client
  const [send, clock] = [draftPosts[call].bind(draftPosts) as (...given: never[]) => unknown, Date.now]
  vi.spyOn(draftPosts, call).mockImplementationOnce((async (...given: never[]) => {
    const answer = await send(...given)
    vi.spyOn(Date, 'now').mockImplementation(() => clock() + ms)
    return answer
  }) as never)
}

const mixed = (ids: (string | null)[] = []) =>
  (['live', 'draft', 'live', 'draft'] as const).map((state, i) => item(`row-${i}`, state, ids[i] ?? null))

test('posts that go live and drafts are created in two calls', async () => {
  expect(kinds(await wixBlog.create(site.ctx, mixed(), options, noAssets))).toEqual(Array(4).fill('accepted'))
  expect(site.calls()).toEqual([creates, creates])
})

test('a second call for which no time is left is not begun: its posts come later', async () => {
  firstCallTakes('bulkCreate', callDeadlineMs - 10_000)
  const first = await wixBlog.create(site.ctx, mixed(), options, noAssets)
  expect(kinds(first)).toEqual(['accepted', 'wait', 'accepted', 'wait'])
  expect(first[1]).toEqual({ rowKey: 'row-1', kind: 'wait', ms: 0 })
  expect(site.calls()).toEqual([creates])
  const rest = mixed().filter((_, i) => first[i]?.kind === 'wait')
  expect(kinds(await wixBlog.create(site.ctx, rest, options, noAssets))).toEqual(['accepted', 'accepted'])
})

test('so it is with changes', async () => {
  const made = await wixBlog.create(site.ctx, mixed(), options, noAssets)
  const ids = made.map((one) => (one.kind === 'accepted' ? one.ref.remoteId : null))
  site.calls()
  firstCallTakes('bulkUpdate', callDeadlineMs - 10_000)
  const again = mixed(ids).map((one) => ({ ...one, changedFields: ['title'] }))
  const outcomes = await wixBlog.update(site.ctx, again, options, noAssets)
  expect(kinds(outcomes)).toEqual(['accepted', 'wait', 'accepted', 'wait'])
  expect(site.calls()).toEqual([updates])
})

test('a second call that was begun ends when the time of both is over', async () => {
  const ends = vi.spyOn(AbortSignal, 'timeout')
  firstCallTakes('bulkCreate', callDeadlineMs / 2)
  await wixBlog.create(site.ctx, mixed(), options, noAssets)
  expect(site.calls()).toEqual([creates, creates])
  const longest = ends.mock.calls.map(([ms]) => ms).filter((ms) => ms > callDeadlineMs / 4)
  expect(longest).toHaveLength(2)
  expect(longest[1]).toBeLessThanOrEqual(callDeadlineMs / 2)
})
