// The one way to raise a notice: in the transaction of what it tells, so that both are there or neither.
import type { NoticeDetail, NoticeSubject } from '../api/notice.ts'
import type { NoticeKind } from '../api/notice-kind.ts'
import { kindsOffAtFirst, switchableKinds } from '../api/notice-kinds.ts'
import { newId } from '../db/id.ts'
import type { Queries } from '../db/types.ts'

export interface NewNotice {
  workspaceId: string
  kind: NoticeKind
  subject: NoticeSubject
  detail?: NoticeDetail
  /** Within the workspace; raised a second time, by whoever begins again after a crash, it is raised no more. */
  dedupeKey?: string
}

/**
 * Writes the notice and sends nothing: mail and webhooks follow in the background. Pass the transaction that changes
 * what the notice tells.
 * @returns its id, or null when one with the same key is there already
 */
export async function raiseNotice(queries: Queries, notice: NewNotice): Promise<string | null> {
  const { workspaceId, kind, subject, detail = {}, dedupeKey = null } = notice
  const { rows } = await queries.query<{ id: string }>(
    `insert into notices (id, workspace_id, kind, subject_kind, subject_id, subject_name, detail, dedupe_key,
                          raised_at, in_inbox)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9,
             not ($10::boolean and $3 = any(coalesce(
               (select inbox_off from notice_settings where workspace_id = $2), $11::text[]))))
     on conflict (workspace_id, dedupe_key) do nothing returning id`,
    [
      newId('ntc'),
      workspaceId,
      kind,
      subject.kind,
      subject.id,
      subject.name,
      JSON.stringify(detail),
      dedupeKey,
      queries.now(),
      switchableKinds.includes(kind),
      kindsOffAtFirst,
    ],
  )
  return rows[0]?.id ?? null
}

/** The newest notice of this kind about this thing says more than it could when it was raised. */
export async function amendNotice(
  queries: Queries,
  kind: NoticeKind,
  subjectId: string,
  detail: NoticeDetail,
): Promise<void> {
  await queries.query(
    `update notices set detail = detail || $3::jsonb
      where id = (select id from notices where subject_id = $2 and kind = $1 order by id desc limit 1)`,
    [kind, subjectId, JSON.stringify(detail)],
  )
}
