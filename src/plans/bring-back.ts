// Pages that were taken down, or whose run was undone, in a plan that brings them back: what is there is compared like
// any other page, what is not comes back whole. Works on what was read; no database, no network.
import type { IndexedPage } from '../pages/page-index.ts'
import type { LedgerPage } from '../pages/read-ledger.ts'
import type { RemoteState } from '../targets/target.ts'
import { statusField, type Visibility, visibilityText } from '../targets/visibility.ts'
import type { From } from '../targets/way-back.ts'
import { type Decision, hasErrors } from './classify.ts'
import { holdsEdits, type Texts } from './known-page.ts'
import type { PlanBuild } from './plan-build.ts'
import { planPage } from './planned-calls.ts'

const asDraft: Visibility = { state: 'down', how: 'draft' }

/**
 * A page that is down and there, as a draft that is to become what its row makes it: that somebody published it again is
 * what is wanted anyway.
 */
export function asThere(
  known: LedgerPage,
  texts: Texts,
  state: RemoteState,
): { known: LedgerPage; texts: Texts; state: RemoteState } {
  const there = { ...known, down: null }
  if (known.visibility?.state !== 'down') return { known: there, texts, state }
  const before = texts.remoteFields.get(known.rowKey)
  const base = before && { ...before, [statusField]: visibilityText(asDraft)! }
  return {
    known: { ...there, visibility: asDraft },
    texts: base ? { ...texts, remoteFields: new Map([[known.rowKey, base]]) } : texts,
    state: { ...state, status: 'draft' },
  }
}

/** What is sent of a page that is off the site. */
export interface AwayPage {
  decision: Decision
  /** Of what people changed in it, what comes back. */
  payloadHash: string
  madeHash: string | null
  kept: LedgerPage['kept']
}

/**
 * What lies in the trash with what people wrote into it leaves it as it is, and the next plan merges. Other pages are
 * sent whole.
 */
export function awayPage(
  build: PlanBuild,
  page: IndexedPage,
  known: LedgerPage,
  from: From,
  body: string | undefined,
): AwayPage {
  const { problems } = page
  const losses = build.target.wayBack?.losses(null, from, build.plan.options) ?? []
  const action = hasErrors(problems) ? 'held' : 'restore'
  const hasEdits = holdsEdits(known) || known.remoteEditedAt === null
  const changes =
    from === 'trashed' && hasEdits
      ? [{ field: statusField, before: visibilityText(known.visibility), after: 'live', theirs: null }]
      : []
  const visibility = build.target.visibility(build.plan.options)
  build.planned.set(
    page.rowKey,
    planPage(build, { action: 'restore', slug: page.slug, visibility, from }, body, changes),
  )
  const sent = holdsEdits(known)
    ? {
        payloadHash: known.payloadHash,
        madeHash: known.madeHash,
        kept: from === 'trashed' ? known.kept : null,
      }
    : { payloadHash: page.payloadHash, madeHash: null, kept: null }
  return { ...sent, decision: { action, changes, problems: [...problems, ...losses] } }
}
