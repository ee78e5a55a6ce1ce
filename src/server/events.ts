// Server-sent events. Progress comes from the database, so a reader that reconnects has lost nothing.
import { once } from 'node:events'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { beatEvent, beatMs } from '../api/event-beat.ts'
import { AppError } from '../errors.ts'
import type { Actor } from './route.ts'

export interface EventStream {
  /** What the browser saw last, when it comes back. */
  readonly lastEventId: string | null
  /** Aborted when the reader leaves, is signed out, or the server stops. */
  readonly signal: AbortSignal
  /** Resolves to false once nobody reads any more. Waits while the reader is slow. */
  send(event: string, data: unknown, id?: string): Promise<boolean>
}

export interface EventStreams {
  /**
   * Answers with a stream and runs `write` until it ends or the reader is gone. Fails with `rate_limited`
   * when this person has too many open.
   */
  open(
    call: { actor: Actor; request: FastifyRequest; reply: FastifyReply },
    write: (stream: EventStream) => Promise<void>,
  ): Promise<void>
  /** Ends all streams. */
  close(): void
}

export interface EventSettings {
  isStillIn: (actor: Actor) => Promise<boolean>
  perUser?: number
  /** How often a stream says that it is still there; see `src/api/event-beat.ts`. */
  heartbeatMs?: number
  /** How often the sign-in is looked at; a sign-out closes the stream within this time. */
  recheckMs?: number
}

export function createEventStreams(settings: EventSettings): EventStreams {
  const { isStillIn, perUser = 20, heartbeatMs = beatMs, recheckMs = 3_000 } = settings
  const openBy = new Map<string, Set<AbortController>>()

  return {
    async open({ actor, request, reply }, write) {
      const mine = openBy.get(actor.userId) ?? new Set()
      if (mine.size >= perUser) {
        throw new AppError(
          'rate_limited',
          `You have ${perUser} live views open. Close a tab and reload this one.`,
          {
            details: { retryAfterSeconds: 10 },
          },
        )
      }
      const controller = new AbortController()
      mine.add(controller)
      openBy.set(actor.userId, mine)

      const raw = reply.raw
      // Headers set so far (the security ones) do not survive a hijack by themselves.
      const headers = {
        ...reply.getHeaders(),
        'content-type': 'text/event-stream; charset=utf-8',
        'x-accel-buffering': 'no',
      }
      reply.hijack()
      raw.writeHead(200, headers as Record<string, string>)
      raw.write('retry: 2000\n\n')
      raw.once('close', () => controller.abort())
      const heartbeat = setInterval(() => raw.write(`event: ${beatEvent}\ndata:\n\n`), heartbeatMs)
      const recheck = setInterval(() => {
        isStillIn(actor).then(
          (isIn) => isIn || controller.abort(),
          () => controller.abort(),
        )
      }, recheckMs)
      controller.signal.addEventListener('abort', () => raw.end(), { once: true })

      try {
        await write({
          lastEventId: headerText(request.headers['last-event-id']),
          signal: controller.signal,
          send: (event, data, id) => send(raw, controller.signal, format(event, data, id)),
        })
      } catch (error) {
        // The answer has begun: all that is left is to end it, and the browser asks again.
        if (!controller.signal.aborted) request.log.error({ err: error }, 'event stream failed')
      } finally {
        clearInterval(heartbeat)
        clearInterval(recheck)
        mine.delete(controller)
        if (mine.size === 0) openBy.delete(actor.userId)
        controller.abort()
      }
    },
    close() {
      for (const controllers of openBy.values()) for (const controller of controllers) controller.abort()
    },
  }
}

function format(event: string, data: unknown, id: string | undefined): string {
  const idLine = id === undefined ? '' : `id: ${id.replace(/[\r\n\0]/g, '')}\n`
  return `${idLine}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

async function send(raw: FastifyReply['raw'], signal: AbortSignal, text: string): Promise<boolean> {
  if (signal.aborted) return false
  if (raw.write(text)) return true
  await once(raw, 'drain', { signal }).catch(() => undefined)
  return !signal.aborted
}

function headerText(value: string | string[] | undefined): string | null {
  return typeof value === 'string' ? value : null
}
