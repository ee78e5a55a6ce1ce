// One endpoint of the API as a value: the server registers it, the dashboard and the CLI call it.
import type { z } from 'zod'

export type Role = 'public' | 'viewer' | 'editor' | 'publisher' | 'owner'

export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `:name` for path parameters, from `/api` on. */
  path: string
  summary: string
  /** The least role that may call it. `public` needs no login. */
  role: Role
  /** Changes nothing, though what is asked is long enough for a body. */
  reads?: true
  /** A browser whose sign-in is older than fifteen minutes has to give the password again first. */
  confirms?: true
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  /** Absent: the body is not JSON (a multipart upload, a download, an event stream). */
  response?: z.ZodType
  status?: 200 | 201 | 202 | 204
  /**
   * `upload`: multipart with one `file`; `download` and `events` answer something else than JSON; `hook`: whatever body
   * another program sends, nobody reads it.
   */
  kind?: 'json' | 'upload' | 'download' | 'events' | 'hook'
}
