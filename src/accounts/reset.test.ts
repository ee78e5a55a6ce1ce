import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { resetFile } from '../api/reset.ts'
import type { Database } from '../db/types.ts'
import { createAccounts } from './accounts.ts'

const folder = mkdtempSync(join(tmpdir(), 'seomatic-reset-'))
afterAll(() => rmSync(folder, { recursive: true }))
const token = 'x'.repeat(43)
const input = { token, email: '', password: 'a way back in 2026', endTokens: false }

describeEachDatabase('the reset of a forgotten password', (open) => {
  let database: Database
  beforeAll(async () => {
    ;({ database } = await open())
    const { setup } = createAccounts(database)
    const owner = { name: 'Olga', email: 'olga@example.com', password: 'four unrelated words 42' }
    await setup.createOwner({ ...owner, token: (await setup.renewToken())! }, '10.0.0.1')
  })

  it('of two that come at once with the same token, refuses one as if it had never been left', async () => {
    const { resetPassword } = createAccounts(database, { dataDir: folder })
    writeFileSync(join(folder, resetFile), token)
    const both = await Promise.allSettled([
      resetPassword(input, '10.0.0.1'),
      resetPassword(input, '10.0.0.2'),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'forbidden' } })
  })

  it.each([{}, { dataDir: '' }])('accepts no token at all with the folder %j', async (options) => {
    const before = process.cwd()
    process.chdir(folder)
    try {
      writeFileSync(resetFile, token)
      await expect(createAccounts(database, options).resetPassword(input, '10.0.0.1')).rejects.toMatchObject({
        code: 'forbidden',
      })
      expect(existsSync(resetFile)).toBe(true)
    } finally {
      process.chdir(before)
    }
  })
})
