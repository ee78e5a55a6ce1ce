// Bodies that take too long. Neither may keep a connection, a place on the disk or a worker for ever.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { HttpError, sendError } from './errors.ts'

/** A JSON body is small: it is there at once, or it is not meant well. */
const jsonMs = 30_000
/** A file may take hours, as long as it goes on arriving. */
const uploadCheckMs = 60_000
const hangUpMs = 500
/** Less than this in a minute is a line nobody uploads over, or somebody who wants us to wait. */
const leastUploadBytes = 16_384

/** Answers 408 when the whole body has not arrived in time. */
export function limitJsonBody(request: FastifyRequest, reply: FastifyReply): void {
  const timer = setTimeout(() => refuse(request, reply, 'The body took too long to arrive.'), jsonMs)
  request.raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer))
}

/** Answers 408 and hangs up when a minute brings next to nothing; what had arrived is thrown away by who receives it. */
export function cutStalledUpload(request: FastifyRequest, reply: FastifyReply): void {
  const { raw } = request
  let before = raw.socket.bytesRead
  const timer = setInterval(() => {
    const arrived = raw.socket.bytesRead - before
    before = raw.socket.bytesRead
    // What waits here is our own delay: a disk that is slow.
    const isOurs = raw.readableLength >= raw.readableHighWaterMark
    if (arrived >= leastUploadBytes || isOurs) return
    clearInterval(timer)
    refuse(request, reply, 'The upload stopped: next to nothing arrived for a minute.')
    // A moment for the answer to be read: what hangs up on unread data is told nothing.
    reply.raw.once('finish', () => setTimeout(() => raw.destroy(), hangUpMs))
  }, uploadCheckMs)
  const end = () => clearInterval(timer)
  raw.once('end', end).once('close', end)
}

function refuse(request: FastifyRequest, reply: FastifyReply, what: string): void {
  // The rest of the body may still come, and would be taken for the next request.
  const closing = reply.header('connection', 'close')
  void sendError(request, closing, new HttpError(408, 'bad_request', `${what} Send it again.`))
}
