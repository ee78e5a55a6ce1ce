// One page held against the ledger and against Wix: its item of the plan, and what the ledger learns. Works on what was
// read; no database, no network.
import { planActions } from '../api/plan-actions.ts'
import type { Problem } from '../api/problem.ts'
import type { IndexedPage } from '../pages/page-index.ts'
import type { StoredPayload } from '../pages/payload-store.ts'
import type { LedgerPage } from '../pages/read-ledger.ts'
import type { EditedPage } from '../pages/record-edits.ts'
import type { KeptPage, RetoldPage, SeenPage } from '../pages/record-seen.ts'
import { isGone, type RemoteState } from '../targets/target.ts'
import { statusField } from '../targets/visibility.ts'
import { placeOf } from '../targets/way-back.ts'
import { asThere, awayPage } from './bring-back.ts'
import { type Decision, editsIn, hasErrors } from './classify.ts'
import { downItem } from './down.ts'
import { takeEarly } from './early.ts'
import type { NewPlanItem } from './items.ts'
import {
  classifyKnown,
  holdsEdits,
  isChanged,
  madeHashOf,
  seenPage,
  slugOf,
  type Texts,
  toPublished,
} from './known-page.ts'
import { classifyEdited, type EditedDecision } from './merge/classify-edited.ts'
import { type Learned, learnFrom, withLearned } from './merge/learned.ts'
import { foundState, visibilitiesOf, wantedFor } from './page-visibility.ts'
import type { PlanBuild } from './plan-build.ts'
import { planPage } from './planned-calls.ts'
import { retell, toRetold } from './retell.ts'
import { isBringBack } from './scope.ts'

export interface Compared {
  item: NewPlanItem
  /** Null for pages that were never published. */
  seen: SeenPage | null
  retold?: RetoldPage | null
  /** Somebody published it before its date. */
  kept?: KeptPage | null
  /** What people changed in Wix, and what of it both sides have by now. */
  edited?: EditedPage
  /** That the item or the ledger names and nobody has stored yet. */
  payloads?: StoredPayload[]
}

export function comparePage(
  build: PlanBuild,
  page: IndexedPage,
  position: number,
  before: LedgerPage | undefined,
  texts: Texts,
  remote: ReadonlyMap<string, RemoteState>,
): Compared {
  if (!before) return { item: toItem(build, page, position, newPage(page)), seen: null }
  if (before.down && isBringBack(build.plan.scope))
    return comeBack(build, page, position, before, texts, remote)
  if (before.down)
    return {
      item: downItem(before, position, remote.get(before.remoteId), build.site.wix.now()),
      seen: null,
    }
  return compareKnown(build, page, position, before, texts, remote)
}

/** A page that is down and is to come back. */
function comeBack(
  build: PlanBuild,
  page: IndexedPage,
  position: number,
  before: LedgerPage,
  texts: Texts,
  remote: ReadonlyMap<string, RemoteState>,
): Compared {
  const found = remote.get(before.remoteId)
  const from = placeOf(found)
  if (!found || from !== 'there') {
    const body = texts.bodies.get(page.payloadHash)
    const { decision, ...sent } = awayPage(build, page, before, from, body)
    return {
      item: { ...toItem(build, page, position, decision, before, found), ...sent, verb: 'restore' },
      seen: null,
    }
  }
  const there = asThere(before, texts, found)
  const places = new Map([[before.remoteId, there.state]])
  const { item, ...compared } = compareKnown(build, page, position, there.known, there.texts, places)
  const planned = build.planned.get(page.rowKey)
  if (planned) build.planned.set(page.rowKey, { ...planned, action: 'restore', way: 'there' })
  return { ...compared, item: toRestore(item, remoteOf(page, before, found)), seen: null }
}

