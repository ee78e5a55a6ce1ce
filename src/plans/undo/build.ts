// The plan of an undo: every page that its run changed, held against the ledger and against Wix, and what is put back.
// Rows and template have no say in it.
import { hash } from 'node:crypto'
import { planActions } from '../../api/plan-actions.ts'
import type { Problem } from '../../api/problem.ts'
import type { AssetRow } from '../../connections/asset-ledger.ts'
import { canonicalJson } from '../../pages/page.ts'
import { readPayloads, type StoredPayload, savePayloads } from '../../pages/payload-store.ts'
import { findLedgerPages, type LedgerPage, readRemoteFields } from '../../pages/read-ledger.ts'
import {
  type FormerName,
  formerNamesIn,
  isSnapshot,
  type Snapshot,
  snapshotFields,
  wayBackOf,
} from '../../targets/snapshot.ts'
import { type AssetNeed, assetKey, imageKind, type RemoteState } from '../../targets/target.ts'
import { downHow, isLive, statusField, withVisibility } from '../../targets/visibility.ts'
import { readStates } from '../compare-reads.ts'
import { insertPlanItems, type NewPlanItem } from '../items.ts'
import type { PlanBuild } from '../plan-build.ts'
import type { PlanScope } from '../scope.ts'
import { classifyUndo, type UndoDecision } from './classify-undo.ts'
import { stepOf, type UndoRules } from './step.ts'
import type { LaterChange, RunHistory, UndoneItem } from './undone-item.ts'
import * as words from './words.ts'

const chunk = 200

export interface UndoParts {
  build: PlanBuild
  scope: Extract<PlanScope, { kind: 'undo' }>
  history: RunHistory
  /** Names of the site that stood for other ids before. */
  former: readonly FormerName[]
}

interface Planned {
  /** What has to be on the site for it. */
  needs: AssetNeed[]
  /** Names, by asset key, that pages have which stay, or become drafts. */
  stay: ReadonlySet<string>
}

/** Enters what is to be done with each page of the run. */
export async function planUndo(
  { build, scope, history, former }: UndoParts,
  onProgress: (fraction: number) => Promise<unknown>,
): Promise<Planned> {
  const { database, site } = build
  const rules: UndoRules = {
    created: scope.created,
    putsMarksBack: await history.isWayBack(database, scope.runId),
    now: site.wix.now(),
  }
  const removedIds = new Set(former.flatMap(({ formerIds }) => formerIds))
  const undo: Undo = { build, history, former, removedIds, rules, runId: scope.runId }
  const needs = new Map<string, AssetNeed>()
  const stay = new Set<string>()
  let position = 0
  for (let after: number | null = -1; after !== null; ) {
    const walk = { after, limit: chunk, rowKeys: build.choice.rowKeys ?? null }
    const items: UndoneItem[] = await history.undoneItems(database, scope.runId, walk)
    for (const entry of await enterChunk(undo, items, position)) {
      for (const need of entry.needs) needs.set(assetKey(need), need)
      for (const need of entry.stay) stay.add(assetKey(need))
    }
    position += items.length
    after = items.length === chunk ? (items.at(-1)?.position ?? null) : null
    await onProgress(Math.min(1, position / Math.max(1, scope.count)))
  }
  return { needs: [...needs.values()], stay }
}

interface Undo {
  build: PlanBuild
  history: RunHistory
  runId: string
  rules: UndoRules
  former: readonly FormerName[]
  removedIds: ReadonlySet<string>
}

/** Pictures are left out: a file of the site stays usable whatever became of its name. */
export function formerNames(rows: readonly AssetRow[]): FormerName[] {
  return rows.flatMap((row) => {
    // What its owner left out of the pages is not brought back under another id.
    if (row.kind === imageKind || row.choice === 'drop') return []
    const formerIds = [...row.former_ids, ...(row.was_id === null ? [] : [row.was_id])].filter(
      (id) => id !== row.remote_id,
    )
    return formerIds.length === 0 ? [] : [{ need: { kind: row.kind, name: row.name }, formerIds }]
  })
}

/** What is known of the pages of a chunk. */
interface Known {
  ledger: ReadonlyMap<string, LedgerPage>
  remote: ReadonlyMap<string, RemoteState>
  /** What Wix had after our last write, by row key, and what we sent then, by hash. */
  remoteFields: ReadonlyMap<string, Record<string, string>>
  payloads: ReadonlyMap<string, unknown>
  later: ReadonlyMap<string, LaterChange[]>
}

async function enterChunk(undo: Undo, items: UndoneItem[], first: number): Promise<Entry[]> {
  const { build } = undo
  const known = await readKnown(undo, items)
  const entries = items.map((item, at) => toEntry(undo, item, known, first + at))
  await savePayloads(
    build.database,
    build.project.id,
    entries.flatMap(({ payload }) => payload ?? []),
  )
  await insertPlanItems(
    build.database,
    build.plan.number,
    entries.map(({ item }) => item),
  )
  return entries
}

