// The table of webhooks. Knows sealed texts only.
import type { NoticeKind } from '../api/notice-kind.ts'
import type { Webhook, WebhookFormat } from '../api/webhook.ts'
import type { Queries, Tx } from '../db/types.ts'
import type { SealedColumn } from '../vault/sealed-columns.ts'

/** Where they keep secrets; for the list that the vault is made with. */
export const webhookColumns = {
  url: { table: 'webhooks', column: 'url_sealed' },
  secret: { table: 'webhooks', column: 'secret_sealed' },
  previousSecret: { table: 'webhooks', column: 'previous_secret_sealed' },
} as const satisfies Record<string, SealedColumn>

export interface WebhookRow {
  id: string
  workspace_id: string
  name: string
  format: WebhookFormat
  url_sealed: string
  secret_sealed: string
  previous_secret_sealed: string | null
  previous_until: string | null
  kinds_off: NoticeKind[]
  state: Webhook['state']
  reason: string | null
  last_success_at: string | null
  created_at: string
}

export async function findWebhooks(queries: Queries, workspaceId: string): Promise<WebhookRow[]> {
  const { rows } = await queries.query<WebhookRow>(
    'select * from webhooks where workspace_id = $1 order by id limit 500',
    [workspaceId],
  )
  return rows
}

export async function findWebhook(
  queries: Queries,
  workspaceId: string,
  id: string,
): Promise<WebhookRow | null> {
  const { rows } = await queries.query<WebhookRow>(
    'select * from webhooks where id = $2 and workspace_id = $1',
    [workspaceId, id],
  )
  return rows[0] ?? null
}

export type NewWebhook = Pick<
  WebhookRow,
  'id' | 'workspace_id' | 'name' | 'format' | 'url_sealed' | 'secret_sealed' | 'kinds_off'
>

export async function insertWebhook(tx: Tx, row: NewWebhook): Promise<void> {
  await tx.query(
    `insert into webhooks (id, workspace_id, name, format, url_sealed, secret_sealed, kinds_off, state, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'on', $8)`,
    [
      row.id,
      row.workspace_id,
      row.name,
      row.format,
      row.url_sealed,
      row.secret_sealed,
      row.kinds_off,
      tx.now(),
    ],
  )
}

export type WebhookChange = Partial<Omit<WebhookRow, 'id' | 'workspace_id' | 'created_at'>>

export async function updateWebhook(queries: Queries, id: string, change: WebhookChange): Promise<void> {
  // Names of columns, from the code alone.
  const names = Object.keys(change) as (keyof WebhookChange)[]
  if (names.length === 0) return
  const sets = names.map((name, index) => `${name} = $${index + 2}`)
  await queries.query(`update webhooks set ${sets.join(', ')} where id = $1`, [
    id,
    ...names.map((name) => change[name]),
  ])
}

export async function deleteWebhook(queries: Queries, workspaceId: string, id: string): Promise<boolean> {
  const { rowCount } = await queries.query('delete from webhooks where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
  ])
  return rowCount === 1
}
