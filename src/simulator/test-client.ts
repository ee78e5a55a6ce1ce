// A site with a key that may do everything, and a plain caller, for the tests of this folder.

import type { NewSite } from './control/control.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from './index.ts'
import type { ApiKey, Member, Obj, Site } from './types.ts'

export interface Reply {
  status: number
  body: Obj
  text: string
  headers: Headers
}

export interface TestSite {
  simulator: Simulator
  site: Site
  author: Member
  members: Member[]
  key: ApiKey
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  /** A valid post; `extra` replaces or adds fields. */
  post(title: string, extra?: Obj): Obj
}

export async function openTestSite(options: SimulatorOptions & { site?: NewSite } = {}): Promise<TestSite> {
  const { site: given, ...rest } = options
  const simulator = await startSimulator({ ratePerMinute: 0, ...rest })
  const { site, members } = simulator.control.createSite(given)
  const key = simulator.control.createKey()
  const author = members[0]!
  return {
    simulator,
    site,
    author,
    members,
    key,
    call: caller(simulator.url, key.key, site.id),
    post: (title, extra = {}) => ({
      title,
      memberId: author.id,
      richContent: paragraphs('Some words about it.'),
      ...extra,
    }),
  }
}

export function caller(url: string, key: string, siteId: string): TestSite['call'] {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: key,
        'wix-site-id': siteId,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: parsed(text), text, headers: response.headers }
  }
}

function parsed(text: string): Obj {
  try {
    return JSON.parse(text) as Obj
  } catch {
    return {}
  }
}

/** A document of plain paragraphs with ids p0, p1, ... */
export function paragraphs(...texts: string[]): Obj {
  const nodes = texts.map((text, i) => ({
    type: 'PARAGRAPH',
    id: `p${i}`,
    nodes: [{ type: 'TEXT', id: '', nodes: [], textData: { text, decorations: [] } }],
    paragraphData: {},
  }))
  return { nodes, metadata: { version: 1 } }
}

/** Follows `a.b.0.c` into a reply. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, part) => (inner as Obj | undefined)?.[part], value)
}
