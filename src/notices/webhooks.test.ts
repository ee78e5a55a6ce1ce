// Webhooks against a receiver that fails in every way, with the program's clock moved by hours.

import { Webhook as Verifier } from 'standardwebhooks'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestClock, type TestClock } from '../../test/helpers/clock.ts'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../../test/helpers/webhook-receiver.ts'
import type { WebhookInput } from '../api/webhook.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { createAddressCheck } from '../fetcher/address-check.ts'
import { createGuardedFetch } from '../fetcher/guarded-fetch.ts'
import { silentLogger } from '../logger.ts'
import { type MasterKey, openMasterKey } from '../vault/master-key.ts'
import { createVault } from '../vault/vault.ts'
import { type Courier, createCourier } from './courier.ts'
import { listNotices } from './inbox.ts'
import { type NewNotice, raiseNotice } from './raise.ts'
import { webhookColumns } from './webhook-store.ts'
import { createWebhooks, type Webhooks } from './webhooks.ts'

const begin = '2026-03-02T10:00:00Z'
const minute = 60_000
const hour = 60 * minute
const notGone = new AbortController().signal

describeEachDatabase('webhooks', (open) => {
  let database: Database
  let clock: TestClock
  let receiver: WebhookReceiver
  let masterKey: MasterKey
  let webhooks: Webhooks
  let courier: Courier | undefined
  let raised = 0
  let ws: string

  beforeAll(async () => {
    clock = createTestClock(begin)
    database = (await open(clock)).database
    const encryptionKey = Buffer.alloc(32, 7).toString('base64')
    masterKey = await openMasterKey(database, { dataDir: '', encryptionKey })
  })
  beforeEach(async () => {
    clock.move(Date.parse(begin) - clock.now().getTime())
    ws = newId('ws')
    receiver = await startWebhookReceiver()
    webhooks = openWebhooks([receiver.host])
  })
  afterEach(async () => {
    await courier?.stop()
    courier = undefined
    await database.query('delete from webhooks')
    await receiver.close()
  })

  function openWebhooks(allowedHosts: string[]): Webhooks {
    const rules = { allowedHosts, blockedHosts: [] }
    const limits = { firstByteMs: 300, totalMs: 500 }
    return createWebhooks({
      database,
      vault: createVault(masterKey.cipher, Object.values(webhookColumns)),
      fetch: createGuardedFetch({ ...rules, limits }),
      checkAddress: createAddressCheck(rules),
      dashboardUrl: 'https://seo.example.com',
    })
  }
  async function start(): Promise<void> {
    courier = createCourier({
      database,
      logger: silentLogger,
      send: webhooks.send,
      lookMs: 10,
      random: () => 0.5,
    })
    await courier.start()
  }
  async function restart(): Promise<void> {
    await courier?.stop()
    await start()
  }
  const input = (given: Partial<WebhookInput> = {}): WebhookInput => ({
    name: 'Ops',
    url: receiver.url,
    format: 'standard',
    off: [],
    ...given,
  })
  async function raise(given: Partial<NewNotice> = {}): Promise<void> {
    raised += 1
    const subject = { kind: 'run' as const, id: `run_${raised}`, name: 'Places' }
    await raiseNotice(database, { workspaceId: ws, kind: 'run_finished', subject, ...given })
  }
  const log = async (id: string) => webhooks.deliveries(ws, id, { limit: 100, before: null })
  async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    for (let i = 0; i < 500; i++) {
      if (await isSo()) return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    throw new Error(`It never came to that: ${JSON.stringify(receiver.received.map(({ status }) => status))}`)
  }
  /** Until nothing is due at this hour. */
  const settled = () =>
    until(async () => {
      const { rows } = await database.query(
        `select 1 from notices where dispatched_at is null
         union all select 1 from notice_deliveries where state = 'waiting' and next_attempt_at <= $1`,
        [clock.now()],
      )
      return rows.length === 0
    })

  it('signs so that others can verify it, and tells what it is about', async () => {
    const { secret } = await webhooks.create(ws, input())
    await start()
    await raise({ detail: { published: 12, failed: 1 } })
    await until(() => receiver.received.length === 1)
    const [{ headers, body }] = receiver.received as [(typeof receiver.received)[0]]
    expect(headers['webhook-timestamp']).toBe(String(clock.now().getTime() / 1000))
    // The verifier would compare the time with its own clock, which is not the program's.
    const signature = new Verifier(secret).sign(headers['webhook-id']!, clock.now(), body)
    expect(headers['webhook-signature']).toBe(signature)
    expect(JSON.parse(body)).toMatchObject({
      type: 'run.finished',
      timestamp: '2026-03-02T10:00:00.000Z',
      data: {
        text: 'The run of Places is finished: 12 pages published, 1 not.',
        url: expect.stringMatching(/^https:\/\/seo\.example\.com\/runs\/run_\d+$/),
        detail: { published: 12 },
      },
    })
  })

  it('brings each event once by its id, in the log, through an hour of answers with 500 and restarts', async () => {
    const { id } = await webhooks.create(ws, input())
    receiver.answer = { status: 500, body: 'out of order' }
    const startedAt = clock.now().getTime()
    await start()
    for (const kind of ['run_finished', 'conflicts_found', 'import_refused'] as const) await raise({ kind })
    await settled()
    for (let passed = 0; passed < hour; passed += minute) {
      clock.move(minute)
      await settled()
      if (passed % (20 * minute) === 0) await restart()
    }
    expect(receiver.taken()).toEqual([])
    receiver.answer = { status: 204 }
    clock.move(hour)
    await settled()
    const deliveries = await log(id)
    expect(receiver.taken().sort()).toEqual(deliveries.map((one) => one.id).sort())
    expect(new Set(receiver.received.map((one) => one.id)).size).toBe(3)
    for (const { state, attempts, nextAttemptAt } of deliveries) {
      expect([state, nextAttemptAt]).toEqual(['delivered', null])
      // At once, then after 5 s, 30 s, 2, 5, 15, 30 minutes and an hour, each seen at the next whole minute.
      expect(attempts.map(({ at }) => (Date.parse(at) - startedAt) / minute)).toEqual([
        0, 1, 2, 4, 9, 24, 54, 120,
      ])
      expect(attempts.map(({ status }) => status)).toEqual([500, 500, 500, 500, 500, 500, 500, 204])
      expect(attempts[0]).toMatchObject({ isDelivered: false, answer: 'out of order' })
    }
    // Every try of an event has the same body.
    for (const same of Map.groupBy(receiver.received, (one) => one.id).values())
      expect(new Set(same.map(({ body }) => body)).size).toBe(1)
    const before = receiver.received.length
    await restart()
    clock.move(2 * 24 * hour)
    await settled()
    expect(receiver.received).toHaveLength(before)
  })

  it('sends again what was under way when a process died, with the same id', async () => {
    const { id } = await webhooks.create(ws, input())
    receiver.answer = 'hang'
    await start()
    await raise()
    await until(() => receiver.received.length === 1)
    receiver.answer = { status: 200 }
    await restart()
    await until(() => receiver.taken().length === 1)
    expect(new Set(receiver.received.map((one) => one.id)).size).toBe(1)
    await settled()
    expect(await log(id)).toMatchObject([{ state: 'delivered', attempts: [{ status: 200 }] }])
  })

  it('waits as long as it is asked to, and tells of one that hangs, cuts the line or moved', async () => {
    const { id } = await webhooks.create(ws, input())
    await start()
    receiver.answer = { status: 429, headers: { 'retry-after': '600' } }
    await raise()
    await settled()
    expect((await log(id))[0]?.nextAttemptAt).toBe('2026-03-02T10:10:00.000Z')
    for (const answer of [
      'hang',
      'cut',
      { status: 308, headers: { location: 'http://169.254.169.254/' } },
    ] as const) {
      receiver.answer = answer
      clock.move(hour)
      await settled()
    }
    expect((await log(id))[0]?.attempts.map(({ answer }) => answer)).toEqual([
      '',
      expect.stringContaining('did not answer in time'),
      expect.stringContaining('could not be made, or broke'),
      expect.stringContaining('another address'),
    ])
  })

  it('is switched off after a day of failures, once and with a notice, and can be switched on and sent again', async () => {
    const { id } = await webhooks.create(ws, input())
    receiver.answer = { status: 503 }
    await start()
    await raise()
    await settled()
    for (let passed = 0; passed < 26; passed += 1) {
      clock.move(hour)
      await settled()
    }
    expect(await webhooks.get(ws, id)).toMatchObject({ state: 'failing' })
    const [told, ...others] = await listNotices(database, ws, { limit: 50, before: null })
    expect(told).toMatchObject({ kind: 'webhook_failing', text: 'The webhook Ops was switched off.' })
    expect(others).toHaveLength(1)
    const tries = receiver.received.length
    await raise()
    await settled()
    expect(receiver.received).toHaveLength(tries)
    const message = (await log(id))[0]!.id
    await expect(webhooks.resend(ws, id, message)).rejects.toThrow('switched off')

    receiver.answer = { status: 200 }
    await webhooks.update(ws, id, { isOn: true })
    await webhooks.resend(ws, id, message)
    await until(() => receiver.taken().length === 1)
    expect(receiver.taken()).toEqual([message])
    await settled()
    expect(await webhooks.get(ws, id)).toMatchObject({ state: 'on', reason: null })
  })

  it('is switched off at once by an answer with 410', async () => {
    const { id } = await webhooks.create(ws, input())
    receiver.answer = { status: 410 }
    await start()
    await raise()
    await until(async () => (await webhooks.get(ws, id)).state === 'failing')
    expect(receiver.received).toHaveLength(1)
  })

  it('gathers many of a kind in one message, and leaves out kinds that are switched off', async () => {
    await webhooks.create(ws, input({ off: ['run_stopped'] }))
    await start()
    for (let i = 0; i < 40; i++) await raise()
    for (let i = 0; i < 5; i++) await raise({ kind: 'run_stopped' })
    await raise({ kind: 'import_refused' })
    await settled()
    const types = () => receiver.received.map(({ body }) => JSON.parse(body).type)
    expect(types().sort()).toEqual(['import.refused', 'run.finished', 'run.finished', 'run.finished'])
    clock.move(10 * minute)
    await settled()
    expect(receiver.received).toHaveLength(5)
    const digest = JSON.parse(receiver.received.at(-1)!.body)
    expect(digest).toMatchObject({ type: 'digest', data: { kind: 'run_finished', count: 37 } })
    expect(new Set(digest.data.notices.map((one: { id: string }) => one.id)).size).toBe(37)
    clock.move(hour)
    await raise()
    await settled()
    expect(types().at(-1)).toBe('run.finished')
  })

  it('signs with the old secret too for a day after another one was made', async () => {
    const { id, secret: old } = await webhooks.create(ws, input())
    const { secret, previousSecretUntil } = await webhooks.rotateSecret(ws, id)
    expect(previousSecretUntil).toBe('2026-03-03T10:00:00.000Z')
    const signers = async () => {
      const { attempts } = await webhooks.test(ws, id, notGone)
      expect(attempts).toMatchObject([{ status: 204, isDelivered: true }])
      const { headers, body } = receiver.received.at(-1)!
      const given = headers['webhook-signature']!.split(' ')
      return [secret, old].map((one) =>
        given.includes(new Verifier(one).sign(headers['webhook-id']!, clock.now(), body)),
      )
    }
    expect(await signers()).toEqual([true, true])
    clock.move(25 * hour)
    expect(await signers()).toEqual([true, false])
    const { rows } = await database.query('select * from webhooks')
    expect(JSON.stringify(rows)).not.toContain(secret.slice(6))
    expect(JSON.stringify(rows)).not.toContain(receiver.host)
  })

  it('gets nothing that was raised before there was one', async () => {
    await raise()
    clock.move(1000)
    await webhooks.create(ws, input())
    await start()
    await settled()
    expect(receiver.received).toEqual([])
  })

  it('speaks the format of Slack', async () => {
    await webhooks.create(ws, input({ format: 'slack' }))
    await start()
    await raise({ kind: 'run_needs_attention', detail: { message: 'Replace <the key> & resume.' } })
    await until(() => receiver.received.length === 1)
    const text = 'The run of Places stopped and waits for you.'
    const link = expect.stringContaining(`|${text}>\nReplace &lt;the key&gt; &amp; resume.`)
    expect(JSON.parse(receiver.received[0]!.body)).toEqual({
      text,
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: link } }],
    })
  })

  it('refuses addresses in a private network that the operator has not opened', async () => {
    const closed = openWebhooks([])
    await expect(closed.create(ws, input())).rejects.toThrow('FETCH_ALLOWED_HOSTS')
    await expect(closed.create(ws, input({ url: 'http://169.254.169.254/latest' }))).rejects.toThrow(
      'private',
    )
    const { id } = await webhooks.create(ws, input())
    const test = await closed.test(ws, id, notGone)
    expect(test).toMatchObject({ state: 'failed', attempts: [{ status: null, isDelivered: false }] })
    expect(receiver.received).toEqual([])
  })
})
