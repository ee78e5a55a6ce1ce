// What a route file declares, and how a request finds its route.

import { WixError } from './errors.ts'
import { callName, canonicalPath, packageCalls } from './packages/calls.ts'
import type { Past } from './past.ts'
import type { Shape } from './shape.ts'
import type { Store } from './store.ts'
import type { NameIndex } from './stores/names.ts'
import type { AppCredential, AppName, Obj, Site, Switches } from './types.ts'

/** Special behaviour that an active fault asks of a handler. */
export interface Effects {
  /** Positions in a bulk call that fail. */
  failIndexes: number[]
  /** Code they fail with. */
  failCode: string
  /** Positions in a bulk call whose failure says nothing, applied or not. */
  undetailedIndexes: number[]
  undetailedApplies: boolean
  rewriteNodeIds: boolean
  rejectSlug: boolean
  /** Reads do not see writes younger than this. */
  staleMs: number
  staleGets: boolean
  /** Set by the handler: its answer leaves this much later. */
  delayMs: number
}

export interface Call {
  store: Store
  past: Past
  names: NameIndex
  /** Absent only on routes with `site: false`. */
  site: Site
  /** Of the site; of the simulator on calls without one. */
  switches: Switches
  /** Set when app credentials made the call. */
  app: AppCredential | undefined
  instanceId: string | undefined
  /** Owner of the credential. */
  accountId: string
  /** Whether the credential also holds this permission. */
  may(permission: string): boolean
  /** Whether the credential is allowed on this site of its account. */
  mayOpen(siteId: string): boolean
  /** Scheme and host that the caller used. */
  origin: string
  params: Record<string, string>
  query: Obj
  body: Obj
  bodyBytes: number
  /** Number in the request log, recorded on what the call writes. */
  n: number
  /** Wix's clock, which a control call moves. */
  now(): number
  /** The machine's: for rates, lags and lives of tokens. */
  steadyNow(): number
  /** A timestamp that no other write has. */
  writeTime(): string
  newId(): string
  effects: Effects
  warn(warnings: string[]): void
}

export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Parameters in braces: `/blog/v3/posts/{postId}`. */
  path: string
  /** Any one of them suffices; an empty list means that none is needed. */
  permissions: string[]
  app?: AppName
  /** False for calls without a site, such as the token endpoint. */
  site?: false
  /** For the account of the key, named by `wix-account-id`, instead of a site. */
  isAccountLevel?: true
  query?: Shape
  body?: Shape
  /** Lists of the body whose limit in the packages does not count on a site with these switches. */
  lifts?(switches: Switches): string[]
  handle(call: Call): Obj
}

export interface Match {
  route: Route
  params: Record<string, string>
  /** The path in its documented spelling. */
  path: string
}

/**
 * Literal paths win over parameters: `/draft-posts/query` is not a post called "query". So do those that the packages
 * of Wix call and this simulator does not know: `/members/my` is no member called "my".
 */
export function createRouter(routes: Route[]): (method: string, path: string) => Match {
  const compiled = routes.map((route) => ({ route, parts: route.path.split('/') }))
  const unknown = unknownCalls(routes)
  return (method, rawPath) => {
    const path = canonicalPath(rawPath)
    const parts = path.split('/')
    let best: { route: Route; params: Record<string, string>; literals: number } | undefined
    for (const { route, parts: pattern } of compiled) {
      if (route.method !== method || pattern.length !== parts.length) continue
      const params: Record<string, string> = {}
      let literals = 0
      const fits = pattern.every((part, i) => {
        const given = parts[i]!
        if (!part.startsWith('{')) {
          literals += 1
          return part === given
        }
        params[part.slice(1, -1)] = decoded(given)
        return given !== ''
      })
      if (fits && (!best || literals > best.literals)) best = { route, params, literals }
    }
    const isUnknown = unknown.some((call) => call.method === method && call.fits(parts, best?.literals ?? -1))
    if (best && !isUnknown) return { route: best.route, params: best.params, path }
    throw unknownRoute(routes, method, path)
  }
}

interface UnknownCall {
  method: string
  /** Whether a path is this call's, and more exactly than one with so many literal parts. */
  fits(parts: string[], literals: number): boolean
}

/** Calls of Wix's packages that no route answers. */
function unknownCalls(routes: Route[]): UnknownCall[] {
  const known = new Set(routes.map(({ method, path }) => callName(method, path)))
  return [...packageCalls.keys()]
    .filter((name) => !known.has(name))
    .map((name) => {
      const [method = '', path = ''] = name.split(' ')
      const pattern = path.split('/')
      const literals = pattern.filter((part) => part !== '{}').length
      return {
        method,
        fits: (parts, least) =>
          literals > least &&
          pattern.length === parts.length &&
          pattern.every((part, i) => part === '{}' || part === parts[i]),
      }
    })
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function unknownRoute(routes: Route[], method: string, path: string): WixError {
  const wanted = `${method} ${path}`
  const distances = routes.map((route) => {
    const name = `${route.method} ${route.path}`
    return { name, words: wordDistance(wanted, name), letters: editDistance(wanted, name) }
  })
  const nearest = distances.sort((a, b) => a.words - b.words || a.letters - b.letters)[0]?.name
  const message = `The simulator knows no ${wanted}. The nearest route it knows is ${nearest}`
  return new WixError(404, { message, details: {} }, message)
}

/** Parts that differ; one the route lacks counts double, since `bulk` in the wrong place is still nearly right. */
function wordDistance(wanted: string, name: string): number {
  const [given, known] = [new Set(wanted.split(/[ /]/)), new Set(name.split(/[ /]/))]
  const lacking = [...given].filter((part) => !known.has(part)).length
  const surplus = [...known].filter((part) => !given.has(part)).length
  return 2 * lacking + surplus
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}
