// Notices by mail. The password is stored sealed and never shown again.
import type { MailInput, MailSettings } from '../api/mail.ts'
import type { Delivery } from '../api/webhook.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { AddressCheck } from '../fetcher/address-check.ts'
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
import { mailBodyOf, settingsUrl } from './mail-body.ts'
import { deleteMail, findMail, type MailRow, mailPasswordColumn, saveMail } from './mail-store.ts'
import type { Outcome } from './outcome.ts'
import { mailUrl, sendMail } from './send-mail.ts'

export interface MailDeps {
  database: Database
  vault: Vault
  /** With the ports of mail. */
  checkAddress: AddressCheck
  /** Without a slash at its end. */
  dashboardUrl: string
}

export type Mail = ReturnType<typeof createMail>

export function createMail({ database, vault, checkAddress, dashboardUrl }: MailDeps) {
  const passwords = vault.safe(mailPasswordColumn)
  const receiver = (workspaceId: string) => ({ workspaceId, webhookId: null })

  async function find(workspaceId: string): Promise<MailRow> {
    const row = await findMail(database, workspaceId)
    if (!row) throw new AppError('not_found', 'No mail server is set up yet. Set one up, then try again.')
    return row
  }

  /** One try. Null when it was given up with the signal. */
  async function send(delivery: DeliveryRow, signal: AbortSignal): Promise<Outcome | null> {
    const row = await findMail(database, delivery.workspace_id)
    if (!row || (row.state !== 'on' && delivery.kind !== 'test')) return notNow('E-mail is switched off.')
    const { id, host, port, security, user_name: user, password_sealed: sealed, sender: from } = row
    if (sealed !== null && passwords.lockOf(id, sealed) !== null)
      return notNow('The password is locked: the encryption key that sealed it is not here. Enter it again.')
    const notices = await findNotices(database, delivery.notice_ids)
    const message = { kind: delivery.kind, createdAt: delivery.created_at, notices, dashboardUrl }
    return sendMail(
      checkAddress,
      {
        server: { host, port, security, user, from },
        password: sealed === null ? null : passwords.open(id, sealed),
        to: row.recipients,
        id: delivery.id,
        at: database.now(),
        body: mailBodyOf(message),
        settingsUrl: settingsUrl(dashboardUrl),
      },
      signal,
    )
  }

  async function refuseBadAddress(server: Pick<MailInput, 'host' | 'port'>): Promise<void> {
    const checked = await checkAddress(mailUrl(server))
    if (checked.kind === 'allowed' || (checked.kind === 'failed' && checked.reason !== 'name')) return
    const advice =
      checked.kind === 'refused'
        ? ' Whoever runs this server can open a private host or another port with FETCH_ALLOWED_HOSTS.'
        : ''
    throw new AppError('bad_request', `This mail server cannot be used. ${checked.message}${advice}`)
  }

  return {
    send,

    async get(workspaceId: string): Promise<MailSettings | null> {
      const row = await findMail(database, workspaceId)
      return row && present(row)
    },

    async set(workspaceId: string, input: MailInput): Promise<MailSettings> {
      await refuseBadAddress(input)
      await database.transaction(async (tx) => {
        const before = await findMail(tx, workspaceId)
        const id = before?.id ?? newId('mail')
        const { host, port, security, user, password, from, to, off, isOn } = input
        if (password === undefined) refuseOtherServer(before, input)
        const kept = user === null ? null : (before?.password_sealed ?? null)
        const sealed = password === undefined ? kept : await passwords.seal(tx, id, password)
        await saveMail(tx, {
          id,
          workspace_id: workspaceId,
          host,
          port,
          security,
          user_name: user,
          password_sealed: sealed,
          sender: from,
          recipients: to,
          kinds_off: off,
          state: isOn ? 'on' : 'off',
        })
        if (!isOn) await failWaiting(tx, receiver(workspaceId))
      })
      return present(await find(workspaceId))
    },

    async remove(workspaceId: string): Promise<void> {
      await database.transaction(async (tx) => {
        if (!(await deleteMail(tx, workspaceId)))
          throw new AppError('not_found', 'No mail server is set up; it may have been removed already.')
        await failWaiting(tx, receiver(workspaceId))
      })
    },

    async test(workspaceId: string, signal: AbortSignal): Promise<Delivery> {
      await find(workspaceId)
      const delivery = await insertTest(database, receiver(workspaceId))
      return (await deliver({ database, send }, delivery, signal)) ?? toDelivery(delivery)
    },

    deliveries: (workspaceId: string, page: { limit: number; before: string | null }) =>
      listDeliveries(database, receiver(workspaceId), page),

    async resend(workspaceId: string, deliveryId: string): Promise<Delivery> {
      const { state } = await find(workspaceId)
      if (state !== 'on')
        throw new AppError('conflict', 'E-mail is switched off. Switch it on, then send again.')
      const delivery = await sendAgain(database, receiver(workspaceId), deliveryId)
      if (!delivery)
        throw new AppError('not_found', 'There is no such message; messages are kept for 30 days.')
      return delivery
    },
  }
}

/** The stored password goes to the server it was entered for, and to no other. */
function refuseOtherServer(before: MailRow | null, { host, port, user, security }: MailInput): void {
  if (!before?.password_sealed || user === null) return
  const isLess = security === 'none' && before.security !== 'none'
  if (before.host === host && before.port === port && before.user_name === user && !isLess) return
  throw new AppError(
    'bad_request',
    'The stored password belongs to another server, user or kind of security. Enter the password again.',
  )
}

function notNow(answer: string): Outcome {
  return { result: 'retry', status: null, answer, askedMs: null }
}

/** The one gate from the row to what is shown. */
function present(row: MailRow): MailSettings {
  return {
    host: row.host,
    port: row.port,
    security: row.security,
    user: row.user_name,
    hasPassword: row.password_sealed !== null,
    from: row.sender,
    to: row.recipients,
    off: row.kinds_off,
    state: row.state,
    reason: row.reason,
    lastSuccessAt: row.last_success_at,
  }
}
