// The table of hostile addresses, against servers on this machine: a refusal must leave no packet there.
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { failureOf } from './failures.ts'
import { createGuardedFetch, type GuardedFetchSettings } from './guarded-fetch.ts'

let port = 0
let seen: string[] = []
let answer: RequestListener
let connections = 0
const open: Server[] = []

beforeEach(async () => {
  seen = []
  connections = 0
  answer = (_request, response) => response.end('hello')
  const server = createServer((request, response) => {
    seen.push(`${request.headers.host} ${request.url}`)
    answer(request, response)
  })
  server.on('connection', () => connections++)
  port = await listen(server)
})
afterEach(async () => {
  for (const server of open.splice(0)) {
    if ('closeAllConnections' in server)
      (server as unknown as { closeAllConnections(): void }).closeAllConnections()
    await new Promise((done) => server.close(done))
  }
})

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  open.push(server)
  return (server.address() as AddressInfo).port
}

/** `pictures.test` is named by the owner and leads here; every other name leads to `127.0.0.1` without being named. */
function make(settings: Partial<GuardedFetchSettings> = {}) {
  return createGuardedFetch({
    allowedHosts: [`pictures.test:${port}`],
    blockedHosts: ['www.wixapis.com', 'seo.example.com'],
    resolve: async () => ['127.0.0.1'],
    ...settings,
  })
}
const here = (path = '/') => `http://pictures.test:${port}${path}`

test('a named host is fetched, with its status, headers and body, without cookies or credentials', async () => {
  let headers: Record<string, unknown> = {}
  answer = (request, response) => {
    headers = request.headers
    response.writeHead(206, { 'content-type': 'image/png', 'set-cookie': 'a=b' }).end('hello')
  }
  const result = await make()(here('/a?b=c'), { range: 'bytes=0-9', accept: 'image/*' })
  expect(result).toMatchObject({ kind: 'answer', status: 206, isCut: false, finalUrl: here('/a?b=c') })
  expect(result.kind === 'answer' && result.body.toString()).toBe('hello')
  expect(headers).toMatchObject({ range: 'bytes=0-9', accept: 'image/*' })
  expect(headers).not.toHaveProperty('cookie')
  expect(headers).not.toHaveProperty('authorization')
  expect(seen).toEqual([`pictures.test:${port} /a?b=c`])
})

describe('addresses that are refused', () => {
  test.each([
    ['http://127.0.0.1/', 'address'],
    ['http://localhost/', 'host'],
    ['http://localhost./', 'host'],
    ['http://LOCALHOST/', 'host'],
    ['http://a.localhost/', 'host'],
    ['http://printer.local/', 'host'],
    ['http://0.0.0.0/', 'address'],
    ['http://0/', 'address'],
    ['http://2130706433/', 'address'],
    ['http://0x7f.1/', 'address'],
    ['http://0177.0.0.1/', 'address'],
    ['http://127.1/', 'address'],
    ['http://①②⑦.0.0.1/', 'address'],
    ['http://１２７.０.０.１/', 'address'],
    ['http://169.254.169.254/latest/meta-data/', 'address'],
    ['http://metadata.google.internal/', 'host'],
    ['http://100.100.100.200/', 'address'],
    ['http://168.63.129.16/', 'address'],
    ['http://[::1]/', 'address'],
    ['http://[::]/', 'address'],
    ['http://[::ffff:169.254.169.254]/', 'address'],
    ['http://[64:ff9b::a9fe:a9fe]/', 'address'],
    ['http://[2002:a9fe:a9fe::]/', 'address'],
    ['http://[fe80::1]/', 'address'],
    ['http://[fd00:ec2::254]/', 'address'],
    ['http://10.1.2.3/', 'address'],
    ['http://private-by-dns.example/', 'address'],
    ['file:///etc/passwd', 'scheme'],
    ['gopher://a.example/', 'scheme'],
    ['ftp://a.example/', 'scheme'],
    ['data:text/plain,x', 'scheme'],
    ['blob:http://a.example/x', 'scheme'],
    ['jar:http://a.example/x', 'scheme'],
    ['unix:/var/run/docker.sock', 'scheme'],
    ['http://good.example@127.0.0.1/', 'credentials'],
    ['http://me:secret@pictures.test/', 'credentials'],
    ['http://a.example:8080/', 'port'],
    ['http://a.example:22/', 'port'],
    ['https://www.wixapis.com/x', 'host'],
    ['https://seo.example.com:8443/x', 'host'],
    ['http://a b.example/', 'url'],
    ['/relative', 'url'],
    ['', 'url'],
  ])('%s', async (url, reason) => {
    const result = await make()(url)
    expect(result).toMatchObject({ kind: 'refused', reason })
    expect(JSON.stringify(result)).not.toContain('secret')
    expect(connections).toBe(0)
  })

  test('what stands before a backslash is the host', async () => {
    const asked: string[] = []
    const resolve = async (host: string) => {
      asked.push(host)
      return ['10.0.0.1']
    }
    await make({ resolve })('http://good.example\\@127.0.0.1/')
    expect(asked).toEqual(['good.example'])
  })

  test('a host with one public and one private address is refused whole', async () => {
    const fetch = make({ resolve: async () => ['93.184.216.34', '127.0.0.1'] })
    expect(await fetch('http://mixed.example/')).toMatchObject({ kind: 'refused', reason: 'address' })
  })

  test('a named host reaches private addresses at its own port, but never those of clouds', async () => {
    expect(await make()(here())).toMatchObject({ kind: 'answer' })
    expect(await make({ allowedHosts: ['pictures.test'] })(here())).toMatchObject({ reason: 'port' })
    const cloud = make({ resolve: async () => ['169.254.169.254'] })
    expect(await cloud(here())).toMatchObject({ kind: 'refused', reason: 'address' })
  })

  test('names of other scripts are told in punycode', async () => {
    const result = await make()('http://аpple.com/')
    expect(result).toMatchObject({ message: expect.stringContaining('xn--pple-43d.com') })
  })
})

