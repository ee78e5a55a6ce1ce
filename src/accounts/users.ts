// The table `users`, as signing in needs it.
import type { User } from '../api/session.ts'
import type { Queries } from '../db/types.ts'
import type { StoredPreferences } from './preferences.ts'

export interface UserRow {
  id: string
  workspace_id: string
  name: string
  email: string
  role: User['role']
  password_hash: string
  workspace_name: string
  preferences: StoredPreferences
}

export async function findUser(
  queries: Queries,
  by: 'id' | 'email_key',
  value: string,
): Promise<UserRow | undefined> {
  const { rows } = await queries.query<UserRow>(
    `select u.id, u.workspace_id, u.name, u.email, u.role, u.password_hash, u.preferences, w.name as workspace_name
       from users u join workspaces w on w.id = u.workspace_id where u.${by} = $1`,
    [value],
  )
  return rows[0]
}
