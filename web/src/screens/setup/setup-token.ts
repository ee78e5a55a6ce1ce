// The one-time setup token arrives in the address's fragment, which no server and no proxy sees.
let token = ''

/** The token of the link, taken out of the address bar and its history; empty for an address without one. */
export function takeSetupToken(): string {
  const fragment = location.hash.replace(/^#/, '')
  // React asks twice while it is developed, and the second time the address has none any more.
  if (fragment === '') return token
  token = new URLSearchParams(fragment).get('token') ?? decodeURIComponent(fragment)
  history.replaceState(history.state, '', location.pathname + location.search)
  return token
}