describe('names', () => {
  test('are looked up once, so that a second answer cannot lead elsewhere', async () => {
    // No other resolver knows the name, so that the request can only have come by the first answer.
    const answers = [['127.0.0.1'], ['169.254.169.254']]
    let asked = 0
    const resolve = async () => answers[asked++] ?? []
    expect(await make({ resolve })(here())).toMatchObject({ kind: 'answer' })
    expect(asked).toBe(1)
  })

  test('are looked up again at each redirect, and refused there', async () => {
    answer = (_request, response) => response.writeHead(302, { location: here('/second') }).end()
    const answers = [['127.0.0.1'], ['169.254.169.254']]
    const fetch = make({ resolve: async () => answers.shift() ?? [] })
    expect(await fetch(here('/first'))).toMatchObject({ kind: 'refused', reason: 'address' })
    expect(seen).toHaveLength(1)
  })

  test('that nobody has are told apart from a look-up that failed', async () => {
    const failing = (code: string) =>
      make({ resolve: () => Promise.reject(Object.assign(new Error(code), { code })) })('http://a.example/')
    expect(await failing('ENOTFOUND')).toMatchObject({ kind: 'failed', reason: 'name' })
    expect(await failing('EAI_AGAIN')).toMatchObject({ kind: 'failed', reason: 'dns' })
    expect(await make({ resolve: async () => [] })('http://a.example/')).toMatchObject({ reason: 'name' })
  })

  test('that take too long to look up are given up', async () => {
    const fetch = make({ resolve: () => new Promise(() => {}), limits: { firstByteMs: 50 } })
    expect(await fetch('http://a.example/')).toMatchObject({ kind: 'failed', reason: 'timeout' })
  })
})

describe('redirects', () => {
  const redirectTo = (location: string, status = 302): RequestListener => {
    return (request, response) =>
      request.url === '/' ? response.writeHead(status, { location }).end() : response.end('there')
  }

  test.each([301, 302, 303, 307, 308])('%i is followed to an allowed address', async (status) => {
    answer = redirectTo('/there', status)
    expect(await make()(here())).toMatchObject({ kind: 'answer', status: 200, finalUrl: here('/there') })
  })

  test.each([
    ['http://169.254.169.254/', 'address'],
    ['HTTP://127.0.0.1/', 'address'],
    ['//[::1]/', 'address'],
    ['http://other.example/', 'address'],
    ['file:///etc/passwd', 'scheme'],
    ['http://me@pictures.test/', 'credentials'],
    ['https://www.wixapis.com/', 'host'],
  ])('to %s is refused at the hop', async (location, reason) => {
    answer = redirectTo(location)
    expect(await make()(here())).toMatchObject({ kind: 'refused', reason })
    expect(seen).toHaveLength(1)
  })

  test('a loop ends after three', async () => {
    answer = redirectTo('/')
    expect(await make()(here())).toMatchObject({ kind: 'refused', reason: 'redirects' })
    expect(seen).toHaveLength(4)
  })

  test('in the text of a page are not followed', async () => {
    answer = (_request, response) =>
      response.end('<meta http-equiv="refresh" content="0;url=http://127.0.0.1/">')
    expect(await make()(here())).toMatchObject({ kind: 'answer', status: 200 })
    expect(seen).toHaveLength(1)
  })
})

