// A page with a date that somebody published before it, and whose fields are ours: there is nothing to decide about. It
// is live, as it was to be.
import type { LedgerPage } from '../pages/read-ledger.ts'
import type { KeptPage } from '../pages/record-seen.ts'
import type { RemoteState } from '../targets/target.ts'
import { statusField } from '../targets/visibility.ts'
import { editsIn } from './classify.ts'
import { type Texts, toPublished } from './known-page.ts'
import { foundState } from './page-visibility.ts'
import type { PlanBuild } from './plan-build.ts'

const live = { state: 'live' } as const

export interface Early {
  known: LedgerPage
  texts: Texts
  /** What the ledger learns; null: it was not published early. */
  kept: KeptPage | null
}

export function takeEarly(
  build: PlanBuild,
  known: LedgerPage,
  texts: Texts,
  remote: ReadonlyMap<string, RemoteState>,
): Early {
  const asIs = { known, texts, kept: null }
  const isMeant = build.target.visibility(build.plan.options)?.state === 'live'
  if (known.visibility?.state !== 'dated' || !isMeant) return asIs
  const found = foundState(build, known, remote)
  if (found?.fields?.[statusField] !== live.state) return asIs
  const edits = editsIn(toPublished(build, known, texts), found.fields)
  if (edits.some((field) => field !== statusField)) return asIs
  const { rowKey, payloadHash, madeHash, kept, slug, remoteEditedAt } = known
  const theirs = { [statusField]: live.state }
  const before = texts.remoteFields.get(rowKey)
  return {
    known: { ...known, visibility: live },
    texts: before ? { ...texts, remoteFields: new Map([[rowKey, { ...before, ...theirs }]]) } : texts,
    kept: {
      rowKey,
      payloadHash,
      madeHash: madeHash ?? payloadHash,
      kept,
      slug,
      remoteEditedAt,
      theirs,
      visibility: live,
    },
  }
}
