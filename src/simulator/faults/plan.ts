// Turns the faults that struck a request into one plan: what happens before, while and after it is applied.

import { permuted } from '../random.ts'
import { type RetryAfterForm, retryAfterHeader } from '../rate-limit.ts'
import type { Effects } from '../route.ts'
import type { Obj } from '../types.ts'
import type { Strike } from './engine.ts'
import type { Fault } from './fault.ts'

export interface Answer {
  status: number
  headers: Record<string, string>
  body: string
}

/** How an answer leaves, beside its content. */
export interface Delivery {
  delayMs: number
  /** Destroy the socket after this many bytes of body. */
  resetAfterBytes: number | undefined
  drip: { bytes: number; everyMs: number } | undefined
}

export interface Plan {
  effects: Effects
  /** Set when nothing is applied: an answer, a destroyed socket, or silence. */
  instead: Answer | 'drop' | 'silence' | undefined
  applyAfterMs: number
  /** What the caller gets once it was applied. */
  afterwards: 'answer' | 'drop' | 'silence'
  /** In the order in which the faults were set. */
  rewrites: ((answer: Answer) => Answer)[]
  delivery: Delivery
}

export function noEffects(): Effects {
  return {
    failIndexes: [],
    failCode: 'INTERNAL',
    undetailedIndexes: [],
    undetailedApplies: true,
    rewriteNodeIds: false,
    rejectSlug: false,
    staleMs: 0,
    staleGets: false,
    delayMs: 0,
  }
}

export function planOf(strikes: Strike[], retryAfter: RetryAfterForm, nowMs: number): Plan {
  const plan: Plan = {
    effects: noEffects(),
    instead: undefined,
    applyAfterMs: 0,
    afterwards: 'answer',
    rewrites: [],
    delivery: { delayMs: 0, resetAfterBytes: undefined, drip: undefined },
  }
  for (const strike of strikes) addTo(plan, strike, retryAfter, nowMs)
  return plan
}

function addTo(plan: Plan, { fault, random }: Strike, retryAfter: RetryAfterForm, nowMs: number): void {
  const { effects, delivery, rewrites } = plan
  const indexes = fault.indexes ?? [0]
  switch (fault.kind) {
    case 'drop-before':
      plan.instead ??= 'drop'
      return
    case 'accept-then-drop':
      plan.afterwards = 'drop'
      return
    case 'late-commit':
      plan.applyAfterMs = fault.delayMs ?? 2000
      plan.afterwards = 'silence'
      return
    case 'hang':
      if (fault.applies) plan.afterwards = 'silence'
      else plan.instead ??= 'silence'
      return
    case 'status-before':
      plan.instead ??= failure(fault)
      return
    case 'status-after':
      rewrites.push(() => failure(fault))
      return
    case 'throttle-before':
      plan.instead ??= throttled(fault, retryAfter, nowMs)
      return
    case 'throttle-after':
      rewrites.push(() => throttled(fault, retryAfter, nowMs))
      return
    case 'truncated-json':
      rewrites.push((a) => ({ ...a, body: a.body.slice(0, fault.bytes ?? Math.floor(a.body.length / 2)) }))
      return
    case 'empty-body':
      rewrites.push((a) => ({ ...a, body: '' }))
      return
    case 'html-200':
      rewrites.push((a) => html(200, a.headers))
      return
    case 'wrong-content-type':
      rewrites.push((a) => ({ ...a, headers: { ...a.headers, 'content-type': 'text/plain' } }))
      return
    case 'reset-after-bytes':
      delivery.resetAfterBytes = fault.bytes ?? 10
      return
    case 'slow-headers':
      delivery.delayMs += fault.delayMs ?? 1000
      return
    case 'drip':
      delivery.drip = { bytes: fault.bytes ?? 1, everyMs: fault.delayMs ?? 1000 }
      return
    case 'stale-reads':
      effects.staleMs = Math.max(effects.staleMs, fault.windowMs ?? 5000)
      effects.staleGets ||= fault.gets === true
      return
    case 'no-identity':
      plan.instead ??= json(401, { message: 'No identity found', details: {} })
      return
    case 'expired-token':
      plan.instead ??= json(401, { message: 'Token expired', details: {} })
      return
    case 'no-permission':
      plan.instead ??=
        fault.format === 'bare'
          ? json(403, { message: '', details: {} })
          : json(403, errorBody('', 'PERMISSION_DENIED', ''))
      return
    case 'bulk-partial':
      effects.failIndexes.push(...indexes)
      effects.failCode = fault.code ?? effects.failCode
      return
    case 'bulk-undetailed':
      effects.undetailedIndexes.push(...indexes)
      effects.undetailedApplies = fault.applies !== false
      return
    case 'bulk-permuted':
      rewrites.push(onResults((results) => permuted(results, random)))
      return
    case 'bulk-missing':
      rewrites.push(onResults((results) => results.filter((_, i) => !indexes.includes(i))))
      return
    case 'bulk-duplicate':
      rewrites.push(onResults((results) => results.flatMap((r, i) => (indexes.includes(i) ? [r, r] : [r]))))
      return
    case 'rewrite-node-ids':
      effects.rewriteNodeIds = true
      return
    case 'slug-conflict':
      effects.rejectSlug = true
      return
  }
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

function html(status: number, headers: Record<string, string> = {}): Answer {
  const body = `<!doctype html><html><head><title>${status}</title></head><body><h1>Something went wrong</h1></body></html>`
  return { status, headers: { ...headers, 'content-type': 'text/html; charset=utf-8' }, body }
}

function failure(fault: Fault): Answer {
  const status = fault.status ?? 503
  if (fault.format === 'html') return html(status)
  if (fault.format === 'empty') return { status, headers: {}, body: '' }
  if (fault.format === 'bare') return json(status, {})
  return json(status, errorBody('Internal server error', fault.code ?? 'INTERNAL', ''))
}

export function throttled(fault: Partial<Fault>, form: RetryAfterForm, nowMs: number): Answer {
  const headers = retryAfterHeader(fault.retryAfter ?? form, fault.retryAfterMs ?? 1000, nowMs)
  if (fault.format === 'bare') return json(429, {}, headers)
  return json(429, errorBody('Too many requests', fault.code ?? 'RESOURCE_EXHAUSTED', ''), headers)
}

function errorBody(message: string, code: string, description: string): Obj {
  return { message, details: { applicationError: { code, description } } }
}

function onResults(change: (results: unknown[]) => unknown[]): (answer: Answer) => Answer {
  return (answer) => {
    if (answer.status !== 200) return answer
    const body = JSON.parse(answer.body) as Obj
    // Creations with inventory wrap the results of the products.
    const wrapped = body['productResults'] as Obj | undefined
    const holder = wrapped ?? body
    if (!Array.isArray(holder['results'])) return answer
    const changed = { ...holder, results: change(holder['results']) }
    return { ...answer, body: JSON.stringify(wrapped ? { ...body, productResults: changed } : changed) }
  }
}
