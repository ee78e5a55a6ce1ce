// The HTTP side: reads a request, asks which faults strike it, carries it out and sends the answer.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import type { Control } from './control/control.ts'
import { answerControl } from './control/http.ts'
import { execute, type Request, type Router } from './execute.ts'
import { deliver } from './faults/deliver.ts'
import { type Answer, type Plan, planOf, throttled } from './faults/plan.ts'
import { uploadPath } from './media/files.ts'
import { fingerprint } from './request-log.ts'
import { global } from './store.ts'
import type { World } from './world.ts'

const maxBodyBytes = 32_000_000

export function createHttpServer(world: World, router: Router, control: Control): Server {
  const timers = new Set<NodeJS.Timeout>()
  const server = createServer((req, res) => {
    const work = req.url?.startsWith('/__simulator/')
      ? isLoopback(req)
        ? readBody(req).then((body) => answerControl(control, req, res, body.toString('utf8')))
        : Promise.resolve(void res.writeHead(403).end())
      : readBody(req).then((body) => answerApi(world, router, req, res, body, timers))
    // A client that went away mid-request is not a failure.
    work.catch(() => res.destroy())
  })
  server.keepAliveTimeout = 65_000
  server.on('close', () => {
    for (const timer of timers) clearTimeout(timer)
  })
  return server
}

async function answerApi(
  world: World,
  router: Router,
  req: IncomingMessage,
  res: ServerResponse,
  bytes: Buffer,
  timers: Set<NodeJS.Timeout>,
): Promise<void> {
  const startedAt = world.steadyNow()
  const url = new URL(req.url ?? '/', 'http://simulator')
  const headers = headersOf(req)
  const path = url.pathname
  // Bytes of an uploaded file are nothing to parse, and nothing to read in the log.
  const body = path.startsWith(uploadPath) ? '' : bytes.toString('utf8')
  const request: Request = {
    method: req.method ?? 'GET',
    path,
    search: url.searchParams,
    headers,
    body,
    bodyBytes: bytes.length,
  }
  const entry = world.log.open({
    time: new Date(startedAt).toISOString(),
    method: request.method,
    path,
    query: url.search.slice(1),
    headers: redacted(headers),
    body: path.startsWith('/oauth2/') ? withoutSecrets(body) : body,
  })
  const credential = headers['authorization']?.replace(/^Bearer /, '')
  entry.credential = credential ? fingerprint(credential) : null
  entry.siteId = headers['wix-site-id'] ?? null

  const finish = async (answer: Answer, delivery: Plan['delivery']) => {
    const requestId = { 'x-wix-request-id': entry.requestId }
    entry.status = answer.status
    const isSent = await deliver(res, { ...answer, headers: { ...answer.headers, ...requestId } }, delivery)
    entry.outcome = isSent ? 'answered' : 'dropped'
    entry.durationMs = world.steadyNow() - startedAt
  }

  const waitMs = path.startsWith('/oauth2/')
    ? 0
    : world.rate.take(callerOf(world, credential, entry.siteId), world.settings.ratePerMinute, startedAt)
  if (waitMs > 0) {
    entry.rateLimited = true
    const form = world.settings.retryAfter
    return finish(throttled({ retryAfterMs: waitMs }, form, startedAt), planOf([], form, startedAt).delivery)
  }

  const strikes = world.faults.strike({
    method: request.method,
    path,
    body,
    siteId: entry.siteId ?? undefined,
  })
  entry.faults = strikes.map(({ fault }) => fault.id)
  const plan = planOf(strikes, world.settings.retryAfter, startedAt)
  const silence = () => {
    entry.outcome = 'unanswered'
  }
  const drop = () => {
    entry.outcome = 'dropped'
    res.destroy()
  }
  if (plan.instead === 'drop') return drop()
  if (plan.instead === 'silence') return silence()
  if (plan.instead) return finish(plan.instead, plan.delivery)

  if (plan.applyAfterMs > 0) {
    silence()
    const timer = setTimeout(() => {
      timers.delete(timer)
      execute(world, router, request, entry, plan.effects)
    }, plan.applyAfterMs)
    timers.add(timer)
    return
  }
  const applied = execute(world, router, request, entry, plan.effects)
  plan.delivery.delayMs += plan.effects.delayMs
  if (plan.afterwards === 'drop') return drop()
  if (plan.afterwards === 'silence') return silence()
  const answer = plan.rewrites.reduce((before, rewrite) => rewrite(before), applied)
  return finish(answer, plan.delivery)
}

// Wix counts per app instance, however many tokens it has, and presumably per key and site.
function callerOf(world: World, credential: string | undefined, siteId: string | null): string {
  const token = credential === undefined ? undefined : world.store.get('token', global, credential)
  return token ? `${token.appId} ${token.instanceId}` : `${credential} ${siteId}`
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBodyBytes) throw new Error('body too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function headersOf(req: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(req.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
}

function redacted(headers: Record<string, string>): Record<string, string> {
  const secret = headers['authorization']
  if (secret === undefined) return headers
  const scheme = /^Bearer /.test(secret) ? 'Bearer ' : ''
  return { ...headers, authorization: `${scheme}sha256:${fingerprint(secret.replace(/^Bearer /, ''))}` }
}

function withoutSecrets(body: string): string {
  return body.replace(
    /("(?:client_secret|clientSecret|token)"\s*:\s*")((?:[^"\\]|\\.)*)"/g,
    (_, start: string, secret: string) => `${start}sha256:${fingerprint(secret)}"`,
  )
}

function isLoopback(req: IncomingMessage): boolean {
  const address = (req.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
}
