// The one place that decides what a failed call to Wix means for the items it carried.
import type { Problem } from '../../api/problem.ts'
import { type BulkItemError, isWixError, type WixError, type WixErrorKind } from '../../wix/index.ts'
import type { AssetOutcome, ItemOutcome, Trouble } from '../target.ts'

/** A create may not be repeated unseen; an update or a removal of the same content may. */
export type WriteKind = 'create' | 'update' | 'remove'

/** Wix does not document `Retry-After`; its pages say "wait a minute". */
const throttleMs = 60_000
/** Before trying again a host that could not be reached. */
const unreachableMs = 5_000

const slowDown = 'Wix asked us to slow down'

type Verdict = 'stop' | 'rejected' | 'wait' | 'throttled' | 'in_doubt'

/** For calls that Wix certainly did not apply (`delivered: 'no'`). */
const whenRefused: Record<WixErrorKind, Verdict> = {
  auth: 'stop',
  forbidden: 'stop',
  app_not_installed: 'stop',
  wrong_catalog: 'stop',
  quota: 'stop',
  redirect: 'stop',
  validation: 'rejected',
  not_found: 'rejected',
  conflict: 'rejected',
  too_large: 'rejected',
  throttled: 'throttled',
  transient: 'wait',
  timeout: 'wait',
  network: 'wait',
  malformed: 'wait',
  aborted: 'wait',
}

/** For calls that may have been applied: only these kinds are more than a doubt. */
const whenUnknown: Partial<Record<WixErrorKind, Verdict>> = { throttled: 'throttled', quota: 'stop' }

/** What became of one item of a call that failed as a whole. */
export function outcomeOfError(error: WixError, rowKey: string, write: WriteKind): ItemOutcome {
  const requestId = error.requestId ?? null
  const verdict = error.delivered === 'no' ? whenRefused[error.kind] : (whenUnknown[error.kind] ?? 'in_doubt')
  const trouble = withTrouble(error)
  switch (verdict) {
    case 'stop':
      return { rowKey, kind: 'stop', problem: stopProblem(error), requestId }
    case 'rejected':
      if (error.kind === 'not_found' && write === 'create')
        return { rowKey, kind: 'stop', problem: stopProblem(error), requestId }
      if (blamesAuthor(error)) return { rowKey, kind: 'stop', problem: authorProblem, requestId }
      return { rowKey, kind: 'rejected', problem: rejection(error), requestId }
    case 'throttled': {
      const ms = error.retryAfterMs ?? throttleMs
      // A throttled bulk create that had applied all the same is on record.
      if (write === 'create')
        return { rowKey, kind: 'in_doubt', reason: slowDown, requestId, blockMs: ms, ...trouble }
      return { rowKey, kind: 'wait', ms, blocksConnection: true, ...trouble }
    }
    case 'wait':
      return { rowKey, kind: 'wait', ms: error.retryAfterMs ?? restMs(error), ...trouble }
    case 'in_doubt':
      return { rowKey, kind: 'in_doubt', reason: doubtReason(error), requestId, ...trouble }
  }
}

/**
 * What a failed read before any write means: nothing was sent, so that the item comes again. A read that Wix refuses
 * for good is told of the item: it would be refused again and again.
 */
export function outcomeOfUnread(error: WixError, rowKey: string): ItemOutcome {
  if (whenRefused[error.kind] === 'rejected')
    return { rowKey, kind: 'rejected', problem: unreadable(error), requestId: error.requestId ?? null }
  const outcome = outcomeOfError(error, rowKey, 'update')
  if (outcome.kind === 'stop' || outcome.kind === 'wait') return outcome
  return { rowKey, kind: 'wait', ms: error.retryAfterMs ?? unreachableMs, ...withTrouble(error) }
}

function unreadable({ kind, description }: WixError): Problem {
  return {
    code: 'wix_unreadable',
    severity: 'error',
    message: `Wix refused a read that is needed before this can be written: ${description || kind}. Nothing was written by this step. Plan again; if it keeps happening, check the connection.`,
  }
}

