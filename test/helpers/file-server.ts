// A server of files as links lead to: with ETags, logins, pages to sign in, redirects, and failures of its own.
import { createHash } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FileServer {
  url: string
  /** `127.0.0.1:port`, as FETCH_ALLOWED_HOSTS names it. */
  host: string
  content: string
  type: string
  /** What it knows of conditions: both, or nothing at all. */
  versions: 'etag' | 'date' | 'none'
  modified: Date
  /** Wanted as `Basic` login, or as a header. */
  login: { user: string; password: string } | null
  header: { name: string; value: string } | null
  /** Answered in place of the file; `cut` breaks off in the middle, `hang` never answers. */
  trouble: number | 'login' | 'cut' | 'hang' | null
  redirectTo: string | null
  /** What was asked for, in order. */
  requests: { path: string; headers: IncomingHttpHeaders; status: number | string }[]
  close(): Promise<void>
}

const loginPage =
  '<!doctype html><html><head><title>Sign in</title></head><body><form><input type="password" name="p"></form></body></html>'

export async function startFileServer(content = 'id,name\na,One\n'): Promise<FileServer> {
  const server = createServer((request, response) => {
    const answer = (status: number, headers: Record<string, string> = {}, body = '') => {
      files.requests.push({ path: request.url ?? '', headers: request.headers, status })
      response.writeHead(status, headers).end(body)
    }
    const { trouble, login, header } = files
    if (trouble === 'hang') {
      files.requests.push({ path: request.url ?? '', headers: request.headers, status: trouble })
      return
    }
    if (trouble === 'cut') {
      files.requests.push({ path: request.url ?? '', headers: request.headers, status: trouble })
      response.writeHead(200, { 'content-type': files.type, 'content-length': String(files.content.length) })
      response.write(files.content.slice(0, files.content.length / 2), () => request.socket.destroy())
      return
    }
    if (trouble === 'login') return answer(200, { 'content-type': 'text/html' }, loginPage)
    if (trouble !== null) return answer(trouble, {}, 'an answer of its own')
    if (files.redirectTo !== null) return answer(302, { location: files.redirectTo })
    const wanted = login && `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`
    if (wanted !== null && request.headers.authorization !== wanted) return answer(401)
    if (header && request.headers[header.name] !== header.value) return answer(403)
    const etag = `"${createHash('sha1').update(files.content).digest('hex')}"`
    const date = files.modified.toUTCString()
    const { 'if-none-match': match, 'if-modified-since': since } = request.headers
    if (files.versions === 'etag' && match === etag) return answer(304, { etag })
    if (files.versions === 'date' && since === date) return answer(304)
    answer(
      200,
      {
        'content-type': files.type,
        ...(files.versions === 'etag' && { etag }),
        ...(files.versions === 'date' && { 'last-modified': date }),
      },
      files.content,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const files: FileServer = {
    url: `http://${host}`,
    host,
    content,
    type: 'text/csv',
    versions: 'etag',
    modified: new Date('2026-03-01T08:00:00Z'),
    login: null,
    header: null,
    trouble: null,
    redirectTo: null,
    requests: [],
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
  return files
}
