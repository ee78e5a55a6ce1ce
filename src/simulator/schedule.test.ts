// Posts with a date, the clock they go by, and each switch of what nobody has documented about them.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './index.ts'
import { at, caller, type Reply } from './test-client.ts'
import type { Obj, Switches } from './types.ts'

const hourMs = 3_600_000
let simulator: Simulator
let key: string
beforeAll(async () => {
  simulator = await startSimulator({ ratePerMinute: 0 })
  key = simulator.control.createKey().key
})
beforeEach(() => simulator.control.moveClock({ setTo: '2027-03-01T08:00:00Z' }))
afterAll(() => simulator.close())

/** A site of its own with drafts of these titles. */
async function site(titles: string[], switches: Partial<Switches> = {}) {
  const { site: made, members } = simulator.control.createSite({ switches })
  const call = caller(simulator.url, key, made.id)
  const post = (title: string) => ({ title, memberId: members[0]!.id })
  const ids: string[] = []
  for (let i = 0; i < titles.length; i += 20) {
    const draftPosts = titles.slice(i, i + 20).map(post)
    const { body } = await call('POST', '/blog/v3/bulk/draft-posts/create', { draftPosts })
    ids.push(...(body['results'] as Obj[]).map((result) => String(at(result, 'itemMetadata.id'))))
  }
  return {
    id: made.id,
    ids,
    call,
    bulk: (chosen: string[], more: Obj, fieldMask = 'title') =>
      call('PATCH', '/blog/v3/draft-posts/update', {
        draftPosts: chosen.map((id) => ({ draftPost: { id, title: titles[ids.indexOf(id)] }, fieldMask })),
        ...more,
      }),
    one: (id: string, more: Obj, draftPost: Obj = {}) =>
      call('PATCH', `/blog/v3/draft-posts/${id}`, { draftPost: { id, ...draftPost }, ...more }),
    async read(id: string) {
      return at((await call('GET', `/blog/v3/draft-posts/${id}`)).body, 'draftPost') as Obj
    },
    async query(query: Obj) {
      const { body } = await call('POST', '/blog/v3/draft-posts/query', { query })
      return (body['draftPosts'] as Obj[]).map((one) => one['title'])
    },
  }
}
const scheduled = (hours: number) => ({
  action: 'UPDATE_SCHEDULE',
  scheduledPublishDate: new Date(Date.parse('2027-03-01T08:00:00Z') + hours * hourMs).toISOString(),
})
const cancel = { action: 'UPDATE_CANCEL_SCHEDULE' }
const revert = { action: 'UPDATE_REVERT_TO_DRAFT' }
const code = (reply: Reply) => [reply.status, at(reply.body, 'details.applicationError.code')]
const failures = (reply: Reply) => at(reply.body, 'bulkActionMetadata.totalFailures')