/** Nothing where the call failed for what it held, or never left because its time was over. */
function withTrouble(error: WixError): { trouble?: Trouble } {
  switch (error.kind) {
    case 'throttled':
      return { trouble: 'refused' }
    case 'transient':
      return { trouble: error.status === 503 || error.delivered === 'no' ? 'refused' : 'failed' }
    case 'malformed':
      return { trouble: 'failed' }
    case 'timeout':
    case 'network':
      return { trouble: 'lost' }
    case 'aborted':
      return error.delivered === 'no' ? {} : { trouble: 'lost' }
    default:
      return {}
  }
}

/** One that was given up before it left says nothing about Wix. */
function restMs({ kind }: WixError): number {
  return kind === 'aborted' ? 0 : unreachableMs
}

/** What became of assets whose creation failed as a whole. */
export function assetOutcomeOfError(error: WixError): AssetOutcome {
  const { rowKey: _, ...outcome } = outcomeOfError(error, '', 'create')
  if (outcome.kind === 'accepted') throw new TypeError('A failed call cannot have been accepted')
  return outcome
}

/** The same of the removal of one. What is gone already is removed. */
export function assetOutcomeOfRemoval(error: WixError, id: string): AssetOutcome {
  if (error.kind === 'not_found' && error.delivered === 'no') return { kind: 'ready', id }
  const { rowKey: _, ...outcome } = outcomeOfError(error, '', 'remove')
  if (outcome.kind === 'accepted') throw new TypeError('A failed call cannot have been accepted')
  return outcome
}

/** What a failed read means: wait, or stop until someone acts; null for what is no failure of the site. */
export function explainRead(
  error: unknown,
): { kind: 'wait'; ms: number; reason: string } | { kind: 'stop'; problem: Problem } | null {
  if (!isWixError(error)) return null
  const verdict = whenRefused[error.kind]
  if (verdict === 'stop' || verdict === 'rejected') return { kind: 'stop', problem: stopProblem(error) }
  const ms = error.retryAfterMs ?? (verdict === 'throttled' ? throttleMs : restMs(error))
  return { kind: 'wait', ms, reason: verdict === 'throttled' ? slowDown : doubtReason(error) }
}

/** Whether the call failed for something in its content, so that the other items of it may still be good. */
export function blamesContent(error: unknown): error is WixError {
  if (!isWixError(error) || error.delivered !== 'no' || blamesAuthor(error)) return false
  return ['validation', 'conflict', 'too_large', 'not_found'].includes(error.kind)
}

/** The author is one for all pages of a project, so no page would get through. */
function blamesAuthor(error: WixError): boolean {
  return error.kind === 'validation' && /memberIds? .*do(es)? not exist|post owner/i.test(error.description)
}

export const authorProblem: Problem = {
  code: 'wix_author',
  severity: 'error',
  message:
    'Wix does not know the author of this project: the member was deleted, or the site has none yet. Choose another author in the project, then create a new plan.',
}

/** Places of the items that Wix names in its objections (`draftPosts[3].title`). */
export function blamedPlaces(error: WixError, listName: string, count: number): Map<number, string> {
  const places = new Map<number, string>()
  const pattern = new RegExp(`${listName}(?:\\[(\\d+)\\]|\\.(\\d+))(?:\\.(\\S+))?`)
  const texts = [
    ...error.violations.map((one) => `${one.field} ${one.description}`),
    ...(error.violations.length === 0 ? [error.description] : []),
  ]
  for (const text of texts) {
    const match = pattern.exec(text)
    const place = Number(match?.[1] ?? match?.[2])
    if (!match || place >= count) continue
    const said = text.replace(match[0], match[3] ?? '').trim()
    places.set(place, [places.get(place), said].filter(Boolean).join('; '))
  }
  return places
}

