// A signed-in person, as everything above the accounts sees them.
import type { User } from '../api/session.ts'
import type { TokenScope } from '../api/token.ts'

export interface Person {
  userId: string
  workspaceId: string
  name: string
  /** Of a token no more than its scope allows. */
  role: User['role']
  /** What the token may do; null for a browser. */
  scope: TokenScope | null
  /** The password was given in this browser within the last quarter of an hour, or the token stands in for it. */
  isRecent: boolean
  /** One of the two is set: the way this person proved who they are. */
  sessionId: string | null
  tokenId: string | null
}

/** Where a login comes from. */
export interface Visitor {
  address: string
  userAgent: string
  /** What this browser keeps from an earlier sign-in, if anything. */
  knownBrowser?: string | undefined
}

/** Two spellings of one address (case, Unicode form) are one account. */
export function emailKey(email: string): string {
  return email.normalize('NFC').trim().toLowerCase()
}
