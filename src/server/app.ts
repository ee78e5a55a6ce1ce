// The HTTP server: everything that holds for every answer. What the answers say is the routes' business.
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Accounts } from '../accounts/accounts.ts'
import { newId } from '../db/id.ts'
import type { Logger } from '../logger.ts'
import { bearerOf, cookieName, identify } from './authenticate.ts'
import { serveDashboard } from './dashboard.ts'
import { HttpError, sendError } from './errors.ts'
import { readText } from './input-gate.ts'
import { createOpenApi } from './openapi.ts'
import { checkContentType, checkHost, checkOrigin } from './origin.ts'
import { refuseRaw } from './raw-refusal.ts'
import { registerRoute } from './register.ts'
import type { Route } from './route.ts'
import { securityHeaders } from './security-headers.ts'
import { cutStalledUpload, limitJsonBody } from './slow-body.ts'

export interface AppSettings {
  /** The address we listen on; decides which Host headers are ours. */
  host: string
  /** The address people open, or empty. https here means secure cookies and HSTS. */
  publicUrl: string
  version: string
  /** Folder of the built dashboard; without an index.html in it only the API answers. */
  dashboardFolder: string
  uploadLimit: number
}

export interface AppParts {
  accounts: Accounts
  logger: Logger
  routes: Route[]
}

const jsonLimit = 1_048_576
/** Below, an answer fits a packet or two anyway. */
const leastCompressedBytes = 1_024

export async function createApp(settings: AppSettings, parts: AppParts): Promise<FastifyInstance> {
  const isHttps = settings.publicUrl.startsWith('https:')
  const headers = securityHeaders({ isHttps })
  // Ours has every method Fastify calls; its type asks for the level setter too.
  const loggerInstance: FastifyBaseLogger = parts.logger as Logger & FastifyBaseLogger
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId('req'),
    bodyLimit: jsonLimit,
    routerOptions: { maxParamLength: 6_000 },
    clientErrorHandler: (error, socket) => refuseRaw(error, socket, headers),
    frameworkErrors: (error, request, reply) => {
      reply.headers(headers)
      void sendError(request, reply, error)
    },
    // Whose address it is, behind a proxy on this machine, is the last that the proxy has written down. Nobody else
    // reaches the loopback address, and without PUBLIC_URL no proxy is meant to be there.
    trustProxy: settings.publicUrl !== '' && 'loopback',
    // Long uploads are fine; what is slow or stalls is cut off below.
    requestTimeout: 0,
  })

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers).header('x-request-id', request.id)
    checkHost(settings, request.headers.host)
    if (request.method === 'TRACE') throw new HttpError(405, 'bad_request', 'TRACE is not answered here.')
  })
  // Before the files of the dashboard, which come compressed. Event streams write past it, request by request.
  await app.register(compress, {
    threshold: leastCompressedBytes,
    encodings: ['br', 'gzip'],
    globalDecompression: false,
    // A little smaller than what is usual for answers made on the spot, for about as much work.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } },
  })
  await app.register(cookie)
  app.addHook('onRequest', async (request) => guardAgainstOtherSites(request, settings, isHttps))
  app.addHook('preParsing', async (request, reply) => {
    if (isUpload(request)) cutStalledUpload(request, reply)
    else if (hasBody(request)) limitJsonBody(request, reply)
  })
  app.addHook('onResponse', async (request, reply) => {
    const fields = {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    parts.logger.debug(fields, 'answered')
  })

  app.removeContentTypeParser(['text/plain', 'application/json'])
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    parseJson(request, readText(bytes as Buffer, 'The body'), done)
  })
  // Only a hook comes here with another body than JSON.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _bytes, done) => done(null, undefined))
  await app.register(multipart, {
    limits: { fileSize: settings.uploadLimit, files: 1, fields: 10, fieldSize: 10_000 },
  })
  app.setErrorHandler((error, request, reply) => sendError(request, reply, error))

  app.get('/healthz', async (_, reply) =>
    reply.type('application/json; charset=utf-8').send('{"status":"ok"}'),
  )
  // Made when someone asks: it would be a fifth of the time of a start.
  let openApi: string | undefined
  app.get('/api/openapi.json', async (_, reply) => {
    openApi ??= JSON.stringify(createOpenApi(settings.version))
    return reply.type('application/json; charset=utf-8').send(openApi)
  })

  for (const route of parts.routes) {
    registerRoute(app, route, {
      identify: (request) => identify(parts.accounts, request, isHttps),
      uploadLimit: settings.uploadLimit,
    })
  }
  app.setNotFoundHandler(await serveDashboard(app, settings.dashboardFolder))
  return app
}

function guardAgainstOtherSites(request: FastifyRequest, settings: AppSettings, isHttps: boolean): void {
  const hasBearer = bearerOf(request) !== undefined
  const origin = request.headers.origin
  checkOrigin(settings, {
    method: request.method,
    host: request.headers.host,
    origin,
    fetchSite: request.headers['sec-fetch-site'] as string | undefined,
    hasBearer,
    hasCookie: request.cookies[cookieName(isHttps)] !== undefined,
  })
  if (request.method === 'GET' || request.method === 'HEAD') return
  if (request.routeOptions.config.endpoint?.kind === 'hook') return
  checkContentType({
    contentType: request.headers['content-type'],
    hasBody: hasBody(request),
    expectsUpload: isUpload(request),
    isOriginKnown: hasBearer || origin !== undefined,
  })
}

function isUpload(request: FastifyRequest): boolean {
  return request.routeOptions.config.endpoint?.kind === 'upload'
}

function hasBody(request: FastifyRequest): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  return encoding !== undefined || (length !== undefined && length !== '0')
}