/** What differs is sent; where nothing does, only that it is there as it should be. */
function toRestore(item: NewPlanItem, remote: ReturnType<typeof remoteOf>): NewPlanItem {
  switch (item.action) {
    case 'held':
      return item
    case 'conflict':
      return { ...item, verb: 'restore' }
    case 'unchanged':
      return { ...item, ...remote, action: 'restore', verb: 'restore', changedFields: [statusField] }
    default:
      return { ...item, action: 'restore', verb: 'restore' }
  }
}

function compareKnown(
  build: PlanBuild,
  page: IndexedPage,
  position: number,
  before: LedgerPage,
  texts: Texts,
  remote: ReadonlyMap<string, RemoteState>,
): Compared {
  const told = retell(build.target, before, texts.bodies.get(before.payloadHash), page.payloadHash)
  const early = takeEarly(build, told, texts, remote)
  const state = foundState(build, early.known, remote)
  const facts = { retold: toRetold(before, told), kept: early.kept }
  const learned = learnFrom(build, page, early.known, early.texts, state)
  // Who wants to be asked decides first; what is left to Wix needs no asking.
  if (!learned || (build.project.edits === 'ask' && learned.asked.length > 0))
    return { ...facts, ...withKnown(build, page, position, { ...early, state, learned }) }
  const { known, texts: newer, record } = withLearned(early.known, early.texts, state!, learned)
  const compared = withKnown(build, page, position, { known, texts: newer, state, learned: null })
  const note = keptNote(learned.asked)
  return {
    ...facts,
    ...compared,
    item: { ...compared.item, problems: [...compared.item.problems, ...note] },
    // The ledger has learned more than that.
    seen: compared.seen && { rowKey: compared.seen.rowKey, status: compared.seen.status },
    edited: { ...record, ...compared.edited, from: record.from },
    payloads: [learned.onSite.payload, ...(compared.payloads ?? [])],
  }
}

interface Known {
  known: LedgerPage
  texts: Texts
  state: RemoteState | undefined
  /** Edits that are to be decided about before the ledger learns them. */
  learned: Learned | null
}

function withKnown(
  build: PlanBuild,
  page: IndexedPage,
  position: number,
  { known, texts, state, learned }: Known,
): Omit<Compared, 'retold' | 'kept'> & { item: NewPlanItem } {
  if (learned !== null || !isOfEdits(build, page, known, texts, state)) {
    const decision = classifyKnown(build, page, known, texts, state)
    const item = toItem(build, page, position, decision, known, state)
    const compared = { item, seen: seenPage(known, state, item.action) }
    return decision.action === 'conflict' && learned
      ? { ...compared, ...asWhole(item, known, learned, state) }
      : compared
  }
  const decision = classifyEdited(build, page, known, texts, state)
  const slug = slugOf(page.slug, decision.kept)
  const item = toItem(build, { ...page, slug }, position, decision, known, state)
  if (decision.action === 'unchanged' || decision.action === 'held') {
    const isSame = decision.action === 'unchanged'
    return {
      item,
      seen: seenPage(known, state, item.action),
      ...(isSame && { edited: sameByNow(page, known, decision), payloads: [decision.payload] }),
    }
  }
  planned(build, page, known, decision)
  const { payload, kept, sources } = decision
  return {
    item: {
      ...item,
      payloadHash: payload.hash,
      madeHash: page.payloadHash,
      kept: orNull(kept),
      merge: sources,
    },
    seen: seenPage(known, state, item.action),
    payloads: [payload],
  }
}

/** Whether the page holds edits that have to be looked into, or was taken off the site or made live by somebody. */
function isOfEdits(
  build: PlanBuild,
  page: IndexedPage,
  known: LedgerPage,
  texts: Texts,
  state: RemoteState | undefined,
): boolean {
  if (!state || isGone(state)) return false
  const isMoved =
    build.project.edits === 'merge' &&
    state.fields !== null &&
    editsIn(toPublished(build, known, texts), state.fields).length > 0
  return isMoved || (holdsEdits(known) && isChanged(build, page, known))
}

