// How endpoints are written down: by method, with what most of a method have.
import type { Endpoint } from './endpoint.ts'

type Rest = Partial<Omit<Endpoint, 'method' | 'path' | 'summary'>>
/** An endpoint in which `rest` wins over the defaults of its kind, with literal types kept. */
type Made<D extends object, T extends object> = { path: string; summary: string } & Omit<D, keyof T> & T

/** Endpoints of one method, with the role (and status) most of them have. */
function endpointsWith<const D extends Pick<Endpoint, 'method' | 'role' | 'status'>>(defaults: D) {
  return <const T extends Rest>(path: string, summary: string, rest: T): Made<D, T> => ({
    ...defaults,
    path: `/api${path}`,
    summary,
    ...rest,
  })
}

export const get = endpointsWith({ method: 'GET', role: 'viewer' })
export const post = endpointsWith({ method: 'POST', role: 'editor' })
export const patch = endpointsWith({ method: 'PATCH', role: 'editor' })
export const put = endpointsWith({ method: 'PUT', role: 'editor' })
export const remove = endpointsWith({ method: 'DELETE', role: 'editor', status: 204 })
