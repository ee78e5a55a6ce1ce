// Views of lists that people keep under a name, each their own.
import type { View, ViewInput } from '../api/view.ts'
import { newId } from '../db/id.ts'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'

const mostViews = 500

const columns = `id, list, name, search, created_at as "createdAt"`

/** By list and name. `list`: of this one alone. */
export async function listViews(queries: Queries, userId: string, list: string | undefined): Promise<View[]> {
  const { rows } = await queries.query<View>(
    `select ${columns} from saved_views where user_id = $1 and ($2::text is null or list = $2)
      order by list, lower(name), id`,
    [userId, list ?? null],
  )
  return rows
}

/** One of the same list and name is replaced and keeps its id. */
export async function saveView(
  queries: Queries,
  userId: string,
  { list, name, search }: ViewInput,
): Promise<View> {
  const { rows } = await queries.query<View>(
    `insert into saved_views (id, user_id, list, name, search, created_at)
     select $1, $2, $3, $4, $5::jsonb, $6
      where (select count(*) from saved_views where user_id = $2 and (list, name) <> ($3, $4)) < ${mostViews}
     on conflict (user_id, list, name) do update set search = excluded.search, created_at = excluded.created_at
     returning ${columns}`,
    [newId('viw'), userId, list, name, JSON.stringify(search), queries.now()],
  )
  const [view] = rows
  if (view) return view
  throw new AppError('conflict', `You keep ${mostViews} views already. Delete some that you no longer use.`)
}

export async function removeView(queries: Queries, userId: string, id: string): Promise<void> {
  const { rowCount } = await queries.query('delete from saved_views where id = $1 and user_id = $2', [
    id,
    userId,
  ])
  if (rowCount === 0)
    throw new AppError('not_found', 'There is no such view; it may have been deleted already.')
}
