// Doors between the product and the simulated Wix: calls of a kind wait at theirs until the test lets them through, so
// that a run stands still at a moment of the test's choosing, on a machine of any speed.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Door {
  /** How many stand at it. */
  waiting(): number
  /** Lets so many through, of those that wait and of those that come. */
  letThrough(calls: number): void
  /** The next one arrives in Wix, and its connection breaks before the answer. */
  loseAnswer(): void
  /** From now on calls wait, until they are let through. */
  shut(): void
}

export interface Gate<Name extends string> {
  url: string
  doors: Record<Name, Door>
  close(): Promise<void>
}

interface Caller {
  call: IncomingMessage
  answer: ServerResponse
}

/** All doors are open at first. @param target the address of the simulator; @param kinds which calls, by `METHOD /path` */
export async function startGate<Name extends string>(
  target: string,
  kinds: Record<Name, (route: string) => boolean>,
): Promise<Gate<Name>> {
  const made = Object.entries<(route: string) => boolean>(kinds).map(([name, isOfKind]) => ({
    name,
    isOfKind,
    ...createDoor(target),
  }))
  const server = createServer((call, answer) => {
    const door = made.find(({ isOfKind }) => isOfKind(`${call.method} ${call.url}`))
    if (door) door.take({ call, answer })
    else forward(target, { call, answer })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    doors: Object.fromEntries(made.map(({ name, door }) => [name, door])) as Record<Name, Door>,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function createDoor(target: string): { take(caller: Caller): void; door: Door } {
  const waiting = new Set<Caller>()
  let passes = Number.POSITIVE_INFINITY
  let losses = 0
  const serve = () => {
    for (const caller of waiting) {
      if (losses + passes === 0) return
      const isLost = losses > 0
      if (isLost) losses -= 1
      else passes -= 1
      waiting.delete(caller)
      forward(target, caller, isLost)
    }
  }
  return {
    take(caller) {
      waiting.add(caller)
      // Whoever gave up, or was killed, waits no more.
      caller.answer.once('close', () => waiting.delete(caller))
      serve()
    },
    door: {
      waiting: () => waiting.size,
      letThrough(calls) {
        passes += calls
        serve()
      },
      loseAnswer() {
        losses += 1
        serve()
      },
      shut() {
        passes = 0
      },
    },
  }
}

function forward(target: string, { call, answer }: Caller, isLost = false): void {
  const { method, headers, url = '/' } = call
  const onward = request(new URL(url, target), { method, headers }, (reply) => {
    if (isLost) {
      reply.resume()
      reply.once('end', () => answer.destroy())
      return
    }
    answer.writeHead(reply.statusCode ?? 502, reply.headers)
    reply.pipe(answer)
  })
  onward.on('error', () => answer.destroy())
  call.pipe(onward)
}