/** What would be counted later by reading it again. */
function planned(build: PlanBuild, page: IndexedPage, known: LedgerPage, decision: EditedDecision): void {
  const { action, changes, payload, kept } = decision
  if (!planActions[action].usesAssets) return
  const wanted = { action, slug: slugOf(page.slug, kept), visibility: wantedFor(build, known) }
  build.planned.set(page.rowKey, planPage(build, wanted, payload.body, changes))
}

/** The template came to what stands in Wix, or changed only what is left to Wix: nothing is sent, and it is known. */
function sameByNow(
  { rowKey, payloadHash }: IndexedPage,
  known: LedgerPage,
  decision: EditedDecision,
): EditedPage {
  const { payload, kept } = decision
  return { rowKey, from: known.payloadHash, payloadHash: payload.hash, madeHash: payloadHash, kept }
}

/** One decision for all of the page; kept, it is known as it stands in Wix from then on. */
function asWhole(
  item: NewPlanItem,
  known: LedgerPage,
  { onSite, isMoved }: Learned,
  state: RemoteState | undefined,
): Pick<Compared, 'item' | 'payloads'> {
  const found = state?.fields ?? {}
  const left = Object.keys(known.detached ?? {}).filter((field) => known.detached?.[field] === 'theirs')
  const whole = Object.fromEntries(left.map((field) => [field, found[field] ?? '']))
  const isOfMode = isMoved && known.visibility?.state !== 'dated'
  const kept = { ...onSite.kept, ...(isOfMode && { [statusField]: found[statusField] ?? '' }) }
  const merge = { base: madeHashOf(known), theirs: onSite.payload.hash, kept, whole }
  return {
    item: {
      ...item,
      madeHash: item.payloadHash,
      kept: orNull(whole),
      changedFields: item.changedFields.filter((field) => whole[field] === undefined),
      merge,
    },
    payloads: [onSite.payload],
  }
}

function keptNote(fields: readonly string[]): Problem[] {
  if (fields.length === 0) return []
  const message = `Somebody changed it in Wix: ${fields.join(', ')}. That stays.`
  return [{ code: 'edits_kept', severity: 'note', message }]
}

/** Its fields need no comparing: all of them are new. */
function newPage({ problems }: IndexedPage): Decision {
  return { action: hasErrors(problems) ? 'held' : 'create', changes: [], problems }
}

/** @param known and `state` absent for pages that were never published */
function toItem(
  build: PlanBuild,
  page: IndexedPage,
  position: number,
  decision: Decision,
  known?: LedgerPage,
  state?: RemoteState,
): NewPlanItem {
  const theirs = decision.changes.filter((change) => change.theirs !== null)
  return {
    rowKey: page.rowKey,
    position,
    action: decision.action,
    title: page.title,
    slug: page.slug,
    // The ledger tells it as well, and most pages of most plans are unchanged.
    ...(decision.action === 'unchanged' ? leftToLedger : remoteOf(page, known, state)),
    ...visibilitiesOf(build, known, decision),
    changedFields: decision.changes.map((change) => change.field),
    theirs:
      theirs.length === 0 ? null : Object.fromEntries(theirs.map((one) => [one.field, one.theirs ?? ''])),
    problems: decision.problems,
  }
}

const leftToLedger = { url: null, remoteId: null, remoteEditedAt: null, payloadHash: null, baseHash: null }

function remoteOf(page: IndexedPage, known: LedgerPage | undefined, state: RemoteState | undefined) {
  return {
    url: known?.url ?? null,
    remoteId: known?.remoteId ?? null,
    remoteEditedAt: state?.editedAt ?? known?.remoteEditedAt ?? null,
    payloadHash: page.payloadHash,
    baseHash: known?.payloadHash ?? null,
  }
}

function orNull(kept: Record<string, string>): Record<string, string> | null {
  return Object.keys(kept).length === 0 ? null : kept
}
