import { expect, it } from 'vitest'
import { createTestClock } from '../../test/helpers/clock.ts'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import {
  countNotices,
  countUnread,
  getNotice,
  listNotices,
  markNotices,
  saveInboxOff,
  tidyNotices,
} from './inbox.ts'
import { amendNotice, raiseNotice } from './raise.ts'

const workspaceId = 'ws_1'
const run = (id = 'run_1') => ({ kind: 'run' as const, id, name: 'Places' })
const all = { limit: 50, before: null }

describeEachDatabase('notices', (open) => {
  it('are raised once by their key, in the transaction of what they tell', async () => {
    const { database } = await open(createTestClock('2026-03-01T10:00:00Z'))
    const notice = { workspaceId, kind: 'run_finished' as const, subject: run(), dedupeKey: 'run_1:done' }
    await expect(
      database.transaction(async (tx) => {
        await raiseNotice(tx, notice)
        throw new Error('what it tells did not come about')
      }),
    ).rejects.toThrow()
    expect(await listNotices(database, workspaceId, all)).toEqual([])
    const first = await raiseNotice(database, { ...notice, detail: { published: 1204, failed: 3 } })
    expect(await raiseNotice(database, notice)).toBeNull()
    expect(await raiseNotice(database, { ...notice, workspaceId: 'ws_2' })).not.toBeNull()
    expect(await listNotices(database, workspaceId, all)).toMatchObject([
      {
        id: first,
        text: 'The run of Places is finished: 1,204 pages published, 3 not.',
        path: '/runs/run_1',
        raisedAt: '2026-03-01T10:00:00.000Z',
        readAt: null,
      },
    ])
  })

  it('are listed newest first, by kind and by whether they were read, and never those of others', async () => {
    const { database } = await open()
    const made: (string | null)[] = []
    for (const kind of ['run_finished', 'run_stopped', 'run_finished'] as const)
      made.push(await raiseNotice(database, { workspaceId, kind, subject: run() }))
    await raiseNotice(database, { workspaceId: 'ws_2', kind: 'run_finished', subject: run() })
    await markNotices(database, workspaceId, { ids: [made[0]!] }, true)
    const ids = async (filter: object) =>
      (await listNotices(database, workspaceId, { ...all, ...filter })).map(({ id }) => id)
    expect(await ids({})).toEqual([made[2], made[1], made[0]])
    expect(await ids({ kind: 'run_finished' })).toEqual([made[2], made[0]])
    expect(await ids({ state: 'unread' })).toEqual([made[2], made[1]])
    expect(await ids({ state: 'read' })).toEqual([made[0]])
    expect(await ids({ search: 'PLACE', kind: 'run_stopped' })).toEqual([made[1]])
    expect(await ids({ search: 'p%e' })).toEqual([])
    expect(await ids({ limit: 1, before: made[2] })).toEqual([made[1]])
    expect(await ids({ sort: 'oldest' })).toEqual([made[0], made[1], made[2]])
    expect(await ids({ sort: 'oldest', before: made[0], limit: 1 })).toEqual([made[1]])
    expect(await countNotices(database, workspaceId, { kind: 'run_finished' })).toBe(2)
    expect(await getNotice(database, workspaceId, made[1]!)).toMatchObject({ id: made[1] })
    await expect(getNotice(database, 'ws_2', made[1]!)).rejects.toMatchObject({ code: 'not_found' })
    expect(await countUnread(database, workspaceId)).toBe(2)
    await markNotices(database, workspaceId, { filter: { kind: 'run_stopped' } }, true)
    expect(await ids({ state: 'unread' })).toEqual([made[2]])
    await markNotices(database, workspaceId, { filter: {} }, true)
    expect(await countUnread(database, workspaceId)).toBe(0)
    expect(await countUnread(database, 'ws_2')).toBe(1)
    await markNotices(database, workspaceId, { ids: [made[1]!] }, false)
    expect(await ids({ state: 'unread' })).toEqual([made[1]])
  })

  it('stay out of the inbox while their kind is switched off, and the test comes in all the same', async () => {
    const { database } = await open()
    await saveInboxOff(database, workspaceId, ['run_finished', 'test'])
    for (const kind of ['run_finished', 'run_stopped', 'test'] as const)
      await raiseNotice(database, { workspaceId, kind, subject: run() })
    await saveInboxOff(database, workspaceId, [])
    const kinds = (await listNotices(database, workspaceId, all)).map(({ kind }) => kind)
    expect(kinds).toEqual(['test', 'run_stopped'])
  })

  it('say more once more is known, and are forgotten by age', async () => {
    const clock = createTestClock('2026-03-01T10:00:00Z')
    const { database } = await open(clock)
    const kind = 'run_needs_attention' as const
    for (const name of ['run_1', 'run_1', 'run_2'])
      await raiseNotice(database, { workspaceId, kind, subject: run(name), detail: { message: 'Stopped.' } })
    await amendNotice(database, kind, 'run_1', { message: 'The key was revoked.' })
    const messages = (await listNotices(database, workspaceId, all)).map(({ message }) => message)
    expect(messages).toEqual(['Stopped.', 'The key was revoked.', 'Stopped.'])

    clock.move(60_000)
    await raiseNotice(database, { workspaceId, kind, subject: run() })
    const before = new Date('2026-03-01T10:00:30Z')
    while (await tidyNotices(database, before, 2));
    expect(await listNotices(database, workspaceId, all)).toHaveLength(1)
  })
})
