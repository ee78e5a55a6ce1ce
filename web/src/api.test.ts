import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiError, call, routes, urlOf } from './api.ts'

afterEach(() => vi.unstubAllGlobals())

describe('calling the API', () => {
  it('fills parameters and leaves empty filters out', () => {
    expect(
      urlOf(routes.pages.list, { params: { id: 'prj_1' }, query: { search: 'a b&c', status: undefined } }),
    ).toBe('/api/projects/prj_1/pages?search=a+b%26c')
    expect(urlOf(routes.pages.get, { params: { id: 'prj_1', rowKey: 'A/B?' } })).toBe(
      '/api/projects/prj_1/pages/A%2FB%3F',
    )
  })

  it("keeps the server's code, message and request id", async () => {
    const body = { error: { code: 'stale', message: 'Load it again.', requestId: 'req_9' } }
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status: 409 }))
    const error = await call(routes.session.get).catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ code: 'stale', status: 409, requestId: 'req_9', message: 'Load it again.' })
  })

  it('says in words that the server did not answer', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('fetch failed')
    })
    await expect(call(routes.session.get)).rejects.toMatchObject({ code: 'server_unreachable', status: 0 })
  })

  it('copes with an answer of something in between', async () => {
    vi.stubGlobal('fetch', async () => new Response('<h1>Bad gateway</h1>', { status: 502 }))
    await expect(call(routes.session.get)).rejects.toMatchObject({ code: 'http_502' })
  })
})
