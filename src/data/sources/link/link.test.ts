// Links against a server that does what servers of files do.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FileServer, startFileServer } from '../../../../test/helpers/file-server.ts'
import { type LinkConfig, linkConfigSchema } from '../../../api/sources/link.ts'
import { createHostCheck, createStreamingFetch } from '../../../fetcher/streaming-fetch.ts'
import { SourceError } from '../../source-error.ts'
import { pageIn } from '../answer.ts'
import type { Secrets, SourceContext } from '../source.ts'
import { joinAddress, splitAddress, titleOf } from './address.ts'
import { link } from './link.ts'

let files: FileServer
let saved: string
let slept: number[]
beforeEach(async () => {
  files = await startFileServer()
  saved = ''
  slept = []
})
afterEach(() => files.close())

async function fetch(config: Partial<LinkConfig> = {}, secrets: Secrets = {}, known: string | null = null) {
  const rules = { allowedHosts: [files.host, `localhost:${files.host.split(':')[1]}`], blockedHosts: [] }
  const signal = new AbortController().signal
  const context: SourceContext = {
    known,
    addresses: {},
    wix: () => Promise.reject(new Error('A link asks no site.')),
    fetch: createStreamingFetch(rules),
    resolve: createHostCheck(rules),
    now: () => new Date(),
    signal,
    sleep: async (ms) => void slept.push(ms),
    async save(content) {
      const parts: Buffer[] = []
      for await (const part of content) parts.push(Buffer.from(part))
      saved = Buffer.concat(parts).toString()
      return { bytes: saved.length }
    },
  }
  return link.fetch(
    linkConfigSchema.parse({ url: `${files.url}/lists/places.csv`, ...config }),
    secrets,
    context,
  )
}

async function refusal(work: Promise<unknown>): Promise<SourceError> {
  const error = await work.then(
    () => null,
    (one: unknown) => one,
  )
  expect(error).toBeInstanceOf(SourceError)
  return error as SourceError
}

