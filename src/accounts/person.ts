// A signed-in person, as everything above the accounts sees them.
import type { User } from '../api/session.ts'

export interface Person {
  userId: string
  workspaceId: string
  name: string
  role: User['role']
  /** One of the two is set: the way this person proved who they are. */
  sessionId: string | null
  tokenId: string | null
}

/** Two spellings of one address (case, Unicode form) are one account. */
export function emailKey(email: string): string {
  return email.normalize('NFC').trim().toLowerCase()
}
