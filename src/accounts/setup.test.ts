import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import type { Database } from '../db/types.ts'
import { createSetup, type Setup } from './setup.ts'

describeEachDatabase('setup', (open) => {
  let database: Database
  let setup: Setup
  beforeAll(async () => {
    ;({ database } = await open())
    setup = createSetup(database)
  })
  const owner = { name: 'Olga', password: 'four unrelated words 42' }

  it('keeps only the hash of the newest token', async () => {
    const first = await setup.renewToken()
    const second = await setup.renewToken()
    expect(first).toMatch(/^[\w-]{43}$/)
    const { rows } = await database.query('select * from setup')
    expect(JSON.stringify(rows)).not.toContain(second)
    await expect(
      setup.createOwner({ ...owner, token: first!, email: 'a@example.com' }, '10.0.0.1'),
    ).rejects.toMatchObject({
      code: 'setup_token_invalid',
    })
  })

  it('lets exactly one of 50 win who come at once, and leaves nothing of the others', async () => {
    const token = (await setup.renewToken())!
    const all = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        setup.createOwner({ ...owner, token, email: `o${n}@example.com` }, '10.0.0.1'),
      ),
    )
    expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    const losers = all.filter((one) => one.status === 'rejected').map((one) => one.reason.code)
    expect(new Set(losers)).toEqual(new Set(['setup_closed']))
    const { rows } = await database.query(
      'select (select count(*) from users) as users, (select count(*) from workspaces) as workspaces',
    )
    expect(rows).toEqual([{ users: 1, workspaces: 1 }])
  })

  it('is closed, and its link not wrong, for who is overtaken after the first look', async () => {
    await database.query('update setup set used_at = null')
    const token = (await setup.renewToken())!
    let isOvertaken = false
    const slow = {
      ...database,
      async query(...asked: Parameters<Database['query']>) {
        const answer = await database.query(...asked)
        if (!isOvertaken) {
          isOvertaken = true
          await setup.createOwner({ ...owner, token, email: 'fast@example.com' }, '10.0.0.1')
        }
        return answer
      },
    } as Database
    await expect(
      createSetup(slow).createOwner({ ...owner, token, email: 'slow@example.com' }, '10.0.0.2'),
    ).rejects.toMatchObject({ code: 'setup_closed' })
  })

  it('stays closed, even when the owner was deleted', async () => {
    await database.query('delete from users')
    expect(await createSetup(database).isOpen()).toBe(false)
    expect(await createSetup(database).renewToken()).toBeNull()
  })
})
