// A route is an endpoint of the contract plus what answers it. Registration, validation, roles and
// error bodies are the app's business; a handler sees checked input and returns what the schema says.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Endpoint, Role } from '../api/endpoint.ts'
import type { TokenScope } from '../api/token.ts'

/** Who is calling. Handlers of public endpoints get `null`. */
export interface Actor {
  userId: string
  workspaceId: string
  name: string
  role: Exclude<Role, 'public'>
  scope: TokenScope | null
  isRecent: boolean
  sessionId: string | null
  tokenId: string | null
}

type Output<T> = T extends z.ZodType ? z.output<T> : undefined
// biome-ignore lint/suspicious/noConfusingVoidType: a handler without an answer returns nothing
type Input<T> = T extends z.ZodType ? z.input<T> : void

export interface Call<E extends Endpoint> {
  params: Output<E['params']>
  query: Output<E['query']>
  body: Output<E['body']>
  actor: E['role'] extends 'public' ? Actor | null : Actor
  request: FastifyRequest
  reply: FastifyReply
}

/** JSON endpoints return their response; uploads too; downloads and event streams write to `reply` themselves. */
export type Handler<E extends Endpoint> = (call: Call<E>) => Promise<Input<E['response']>>

export interface Route {
  endpoint: Endpoint
  handler: (call: never) => Promise<unknown>
}

export function route<const E extends Endpoint>(endpoint: E, handler: Handler<E>): Route {
  return { endpoint, handler: handler as Route['handler'] }
}
