// Work for an answer that may be of no use before it is there: someone closed the window, or has typed on.
import type { FastifyReply } from 'fastify'
import { AppError } from '../errors.ts'

/** Aborted when whoever asked has hung up before the answer. */
export function whenGone({ raw }: Pick<FastifyReply, 'raw'>): AbortSignal {
  const gone = new AbortController()
  raw.once('close', () => {
    // The words reach nobody.
    if (!raw.writableFinished)
      gone.abort(new AppError('unavailable', 'Nobody waits for this answer any more.'))
  })
  return gone.signal
}
