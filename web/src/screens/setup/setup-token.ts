// The one-time setup token arrives in the address's fragment, which no server and no proxy sees.
let token: string | null = null

/** The token of the link, taken out of the address bar and its history at the first call. */
export function takeSetupToken(): string {
  if (token !== null) return token
  const fragment = location.hash.replace(/^#/, '')
  const named = new URLSearchParams(fragment).get('token')
  token = named ?? decodeURIComponent(fragment)
  if (fragment !== '') history.replaceState(history.state, '', location.pathname + location.search)
  return token
}