/** Codes with which an item may have been applied although its entry says that it failed. */
const unsureCodes =
  /^(INTERNAL|UNKNOWN|UNAVAILABLE|DEADLINE_EXCEEDED|ABORTED|CANCELLED|RESOURCE_EXHAUSTED|5\d\d)/

/** What became of one item that Wix itself reports as failed in a bulk answer. */
export function outcomeOfItem(
  error: BulkItemError,
  rowKey: string,
  write: WriteKind,
  requestId: string | undefined,
): ItemOutcome {
  const said = error.description || error.code || 'without a reason'
  if (error.code === undefined || unsureCodes.test(error.code))
    return {
      rowKey,
      kind: 'in_doubt',
      reason: `Wix reported a failure: ${said}`,
      requestId: requestId ?? null,
      trouble: 'failed',
    }
  const isGone = error.code.includes('NOT_FOUND')
  const problem = isGone && write !== 'create' ? goneProblem : refusal(error.code, said)
  return { rowKey, kind: 'rejected', problem, requestId: requestId ?? null }
}

export const goneProblem: Problem = {
  code: 'wix_gone',
  severity: 'error',
  message: 'Wix no longer has this page: it was deleted there. Create a new plan to decide about it.',
}

export function refusal(code: string, said: string): Problem {
  return {
    code: `wix_${code.toLowerCase()}`,
    severity: 'error',
    message: `Wix refused this page: ${said}. Change the row or the template, then create a new plan.`,
  }
}

function rejection(error: WixError): Problem {
  const said = error.description || error.kind
  switch (error.kind) {
    case 'not_found':
      return goneProblem
    case 'conflict':
      return {
        code: 'wix_exists',
        severity: 'error',
        message: `Wix says that this exists already: ${said}. Choose another address for the page.`,
      }
    case 'too_large':
      return {
        code: 'wix_too_large',
        severity: 'error',
        message: 'The page is larger than Wix allows. Split it or leave something out.',
      }
    default:
      return refusal(error.code ?? error.violations[0]?.rule ?? 'validation', said)
  }
}

function stopProblem(error: WixError): Problem {
  const said = error.description ? ` Wix says: ${error.description}` : ''
  const words = error.kind === 'forbidden' ? forbiddenWords(error) : stopWords(error.kind)
  return { code: `wix_${error.kind}`, severity: 'error', message: `${words}${said}` }
}

function forbiddenWords({ permission }: WixError): string {
  if (!permission) return stopWords('forbidden')
  return `Wix does not allow this with the credentials of this connection: the permission ${permission} is missing, the key was revoked, or it is not for this site. Check the connection, which says what it is; put that right in Wix, then resume.`
}

function stopWords(kind: WixErrorKind): string {
  switch (kind) {
    case 'auth':
      return 'Wix no longer accepts the credentials of this connection. Replace them, then resume.'
    case 'forbidden':
      return 'Wix does not allow this with the credentials of this connection: a permission is missing, the key was revoked, or it is not for this site. Check the connection, then resume.'
    case 'app_not_installed':
      return 'The Wix app this needs is not installed on the site. Add it in the Wix dashboard, then resume.'
    case 'wrong_catalog':
      return 'The store of this site uses another version of the Wix catalog. Check the connection.'
    case 'quota':
      return 'A limit of the site or its Wix plan is reached. Make room or upgrade in Wix, then resume.'
    case 'redirect':
      return 'The address of Wix answers with a redirect, which is not followed. Check the network or proxy, then resume.'
    default:
      return 'Wix does not have the place this should go to. Check the connection, then resume.'
  }
}

function doubtReason(error: WixError): string {
  switch (error.kind) {
    case 'timeout':
      return 'Wix did not answer in time'
    case 'network':
      return 'the connection broke before the answer came'
    case 'aborted':
      return 'the call was given up before the answer came'
    case 'transient':
      return `Wix answered with an error of its own${error.status ? ` (${error.status})` : ''}`
    default:
      return 'the answer could not be read'
  }
}
