import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { type SmtpReceiver, startSmtpReceiver } from '../../../test/helpers/smtp-receiver.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../../../test/helpers/webhook-receiver.ts'
import { createTestCli, type TestCli } from '../test-cli.ts'

let app: TestApp
let cli: TestCli
let receiver: WebhookReceiver
let smtp: SmtpReceiver

beforeAll(async () => {
  receiver = await startWebhookReceiver()
  smtp = await startSmtpReceiver({ login: { user: 'seo', password: 'right words' } })
  app = await startTestApp({ listen: true, config: { fetchAllowedHosts: [receiver.host, smtp.host] } })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
  await receiver?.close()
  await smtp?.close()
})

test('the inbox is listed and marked as read, by id or all at once', async () => {
  expect((await cli.run(['notices', 'list'])).stdout).toBe('Nothing here.\n')
  const { id } = (await cli.run(['notices', 'test', '--json'])).json
  await cli.run(['notices', 'test'])
  const list = await cli.run(['notices', 'list', '--unread'])
  expect(list.stdout.match(/This is a test/g)).toHaveLength(2)
  expect((await cli.run(['notices', 'read', id])).stdout).toContain('1 notice unread')
  expect((await cli.run(['notices', 'read'])).code).toBe(2)
  expect((await cli.run(['notices', 'read', '--all'])).stdout).toContain('0 notices unread')
})

test('kinds are kept out of the inbox and let in again', async () => {
  const off = await cli.run(['notices', 'kinds', '--off', 'run_finished', 'slot_done'])
  expect(off.stdout).toMatch(/run_finished .* off\n/)
  const on = await cli.run(['notices', 'kinds', '--on', 'slot_done', '--json'])
  expect(on.json).toEqual({ off: ['run_finished'] })
  expect((await cli.run(['notices', 'kinds', '--off', 'moon'])).code).toBe(2)
})

test('a webhook is added with its secret shown once, tried, changed, read in its log and removed', async () => {
  const made = await cli.run(['webhooks', 'add', '-', '--off', 'slot_done', '--json'], {
    input: receiver.url,
  })
  expect(made).toMatchObject({ code: 0, json: { name: '127.0.0.1', off: ['slot_done'], url: receiver.url } })
  expect(made.json.secret).toMatch(/^whsec_/)
  const list = await cli.run(['webhooks', 'list', '--json'])
  expect(list.stdout).not.toContain(made.json.secret)
  expect((await cli.run(['webhooks', 'test', '127.0.0.1'])).code).toBe(0)
  receiver.answer = { status: 503, body: 'later' }
  const failed = await cli.run(['webhooks', 'test', '127.0.0.1'])
  expect(failed).toMatchObject({ code: 1, stdout: '503: later\n' })
  const log = (await cli.run(['webhooks', 'deliveries', '127.0.0.1', '--json'])).json.items
  expect(log.map(({ state }: { state: string }) => state)).toEqual(['failed', 'delivered'])
  receiver.answer = { status: 200 }
  expect((await cli.run(['webhooks', 'resend', '127.0.0.1', log[0].id])).code).toBe(0)

  const off = await cli.run(['webhooks', 'update', '127.0.0.1', '--name', 'Ops', '--disable', '--json'])
  expect(off.json).toMatchObject({ name: 'Ops', state: 'off' })
  const rotated = await cli.run(['webhooks', 'rotate-secret', 'Ops', '--json'])
  expect(rotated.json.secret).not.toBe(made.json.secret)
  expect((await cli.run(['webhooks', 'remove', 'Ops'])).code).toBe(0)
  expect((await cli.run(['webhooks', 'list', '--json'])).json.items).toEqual([])
  const told = (await cli.run(['audit'])).stdout
  expect(told).toContain('replaced the secret of the webhook Ops')
  expect(told).not.toContain('/hook')
})

test('mail is set up, tried with what went wrong, changed without its password, and removed', async () => {
  expect((await cli.run(['mail', 'show'])).stdout).toContain('Not set up')
  expect(await cli.run(['mail', 'set', '--host', '127.0.0.1'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--from'),
  })
  const server = ['--host', '127.0.0.1', '--port', String(smtp.port), '--security', 'none']
  const people = ['--from', 'seo@acme.example', '--to', 'ops@acme.example', 'ada@acme.example']
  const login = ['--user', 'seo', '--password-file', '-']
  const wrong = await cli.run(['mail', 'set', ...server, ...people, ...login], { input: 'wrong words' })
  expect(wrong.code).toBe(0)
  expect(await cli.run(['mail', 'test'])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('does not accept the login of seo'),
  })
  await cli.run(['mail', 'set', ...login], { input: 'right words\n' })
  expect((await cli.run(['mail', 'test'])).code).toBe(0)
  expect(smtp.received[0]?.to).toEqual(['ops@acme.example', 'ada@acme.example'])
  const changed = await cli.run(['mail', 'set', '--to', 'ada@acme.example', '--off', 'slot_done', '--json'])
  expect(changed.json).toMatchObject({ to: ['ada@acme.example'], off: ['slot_done'], hasPassword: true })
  expect(changed.stdout).not.toContain('right words')
  const log = (await cli.run(['mail', 'deliveries', '--json'])).json.items
  expect(log.map(({ state }: { state: string }) => state)).toEqual(['delivered', 'failed'])
  expect((await cli.run(['mail', 'remove'])).code).toBe(0)
  expect((await cli.run(['mail', 'show', '--json'])).json).toEqual({ settings: null })
})
