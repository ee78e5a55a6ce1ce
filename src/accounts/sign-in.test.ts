import { beforeAll, expect, it } from 'vitest'
import { withDatabase } from '../../test/helpers/database.ts'
import type { Database } from '../db/types.ts'
import { createSetup } from './setup.ts'
import { createSignIn } from './sign-in.ts'
import { createThrottle } from './throttle.ts'

const password = 'four unrelated words 42'
let database: Database
withDatabase((opened) => {
  database = opened
})

beforeAll(async () => {
  const setup = createSetup(database)
  const token = (await setup.renewToken())!
  await setup.createOwner({ name: 'Olga', email: 'olga@example.com', password, token }, '10.0.0.1')
})

it('verifies a password for an unknown account as well, so that neither shows', async () => {
  const verified: [isKnown: boolean, password: string][] = []
  const logIn = createSignIn(
    database,
    createThrottle(database, async () => undefined),
    async (hash, given) => {
      verified.push([hash !== undefined, given])
      return false
    },
  )
  const visitor = { address: '10.0.0.1', userAgent: 'test' }
  for (const email of ['olga@example.com', 'nobody@example.com'])
    await expect(logIn(email, 'another password 77', visitor)).rejects.toMatchObject({
      code: 'not_signed_in',
    })
  expect(verified).toEqual([
    [true, 'another password 77'],
    [false, 'another password 77'],
  ])
})