describe('bodies', () => {
  test('that never end are cut at the cap', async () => {
    answer = (_request, response) => {
      const more = () => {
        while (response.write(Buffer.alloc(65_536))) if (response.destroyed) return
        response.once('drain', more)
      }
      more()
    }
    const result = await make()(here(), { maxBytes: 100_000 })
    expect(result).toMatchObject({ kind: 'answer', isCut: true })
    expect(result.kind === 'answer' && result.body.length).toBe(100_000)
  })

  test('that are packed are measured after unpacking', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    const result = await make({ limits: { bytes: 1_000_000 } })(here())
    expect(result).toMatchObject({ kind: 'answer', isCut: true })
    expect(result.kind === 'answer' && result.body.length).toBe(1_000_000)
  })

  test('packed in unknown ways, or broken, are failures and no crash', async () => {
    answer = (request, response) =>
      request.url === '/zstd'
        ? response.writeHead(200, { 'content-encoding': 'zstd' }).end('x')
        : response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip at all')
    expect(await make()(here('/zstd'))).toMatchObject({ kind: 'failed', reason: 'encoding' })
    expect(await make()(here('/broken'))).toMatchObject({ kind: 'failed', reason: 'encoding' })
  })

  test('shorter than was said are a broken connection', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('short', () => response.destroy())
    }
    expect(await make()(here())).toMatchObject({ kind: 'failed', reason: 'network' })
  })

  test('that drip meet the deadline', async () => {
    answer = (_request, response) => {
      const timer = setInterval(() => response.write('x'), 10)
      response.on('close', () => clearInterval(timer))
    }
    const fetch = make({ limits: { totalMs: 200 } })
    expect(await fetch(here())).toMatchObject({ kind: 'failed', reason: 'timeout' })
  })
})

test('headers that never end meet the deadline of the first byte', async () => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {})
    socket.write('HTTP/1.1 200 OK\r\n')
    const timer = setInterval(() => socket.write(`x-${Date.now()}: y\r\n`), 10)
    socket.on('close', () => clearInterval(timer))
  })
  const other = await listen(server)
  const fetch = make({ allowedHosts: [`slow.test:${other}`], limits: { firstByteMs: 150 } })
  expect(await fetch(`http://slow.test:${other}/`)).toMatchObject({ kind: 'failed', reason: 'timeout' })
})

test.each([
  ['CERT_HAS_EXPIRED', 'has expired'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'is self-signed'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'is for another host'],
])('%s of a certificate is told in words', (code, words) => {
  const error = Object.assign(new Error('10.0.0.1'), { code })
  const { result } = failureOf(error, new URL('https://a.example/'), new AbortController().signal)
  expect(result).toEqual({ kind: 'failed', reason: 'tls', message: `The certificate of a.example ${words}.` })
})

test('a caller that gives up is told so', async () => {
  answer = () => {}
  const signal = AbortSignal.timeout(50)
  expect(await make()(here(), { signal })).toMatchObject({ kind: 'failed', reason: 'aborted' })
})

test('nobody there, or no TLS there, is a failure in words without the address behind the name', async () => {
  const gone = await make({ allowedHosts: ['gone.test:1'] })('http://gone.test:1/')
  expect(gone).toMatchObject({ kind: 'failed', reason: 'network' })
  const plain = await make()(`https://pictures.test:${port}/`)
  expect(plain).toMatchObject({ kind: 'failed', reason: 'tls' })
  expect(JSON.stringify([gone, plain])).not.toContain('127.0.0.1')
})
