// Carries out one API call from gateway to answer. Synchronous, so that two calls never mix.

import { publishDue } from './blog/due.ts'
import { parseFailure, WixError } from './errors.ts'
import { type Answer, json } from './faults/plan.ts'
import { authorize, identify, identifyAccount, mayCall } from './gateway.ts'
import { findViolations } from './packages/limits.ts'
import { readQuery } from './query-string.ts'
import type { LogEntry } from './request-log.ts'
import type { Call, createRouter, Effects, Match } from './route.ts'
import { checkShape, object } from './shape.ts'
import { global } from './store.ts'
import type { Obj, Site } from './types.ts'
import type { World } from './world.ts'

export interface Request {
  method: string
  path: string
  search: URLSearchParams
  headers: Record<string, string | undefined>
  body: string
  bodyBytes: number
}

export type Router = ReturnType<typeof createRouter>

const nothing = object({})

/** Applies the call and returns its answer; what is refused changes nothing. */
export function execute(
  world: World,
  router: Router,
  request: Request,
  entry: LogEntry,
  effects: Effects,
): Answer {
  try {
    publishDue(world)
    const body = run(world, router(request.method, request.path), request, entry, effects)
    entry.appliedStatus = 200
    return json(200, body)
  } catch (error) {
    const refused = error instanceof WixError ? error : bug(error)
    entry.appliedStatus = refused.status
    entry.reason = refused.reason
    const site = siteOf(world, request)
    if ((site?.switches ?? world.settings.switches).emptyBodies)
      return { status: refused.status, headers: {}, body: '' }
    return json(refused.status, refused.body)
  } finally {
    world.store.commit()
    entry.appliedAt = new Date(world.steadyNow()).toISOString()
  }
}

function run(world: World, match: Match, request: Request, entry: LogEntry, effects: Effects): Obj {
  const { route, params } = match
  const { store, settings } = world
  const caller =
    route.site === false
      ? undefined
      : route.isAccountLevel
        ? identifyAccount(store, request.headers, settings.switches)
        : identify(store, route, request.headers, settings.switches, world.steadyNow())
  if (caller) {
    entry.siteId = caller.site?.id ?? null
    authorize(route, caller, settings.switches)
  }
  const query = readQuery(request.search, route.query ?? nothing)
  const body = readBody(request.body)
  const switches = caller?.site?.switches ?? settings.switches
  const lifted = route.lifts?.(switches) ?? []
  const more = (part: Obj) => () =>
    findViolations(route.method, route.path, part).filter(({ field }) => !lifted.includes(field))
  const ignored = checkShape(route.body ?? nothing, body, more(body)).filter(
    (key) => !isPathCopy(key, params),
  )
  entry.ignoredKeys = [
    ...checkShape(route.query ?? nothing, query, more(query))
      .filter((key) => !isPathCopy(key, params))
      .map((key) => `?${key}`),
    ...ignored,
  ]
  const call: Call = {
    store,
    past: world.past,
    names: world.names,
    site: caller?.site as Site,
    switches,
    app: caller?.app,
    instanceId: caller?.instanceId,
    accountId: caller?.accountId ?? '',
    may: (permission) => caller !== undefined && mayCall(caller, permission),
    mayOpen: (siteId) => !caller || caller.sites.length === 0 || caller.sites.includes(siteId),
    origin: `http://${request.headers['host'] ?? 'localhost'}`,
    params,
    query,
    body,
    bodyBytes: request.bodyBytes,
    n: entry.n,
    now: world.now,
    steadyNow: world.steadyNow,
    writeTime: world.writeTime,
    newId: world.newId,
    effects,
    warn: (warnings) => entry.ricosWarnings.push(...warnings.slice(0, 20)),
  }
  return route.handle(call)
}

// The SDK repeats path parameters in the query or the body.
function isPathCopy(key: string, params: Record<string, string>): boolean {
  return Object.hasOwn(params, key)
}

function readBody(body: string): Obj {
  if (body.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Obj
  } catch {
    // Falls through to the one answer.
  }
  throw parseFailure('the body is not a JSON object')
}

function siteOf(world: World, request: Request): Site | undefined {
  const id = request.headers['wix-site-id']
  return id ? world.store.get('site', global, id.toLowerCase()) : undefined
}

function bug(error: unknown): WixError {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return new WixError(500, { message: `The simulator failed: ${text.split('\n')[0]}`, details: {} }, text)
}
