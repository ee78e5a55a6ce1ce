// Mail through a server that refuses in every way, with the program's clock moved by hours.
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestClock, type TestClock } from '../../test/helpers/clock.ts'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import {
  type SmtpBehaviour,
  type SmtpReceiver,
  startSilentServer,
  startSmtpReceiver,
} from '../../test/helpers/smtp-receiver.ts'
import { type MailInput, mailInputSchema } from '../api/mail.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { createAddressCheck } from '../fetcher/address-check.ts'
import { silentLogger } from '../logger.ts'
import { type MasterKey, openMasterKey } from '../vault/master-key.ts'
import { createVault } from '../vault/vault.ts'
import { type Courier, createCourier } from './courier.ts'
import { listNotices } from './inbox.ts'
import { createMail, type Mail } from './mail.ts'
import { mailPasswordColumn } from './mail-store.ts'
import { raiseNotice } from './raise.ts'
import { mailPorts } from './send-mail.ts'

const begin = '2026-03-02T10:00:00Z'
const minute = 60_000
const hour = 60 * minute
const notGone = new AbortController().signal

describeEachDatabase('mail', (open) => {
  let database: Database
  let clock: TestClock
  let masterKey: MasterKey
  let ws: string
  let server: SmtpReceiver
  let mail: Mail
  let courier: Courier | undefined

  beforeAll(async () => {
    clock = createTestClock(begin)
    database = (await open(clock)).database
    const encryptionKey = Buffer.alloc(32, 7).toString('base64')
    masterKey = await openMasterKey(database, { dataDir: '', encryptionKey })
  })
  beforeEach(() => {
    clock.move(Date.parse(begin) - clock.now().getTime())
    ws = newId('ws')
  })
  afterEach(async () => {
    await courier?.stop()
    courier = undefined
    await server?.close()
    await database.query('delete from mail_settings')
    await database.query('delete from notice_deliveries')
  })

  function openMail(allowedHosts: string[]): Mail {
    return createMail({
      database,
      vault: createVault(masterKey.cipher, [mailPasswordColumn]),
      checkAddress: createAddressCheck({ allowedHosts, blockedHosts: [] }, mailPorts),
      dashboardUrl: 'https://seo.example.com',
    })
  }
  async function serve(behaviour: SmtpBehaviour = {}): Promise<void> {
    server = await startSmtpReceiver(behaviour)
    mail = openMail([server.host])
  }
  const input = (given: Partial<MailInput> = {}): MailInput =>
    mailInputSchema.parse({
      host: '127.0.0.1',
      port: server.port,
      security: 'none',
      user: null,
      from: 'seo@acme.example',
      to: ['ops@acme.example'],
      ...given,
    })
  const setUp = (given: Partial<MailInput> = {}) => mail.set(ws, input(given))
  /** What a test mail tells. */
  async function tried(given: Partial<MailInput> = {}): Promise<string> {
    await setUp(given)
    const { attempts, state } = await mail.test(ws, notGone)
    expect(state).toBe(attempts[0]?.isDelivered ? 'delivered' : 'failed')
    return attempts[0]?.answer ?? ''
  }
  async function start(): Promise<void> {
    courier = createCourier({
      database,
      logger: silentLogger,
      send: mail.send,
      lookMs: 10,
      random: () => 0.5,
    })
    await courier.start()
  }
  const raise = (name = 'Places', message?: string) =>
    raiseNotice(database, {
      workspaceId: ws,
      kind: 'run_needs_attention',
      subject: { kind: 'run', id: 'run_1', name },
      ...(message !== undefined && { detail: { message } }),
    })
  async function settled(): Promise<void> {
    for (let i = 0; i < 500; i++) {
      const { rows } = await database.query(
        `select 1 from notices where dispatched_at is null
         union all select 1 from notice_deliveries where state = 'waiting' and next_attempt_at <= $1`,
        [clock.now()],
      )
      if (rows.length === 0) return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    throw new Error('Something stays due')
  }

  it('goes to all recipients as text and HTML, with where to stop it, and sealed is what the login needs', async () => {
    const login = { user: 'seo', password: 'a-very-secret-word' }
    await serve({ login })
    await setUp({ ...login, to: ['ops@acme.example', 'ada@acme.example'] })
    await start()
    await raise('Places <b>', 'Replace the key & resume.')
    await settled()
    expect(server.received).toHaveLength(1)
    const [{ from, to, raw }] = server.received as [(typeof server.received)[0]]
    expect([from, to]).toEqual(['seo@acme.example', ['ops@acme.example', 'ada@acme.example']])
    expect(raw).toMatch(/^Subject: The run of Places <b> stopped and waits for you\./m)
    expect(raw).toMatch(/^List-Unsubscribe: <https:\/\/seo\.example\.com\/settings\?tab=notices>/m)
    expect(raw).toMatch(/^Message-ID: <msg_\w+@acme\.example>/m)
    expect(raw).toMatch(/^Date: Mon, 02 Mar 2026 10:00:00 \+0000/m)
    expect(raw).toContain('https://seo.example.com/runs/run_1')
    expect(raw).toContain('Places &lt;b&gt;')
    const { rows } = await database.query('select * from mail_settings')
    expect(JSON.stringify(rows)).not.toContain(login.password)
    expect(JSON.stringify(await mail.get(ws))).not.toContain(login.password)
  })

  it('says honestly what a test met: a login, a sender, recipients, a name, a port, no answer, no TLS', async () => {
    await serve({ login: { user: 'seo', password: 'right' } })
    expect(await tried()).toMatch(/wants a login/)
    expect(await tried({ user: 'seo', password: 'wrong' })).toMatch(
      /does not accept the login of seo\. It said: 535.* app password/,
    )
    server.refuse = { sender: 553 }
    const right = { user: 'seo', password: 'right' }
    expect(await tried(right)).toMatch(/refuses the sender seo@acme\.example\. It said: 553/)
    server.refuse = { recipient: 'ops@acme.example' }
    expect(await tried(right)).toMatch(/none of the recipients/)
    expect(await tried({ ...right, to: ['ops@acme.example', 'ada@acme.example'] })).toMatch(
      /Not taken for ops@acme\.example/,
    )
    server.refuse = { message: 451 }
    expect(await tried(right)).toMatch(/did not take the mail\. It said: 451.*later/)
    server.refuse = {}
    expect(await tried({ ...right, security: 'starttls' })).toMatch(/offers no STARTTLS/)
    expect(await tried({ ...right, security: 'tls' })).toMatch(/does not speak TLS from the start/)
    expect(server.received).toHaveLength(1)

    const silent = await startSilentServer('HTTP/1.1 400 Bad Request\r\n\r\n')
    mail = openMail(['127.0.0.1', `127.0.0.1:${silent.port}`, '127.0.0.1:1'])
    expect(await tried({ ...right, port: silent.port })).toMatch(/127\.0\.0\.1:\d+/)
    silent.close()
    expect(await tried({ ...right, port: 1 })).toMatch(/nothing listens there/)
  })

  it('sends nothing over a connection whose certificate nobody vouches for', async () => {
    await serve({ security: 'tls' })
    expect(await tried({ security: 'tls' })).toMatch(/is not safe, so nothing was sent/)
    await server.close()
    await serve({ security: 'starttls' })
    expect(await tried({ security: 'starttls' })).toMatch(/is not safe, so nothing was sent/)
    expect(server.received).toEqual([])
  })

  it('is tried again with the same id, and many of a kind leave as one', async () => {
    await serve()
    await setUp()
    server.refuse = { message: 451 }
    await start()
    for (let i = 0; i < 9; i++) await raise()
    await settled()
    clock.move(minute)
    await settled()
    expect(server.received).toEqual([])
    server.refuse = {}
    clock.move(hour)
    await settled()
    expect(server.received).toHaveLength(4)
    const digest = server.received.filter(({ raw }) => /^Subject: A run waits for you: 6 times\./m.test(raw))
    expect(digest).toHaveLength(1)
    const log = await mail.deliveries(ws, { limit: 50, before: null })
    const ids = server.received.map(({ raw }) => /^Message-ID: <(\w+)@/m.exec(raw)?.[1])
    expect(ids.sort()).toEqual(log.map(({ id }) => id).sort())
  })

  it('is switched off after a day without success, and the inbox says so', async () => {
    await serve()
    await setUp()
    server.refuse = { sender: 550 }
    await start()
    await raise()
    await settled()
    for (let passed = 0; passed < 26; passed++) {
      clock.move(hour)
      await settled()
    }
    const found = await mail.get(ws)
    expect(found).toMatchObject({ state: 'failing', reason: expect.stringContaining('refuses the sender') })
    const [told] = await listNotices(database, ws, { limit: 1, before: null })
    expect(told).toMatchObject({ kind: 'mail_failing', path: '/settings?tab=notices' })
    server.refuse = {}
    await setUp({ off: ['mail_failing'] })
    const oldest = (await mail.deliveries(ws, { limit: 50, before: null })).at(-1)!
    await mail.resend(ws, oldest.id)
    await settled()
    expect(server.received).toHaveLength(1)
  })

  it('keeps the stored password for the server it was entered for', async () => {
    await serve({ login: { user: 'seo', password: 'right' } })
    await setUp({ user: 'seo', password: 'right' })
    expect(await tried({ user: 'seo' })).toMatch(/250/)
    const other = { user: 'seo', host: 'localhost' }
    mail = openMail(['127.0.0.1', 'localhost', server.host, `localhost:${server.port}`])
    await expect(setUp(other)).rejects.toThrow('Enter the password again')
    await expect(setUp({ user: 'root' })).rejects.toThrow('Enter the password again')
    expect(await setUp({ ...other, password: 'right' })).toMatchObject({
      host: 'localhost',
      hasPassword: true,
    })
    expect(await setUp({ user: null })).toMatchObject({ hasPassword: false })
  })

  it('passes the rules for private networks and ports', async () => {
    await serve()
    mail = openMail([])
    await expect(setUp()).rejects.toThrow('FETCH_ALLOWED_HOSTS')
    await expect(setUp({ host: '10.0.0.1', port: 587 })).rejects.toThrow('private network')
    await expect(setUp({ host: '8.8.8.8', port: 22 })).rejects.toThrow('Only ports 25, 465, 587 and 2525')
    expect(await setUp({ host: '8.8.8.8', port: 587 })).toMatchObject({ state: 'on' })
  })
})
