// The address of a link, and the parts of it that nobody should read. Pure.

const secretNames =
  /(key|token|secret|sig|signature|hmac|pass(word|wd)?|pwd|auth|credential|session|sid|jwt|code|ticket)$/i
/** Long and of letters and digits mixed: made by a machine, so that nobody guesses it. */
const looksMade = /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_~.+/=-]{20,}$/

function isSecret(name: string, value: string): boolean {
  return value !== '' && (secretNames.test(name) || looksMade.test(value))
}

/** Takes the values of the query that look like secrets out of an address. @returns them as a query of their own */
export function splitAddress(address: string): { url: string; query: string } {
  const url = new URL(address)
  const apart = new URLSearchParams()
  for (const [name, value] of [...url.searchParams]) {
    if (!isSecret(name, value)) continue
    apart.append(name, value)
    url.searchParams.delete(name, value)
  }
  const query = apart.toString()
  url.hash = ''
  return { url: query === '' ? withoutHash(address) : url.href, query }
}

export function joinAddress(address: string, query: string): string {
  if (query === '') return address
  const url = new URL(address)
  for (const [name, value] of new URLSearchParams(query)) url.searchParams.append(name, value)
  return url.href
}

/** Host, path and query, without what looks like a secret. */
export function titleOf(address: string): string {
  const { host, pathname, search } = new URL(splitAddress(address).url)
  return `${host}${pathname === '/' && search === '' ? '' : decodePath(pathname)}${search}`.slice(0, 200)
}

/** What the file of an address is called; empty where its path does not end in a name. */
export function fileNameOf(address: string): string {
  const last = decodePath(new URL(address).pathname.split('/').at(-1) ?? '')
  return last.slice(0, 200)
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** As it was written: a query that is encoded anew may mean something else. */
function withoutHash(address: string): string {
  return address.split('#')[0]!
}
