import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { createTestCli, type TestCli } from '../test-cli.ts'

let app: TestApp
let cli: TestCli

beforeAll(async () => {
  app = await startTestApp({ listen: true, config: { databaseUrl: '' } })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
  const made = await app.call('POST', '/api/connections/practice', { body: {} })
  expect(made.status).toBe(201)
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
})

test('a new key is made, seals everything, and can be given instead; the key itself is never printed', async () => {
  const file = join(app.config.dataDir, 'secrets', 'encryption.key')
  const before = await cli.run(['keys', 'show', '--json'])
  expect(before.json).toMatchObject({ source: 'file', sealed: 1, waiting: 0, previousKeyIds: [] })

  const rotated = await cli.run(['keys', 'rotate'])
  expect(rotated).toMatchObject({ code: 0, stderr: '' })
  expect(rotated.stdout).toContain('Sealed 1 secret with the new key.')
  const key = readFileSync(file, 'utf8').trim()
  expect(rotated.stdout).not.toContain(key)

  const next = randomBytes(32).toString('base64')
  const given = await cli.run(['keys', 'rotate', '--key-file', '-', '--json'], { input: `${next}\n` })
  expect(given.json).toMatchObject({ resealed: 1, previousKeyIds: [] })
  expect(given.json.keyId).not.toBe(before.json.keyId)
  expect(given.stdout).not.toContain(next)
  expect(readFileSync(file, 'utf8')).toBe(`${next}\n`)
  const again = await cli.run(['keys', 'rotate', '--key-file', '-'], { input: `${next}\n` })
  expect(again).toMatchObject({ code: 1, stdout: '' })
  expect((await cli.run(['keys', 'rotate', '--key-file', '-'], { input: 'short' })).code).toBe(1)
  // The connection works with it.
  const { items } = (await app.call('GET', '/api/connections')).body
  expect((await app.call('POST', `/api/connections/${items[0].id}/check`, { body: {} })).body.status).toBe(
    'active',
  )
})

test('what was changed outside is told apart from what another key sealed', async () => {
  const { database } = app.program
  await database.query(`update connections set credentials_sealed = 'v1:000000000000:a:b:c'`)
  const locked = (await cli.run(['keys', 'show'])).stdout
  expect(locked).toMatch(
    /^Locked +1 secret, sealed with a key that is not here \(000000000000\); put the key back/m,
  )
  expect(locked).not.toContain('Damaged')
  await database.query(`update connections set credentials_sealed = 'damaged.v1.000000000000.a.b.c'`)
  const damaged = (await cli.run(['keys', 'show'])).stdout
  expect(damaged).toMatch(/^Damaged +1 secret was changed outside of SEOmatic; enter the credentials again$/m)
  expect(damaged).not.toContain('Locked')
})