async function readKnown({ build, runId, history }: Undo, items: readonly UndoneItem[]): Promise<Known> {
  const { database, project } = build
  const rowKeys = items.map((item) => item.rowKey)
  const ledger = await findLedgerPages(database, project.id, rowKeys)
  return {
    ledger,
    remote: await readStates(
      build,
      items.map((item) => ledger.get(item.rowKey)?.remoteId ?? item.remoteId),
      'full',
    ),
    remoteFields: await readRemoteFields(database, project.id, [...ledger.keys()]),
    payloads: await readPayloads(
      database,
      project.id,
      [...ledger.values()].map((page) => page.payloadHash),
    ),
    later: await history.laterChanges(database, runId, rowKeys),
  }
}

interface Entry {
  item: NewPlanItem
  payload: StoredPayload | null
  needs: AssetNeed[]
  /** Names that the page keeps. */
  stay: AssetNeed[]
}

function toEntry(undo: Undo, item: UndoneItem, known: Known, position: number): Entry {
  const { target, assets, plan } = undo.build
  const page = known.ledger.get(item.rowKey)
  const remoteId = page?.remoteId ?? item.remoteId
  const state = known.remote.get(remoteId)
  const sent = page && known.payloads.get(page.payloadHash)
  const former = formerNamesIn(item.snapshot, undo.former)
  const before = snapshotFields(target, { raw: item.snapshot, ids: former.ids }, assets, plan.options)
  const decision = decide(undo, { item, page, state, before, sent, known })
  const isRestored = decision.verb === 'restore'
  const payload = isRestored
    ? toStored({
        kind: 'snapshot',
        raw: item.snapshot,
        from: decision.from,
        fields: decision.fields,
        ...former,
      })
    : null
  const slug = isRestored ? slugBefore(item, page, before) : (page?.slug ?? item.slug)
  const isKept = planActions[decision.action].goes !== 'always' || downHow(decision.visibility) === 'draft'
  return {
    payload,
    needs: isRestored ? former.needs : [],
    stay: isKept && sent !== undefined ? target.needs(sent) : [],
    item: {
      rowKey: item.rowKey,
      position,
      action: decision.action,
      ...(decision.verb !== null && { verb: decision.verb }),
      title: page?.title ?? item.title,
      slug,
      url: page?.url ?? item.url,
      remoteId,
      remoteEditedAt: state?.editedAt ?? null,
      payloadHash: payload?.hash ?? null,
      baseHash: page?.payloadHash ?? null,
      visibility: decision.visibility,
      baseVisibility: page?.visibility ?? null,
      changedFields: decision.verb === 'take_down' ? [statusField] : (decision.fields ?? []),
      theirs: decision.theirs,
      problems: [...decision.problems, ...(isRestored ? lossesOf(undo, item, decision, { page, slug }) : [])],
    },
  }
}

/** What will not be as it was, whatever we do. */
function lossesOf(
  { build: { target, plan } }: Undo,
  { snapshot }: UndoneItem,
  { from, visibility }: UndoDecision,
  { page, slug }: { page: LedgerPage | undefined; slug: string },
): Problem[] {
  const losses = snapshot === null ? [] : wayBackOf(target).losses(snapshot, from, plan.options)
  const isSeen = page?.status === 'live' && isLive(visibility ?? target.visibility(plan.options))
  const isMoved = isSeen && from === 'there' && page.slug !== slug
  return isMoved && target.leavesRedirects ? [...losses, words.ownRedirect] : losses
}

interface Found {
  item: UndoneItem
  page: LedgerPage | undefined
  state: RemoteState | undefined
  before: Record<string, string> | null
  /** What was last sent of the page. */
  sent: unknown
  known: Known
}

function decide(
  { build, rules, runId, removedIds }: Undo,
  { item, page, state, before, sent, known }: Found,
): UndoDecision {
  const ours = sent === undefined || isSnapshot(sent) ? null : build.target.payloadFields(sent, build.assets)
  const read = known.remoteFields.get(item.rowKey) ?? {}
  const isRead = Object.keys(read).length > 0
  return classifyUndo({
    item,
    step: stepOf(item, page, rules),
    known: page,
    isDownByOther: page?.down != null && page.down.how !== 'before' && page.down.runId !== runId,
    base: isRead ? read : page && ours ? withVisibility({ ...ours, ...page.kept }, page.visibility) : null,
    ours: ours && new Set(Object.keys(ours)),
    later: known.later.get(item.rowKey) ?? [],
    state,
    before,
    removedIds,
    now: rules.now,
  })
}

function slugBefore(
  { before, slug }: UndoneItem,
  page: LedgerPage | undefined,
  fields: Record<string, string> | null,
): string {
  if (before !== null && before !== 'none') return before.slug
  return fields?.['slug'] ?? page?.slug ?? slug
}

function toStored(snapshot: Snapshot): StoredPayload {
  const body = canonicalJson(snapshot)
  return { hash: hash('sha256', body), body }
}
