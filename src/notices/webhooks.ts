// Webhooks: where notices go as signed requests. The secret is shown once; it and the address are stored sealed.
import type { z } from 'zod'
import type { createdWebhookSchema, Delivery, Webhook, WebhookInput, WebhookUpdate } from '../api/webhook.ts'
import { newId } from '../db/id.ts'
import type { Database, Queries, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { AddressCheck } from '../fetcher/address-check.ts'
import type { GuardedFetch } from '../fetcher/guarded-fetch.ts'
import type { Vault } from '../vault/vault.ts'
import { deliver } from './deliver.ts'
import {
  type DeliveryRow,
  failWaiting,
  insertTest,
  listDeliveries,
  sendAgain,
  toDelivery,
} from './delivery-store.ts'
import { findNotices } from './inbox.ts'
import { bodyOf } from './message.ts'
import type { Outcome } from './outcome.ts'
import { sendWebhook } from './send-webhook.ts'
import { newSecret } from './sign.ts'
import {
  deleteWebhook,
  findWebhook,
  findWebhooks,
  insertWebhook,
  updateWebhook,
  type WebhookRow,
  webhookColumns,
} from './webhook-store.ts'

export interface WebhookDeps {
  database: Database
  vault: Vault
  fetch: GuardedFetch
  checkAddress: AddressCheck
  /** Without a slash at its end. */
  dashboardUrl: string
}

type CreatedWebhook = z.infer<typeof createdWebhookSchema>

/** How long the secret before the present one signs too. */
const overlapMs = 24 * 3_600_000

export type Webhooks = ReturnType<typeof createWebhooks>

export function createWebhooks({ database, vault, fetch, checkAddress, dashboardUrl }: WebhookDeps) {
  const urls = vault.safe(webhookColumns.url)
  const secrets = vault.safe(webhookColumns.secret)
  const previousSecrets = vault.safe(webhookColumns.previousSecret)

  /** The one gate from rows to what is shown. */
  function present(row: WebhookRow): Webhook {
    const isLocked = urls.lockOf(row.id, row.url_sealed) !== null
    return {
      id: row.id,
      name: row.name,
      url: isLocked ? null : urls.open(row.id, row.url_sealed),
      format: row.format,
      off: row.kinds_off,
      state: row.state,
      reason: row.reason,
      previousSecretUntil: isLater(row.previous_until, database.now()) ? row.previous_until : null,
      lastSuccessAt: row.last_success_at,
      createdAt: row.created_at,
    }
  }

  async function find(queries: Queries, workspaceId: string, id: string): Promise<WebhookRow> {
    const row = await findWebhook(queries, workspaceId, id)
    if (!row) throw new AppError('not_found', 'There is no such webhook; it may have been removed.')
    return row
  }

  const get = async (workspaceId: string, id: string) => present(await find(database, workspaceId, id))

  async function refuseBadAddress(url: string): Promise<void> {
    const checked = await checkAddress(url)
    // A name that cannot be looked up just now is tried when there is something to send.
    if (checked.kind === 'allowed' || (checked.kind === 'failed' && checked.reason !== 'name')) return
    const advice =
      checked.kind === 'refused'
        ? ' Whoever runs this server can open a private host with FETCH_ALLOWED_HOSTS.'
        : ''
    throw new AppError('bad_request', `This address cannot be used. ${checked.message}${advice}`)
  }

  /** One try. Null when it was given up with the signal. */
  async function send(delivery: DeliveryRow, signal: AbortSignal): Promise<Outcome | null> {
    const row = await findWebhook(database, delivery.workspace_id, delivery.webhook_id ?? '')
    if (!row || (row.state !== 'on' && delivery.kind !== 'test'))
      return { result: 'retry', status: null, answer: 'The webhook is switched off.', askedMs: null }
    const opened = openSecrets(row)
    if (opened === null) {
      const answer = 'Its secret and address are locked: the encryption key that sealed them is not here.'
      return { result: 'retry', status: null, answer, askedMs: null }
    }
    const notices = await findNotices(database, delivery.notice_ids)
    const { id, kind, created_at: createdAt } = delivery
    const body = bodyOf({ kind, createdAt, notices, dashboardUrl }, row.format)
    return sendWebhook(fetch, { ...opened, id, at: database.now(), body }, signal)
  }

  function openSecrets(row: WebhookRow): { url: string; secrets: string[] } | null {
    const { id, url_sealed, secret_sealed, previous_secret_sealed: previous, previous_until } = row
    if (urls.lockOf(id, url_sealed) !== null || secrets.lockOf(id, secret_sealed) !== null) return null
    const signs = previous !== null && isLater(previous_until, database.now())
    const old =
      signs && previousSecrets.lockOf(id, previous) === null ? [previousSecrets.open(id, previous)] : []
    return { url: urls.open(id, url_sealed), secrets: [secrets.open(id, secret_sealed), ...old] }
  }

  return {
    send,
    get,
    list: async (workspaceId: string): Promise<Webhook[]> =>
      (await findWebhooks(database, workspaceId)).map(present),

    async create(workspaceId: string, input: WebhookInput): Promise<CreatedWebhook> {
      await refuseBadAddress(input.url)
      const id = newId('whk')
      const secret = newSecret()
      await database.transaction(async (tx) =>
        insertWebhook(tx, {
          id,
          workspace_id: workspaceId,
          name: input.name,
          format: input.format,
          url_sealed: await urls.seal(tx, id, input.url),
          secret_sealed: await secrets.seal(tx, id, secret),
          kinds_off: input.off,
        }),
      )
      return { ...(await get(workspaceId, id)), secret }
    },

    /** Switching it off, what waits for it is not sent; switching it on, it begins anew. */
    async update(workspaceId: string, id: string, change: WebhookUpdate): Promise<Webhook> {
      const { name, url, format, off, isOn } = change
      await find(database, workspaceId, id)
      if (url !== undefined) await refuseBadAddress(url)
      await database.transaction(async (tx) => {
        await updateWebhook(tx, id, {
          ...(name !== undefined && { name }),
          ...(format !== undefined && { format }),
          ...(off !== undefined && { kinds_off: off }),
          ...(url !== undefined && { url_sealed: await urls.seal(tx, id, url) }),
          ...(isOn !== undefined && { state: isOn ? ('on' as const) : ('off' as const), reason: null }),
        })
        if (isOn === false) await failWaiting(tx, { workspaceId, webhookId: id })
      })
      return get(workspaceId, id)
    },

    async remove(workspaceId: string, id: string): Promise<void> {
      if (!(await deleteWebhook(database, workspaceId, id)))
        throw new AppError('not_found', 'There is no such webhook; it may have been removed already.')
    },

    async rotateSecret(workspaceId: string, id: string): Promise<CreatedWebhook> {
      const secret = newSecret()
      await database.transaction((tx) => replaceSecret(tx, workspaceId, id, secret))
      return { ...(await get(workspaceId, id)), secret }
    },

    async test(workspaceId: string, id: string, signal: AbortSignal): Promise<Delivery> {
      await find(database, workspaceId, id)
      const delivery = await insertTest(database, { workspaceId, webhookId: id })
      const done = await deliver({ database, send }, delivery, signal)
      return done ?? toDelivery(delivery)
    },

    async deliveries(workspaceId: string, id: string, page: { limit: number; before: string | null }) {
      await find(database, workspaceId, id)
      return listDeliveries(database, { workspaceId, webhookId: id }, page)
    },

    async resend(workspaceId: string, id: string, deliveryId: string): Promise<Delivery> {
      const { state, name } = await find(database, workspaceId, id)
      if (state !== 'on') {
        throw new AppError(
          'conflict',
          `The webhook "${name}" is switched off. Switch it on, then send again.`,
        )
      }
      const delivery = await sendAgain(database, { workspaceId, webhookId: id }, deliveryId)
      if (!delivery)
        throw new AppError('not_found', 'There is no such message; messages are kept for 30 days.')
      return delivery
    },
  }

  async function replaceSecret(tx: Tx, workspaceId: string, id: string, secret: string): Promise<void> {
    const { secret_sealed } = await find(tx, workspaceId, id)
    const isOpen = secrets.lockOf(id, secret_sealed) === null
    await updateWebhook(tx, id, {
      secret_sealed: await secrets.seal(tx, id, secret),
      previous_secret_sealed: isOpen
        ? await previousSecrets.seal(tx, id, secrets.open(id, secret_sealed))
        : null,
      previous_until: new Date(tx.now().getTime() + overlapMs).toISOString(),
    })
  }
}

function isLater(at: string | null, now: Date): boolean {
  return at !== null && Date.parse(at) > now.getTime()
}
