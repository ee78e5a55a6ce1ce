// How a person likes the dashboard: users.preferences, where what nobody chose is missing.
import type { Preferences, PreferencesPatch } from '../api/view.ts'
import type { Database, Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'

/** Of lists that are looked at no more, such as those of deleted projects, the first to be chosen go. */
const mostLists = 100

/** As stored. A list of pairs, since the database does not keep the order of an object's keys. */
export interface StoredPreferences {
  singleKeys?: boolean
  columns?: [list: string, shown: string[]][]
}

export function toPreferences({ singleKeys = true, columns = [] }: StoredPreferences): Preferences {
  return { singleKeys, columns: Object.fromEntries(columns) }
}

export async function getPreferences(queries: Queries, userId: string): Promise<Preferences> {
  return toPreferences(await read(queries, userId, ''))
}

export function changePreferences(
  database: Database,
  userId: string,
  patch: PreferencesPatch,
): Promise<Preferences> {
  return database.transaction(async (tx) => {
    const changed = patched(await read(tx, userId, 'for update'), patch)
    await tx.query('update users set preferences = $2::jsonb where id = $1', [
      userId,
      JSON.stringify(changed),
    ])
    return toPreferences(changed)
  })
}

/** Pure. */
function patched(before: StoredPreferences, { singleKeys, columns }: PreferencesPatch): StoredPreferences {
  const after = { ...before, ...(singleKeys !== undefined && { singleKeys }) }
  if (!columns) return after
  const { list, shown } = columns
  const others = (before.columns ?? []).filter(([name]) => name !== list)
  const all: NonNullable<StoredPreferences['columns']> = shown === null ? others : [...others, [list, shown]]
  return { ...after, columns: all.slice(-mostLists) }
}

async function read(queries: Queries, userId: string, lock: '' | 'for update'): Promise<StoredPreferences> {
  const { rows } = await queries.query<{ preferences: StoredPreferences }>(
    `select preferences from users where id = $1 ${lock}`,
    [userId],
  )
  if (!rows[0]) throw new AppError('not_signed_in', 'This account no longer exists.')
  return rows[0].preferences
}
