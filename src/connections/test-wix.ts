// The simulated Wix called directly, without HTTP in between: fast enough to try every combination.
import { createControl } from '../simulator/control/control.ts'
import { execute } from '../simulator/execute.ts'
import { noEffects } from '../simulator/faults/plan.ts'
import type { Control } from '../simulator/index.ts'
import { createRouter } from '../simulator/route.ts'
import { allRoutes } from '../simulator/routes/all.ts'
import { createWorld } from '../simulator/world.ts'
import type { Fetch } from '../wix/index.ts'

export interface DirectWix {
  control: Control
  fetch: Fetch
  /** Requests since the start. */
  requests(): number
}

export function createDirectWix(): DirectWix {
  const world = createWorld({ dataDir: undefined, ratePerMinute: 0, seed: 1, now: Date.now })
  const router = createRouter(allRoutes(world.blog, world.history))
  let requests = 0
  return {
    control: createControl(world),
    requests: () => requests,
    async fetch(address, { method = 'GET', headers, body }) {
      requests += 1
      const url = new URL(address)
      const text = typeof body === 'string' ? body : ''
      const given = Object.entries(headers as Record<string, string>)
      const entry = world.log.open({
        time: '',
        method,
        path: url.pathname,
        query: url.search.slice(1),
        headers: {},
        body: '',
      })
      const request = {
        method,
        path: url.pathname,
        search: url.searchParams,
        headers: Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), value])),
        body: text,
        bodyBytes: Buffer.byteLength(text),
      }
      const answer = execute(world, router, request, entry, noEffects())
      world.log.clear()
      const answered = { ...answer.headers, 'x-wix-request-id': entry.requestId }
      return new Response(answer.body, { status: answer.status, headers: answered })
    },
  }
}
