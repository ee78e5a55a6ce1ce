// kill -9 while a webhook is being delivered: what was not known to have arrived is sent again, under the same id, so
// that whoever looks at ids has each event once; and the log says what became of it. On the embedded database, where
// the next process knows at once that the one before is dead; with a server it waits for two minutes.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Delivery } from '../../src/api/webhook.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../helpers/webhook-receiver.ts'
import { apply, type Installation, type Prepared, prepare, type Running } from './rig.ts'

let prepared: Prepared
let receiver: WebhookReceiver
beforeAll(async () => {
  prepared = await prepare({ kind: 'pglite' }, 5)
})
afterAll(() => prepared?.remove())

async function until<T>(read: () => T | Promise<T>, isDone: (value: T) => boolean): Promise<T> {
  for (const limit = Date.now() + 120_000; ; ) {
    const value = await read()
    if (isDone(value)) return value
    if (Date.now() > limit) throw new Error(`It did not come: ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** A run that finishes is an event. */
async function begin(installation: Installation): Promise<{ running: Running; log: string }> {
  const running = await installation.start({ FETCH_ALLOWED_HOSTS: receiver.host })
  const { id } = await running.client.call<{ id: string }>('POST', '/webhooks', {
    name: 'Ours',
    url: receiver.url,
  })
  await apply(installation, running)
  return { running, log: `/webhooks/${id}/deliveries` }
}

const readLog = async ({ client }: Running, log: string) =>
  (await client.call<{ items: Delivery[] }>('GET', log)).items

test.each([
  ['before the receiver answers', 'hang'],
  ['just as the receiver takes it', { status: 204 }],
  ['while the receiver refuses it', { status: 500 }],
] as const)('each event arrives once by its id when the process is killed %s', async (_, answer) => {
  receiver = await startWebhookReceiver()
  const installation = await prepared.copy()
  try {
    receiver.answer = answer
    const { running, log } = await begin(installation)
    await until(
      () => receiver.received.length,
      (count) => count > 0,
    )
    running.kill('SIGKILL')
    await running.ended
    receiver.answer = { status: 204 }
    const again = await installation.start({ FETCH_ALLOWED_HOSTS: receiver.host })
    const deliveries = await until(
      () => readLog(again, log),
      (items) => items.length > 0 && items.every(({ state }) => state === 'delivered'),
    )
    // One that is known to have arrived is not sent again.
    const delivered = deliveries.map((one) => one.id)
    expect([...new Set(receiver.received.map((one) => one.id))].toSorted()).toEqual(delivered.toSorted())
    expect([...new Set(receiver.taken())].toSorted()).toEqual(delivered.toSorted())
    expect(deliveries.map(({ kind }) => kind)).toEqual(['run_finished'])
    expect(deliveries.every(({ attempts }) => attempts.at(-1)?.isDelivered)).toBe(true)
    const bodies = new Set(receiver.received.map((one) => one.body))
    expect(bodies.size, 'the same message, whichever try brought it').toBe(delivered.length)
  } finally {
    await installation.remove()
    await receiver.close()
  }
})
