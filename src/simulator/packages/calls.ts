// The calls of Wix's packages, under the paths that the routes have.

import { packageRoutes } from './tables.generated.ts'

/** Wix maps some paths twice, and the SDK does not always use the documented one. */
export function canonicalPath(path: string): string {
  if (/^\/v3\/(posts|tags)(\/|$)/.test(path)) return `/blog${path}`
  return path.replace(/^\/data\/v2\/(collections|items|bulk\/items|indexes)(?=\/|$)/, '/wix-data/v2/$1')
}

/** `METHOD path` with parameters as `{}`. */
export function callName(method: string, path: string): string {
  return `${method} ${canonicalPath(path).replace(/\{[^}]*\}/g, '{}')}`
}

/** By name, the type of the request where that has limits. */
export const packageCalls: ReadonlyMap<string, string> = new Map(
  Object.entries(packageRoutes).map(([name, type]) => {
    const [method = '', path = ''] = name.split(' ')
    return [callName(method, path), type]
  }),
)
