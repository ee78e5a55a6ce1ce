import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../test/helpers/app.ts'
import { serveDashboard } from './dashboard.ts'
import { securityHeaders } from './security-headers.ts'

describe('the files of the dashboard', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seomatic-dashboard-'))
  const script = `console.log(${JSON.stringify('x'.repeat(2_000))})`
  const app = Fastify()
  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '<script nonce="__CSP_NONCE__"></script>')
    writeFileSync(join(folder, 'favicon.svg'), '<svg/>')
    writeFileSync(join(folder, 'assets/index-abc.js'), script)
    writeFileSync(join(folder, 'assets/index-abc.js.br'), brotliCompressSync(script))
    writeFileSync(join(folder, 'assets/index-abc.js.gz'), gzipSync(script))
    app.addHook('onRequest', async (_, reply) => {
      reply.headers(securityHeaders({ isHttps: false }))
    })
    app.setNotFoundHandler(await serveDashboard(app, folder))
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const get = (url: string, encoding = '') => app.inject({ url, headers: { 'accept-encoding': encoding } })

  it('come as small as the browser takes them', async () => {
    const path = '/assets/index-abc.js'
    const small = await get(path, 'gzip, deflate, br')
    expect(small.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(small.rawPayload).toString()).toBe(script)
    const older = await get(path, 'gzip')
    expect(gunzipSync(older.rawPayload).toString()).toBe(script)
    const plain = await get(path)
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.body).toBe(script)
    for (const answer of [small, older, plain]) {
      expect(answer.headers['content-type']).toContain('javascript')
      expect(answer.headers.vary).toContain('accept-encoding')
    }
  })

  it('are kept for good where their name has a hash, and asked for again elsewhere', async () => {
    const hashed = await get('/assets/index-abc.js', 'br')
    expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(hashed.headers['x-content-type-options']).toBe('nosniff')
    const other = await get('/favicon.svg')
    expect(other.headers['cache-control']).toBe('no-cache')
    expect(other.headers['content-security-policy']).toContain("default-src 'none'")
  })

  it('begin with a page that is never kept and has a nonce of its own', async () => {
    const pages = [await get('/'), await get('/')]
    const nonces = pages.map((page) => {
      expect(page.headers['cache-control']).toBe('no-store')
      const nonce = /nonce="([^"]+)"/.exec(page.body)?.[1]
      expect(page.headers['content-security-policy']).toContain(`'nonce-${nonce}'`)
      return nonce
    })
    expect(new Set(nonces).size).toBe(2)
  })
})

describe('answers of the API', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
  })
  afterAll(() => app.close())
  const get = (url: string) =>
    app.program.app!.inject({
      url,
      headers: { host: new URL(app.url).host, cookie: app.cookie, 'accept-encoding': 'gzip, br' },
    })

  it('are compressed where that saves something', async () => {
    const answer = await get('/api/destinations')
    expect(answer.headers['content-encoding']).toBe('br')
    expect(JSON.parse(brotliDecompressSync(answer.rawPayload).toString()).items.length).toBeGreaterThan(1)
  })

  it('go as they are where they are small', async () => {
    const answer = await get('/healthz')
    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(answer.json()).toEqual({ status: 'ok' })
  })
})
