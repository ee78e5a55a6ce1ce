// From the findings of the probes to one answer per permission. Pure. A probe decides; what no probe can tell, the
// list of an app instance or a bigger permission may.
import type { Capabilities, PermissionState } from '../api/connection.ts'
import { type PermissionSpec, wixPermissions } from '../api/permissions.ts'
import type { AppInstance } from '../wix/index.ts'
import { cannotTell } from './cannot-tell.ts'
import type { Finding } from './judge.ts'
import { coveredBy } from './probes.ts'

type Answer = Pick<PermissionState, 'state' | 'via' | 'reason'>

export function judgePermissions(
  findings: readonly Finding[],
  instance: AppInstance | null,
  checkedAt: string,
): PermissionState[] {
  const asked = wixPermissions.filter(({ name }) => findings.some((one) => one.probe.permission === name))
  const answers = new Map<string, Answer>()
  for (const { name } of asked) answers.set(name, answerOf(findings, instance, name))
  // Those that cover others come out of the probes first.
  for (const { name } of asked) answers.set(name, withCover(name, answers, instance))
  return asked.map((spec) => ({ ...describe(spec), ...answers.get(spec.name)!, checkedAt }))
}

/** A permission as it is shown before anybody asked. */
export function describe(
  spec: PermissionSpec,
): Omit<PermissionState, 'state' | 'via' | 'reason' | 'checkedAt'> {
  const { name, purpose, without, optional } = spec
  return { name, purpose, without, requiredFor: [...spec.requiredFor], optional }
}

/** As stored, by whichever version: words and needs always come from the table of this one. */
export function restoreStates(stored: readonly PermissionState[]): PermissionState[] {
  return wixPermissions.flatMap((spec) => {
    const {
      state,
      via = null,
      reason = null,
      checkedAt,
    } = stored.find(({ name }) => name === spec.name) ?? {}
    if (state === undefined) return []
    return [{ ...describe(spec), state, via, reason, checkedAt: checkedAt ?? null }]
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

/** Reading drafts proves less than Manage Blog, so the probe that writes has to agree. */
function isWholeProof(finding: Finding, mine: readonly Finding[]): boolean {
  return finding.probe.provesByNotFound || !mine.some((one) => one.probe.provesByNotFound)
}

function withCover(name: string, answers: Map<string, Answer>, instance: AppInstance | null): Answer {
  const answer = answers.get(name)!
  if (answer.state === 'missing') return answer
  // An app that lists it needs no bigger one.
  if (answer.state === 'granted' && instance && isListed(name, instance.permissions)) return answer
  const bigger = coveredBy[name]?.find((one) => answers.get(one)?.state === 'granted')
  return bigger ? { state: 'granted', via: bigger, reason: null } : answer
}

/** What the user granted to an app. Wix does not say whether it lists names or scope ids. */
const scopes: Readonly<Record<string, readonly string[]>> = {
  'Manage Blog': ['SCOPE.DC-BLOG.MANAGE-BLOG'],
  'Read Members': ['SCOPE.DC-MEMBERS.READ-MEMBERS', 'SCOPE.DC-MEMBERS.MANAGE-MEMBERS', 'Manage Members'],
  'Manage Data Items': ['SCOPE.DC-DATA.WRITE', 'Write Data Items'],
  'Manage Products': ['SCOPE.DC-STORES.MANAGE-PRODUCTS'],
  'Read Products': ['SCOPE.DC-STORES.READ-PRODUCTS'],
  'Read Categories': ['SCOPE.CATEGORIES.CATEGORY_READ'],
  'Read Tags': ['SCOPE.DC-OS.READ-TAGS'],
  'Manage Media Manager': ['SCOPE.DC-MEDIA.MANAGE-MEDIAMANAGER'],
  'Read sites': ['SCOPE.ACC-DC-OS.READ-SITE'],
  'Read site, business, and email details': ['SCOPE.DEV_CENTER.APP-INSTANCE-READ-BASIC-INFO'],
}

function isListed(name: string, list: readonly string[]): boolean {
  return list.includes(name) || (scopes[name] ?? []).some((scope) => list.includes(scope))
}

/** Everything the list can hold that cannot be a bigger permission unknown to us. */
const understood = new Set([
  ...wixPermissions.map(({ name }) => name),
  ...Object.values(scopes).flat(),
  'Manage Your App',
])

/**
 * Being listed proves it. Not being listed proves something only where every entry is understood and none covers
 * it: a bigger permission that we do not know may hold it.
 */
function findListed(name: string, list: readonly string[]): PermissionState['state'] {
  if (isListed(name, list)) return 'granted'
  const isCovered = (coveredBy[name] ?? []).some((bigger) => isListed(bigger, list))
  const isWhole = list.length > 0 && list.every((entry) => understood.has(entry))
  return isWhole && !isCovered ? 'missing' : 'unknown'
}

/** Which of Wix's apps the answers show to be there. */
export function judgeCapabilities(findings: readonly Finding[], instance: AppInstance | null): Capabilities {
  const of = (app: string) => findings.filter((one) => one.probe.app === app)
  const presence = (app: string): Capabilities['blog'] => {
    if (of(app).some((one) => one.verdict === 'granted')) return 'yes'
    if (of(app).some((one) => one.cause === 'app_missing')) return 'no'
    return 'unknown'
  }
  const blog = presence('blog')
  return {
    blog: blog === 'unknown' && instance?.site.installedWixApps.some(isBlog) ? 'yes' : blog,
    cms: presence('cms'),
    stores: judgeStores(of('stores')),
  }
}

const isBlog = (app: string) => /^(blog|wix_blog|14bcded7-0066-7c35-14d7-466cb3f09103)$/i.test(app)

function judgeStores(findings: readonly Finding[]): Capabilities['stores'] {
  const isV1 = (one: Finding) => one.probe.id.endsWith('-v1')
  const products = findings.filter((one) => one.probe.id.startsWith('product'))
  if (products.some((one) => one.verdict === 'granted' && isV1(one))) return 'V1'
  if (products.some((one) => one.verdict === 'granted')) return 'V3'
  const met = products.find((one) => one.cause === 'other_catalog')
  if (met) return isV1(met) ? 'V3' : 'V1'
  const isMissing = (one: Finding) => one.error?.kind === 'app_not_installed'
  if (findings.some(isMissing)) return 'none'
  // Without words a 428 may be about the catalog; both catalogs cannot be the other one.
  return products.some((one) => isV1(one) && one.cause === 'app_missing') ? 'none' : 'unknown'
}
