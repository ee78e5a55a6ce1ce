import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyReply } from 'fastify'

/**
 * Answers with a file of any length, made while it is sent; a reader who goes ends the making.
 * @param parts lines with their line ends
 */
export async function sendCsv(
  reply: FastifyReply,
  fileName: string,
  header: string,
  parts: AsyncIterable<string>,
): Promise<void> {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    // Headers set so far (the security ones) do not survive a hijack by themselves.
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName}"`,
  })
  async function* lines() {
    yield header
    yield* parts
  }
  // After the head there is no other answer: a failure shows as a file that breaks off.
  await pipeline(Readable.from(lines()), raw).catch(() => raw.destroy())
}
