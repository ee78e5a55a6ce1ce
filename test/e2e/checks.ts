// The checks that the dialog of a connection asks for.

/** What our server says of a check: that Wix accepts the credentials, or that it refuses the key. */
export function answerTo(number: number, ok: boolean, siteId: string): object {
  const failure = {
    code: 'WIX-CRED',
    title: 'Invalid API key',
    reason: 'Wix says so.',
    steps: ['Make a new one.'],
    links: [],
    requestId: null,
    reached: null,
    retryAfterMs: null,
  }
  return {
    number,
    checkedAt: new Date().toISOString(),
    method: 'api_key',
    ok,
    site: ok ? { id: siteId, name: 'Acme Tiles', url: null } : null,
    sites: null,
    steps: [],
    permissions: [],
    capabilities: { blog: 'yes', cms: 'unknown', stores: 'unknown' },
    apps: [],
    failure: ok ? null : failure,
    notes: [],
  }
}

/** Milliseconds of the page from the last key or paste to each check. Runs in the page before anything of it. */
export const watchAsking = `(() => {
  let last = 0
  window.waits = []
  for (const type of ['keydown', 'paste']) addEventListener(type, ({ timeStamp }) => (last = timeStamp), true)
  const ask = window.fetch
  window.fetch = (...given) => {
    if (String(given[0].url ?? given[0]).endsWith('/api/connections/check')) window.waits.push(performance.now() - last)
    return ask(...given)
  }
})()`
