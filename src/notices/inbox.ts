// The inbox: notices as people read them.
import type { AgeOrder } from '../api/age-order.ts'
import { type Notice, type NoticeDetail, type NoticeSubject, noticePath } from '../api/notice.ts'
import type { NoticeKind } from '../api/notice-kind.ts'
import { kindsOffAtFirst, noticeKinds } from '../api/notice-kinds.ts'
import { likePattern } from '../db/like.ts'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'

interface NoticeRow {
  id: string
  kind: NoticeKind
  subject_kind: NoticeSubject['kind']
  subject_id: string
  subject_name: string
  detail: NoticeDetail
  raised_at: string
  read_at: string | null
}

const columns = 'id, kind, subject_kind, subject_id, subject_name, detail, raised_at, read_at'

/** The one gate from rows to what is shown and sent. */
function present(row: NoticeRow): Notice {
  const { kind, detail } = row
  const subject: NoticeSubject = { kind: row.subject_kind, id: row.subject_id, name: row.subject_name }
  const { severity, says } = noticeKinds[kind]
  return {
    id: row.id,
    kind,
    severity,
    text: says(subject.name, detail),
    message: detail.message ?? null,
    subject,
    path: noticePath(subject, detail),
    detail,
    raisedAt: row.raised_at,
    readAt: row.read_at,
  }
}

/** A kind that a later version knew, before its database came back to this one, has no words here. */
const knownKinds = Object.keys(noticeKinds)

/** What narrows the inbox. */
export interface NoticeFilter {
  kind?: NoticeKind | undefined
  state?: 'unread' | 'read' | undefined
  search?: string
}

export interface NoticeQuery extends NoticeFilter {
  limit: number
  /** Newest first unless told. */
  sort?: AgeOrder
  /** The id of the last one already seen. */
  before: string | null
}

/** A condition of `notices` whose parameters begin at `$1`. */
function matching(workspaceId: string, { kind, state, search = '' }: NoticeFilter) {
  return {
    where: `workspace_id = $1 and in_inbox and kind = any($2::text[]) and ($3::text is null or kind = $3)
        and ($4::text is null or (read_at is null) = ($4 = 'unread'))
        and ($5 = '' or subject_name ilike $6 or detail->>'message' ilike $6)`,
    params: [workspaceId, knownKinds, kind ?? null, state ?? null, search, likePattern(search)],
  }
}

export async function listNotices(
  queries: Queries,
  workspaceId: string,
  { limit, before, sort = 'newest', ...filter }: NoticeQuery,
): Promise<Notice[]> {
  const { where, params } = matching(workspaceId, filter)
  const [follows, way] = sort === 'newest' ? ['<', 'desc'] : ['>', 'asc']
  const { rows } = await queries.query<NoticeRow>(
    `select ${columns} from notices where ${where} and ($7::text is null or id ${follows} $7)
      order by id ${way} limit $8`,
    [...params, before, limit],
  )
  return rows.map(present)
}

export async function countNotices(
  queries: Queries,
  workspaceId: string,
  filter: NoticeFilter,
): Promise<number> {
  const { where, params } = matching(workspaceId, filter)
  const { rows } = await queries.query<{ count: number }>(
    `select count(*) as count from notices where ${where}`,
    params,
  )
  return rows[0]?.count ?? 0
}

/** @throws `not_found` for one of another workspace, and for one that is not in the inbox */
export async function getNotice(queries: Queries, workspaceId: string, id: string): Promise<Notice> {
  const { where, params } = matching(workspaceId, {})
  const { rows } = await queries.query<NoticeRow>(
    `select ${columns} from notices where ${where} and id = $7`,
    [...params, id],
  )
  const [row] = rows
  if (!row) throw new AppError('not_found', 'This notice does not exist any more. Go back to the list.')
  return present(row)
}

export async function findNotices(queries: Queries, ids: readonly string[]): Promise<Notice[]> {
  const { rows } = await queries.query<NoticeRow>(
    `select ${columns} from notices where id = any($1::text[]) and kind = any($2::text[]) order by id`,
    [ids, knownKinds],
  )
  return rows.map(present)
}

export async function countUnread(queries: Queries, workspaceId: string): Promise<number> {
  const { rows } = await queries.query<{ unread: number }>(
    `select count(*) as unread from notices where workspace_id = $1 and in_inbox and read_at is null
        and kind = any($2::text[])`,
    [workspaceId, knownKinds],
  )
  return rows[0]?.unread ?? 0
}

/** @param which some by id, or all that match; an empty filter is all of them */
export async function markNotices(
  queries: Queries,
  workspaceId: string,
  which: { ids: readonly string[] } | { filter: NoticeFilter },
  isRead: boolean,
): Promise<void> {
  const { where, params } = matching(workspaceId, 'filter' in which ? which.filter : {})
  await queries.query(
    `update notices set read_at = case when $7 then $8::timestamptz end
      where ${where} and (read_at is null) = $7 and ($9::text[] is null or id = any($9))`,
    [...params, isRead, queries.now(), 'ids' in which ? which.ids : null],
  )
}

/** Kinds that do not come into the inbox. */
export async function readInboxOff(queries: Queries, workspaceId: string): Promise<NoticeKind[]> {
  const { rows } = await queries.query<{ inbox_off: NoticeKind[] }>(
    'select inbox_off from notice_settings where workspace_id = $1',
    [workspaceId],
  )
  return [...(rows[0]?.inbox_off ?? kindsOffAtFirst)]
}

export async function saveInboxOff(
  queries: Queries,
  workspaceId: string,
  off: readonly NoticeKind[],
): Promise<void> {
  await queries.query(
    `insert into notice_settings (workspace_id, inbox_off) values ($1, $2)
     on conflict (workspace_id) do update set inbox_off = excluded.inbox_off`,
    [workspaceId, off],
  )
}

/** Forgets the oldest, at most `limit` at a time. False when nothing is left to forget. */
export async function tidyNotices(queries: Queries, before: Date, limit: number): Promise<boolean> {
  const { rowCount } = await queries.query(
    `delete from notices where id in (select id from notices where raised_at < $1 limit $2)`,
    [before, limit],
  )
  return rowCount === limit
}