describe('the date of a post', () => {
  it('is one for up to twenty posts of a call, and is filtered and sorted by', async () => {
    const titles = Array.from({ length: 21 }, (_, i) => `Post ${String(i).padStart(2, '0')}`)
    const { ids, bulk, query, read } = await site(titles)
    expect((await bulk(ids, scheduled(2))).status).toBe(400)
    expect(await query({ filter: { status: 'SCHEDULED' } })).toEqual([])

    expect(failures(await bulk(ids.slice(0, 20), scheduled(2)))).toBe(0)
    expect(failures(await bulk(ids.slice(20), scheduled(1)))).toBe(0)
    expect(await read(ids[0]!)).toMatchObject({
      status: 'SCHEDULED',
      scheduledPublishDate: '2027-03-01T10:00:00.000Z',
    })
    const due = { scheduledPublishDate: { $lte: '2027-03-01T09:00:00.000Z' } }
    expect(await query({ filter: due })).toEqual(['Post 20'])
    const inOrder = await query({
      filter: { status: { $in: ['SCHEDULED'] } },
      sort: [{ fieldName: 'scheduledPublishDate' }, { fieldName: 'title' }],
    })
    expect(inOrder).toEqual(['Post 20', ...titles.slice(0, 20)])
  })

  it('is replaced by another, taken away, and gone with a revert', async () => {
    const { ids, one, read } = await site(['A', 'B'])
    await one(ids[0]!, scheduled(1))
    await one(ids[0]!, scheduled(3))
    expect(await read(ids[0]!)).toMatchObject({ scheduledPublishDate: '2027-03-01T11:00:00.000Z' })
    await one(ids[0]!, cancel)
    await one(ids[1]!, scheduled(1))
    await one(ids[1]!, revert)
    for (const id of ids) {
      const post = await read(id)
      expect([post['status'], post['scheduledPublishDate']]).toEqual(['UNPUBLISHED', undefined])
    }
  })

  it('publishes at its instant as the clock is moved, earlier dates first, and never what was cancelled', async () => {
    const { id, ids, one, read, call } = await site(['Same', 'Same', 'Cancelled'])
    await one(ids[0]!, scheduled(2))
    await one(ids[1]!, scheduled(1))
    await one(ids[2]!, scheduled(1))
    await one(ids[2]!, cancel)
    simulator.control.moveClock({ advanceMs: hourMs - 60_000 })
    expect(simulator.control.items(id, 'posts')).toEqual([])
    expect(simulator.control.moveClock({ advanceMs: 5 * hourMs })).toEqual({
      now: expect.stringMatching(/T13:59/),
    })

    const live = simulator.control.items(id, 'posts')
    expect(live.map((post) => [post['id'], post['slug']])).toEqual([
      [ids[0], 'same-1'],
      [ids[1], 'same'],
    ])
    expect(await read(ids[1]!)).toMatchObject({
      status: 'PUBLISHED',
      firstPublishedDate: '2027-03-01T09:00:00.000Z',
      editedDate: '2027-03-01T09:00:00.000Z',
    })
    const { body } = await call('GET', `/blog/v3/posts/${ids[1]}`)
    expect(at(body, 'post.lastPublishedDate')).toBe('2027-03-01T09:00:00.000Z')
    expect((await read(ids[2]!))['status']).toBe('UNPUBLISHED')
  })

  it('is given and taken by a person too, who may also publish before it', async () => {
    const { id, ids, one, read } = await site(['A', 'B'])
    const edit = (postId: string, more: Obj) =>
      simulator.control.editItem({ siteId: id, kind: 'post', id: postId, ...more })
    await one(ids[0]!, scheduled(1))
    edit(ids[0]!, { scheduledFor: null })
    expect((await read(ids[0]!))['status']).toBe('UNPUBLISHED')
    edit(ids[0]!, { scheduledFor: '2027-03-02T08:00:00Z' })
    expect((await read(ids[0]!))['scheduledPublishDate']).toBe('2027-03-02T08:00:00.000Z')
    edit(ids[0]!, { publish: true })
    expect((await read(ids[0]!))['status']).toBe('PUBLISHED')
    expect(() => edit(ids[0]!, { scheduledFor: '2027-03-02T08:00:00Z' })).toThrow(/is live/)
  })

  it('belongs to drafts: a live post cannot have one, and is reverted to a draft first', async () => {
    const { ids, one, read, call } = await site(['A'])
    await call('POST', `/blog/v3/draft-posts/${ids[0]}/publish`, {})
    expect(code(await one(ids[0]!, scheduled(1)))).toEqual([428, 'FAILED_PRECONDITION'])
    await one(ids[0]!, revert)
    expect((await call('GET', `/blog/v3/posts/${ids[0]}`)).status).toBe(404)
    expect(code(await one(ids[0]!, scheduled(1)))).toEqual([200, undefined])
    expect((await read(ids[0]!))['status']).toBe('SCHEDULED')
  })
})

