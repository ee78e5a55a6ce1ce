import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { listNotices } from '../notices/inbox.ts'
import { insertConnection, saveOutcome } from './store.ts'

describeEachDatabase('trouble with a connection', (open) => {
  it('is told once, again when it grows worse, and once when it is over', async () => {
    const { database } = await open()
    await database.query(`insert into workspaces (id, name) values ('ws_1', 'Acme')`)
    const site = { name: 'Acme Tiles', kind: 'wix' as const, method: 'api_key' as const, siteId: 's' }
    await insertConnection(database, { id: 'con_1', workspaceId: 'ws_1', credentialsSealed: 'x', ...site })
    for (const status of [
      ...(['not_verified', 'active', 'active', 'limited', 'limited'] as const),
      ...(['needs_attention', 'needs_attention', 'limited', 'active', 'active', 'needs_attention'] as const),
    ])
      await database.transaction((tx) =>
        saveOutcome(tx, 'con_1', { status, statusReason: status === 'active' ? null : `Is ${status}.` }),
      )
    const told = await listNotices(database, 'ws_1', { limit: 50, before: null })
    expect(told.reverse().map(({ text, message }) => [text, message])).toEqual([
      ['The connection Acme Tiles needs attention.', 'Is limited.'],
      ['The connection Acme Tiles needs attention.', 'Is needs_attention.'],
      ['The connection Acme Tiles works again.', null],
      ['The connection Acme Tiles needs attention.', 'Is needs_attention.'],
    ])
  })

  it('is nobody’s news where the credentials were replaced while they were checked', async () => {
    const { database } = await open()
    await database.query(`insert into workspaces (id, name) values ('ws_1', 'Acme')`)
    const site = { name: 'Acme Tiles', kind: 'wix' as const, method: 'api_key' as const, siteId: 's' }
    await insertConnection(database, { id: 'con_1', workspaceId: 'ws_1', credentialsSealed: 'x', ...site })
    await database.transaction((tx) => saveOutcome(tx, 'con_1', { keyFingerprint: 'new', status: 'active' }))
    await database.transaction((tx) => saveOutcome(tx, 'con_1', { status: 'needs_attention' }, 'old'))
    expect(await listNotices(database, 'ws_1', { limit: 50, before: null })).toEqual([])
  })
})