describe('a link', () => {
  it('is fetched once, and not again while its server says that it is the same', async () => {
    const first = await fetch()
    expect(first).toMatchObject({ state: 'fetched', fileName: 'places.csv' })
    expect(saved).toBe(files.content)
    const version = first.state === 'fetched' ? first.version : null
    saved = ''
    expect(await fetch({}, {}, version)).toEqual({ state: 'same' })
    expect(files.requests.map(({ status }) => status)).toEqual([200, 304])
    expect(saved).toBe('')
    files.content += 'b,Two\n'
    expect(await fetch({}, {}, version)).toMatchObject({ state: 'fetched' })
  })

  it('goes by the date where there is no ETag', async () => {
    files.versions = 'date'
    const first = await fetch()
    const version = first.state === 'fetched' ? first.version : null
    expect(await fetch({}, {}, version)).toEqual({ state: 'same' })
    files.modified = new Date('2026-03-02T08:00:00Z')
    expect(await fetch({}, {}, version)).toMatchObject({ state: 'fetched' })
  })

  it('brings its login, or its header', async () => {
    files.login = { user: 'olga', password: 'geheim ü' }
    expect(await fetch({ userName: 'olga' }, { password: 'geheim ü' })).toMatchObject({ state: 'fetched' })
    files.login = null
    files.header = { name: 'x-api-key', value: 'k-123' }
    const config = { headerName: 'X-Api-Key' }
    expect(await fetch(config, { headerValue: ' k-123\n' })).toMatchObject({ state: 'fetched' })
    const refused = await refusal(fetch(config, { headerValue: 'wrong-key' }))
    expect(refused.code).toBe('login_refused')
    expect(refused.message).not.toContain('wrong-key')
    expect(await refusal(fetch(config, { headerValue: 'a\nb' }))).toMatchObject({ code: 'login_refused' })
  })

  it('leaves its login behind where it is redirected to another host', async () => {
    const other = await startFileServer('id\nz\n')
    files.redirectTo = other.url.replace('127.0.0.1', 'localhost')
    // The other host is not named, so that it is refused; what counts is that nothing of the login got there.
    await refusal(fetch({ userName: 'olga' }, { password: 'secret' })).catch(() => undefined)
    expect(JSON.stringify(other.requests)).not.toContain('authorization')
    await other.close()
  })

  it('takes no page to sign in and no other page of HTML for a file', async () => {
    files.trouble = 'login'
    expect(await refusal(fetch())).toMatchObject({ code: 'login_page' })
    files.trouble = null
    files.type = 'text/html; charset=utf-8'
    files.content = '\ufeff  <!DOCTYPE html><html><body><h1>Our places</h1></body></html>'
    expect(await refusal(fetch())).toMatchObject({ code: 'web_page' })
    files.type = 'text/csv'
    expect(await refusal(fetch())).toMatchObject({ code: 'web_page' })
    expect(saved).toBe('')
  })

  it('tries once more where that may help, and says what is wrong where it does not', async () => {
    files.trouble = 503
    expect(await refusal(fetch())).toMatchObject({ code: 'source_trouble' })
    expect(files.requests).toHaveLength(2)
    expect(slept).toEqual([2_000])
    files.trouble = 404
    expect(await refusal(fetch())).toMatchObject({ code: 'file_gone' })
    files.trouble = 302
    expect(await refusal(fetch())).toMatchObject({ code: 'source_answer' })
    expect(files.requests).toHaveLength(4)
  })

  it('says nothing of a secret that stands in its address', async () => {
    const config = { url: `${files.url}/places.csv?token=very-secret&page=2`, userName: '', headerName: '' }
    const apart = link.setApart!(config, {})
    expect(apart).toEqual({
      config: { ...config, url: `${files.url}/places.csv?page=2` },
      secrets: { query: 'token=very-secret' },
    })
    await fetch(apart.config, apart.secrets)
    expect(files.requests[0]?.path).toBe('/places.csv?page=2&token=very-secret')
    files.trouble = 404
    expect((await refusal(fetch(apart.config, apart.secrets))).message).not.toContain('very-secret')
    expect(link.title(config)).toBe(`${files.host}/places.csv?page=2`)
  })
})

describe('the address of a link', () => {
  it.each([
    ['https://a.example/f.csv?key=1', 'key=1'],
    ['https://a.example/f.csv?X-Amz-Signature=ab&x=1', 'X-Amz-Signature=ab'],
    ['https://dropbox.example/f?rlkey=q1&dl=1', 'rlkey=q1'],
    ['https://a.example/f?v=Zm9vYmFyMTIzNDU2Nzg5MGFiYw', 'v=Zm9vYmFyMTIzNDU2Nzg5MGFiYw'],
    ['https://a.example/f?output=csv&gid=0', ''],
  ])('%s keeps %s apart', (address, query) => {
    const split = splitAddress(address)
    expect(split.query).toBe(query)
    expect(new URL(joinAddress(split.url, split.query)).searchParams.size).toBe(
      new URL(address).searchParams.size,
    )
  })

  it('is shown by host and path', () => {
    expect(titleOf('https://a.example/')).toBe('a.example')
    expect(titleOf('https://a.example/Stra%C3%9Fen.csv?sig=x')).toBe('a.example/Straßen.csv')
  })

  it('has no login in it', () => {
    expect(linkConfigSchema.safeParse({ url: 'https://olga:pw@a.example/f' }).success).toBe(false)
  })
})

it.each([
  ['<?xml version="1.0"?><rss></rss>', 'application/xml', null],
  ['<?xml version="1.0"?>\n<html><body></body></html>', 'application/xhtml+xml', 'page'],
  ['a,b\n<html>,x\n', 'text/csv', null],
  ['{"a":1}', 'text/html', null],
  ['<html><title>Anmeldung</title></html>', '', 'login'],
])('what begins with %j (%s) is %s', (text, type, expected) => {
  expect(pageIn(Buffer.from(text), type, 'https://a.example/x')).toBe(expected)
})
