// What a fault is: where it strikes, how often, and what it does.

export const faultKinds = {
  'drop-before': 'the socket is destroyed, nothing was applied',
  'accept-then-drop': 'applied, then the socket is destroyed',
  'late-commit': 'no answer; applied `delayMs` after the request (default 2000)',
  hang: 'never answers; applied only with `applies: true`',
  'status-before': 'answers `status` (default 503) and applies nothing; `format` json, html or empty',
  'status-after': 'applied, then answers `status` (default 503); `format` json, html or empty',
  'throttle-before': '429 and nothing applied; `retryAfter`, `code`, `format`',
  'throttle-after': '429 although it was applied; `retryAfter`, `code`, `format`',
  'truncated-json': 'applied; 200 with the first half of the body (or `bytes`)',
  'empty-body': 'applied; 200 with no body',
  'html-200': 'applied; 200 with an HTML page',
  'wrong-content-type': 'applied; the JSON comes as text/plain',
  'reset-after-bytes': 'applied; the socket is destroyed after `bytes` of the body (default 10)',
  'slow-headers': 'the answer starts after `delayMs` (default 1000)',
  drip: 'the body comes `bytes` (default 1) every `delayMs` (default 1000)',
  'stale-reads':
    'reads do not see writes of the last `windowMs` (default 5000); gets of posts only with `gets: true`',
  'no-identity': '401 `No identity found`, nothing applied',
  'expired-token': '401 as for an expired token, nothing applied',
  'no-permission': '403 PERMISSION_DENIED, nothing applied; `format` bare for an empty envelope',
  'bulk-partial':
    'the entries at `indexes` (default [0]) of a bulk call fail with `code`, the others are applied',
  'bulk-undetailed':
    'the entries at `indexes` (default [0]) of a bulk call fail without an error and count as `undetailedFailures`; they are applied all the same, or not with `applies: false`',
  'bulk-permuted': 'the results of a bulk call come in another order',
  'bulk-missing': 'applied; the results at `indexes` (default [0]) are left out',
  'bulk-duplicate': 'applied; the results at `indexes` (default [0]) come twice',
  'rewrite-node-ids': 'stored documents get node ids of their own',
  'slug-conflict': '409 ALREADY_EXISTS when a slug is assigned',
} as const

export type FaultKind = keyof typeof faultKinds

export interface Fault {
  id: string
  /** Glob (`POST /blog/v3/bulk/*`, `*` matches anything) or `/regular expression/` on "METHOD path". */
  route: string
  kind: FaultKind
  /** Only calls for this site. */
  siteId?: string
  /** Only requests whose body contains this text. */
  bodyIncludes?: string
  /** Chance for each matching request; every one when neither this nor `nth` is given. */
  probability?: number
  /** Strikes on these matching requests, counted from 1. */
  nth?: number | number[]
  /** Strikes at most this often. */
  times?: number
  /** Starts this long after it was set. */
  afterMs?: number
  /** Ends this long after it began to strike: a quota used up for the rest of a minute. */
  forMs?: number
  seed?: number
  delayMs?: number
  windowMs?: number
  bytes?: number
  status?: number
  /** `bare` is `{}`, as some refusals come. */
  format?: 'json' | 'html' | 'empty' | 'bare'
  retryAfter?: 'seconds' | 'date' | 'nonsense' | 'absent'
  retryAfterMs?: number
  code?: string
  applies?: boolean
  gets?: boolean
  indexes?: number[]
}
