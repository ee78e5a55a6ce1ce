// A page that was published before: what is to be done with it by its row, the ledger and Wix, and what the ledger
// learns of it. Works on what was read; no database, no network.
import type { PlanAction } from '../api/plan.ts'
import { planActions } from '../api/plan-actions.ts'
import type { IndexedPage } from '../pages/page-index.ts'
import type { LedgerPage, LedgerStatus } from '../pages/read-ledger.ts'
import type { SeenPage } from '../pages/record-seen.ts'
import { type AssetIds, imageKind, isGone, type RemoteState } from '../targets/target.ts'
import { isSameVisibility } from '../targets/visibility.ts'
import { classifyPage, type Decision, type PublishedPage, slugField } from './classify.ts'
import { wantedFor } from './page-visibility.ts'
import type { PlanBuild } from './plan-build.ts'
import { planPage } from './planned-calls.ts'

/** What has to be looked into field by field: pages that changed here or were touched there. */
export interface Texts {
  /** Payloads by their hash. */
  bodies: ReadonlyMap<string, string>
  /** What Wix had right after our last write, by row key. */
  remoteFields: ReadonlyMap<string, Record<string, string>>
}

/** Equal payloads are sent again where the last time something was left out. */
export function isChanged(build: PlanBuild, page: IndexedPage, known: LedgerPage): boolean {
  if (page.payloadHash !== madeHashOf(known) || isUnfinished(build, page, known)) return true
  if (Object.values(known.detached ?? {}).includes('ours')) return true
  if (!isSameVisibility(wantedFor(build, known), known.visibility)) return true
  return build.moved.before(page, known) !== null
}

/** The last time something was left out: last steps that failed, or pictures that could not be imported. */
export function isUnfinished(build: PlanBuild, page: IndexedPage, known: LedgerPage): boolean {
  if (known.isUnfinished) return true
  return known.lacksImages && !build.withoutImages && page.needs.some((need) => need.kind === imageKind)
}

/** Of what the template made when the page was last sent. */
export function madeHashOf({ madeHash, payloadHash }: Pick<LedgerPage, 'madeHash' | 'payloadHash'>): string {
  return madeHash ?? payloadHash
}

/** It is not what the template made: people changed it on the site, or a field is left to them. */
export function holdsEdits({ madeHash, kept, detached }: LedgerPage): boolean {
  return madeHash !== null || kept !== null || detached !== null
}

export function classifyKnown(
  build: PlanBuild,
  page: IndexedPage,
  known: LedgerPage,
  texts: Texts,
  state: RemoteState | undefined,
): Decision {
  const decision = classifyPage(
    {
      payloadHash: page.payloadHash,
      visibility: wantedFor(build, known),
      fields: fieldsOf(build, texts, page.payloadHash),
      slug: page.slug,
      problems: page.problems,
      isDue: isChanged(build, page, known),
    },
    toPublished(build, known, texts, build.moved.before(page, known)),
    state,
  )
  const body = texts.bodies.get(page.payloadHash)
  // Here both versions are at hand; counting requests later would have to read them again.
  if (planActions[decision.action].usesAssets)
    build.planned.set(
      page.rowKey,
      planPage(
        build,
        { action: decision.action, slug: page.slug, visibility: wantedFor(build, known) },
        body,
        decision.changes,
      ),
    )
  return decision
}

export function fieldsOf(
  { target, assets }: PlanBuild,
  { bodies }: Texts,
  hash: string,
  ids: AssetIds = assets,
): Record<string, string> {
  const body = bodies.get(hash)
  return body === undefined ? {} : target.payloadFields(JSON.parse(body), ids)
}

/** The address that a page has or gets, where somebody gave it another on the site. */
export function slugOf(slug: string, kept: LedgerPage['kept']): string {
  return kept?.[slugField] ?? slug
}

/** @param former ids that the page was sent with, where names stand for others now */
export function toPublished(
  build: PlanBuild,
  known: LedgerPage,
  texts: Texts,
  former: AssetIds | null = null,
): PublishedPage {
  return {
    payloadHash: madeHashOf(known),
    visibility: known.visibility,
    fields: { ...fieldsOf(build, texts, known.payloadHash, former ?? build.assets), ...known.kept },
    slug: slugOf(known.slug, known.kept),
    remoteFields: texts.remoteFields.get(known.rowKey) ?? {},
    remoteEditedAt: known.remoteEditedAt,
  }
}

/** What was seen is a fact worth keeping: what is gone, and where nothing but the edit date moved. */
export function seenPage(known: LedgerPage, state: RemoteState | undefined, action: PlanAction): SeenPage {
  const fields = action === 'conflict' ? null : (state?.fields ?? null)
  return {
    rowKey: known.rowKey,
    status: statusOf(state),
    ...(fields && { read: { editedAt: state?.editedAt ?? null, fields } }),
  }
}

export function statusOf(state: RemoteState | undefined): LedgerStatus {
  if (!state || isGone(state)) return 'gone'
  return state.status === 'live' ? 'live' : 'draft'
}
