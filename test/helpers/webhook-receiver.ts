// A receiver of webhooks that answers what the test says.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedWebhook {
  id: string
  headers: Record<string, string>
  body: string
  /** What it was answered. */
  status: number | 'none'
}

export interface WebhookReceiver {
  url: string
  /** `127.0.0.1:port`, as FETCH_ALLOWED_HOSTS names it. */
  host: string
  /** What comes next is answered so; `hang` lets it wait for ever. */
  answer: { status: number; headers?: Record<string, string>; body?: string } | 'hang' | 'cut'
  /** In the order in which they came. */
  received: ReceivedWebhook[]
  /** Ids of those that were answered with success, in that order. */
  taken(): string[]
  close(): Promise<void>
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const server = createServer(async (request, response) => {
    const body = await readAll(request)
    const { answer } = receiver
    const headers = request.headers as Record<string, string>
    const status = typeof answer === 'string' ? 'none' : answer.status
    receiver.received.push({ id: headers['webhook-id'] ?? '', headers, body, status })
    if (answer === 'cut') request.socket.destroy()
    if (typeof answer === 'string') return
    response.writeHead(answer.status, answer.headers).end(answer.body ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const receiver: WebhookReceiver = {
    url: `http://${host}/hook`,
    host,
    answer: { status: 204 },
    received: [],
    taken: () =>
      receiver.received
        .filter(({ status }) => status !== 'none' && status >= 200 && status < 300)
        .map(({ id }) => id),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
  return receiver
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request.setEncoding('utf8')) text += part
  return text
}
