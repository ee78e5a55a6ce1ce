// From the findings of the probes to one answer per permission. Pure. A probe decides; what no probe can tell, the
// list of an app instance or a bigger permission may.
import type { PermissionState } from '../api/connection.ts'
import type { AppInstance } from '../wix/index.ts'
import { cannotTell } from './cannot-tell.ts'
import type { Finding } from './judge.ts'
import { permissionTable, presentPermission } from './permission-table.ts'

type Answer = Pick<PermissionState, 'state' | 'via' | 'reason'>

export function judgePermissions(
  findings: readonly Finding[],
  instance: AppInstance | null,
  checkedAt: string,
): PermissionState[] {
  const asked = permissionTable.filter(({ name }) => findings.some((one) => one.probe.permission === name))
  const answers = new Map<string, Answer>()
  for (const { name } of asked) answers.set(name, answerOf(findings, instance, name))
  // Those that cover others come out of the probes first.
  for (const { name } of asked) answers.set(name, withCover(name, answers, instance))
  return asked.map((spec) => ({ ...presentPermission(spec), ...answers.get(spec.name)!, checkedAt }))
}

/** As stored, by whichever version: words and needs always come from the table of this one. */
export function restoreStates(stored: readonly PermissionState[]): PermissionState[] {
  return permissionTable.flatMap((spec) => {
    const {
      state,
      via = null,
      reason = null,
      checkedAt,
    } = stored.find(({ name }) => name === spec.name) ?? {}
    if (state === undefined) return []
    return [{ ...presentPermission(spec), state, via, reason, checkedAt: checkedAt ?? null }]
  })
}

/** One refusal is enough; after it, the latest probe that could tell. */
function answerOf(findings: readonly Finding[], instance: AppInstance | null, name: string): Answer {
  const mine = findings.filter((one) => one.probe.permission === name)
  if (mine.some((one) => one.verdict === 'missing')) return { state: 'missing', via: null, reason: null }
  const proof = mine.find((one) => one.verdict === 'granted' && isWholeProof(one, mine))
  if (proof) return { state: 'granted', via: null, reason: null }
  const listed = instance ? findListed(name, instance.permissions) : 'unknown'
  if (listed !== 'unknown') return { state: listed, via: null, reason: null }
  const open = mine.findLast((one) => one.cause !== null)
  return { state: 'unknown', via: null, reason: open?.cause ? cannotTell[open.cause].words : null }
}

/** Where reading proves less than the permission, the probe that writes has to agree. */
function isWholeProof(finding: Finding, mine: readonly Finding[]): boolean {
  return finding.probe.provesByNotFound || !mine.some((one) => one.probe.provesByNotFound)
}

function withCover(name: string, answers: Map<string, Answer>, instance: AppInstance | null): Answer {
  const answer = answers.get(name)!
  if (answer.state === 'missing') return answer
  // An app that lists it needs no bigger one.
  if (answer.state === 'granted' && instance && isListed(name, instance.permissions)) return answer
  const bigger = specOf(name).coveredBy.find((one) => answers.get(one)?.state === 'granted')
  return bigger ? { state: 'granted', via: bigger, reason: null } : answer
}

function specOf(name: string) {
  const {
    scopes = [],
    coveredBy = [],
    perhapsCoveredBy = [],
  } = permissionTable.find((one) => one.name === name) ?? {}
  return { scopes, coveredBy, perhapsCoveredBy }
}

/** What the user granted to an app. */
function isListed(name: string, list: readonly string[]): boolean {
  return list.includes(name) || specOf(name).scopes.some((scope) => list.includes(scope))
}

/** Everything the list can hold that cannot be a bigger permission unknown to us. */
const understood = new Set([
  ...permissionTable.map(({ name }) => name),
  ...permissionTable.flatMap(({ scopes }) => scopes),
  'Manage Your App',
])

/**
 * Being listed proves it. Not being listed proves something only where every entry is understood and none covers
 * it: a bigger permission that we do not know may hold it.
 */
function findListed(name: string, list: readonly string[]): PermissionState['state'] {
  if (isListed(name, list)) return 'granted'
  const { coveredBy, perhapsCoveredBy } = specOf(name)
  const isCovered = [...coveredBy, ...perhapsCoveredBy].some((bigger) => isListed(bigger, list))
  const isWhole = list.length > 0 && list.every((entry) => understood.has(entry))
  return isWhole && !isCovered ? 'missing' : 'unknown'
}
