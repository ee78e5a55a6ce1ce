import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp, testOwner } from '../../../test/helpers/app.ts'
import { endpoints } from '../openapi.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ signedIn: false })
})
afterAll(() => app.close())

const create = (token: string | null, change: object = {}) =>
  app.call('POST', '/api/setup', { as: 'nobody', body: { token, ...testOwner, ...change } })

it('says that the owner is still to be made', async () => {
  expect((await app.call('GET', '/api/setup', { as: 'nobody' })).body).toEqual({ open: true })
})

it('lets nobody in anywhere else before the setup', async () => {
  for (const endpoint of endpoints.filter((one) => one.role !== 'public')) {
    const path = endpoint.path.replace(/:\w+/g, 'x')
    const answer = await app.call(endpoint.method, path, { as: 'nobody' })
    expect(answer.status, `${endpoint.method} ${path}`).toBe(401)
    expect(answer.body.error.requestId).toMatch(/^req_/)
  }
})

it('refuses a wrong token, an old one, and a weak password', async () => {
  const old = await app.program.accounts.setup.renewToken()
  const token = await app.program.accounts.setup.renewToken()
  expect((await create('wrong')).status).toBe(403)
  expect((await create(old)).body.error.code).toBe('setup_token_invalid')
  expect((await create(token, { password: 'short' })).status).toBe(400)
  expect((await create(token, { password: 'password123!' })).status).toBe(400)
  await app.program.database.query(`update setup set token_expires_at = now() - interval '1 second'`)
  expect((await create(token)).status).toBe(403)
})

it('makes exactly one owner of 50 parallel attempts and closes for good', async () => {
  const token = await app.program.accounts.setup.renewToken()
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) => create(token, { email: `owner${n}@example.com` })),
  )
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
  expect(answers.filter((answer) => answer.status === 410)).toHaveLength(49)
  const { database, accounts } = app.program
  const { rows } = await database.query(
    'select (select count(*) from users) u, (select count(*) from workspaces) w',
  )
  expect(rows).toEqual([{ u: 1, w: 1 }])

  await database.query('delete from users')
  expect(await accounts.setup.renewToken()).toBeNull()
  expect((await create(token)).status).toBe(410)
  expect((await app.call('GET', '/api/setup', { as: 'nobody' })).body).toEqual({ open: false })
})
