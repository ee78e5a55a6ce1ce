import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { type SmtpReceiver, startSmtpReceiver } from '../../../test/helpers/smtp-receiver.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../../../test/helpers/webhook-receiver.ts'

let app: TestApp
let receiver: WebhookReceiver
let smtp: SmtpReceiver
beforeAll(async () => {
  receiver = await startWebhookReceiver()
  smtp = await startSmtpReceiver()
  app = await startTestApp({ config: { fetchAllowedHosts: [receiver.host, smtp.host] } })
})
afterAll(async () => {
  await app.close()
  await receiver.close()
  await smtp.close()
})

const unread = async () => (await app.call('GET', '/api/session')).body.unreadNotices

it('raises a test, pages the inbox, counts what is unread and marks it', async () => {
  for (let i = 0; i < 3; i++)
    expect((await app.call('POST', '/api/notices/test', { body: {} })).status).toBe(201)
  expect(await unread()).toBe(3)
  const first = (await app.call('GET', '/api/notices?limit=2')).body
  const rest = (await app.call('GET', `/api/notices?limit=2&cursor=${first.nextCursor}`)).body
  expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([2, 1, null])
  const ids = [first.items[0].id]
  expect((await app.call('POST', '/api/notices/read', { body: { ids } })).body).toEqual({ unread: 2 })
  expect((await app.call('GET', '/api/notices?state=read')).body.items).toMatchObject([{ id: ids[0] }])
  expect((await app.call('POST', '/api/notices/read', { body: {} })).body).toEqual({ unread: 0 })
  expect(await unread()).toBe(0)
})

it('lets the owner switch kinds off, told in the audit log, and refuses a kind that there is not', async () => {
  const off = ['run_finished']
  expect((await app.call('PUT', '/api/notices/settings', { body: { off } })).body).toEqual({ off })
  expect((await app.call('GET', '/api/notices/settings')).body).toEqual({ off })
  expect((await app.call('PUT', '/api/notices/settings', { body: { off: ['moon'] } })).status).toBe(400)
  const [event] = (await app.call('GET', '/api/audit-events?limit=1')).body.items
  expect(event).toMatchObject({ action: 'notice.settings_changed', detail: { off } })
})

it('shows the inbox to a token that may read, which may not raise or switch anything', async () => {
  const made = await app.call('POST', '/api/tokens', { body: { name: 'reader', scope: 'read' } })
  const as = { as: 'nobody' as const, headers: { authorization: `Bearer ${made.body.secret}` } }
  expect((await app.call('GET', '/api/notices', as)).status).toBe(200)
  expect((await app.call('POST', '/api/notices/test', { ...as, body: {} })).status).toBe(403)
  expect((await app.call('PUT', '/api/notices/settings', { ...as, body: { off: [] } })).status).toBe(403)
  expect((await app.call('GET', '/api/notices', { as: 'nobody' })).status).toBe(401)
})

it('sends what is raised to webhooks and by mail, with no word of their secrets in answers and in the log', async () => {
  const hook = await app.call('POST', '/api/webhooks', {
    body: { name: 'Ops', url: `${receiver.url}/T0/secret-part` },
  })
  expect(hook.status).toBe(201)
  const server = {
    host: '127.0.0.1',
    port: smtp.port,
    security: 'none',
    user: 'seo',
    password: 'secret-part',
  }
  const people = { from: 'seo@acme.example', to: ['ops@acme.example'] }
  const mail = await app.call('PUT', '/api/mail', { body: { ...server, ...people } })
  expect(mail.text).not.toContain('secret-part')
  // The server asks for no login after all.
  await app.call('PUT', '/api/mail', { body: { ...server, ...people, user: null, password: undefined } })
  await app.call('POST', '/api/notices/test', { body: {} })
  await vi.waitFor(() => expect([receiver.received.length, smtp.received.length]).toEqual([1, 1]), 20_000)
  expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({ type: 'test', data: { kind: 'test' } })
  expect((await app.call('GET', '/api/audit-events?limit=50')).text).not.toContain('secret-part')
  const { rows } = await app.program.database.query('select * from webhooks, mail_settings')
  expect(JSON.stringify(rows)).not.toContain('secret-part')
})

it('leaves webhooks and mail to the owner', async () => {
  const made = await app.call('POST', '/api/tokens', { body: { name: 'publisher', scope: 'publish' } })
  const as = { as: 'nobody' as const, headers: { authorization: `Bearer ${made.body.secret}` } }
  for (const path of ['/api/webhooks', '/api/mail', '/api/mail/deliveries'])
    expect((await app.call('GET', path, as)).status).toBe(403)
})
