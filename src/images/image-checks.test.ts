// Checks of addresses, against a real host on this machine, on both databases.
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import type { Database } from '../db/types.ts'
import { createGuardedFetch } from '../fetcher/guarded-fetch.ts'
import { silentLogger } from '../logger.ts'
import { createImageChecks, type ImageCheck } from './image-checks.ts'
import { jpeg, png, webp } from './test-pictures.ts'

const notGivenUp = new AbortController().signal
const longName = 'x'.repeat(3000)

describeEachDatabase('image checks', (open) => {
  let database: Database
  let server: Server
  let port: number
  let asked: string[]
  let answer: RequestListener

  beforeAll(async () => {
    database = (await open()).database
  })
  beforeEach(async () => {
    await database.query('delete from image_checks')
    asked = []
    answer = (_request, response) => response.end(png(640, 480))
    server = createServer((request, response) => {
      asked.push(request.url ?? '')
      answer(request, response)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    port = (server.address() as AddressInfo).port
  })
  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  const here = (path: string, host = 'pictures.test') => `http://${host}:${port}/${path}`
  /** Names that end in `.none` do not exist; all others lead here. */
  function make({ canResolve = async () => true, firstByteMs = 2000 } = {}) {
    const resolve = async (name: string) => {
      if (name.endsWith('.none')) throw Object.assign(new Error(name), { code: 'ENOTFOUND' })
      return ['127.0.0.1']
    }
    const allowedHosts = ['pictures.test', 'other.test'].map((host) => `${host}:${port}`)
    const fetcher = createGuardedFetch({ allowedHosts, blockedHosts: [], resolve, limits: { firstByteMs } })
    return createImageChecks({ database, fetcher, logger: silentLogger, canResolve })
  }
  const checkOne = async (url: string, settings = {}): Promise<ImageCheck> =>
    (await make(settings).check([url], notGivenUp)).get(url)!

  test('a picture that is there is good, with its type and size, and only its head is asked for', async () => {
    let range: unknown
    answer = (request, response) => {
      range = request.headers.range
      response.writeHead(206, { 'content-range': 'bytes 0-65535/9000000' }).end(jpeg(640, 480))
    }
    expect(await checkOne(here('a.jpg'))).toEqual({
      problem: null,
      width: 640,
      height: 480,
      mimeType: 'image/jpeg',
    })
    expect(range).toBe('bytes=0-65535')
  })

  test('a good one is not asked for again for a week, a bad one for ten minutes', async () => {
    answer = (request, response) =>
      request.url === '/good' ? response.end(png(1, 1)) : response.writeHead(404).end()
    const urls = [here('good'), here('bad')]
    const first = await make().check(urls, notGivenUp)
    expect(await make().check(urls, notGivenUp)).toEqual(first)
    expect(asked).toHaveLength(2)
    await database.query("update image_checks set checked_at = checked_at - interval '11 minutes'")
    await make().check(urls, notGivenUp)
    expect(asked.slice(2)).toEqual(['/bad'])
    await database.query("update image_checks set checked_at = checked_at - interval '8 days'")
    await make().check(urls, notGivenUp)
    expect(asked.slice(3).sort()).toEqual(['/bad', '/good'])
  })

  test('what is known is found without asking anybody', async () => {
    const url = here('a.png')
    expect((await make().find([url])).size).toBe(0)
    const found = await make().check([url], notGivenUp)
    expect(await make().find([url, here('b.png')])).toEqual(found)
    expect(asked).toHaveLength(1)
  })

  test.each([401, 404, 410])('status %i is an error', async (status) => {
    answer = (_request, response) => response.writeHead(status).end()
    expect(await checkOne(here('x'))).toMatchObject({ problem: { code: 'image_dead', severity: 'error' } })
  })

  test('a host that denies us access is a warning, since it may let Wix in', async () => {
    answer = (_request, response) => response.writeHead(403).end()
    const { problem } = await checkOne(here('x'))
    expect(problem).toMatchObject({ code: 'image_denied', severity: 'warning' })
    expect(problem?.message).toMatch(/Wix will try to fetch it all the same/)
  })

  test.each([408, 429, 500, 503])('status %i says nothing about the picture', async (status) => {
    answer = (_request, response) => response.writeHead(status).end()
    expect(await checkOne(here('x'))).toMatchObject({
      problem: { code: 'image_unchecked', severity: 'warning' },
    })
  })

  test.each([
    ['a web page', '<!doctype html><p>Sign in', 'text/html; charset=utf-8', 'image_not_image'],
    ['a page that calls itself an image', '<!doctype html>', 'text/plain', 'image_not_image'],
    ['nothing', '', 'image/png', 'image_not_image'],
    ['a drawing', '<svg></svg>', 'image/png', 'image_vector'],
    ['a rarer format', 'II*\0rest', 'image/tiff', undefined],
    ['a picture without a type', webp.lossy(5, 5), 'application/octet-stream', undefined],
  ])('%s is judged by its bytes', async (_name, body, type, code) => {
    answer = (_request, response) => response.writeHead(200, { 'content-type': type }).end(body)
    const { problem } = await checkOne(here('x'))
    expect(problem?.code).toBe(code)
    if (code) expect(problem?.severity).toBe('error')
  })

  test('a file over the limit is an error, whichever header tells', async () => {
    const big = 25_000_001
    answer = (_request, response) => {
      response.writeHead(206, { 'content-range': `bytes 0-9/${big}` }).end(png(1, 1))
    }
    expect((await checkOne(here('ranged'))).problem?.code).toBe('image_too_large')
    const head = Buffer.concat([png(1, 1), Buffer.alloc(70_000)])
    answer = (_request, response) => response.writeHead(200, { 'content-length': big }).write(head)
    expect((await checkOne(here('whole'))).problem?.code).toBe('image_too_large')
  })

  test.each([
    ['http://127.0.0.1/a.png', 'private network'],
    ['http://private.test/a.png', 'private network'],
    ['http://pictures.test:9/a.png', 'FETCH_ALLOWED_HOSTS'],
    ['ftp://pictures.test/a.png', 'https://'],
  ])('%s is refused with a reason, and nobody is asked', async (url, words) => {
    const { problem } = await checkOne(url)
    expect(problem).toMatchObject({ code: 'image_refused', severity: 'error' })
    expect(problem?.message).toContain(words)
    expect(asked).toEqual([])
  })

  test('a name that nobody has is an error where names can be looked up, and not known where they cannot', async () => {
    const url = 'https://gone.none/a.png'
    expect(await checkOne(url)).toMatchObject({ problem: { code: 'image_dead', severity: 'error' } })
    await database.query('delete from image_checks')
    let probes = 0
    const canResolve = async () => {
      probes++
      return false
    }
    const urls = Array.from({ length: 30 }, (_, i) => `https://h${i}.none/a.png`)
    const checks = await make({ canResolve }).check(urls, notGivenUp)
    expect(probes).toBe(1)
    expect([...new Set([...checks.values()].map((one) => one.problem?.message))]).toEqual([
      'This machine cannot look up addresses on the internet, so the image was not checked; Wix will fetch it.',
    ])
  })

  test('a host that does not answer is left alone after four tries, and other hosts are not', async () => {
    answer = (request, response) => {
      if (request.headers.host?.startsWith('other')) response.end(png(1, 1))
    }
    const slow = Array.from({ length: 40 }, (_, i) => here(`${i}`))
    const quick = Array.from({ length: 10 }, (_, i) => here(`${i}`, 'other.test'))
    const checks = await make({ firstByteMs: 1500 }).check([...slow, ...quick], notGivenUp)
    expect(slow.every((url) => checks.get(url)?.problem?.code === 'image_unchecked')).toBe(true)
    expect(quick.every((url) => checks.get(url)?.problem === null)).toBe(true)
    expect(asked.length).toBeLessThan(40)
  })

  test('at most eight are under way, and four of one host', async () => {
    const now = new Map<string, number>()
    let most = 0
    let mostOfHost = 0
    answer = (request, response) => {
      const host = request.headers.host ?? ''
      now.set(host, (now.get(host) ?? 0) + 1)
      most = Math.max(
        most,
        [...now.values()].reduce((sum, one) => sum + one, 0),
      )
      mostOfHost = Math.max(mostOfHost, now.get(host) ?? 0)
      setTimeout(() => {
        now.set(host, (now.get(host) ?? 0) - 1)
        response.end(png(1, 1))
      }, 10)
    }
    const urls = ['pictures.test', 'other.test'].flatMap((host) =>
      Array.from({ length: 40 }, (_, i) => here(`${i}`, host)),
    )
    await make().check(urls.slice(0, 20), notGivenUp)
    expect([most, mostOfHost]).toEqual([4, 4])
    const checks = await make().check(urls, notGivenUp)
    expect(checks.size).toBe(80)
    expect([most, mostOfHost]).toEqual([8, 4])
  })

  test('files of Wix are not looked at, and the same address only once', async () => {
    const wix = ['wix:image://v1/a~mv2.jpg/a.jpg', 'https://static.wixstatic.com/media/a~mv2.jpg']
    const checks = await make().check([...wix, here('a'), here('a')], notGivenUp)
    expect([...checks.keys()]).toEqual([here('a')])
    expect(asked).toEqual(['/a'])
  })

  test('an address too long for an index is checked all the same', async () => {
    expect((await checkOne(here(longName))).problem).toBeNull()
  })

  test('giving up keeps what was found until then', async () => {
    const giveUp = new AbortController()
    answer = (request, response) => {
      if (request.url !== '/3') return void response.end(png(1, 1))
      giveUp.abort()
    }
    const urls = Array.from({ length: 20 }, (_, i) => here(`${i}`))
    const checks = await make().check(urls, giveUp.signal)
    expect(checks.size).toBeLessThan(20)
    expect([...(await make().find(urls)).keys()].sort()).toEqual([...checks.keys()].sort())
  })
})
