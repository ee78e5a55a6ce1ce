// A published page that people edited on the site since we last looked: what is known of it from then on. Works on
// what was read; no database, no network.
import type { IndexedPage } from '../../pages/page-index.ts'
import type { LedgerPage } from '../../pages/read-ledger.ts'
import type { EditedPage } from '../../pages/record-edits.ts'
import { isGone, type RemoteState } from '../../targets/target.ts'
import { statusField } from '../../targets/visibility.ts'
import { editsIn } from '../classify.ts'
import { fieldsOf, madeHashOf, type Texts, toPublished } from '../known-page.ts'
import type { PlanBuild } from '../plan-build.ts'
import { learnEdits, type OnSite } from './learn-edits.ts'
import type { Version } from './merge-page.ts'

/** Of a page that was edited since we last looked. */
export interface Learned {
  onSite: OnSite
  /** Whether somebody changed what the page is there, live or a draft: no text can be taken from that. */
  isMoved: boolean
  /** Edits of fields that are not left to the site. */
  asked: string[]
}

/** Null: nobody edited anything of ours. */
export function learnFrom(
  build: PlanBuild,
  page: Pick<IndexedPage, 'needs'>,
  known: LedgerPage,
  texts: Texts,
  state: RemoteState | undefined,
): Learned | null {
  if (!state?.fields || isGone(state)) return null
  const former = build.moved.before(page, known)
  const published = toPublished(build, known, texts, former)
  const edits = editsIn(published, state.fields)
  if (edits.length === 0) return null
  const ids = former ?? build.assets
  const isOfState = (field: string) => field === statusField && known.visibility !== null
  const onSite = learnEdits({
    target: build.target,
    options: build.plan.options,
    assets: ids,
    made: versionOf(build, texts, madeHashOf(known), ids),
    known: { ...versionOf(build, texts, known.payloadHash, ids), kept: known.kept ?? {} },
    found: { fields: state.fields, raw: state.raw },
    edits: edits.filter((field) => !isOfState(field)),
  })
  return {
    onSite,
    isMoved: edits.some(isOfState),
    asked: edits.filter((field) => known.detached?.[field] !== 'theirs'),
  }
}

export function versionOf(build: PlanBuild, texts: Texts, hash: string, ids = build.assets): Version {
  const body = texts.bodies.get(hash)
  return {
    payload: body === undefined ? null : JSON.parse(body),
    fields: fieldsOf(build, texts, hash, ids),
  }
}

/** The page and its texts with what was learned of it, as later plans will find them. */
export function withLearned(
  known: LedgerPage,
  texts: Texts,
  state: RemoteState,
  { onSite, isMoved }: Learned,
): { known: LedgerPage; texts: Texts; record: EditedPage } {
  const { rowKey, payloadHash: from, remoteEditedAt } = known
  const [madeHash, payloadHash] = [madeHashOf(known), onSite.payload.hash]
  const before = texts.remoteFields.get(rowKey)?.[statusField]
  const { [statusField]: _, ...others } = state.fields ?? {}
  // What the page is there is not learned: a later plan has to find it again, so neither is the date of the edit.
  const fields = isMoved
    ? { ...others, ...(before !== undefined && { [statusField]: before }) }
    : state.fields!
  const editedAt = isMoved ? remoteEditedAt : state.editedAt
  const kept = Object.keys(onSite.kept).length === 0 ? null : onSite.kept
  return {
    known: {
      ...known,
      payloadHash,
      madeHash: madeHash === payloadHash ? null : madeHash,
      kept,
      remoteEditedAt: editedAt,
    },
    texts: {
      bodies: new Map([...texts.bodies, [payloadHash, onSite.payload.body]]),
      remoteFields: new Map([[rowKey, fields]]),
    },
    record: {
      rowKey,
      from,
      payloadHash,
      madeHash,
      kept: onSite.kept,
      read: { fields, url: state.url, ...(!isMoved && { editedAt }) },
    },
  }
}
