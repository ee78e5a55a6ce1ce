// The built dashboard: files with a hash in their name are kept forever, everything else is asked for again. The
// build lays a `.br` and a `.gz` beside each file that gains by it; what the browser takes is sent.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { sendError } from './errors.ts'
import { type CodeOfAddress, firstLinks, readFirstCode } from './first-code.ts'
import { needlessOnFiles, pageHeaders } from './security-headers.ts'

export type NotFound = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** Stands in the built page wherever the nonce of the answer belongs. */
const noncePlaceholder = '__CSP_NONCE__'

/** Returns what answers an address nobody else knows: the dashboard for people, an error for programs. */
export async function serveDashboard(app: FastifyInstance, folder: string): Promise<NotFound> {
  const pageFile = join(folder, 'index.html')
  const page = existsSync(pageFile)
    ? { text: readFileSync(pageFile, 'utf8'), code: readFirstCode(folder) }
    : null
  if (page !== null) {
    await registerFiles(app, folder)
    for (const path of ['/', '/index.html']) app.get(path, (request, reply) => sendPage(request, reply, page))
  }
  return async (request, reply) => {
    if (page !== null && wantsPage(request)) return sendPage(request, reply, page)
    const message =
      'There is nothing at this address. It may have been deleted; the lists show what is there.'
    return sendError(request, reply, new AppError('not_found', message))
  }
}

async function registerFiles(app: FastifyInstance, folder: string): Promise<void> {
  const files = { index: false as const, dotfiles: 'ignore' as const, preCompressed: true }
  await app.register(fastifyStatic, {
    ...files,
    root: join(folder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '1y',
    // A browser that keeps them for good never asks whether they changed, nor for a part of one.
    etag: false,
    lastModified: false,
    acceptRanges: false,
    setHeaders: (reply) => {
      for (const name of needlessOnFiles) reply.removeHeader(name)
    },
  })
  await app.register(fastifyStatic, {
    ...files,
    root: folder,
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply) => {
      reply.header('cache-control', 'no-cache')
    },
  })
}

interface BuiltPage {
  text: string
  code: CodeOfAddress[]
}

async function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { text, code }: BuiltPage,
): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64')
  return reply
    .headers(pageHeaders(nonce))
    .type('text/html; charset=utf-8')
    .send(
      text
        .replaceAll(noncePlaceholder, nonce)
        .replace('</head>', () => `${firstLinks(code, request.url)}</head>`),
    )
}

/** A place inside the dashboard, as opposed to a missing file or API address. */
function wantsPage(request: FastifyRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  const path = request.url.split('?')[0]!
  if (path === '/api' || path.startsWith('/api/')) return false
  const isFile = /\.[a-z0-9]{1,8}$/i.test(path) || path.split('/').some((part) => part.startsWith('.'))
  return !isFile && (request.headers.accept ?? '*/*').includes('text/html')
}