describe('what nobody has documented', () => {
  it('a date that has passed is refused, or publishes at once', async () => {
    const strict = await site(['A'])
    expect(code(await strict.one(strict.ids[0]!, scheduled(-1)))).toEqual([400, 'INVALID_ARGUMENT'])
    const kind = await site(['A'], { scheduledInPast: 'publish' })
    await kind.one(kind.ids[0]!, scheduled(-1))
    expect((await kind.read(kind.ids[0]!))['status']).toBe('PUBLISHED')
  })

  it('a save keeps the date, or drops it', async () => {
    for (const [saveOfScheduled, status] of [
      ['keeps', 'SCHEDULED'],
      ['drops', 'UNPUBLISHED'],
    ] as const) {
      const { ids, one, read } = await site(['A'], { saveOfScheduled })
      await one(ids[0]!, scheduled(1))
      await one(ids[0]!, {}, { title: 'Changed' })
      expect(await read(ids[0]!)).toMatchObject({ title: 'Changed', status })
    }
  })

  it('cancelling, or reverting, what is a draft already is refused or passes', async () => {
    for (const [switches, more, answer] of [
      [{}, cancel, [428, 'FAILED_PRECONDITION']],
      [{ cancelUnscheduled: 'ignore' }, cancel, [200, undefined]],
      [{}, revert, [200, undefined]],
      [{ revertOfDraft: 'reject' }, revert, [428, 'FAILED_PRECONDITION']],
    ] as [Partial<Switches>, Obj, unknown][]) {
      const { ids, one, read } = await site(['A'], switches)
      expect(code(await one(ids[0]!, more))).toEqual(answer)
      expect((await read(ids[0]!))['status']).toBe('UNPUBLISHED')
    }
  })

  it('an empty mask is refused in bulk, or enough when only the action matters', async () => {
    const strict = await site(['A'])
    expect((await strict.bulk(strict.ids, scheduled(1), '')).status).toBe(400)
    const kind = await site(['A'], { emptyFieldMask: 'accept' })
    expect(failures(await kind.bulk(kind.ids, scheduled(1), ''))).toBe(0)
    expect((await kind.bulk(kind.ids, {}, '')).status).toBe(400)
  })

  it('a post goes live late, or never, and this may not count as an edit', async () => {
    const late = await site(['A'], { scheduledPublishDelayMs: 600_000, schedulingServiceEdits: false })
    const never = await site(['A'], { scheduledPublishDelayMs: 'never' })
    for (const { ids, one } of [late, never]) await one(ids[0]!, scheduled(1))
    const before = (await late.read(late.ids[0]!))['editedDate']
    simulator.control.moveClock({ advanceMs: hourMs + 540_000 })
    expect((await late.read(late.ids[0]!))['status']).toBe('SCHEDULED')
    simulator.control.moveClock({ advanceMs: 120_000 })
    expect(await late.read(late.ids[0]!)).toMatchObject({ status: 'PUBLISHED', editedDate: before })
    simulator.control.moveClock({ advanceMs: 1000 * hourMs })
    expect((await never.read(never.ids[0]!))['status']).toBe('SCHEDULED')
  })

  it('a slug that a site rejects keeps a post scheduled, and hurts no call of others', async () => {
    const { ids, one, read, call } = await site(['Same', 'Same'], { slugConflict: 'reject' })
    for (const id of ids) await one(id, scheduled(1))
    simulator.control.moveClock({ advanceMs: 2 * hourMs })
    expect((await call('GET', '/blog/v3/draft-posts')).status).toBe(200)
    const states = [await read(ids[0]!), await read(ids[1]!)].map((post) => post['status'])
    expect(states.sort()).toEqual(['PUBLISHED', 'SCHEDULED'])
  })
})

describe('the clock', () => {
  it('is what a file adds to the machine, read again at each look, and nothing lags or is let through by it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-clock-'))
    const clockOffsetFile = join(folder, 'offset')
    writeFileSync(clockOffsetFile, '0')
    let machineMs = Date.parse('2027-01-01T00:00:00Z')
    const moved = await startSimulator({ ratePerMinute: 2, clockOffsetFile, now: () => machineMs })
    try {
      expect(moved.control.clock()).toEqual({ now: '2027-01-01T00:00:00.000Z' })
      const { site: made } = moved.control.createSite()
      const call = caller(moved.url, moved.control.createKey().key, made.id)
      const statuses = async () => [
        (await call('GET', '/blog/v3/draft-posts')).status,
        (await call('GET', '/blog/v3/draft-posts')).status,
        (await call('GET', '/blog/v3/draft-posts')).status,
      ]
      expect(await statuses()).toEqual([200, 200, 429])
      writeFileSync(clockOffsetFile, String(7 * 24 * hourMs))
      expect(moved.control.clock()).toEqual({ now: '2027-01-08T00:00:00.000Z' })
      expect(await statuses()).toEqual([429, 429, 429])
      rmSync(clockOffsetFile)
      machineMs += 61_000
      expect(moved.control.clock()).toEqual({ now: '2027-01-08T00:01:01.000Z' })
      expect(await statuses()).toEqual([200, 200, 429])
    } finally {
      await moved.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('is moved over HTTP, and refuses what is no time', async () => {
    const post = async (body: Obj) => {
      const answer = await fetch(`${simulator.url}/__simulator/clock`, {
        method: 'POST',
        body: JSON.stringify(body),
      })
      return [answer.status, ((await answer.json()) as Obj)['now']]
    }
    expect(await post({ setTo: '2028-01-01T00:00:00Z' })).toEqual([
      200,
      expect.stringMatching(/^2028-01-01T00:00:0/),
    ])
    expect(await post({ advanceMs: -hourMs })).toEqual([200, expect.stringMatching(/^2027-12-31T23:00:0/)])
    expect((await post({ setTo: 'tomorrow' }))[0]).toBe(400)
  })
})
