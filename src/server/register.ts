// Turns routes (an endpoint of the contract and its handler) into Fastify's: role, input, output, status.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Endpoint } from '../api/endpoint.ts'
import { AppError } from '../errors.ts'
import { assertRecent, assertRole } from './authenticate.ts'
import { checkValue } from './input-gate.ts'
import type { Actor, Route } from './route.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    endpoint?: Endpoint
  }
}

export interface RegisterOptions {
  identify: (request: FastifyRequest) => Promise<Actor | null>
  uploadLimit: number
}

export function registerRoute(
  app: FastifyInstance,
  { endpoint, handler }: Route,
  options: RegisterOptions,
): void {
  const actors = new WeakMap<FastifyRequest, Actor | null>()
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    config: { endpoint },
    ...(endpoint.kind === 'upload' && { bodyLimit: options.uploadLimit }),
    // Before the body is read: strangers cannot make us read anything.
    onRequest: async (request) => {
      const actor = await options.identify(request)
      assertRole(actor, endpoint)
      assertRecent(actor, endpoint)
      actors.set(request, actor)
    },
    handler: async (request, reply) => {
      const call = {
        params: readInput(endpoint.params, request.params, 'params'),
        query: readInput(endpoint.query, request.query, 'query'),
        body: hasNoBody(endpoint) ? undefined : readInput(endpoint.body, request.body ?? {}, 'body'),
        actor: actors.get(request) ?? null,
        request,
        reply,
      }
      const result = await handler(call as never)
      if (endpoint.kind === 'download' || endpoint.kind === 'events') return reply
      reply.code(endpoint.status ?? 200)
      if (!endpoint.response) return reply.send()
      return reply.type('application/json; charset=utf-8').send(writeOutput(endpoint, result))
    },
  })
}

function hasNoBody({ kind }: Endpoint): boolean {
  return kind === 'upload' || kind === 'hook'
}

function readInput(schema: z.ZodType | undefined, value: unknown, part: string): unknown {
  if (!schema) return undefined
  // An id of the wrong shape is the id of nothing.
  if (part === 'params' && !isWellFormed(value)) throw nothingThere()
  checkValue(value, `The ${part}`)
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  if (part === 'params') throw nothingThere()
  const fields = parsed.error.issues.map((issue) => ({
    field: issue.path.join('.') || part,
    message: issue.message,
  }))
  const words = fields.map(({ field, message }) => `${field}: ${message}`)
  throw new AppError('bad_request', `Some of the input cannot be used. ${words.join(' ')}`, {
    details: { fields },
  })
}

function nothingThere(): AppError {
  return new AppError('not_found', 'There is nothing at this address.')
}

function isWellFormed(value: unknown): boolean {
  try {
    checkValue(value, 'The address')
    return true
  } catch {
    return false
  }
}

/** Fields the contract does not name are left out, so that nothing leaves by accident. */
function writeOutput(endpoint: Endpoint, result: unknown): string {
  const parsed = endpoint.response!.safeParse(result)
  if (parsed.success) return JSON.stringify(parsed.data)
  const what = z.prettifyError(parsed.error)
  throw new Error(`The answer of ${endpoint.method} ${endpoint.path} does not keep its contract:\n${what}`)
}
