// The table of mail settings: one row for a workspace. Knows the sealed password only.
import type { MailSecurity, MailSettings } from '../api/mail.ts'
import type { NoticeKind } from '../api/notice-kind.ts'
import type { Queries, Tx } from '../db/types.ts'
import type { SealedColumn } from '../vault/sealed-columns.ts'

/** Where the password is kept; for the list that the vault is made with. */
export const mailPasswordColumn: SealedColumn = { table: 'mail_settings', column: 'password_sealed' }

export interface MailRow {
  id: string
  workspace_id: string
  host: string
  port: number
  security: MailSecurity
  user_name: string | null
  password_sealed: string | null
  sender: string
  recipients: string[]
  kinds_off: NoticeKind[]
  state: MailSettings['state']
  reason: string | null
  last_success_at: string | null
}

export async function findMail(queries: Queries, workspaceId: string): Promise<MailRow | null> {
  const { rows } = await queries.query<MailRow>('select * from mail_settings where workspace_id = $1', [
    workspaceId,
  ])
  return rows[0] ?? null
}

export async function saveMail(tx: Tx, row: Omit<MailRow, 'reason' | 'last_success_at'>): Promise<void> {
  await tx.query(
    `insert into mail_settings (id, workspace_id, host, port, security, user_name, password_sealed, sender, recipients,
                                kinds_off, state, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (workspace_id) do update
       set host = excluded.host, port = excluded.port, security = excluded.security, user_name = excluded.user_name,
           password_sealed = excluded.password_sealed, sender = excluded.sender, recipients = excluded.recipients,
           kinds_off = excluded.kinds_off, state = excluded.state, reason = null`,
    [
      row.id,
      row.workspace_id,
      row.host,
      row.port,
      row.security,
      row.user_name,
      row.password_sealed,
      row.sender,
      row.recipients,
      row.kinds_off,
      row.state,
      tx.now(),
    ],
  )
}

export async function deleteMail(tx: Tx, workspaceId: string): Promise<boolean> {
  const { rowCount } = await tx.query('delete from mail_settings where workspace_id = $1', [workspaceId])
  return rowCount === 1
}
