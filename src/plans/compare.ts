// Holds every page against the ledger and against Wix, and enters what is to be done with it: once, as it will stay.
import type { PlanAction } from '../api/plan.ts'
import { planActions } from '../api/plan-actions.ts'
import { inLanes, inOrder } from '../lanes.ts'
import { type IndexedBatch, indexPages } from '../pages/index-pages.ts'
import {
  findLedgerPages,
  type LedgerPage,
  type LedgerStatus,
  type RetoldPage,
  readLedgerPages,
  readRemoteFields,
  recordRetold,
  recordSeen,
  type SeenPage,
} from '../pages/ledger.ts'
import type { IndexedPage } from '../pages/page-index.ts'
import { readPayloadBodies } from '../pages/payload-store.ts'
import { imageKind, isGone, type RemoteState } from '../targets/target.ts'
import { isSameVisibility } from '../targets/visibility.ts'
import {
  classifyPage,
  classifyRemoval,
  type Decision,
  hasErrors,
  isDown,
  needsFullRead,
  type PublishedPage,
} from './classify.ts'
import { insertPlanItems, type NewPlanItem, plannedKeys } from './items.ts'
import { foundState, visibilitiesOf, wantedFor } from './page-visibility.ts'
import type { PlanBuild } from './plan-build.ts'
import { planPage } from './planned-calls.ts'
import { retell, toRetold } from './retell.ts'

const usualReadSize = 100
const lanes = 4

export async function compareAll(
  build: PlanBuild,
  onProgress: (fraction: number) => Promise<unknown>,
): Promise<void> {
  const total = await comparePages(build, onProgress)
  await compareRemovals(build, total)
}

/** Every row of the data, in its order. Returns how many there were. */
async function comparePages(
  build: PlanBuild,
  onProgress: (fraction: number) => Promise<unknown>,
): Promise<number> {
  let position = 0
  const numbered = async function* (): AsyncGenerator<IndexedBatch & { first: number }> {
    for await (const batch of indexPages(build.pages, build.project, build.choice)) {
      yield { ...batch, first: position }
      position += batch.pages.length
    }
  }
  const compared = inOrder(2, numbered(), async ({ pages, first, fraction }) => {
    await compareBatch(build, pages, first)
    return fraction
  })
  for await (const fraction of compared) await onProgress(fraction)
  return position
}

async function compareBatch(build: PlanBuild, pages: IndexedPage[], first: number): Promise<void> {
  const { database, plan, project } = build
  const ledger = await findLedgerPages(
    database,
    project.id,
    pages.map((page) => page.rowKey),
  )
  const remote = await readRemote(build, [...ledger.values()])
  const texts = await readTexts(build, pages, ledger, remote)
  const compared = pages.map((page, at): Compared => {
    const before = ledger.get(page.rowKey)
    if (!before) return { item: toItem(build, page, first + at, newPage(page)), seen: null }
    const known = retell(build.target, before, texts.bodies.get(before.payloadHash), page.payloadHash)
    const state = foundState(build, known, remote)
    const decision = classifyKnown(build, page, known, texts, state)
    const item = toItem(build, page, first + at, decision, known, state)
    return { item, seen: seenPage(known, state, item.action), retold: toRetold(before, known) }
  })
  await insertPlanItems(
    database,
    plan.number,
    compared.map(({ item }) => item),
  )
  await recordRetold(
    database,
    project.id,
    compared.flatMap(({ retold }) => retold ?? []),
  )
  await recordSeen(
    database,
    project.id,
    compared.flatMap(({ seen }) => seen ?? []),
  )
}

interface Compared {
  item: NewPlanItem
  /** Null for pages that were never published. */
  seen: SeenPage | null
  retold?: RetoldPage | null
}

/** Light reads for all; content only for what was touched in Wix. */
async function readRemote(build: PlanBuild, known: LedgerPage[]): Promise<Map<string, RemoteState>> {
  const light = await readStates(
    build,
    known.map((page) => page.remoteId),
    'light',
  )
  const touched = known.filter((page) => needsFullRead(page, light.get(page.remoteId)))
  const full = await readStates(
    build,
    touched.map((page) => page.remoteId),
    'full',
  )
  return new Map([...light, ...full])
}

async function readStates(
  { target, site, plan }: PlanBuild,
  ids: string[],
  depth: 'light' | 'full',
): Promise<Map<string, RemoteState>> {
  const states = new Map<string, RemoteState>()
  const chunks: string[][] = []
  const size = target.readSize ?? usualReadSize
  for (let at = 0; at < ids.length; at += size) chunks.push(ids.slice(at, at + size))
  await inLanes(lanes, chunks, async (chunk) => {
    for (const [id, state] of await target.read(site.wix, chunk, depth, plan.options)) states.set(id, state)
  })
  return states
}

/** What has to be looked into field by field: pages that changed here or were touched there. */
interface Texts {
  /** Payloads by their hash. */
  bodies: ReadonlyMap<string, string>
  /** What Wix had right after our last write, by row key. */
  remoteFields: ReadonlyMap<string, Record<string, string>>
}

async function readTexts(
  build: PlanBuild,
  pages: readonly IndexedPage[],
  ledger: ReadonlyMap<string, LedgerPage>,
  remote: ReadonlyMap<string, RemoteState>,
): Promise<Texts> {
  const { database, project } = build
  const open = pages.flatMap((page): { page: IndexedPage; known: LedgerPage }[] => {
    const known = ledger.get(page.rowKey)
    if (!known) return []
    const isTouched = remote.get(known.remoteId)?.fields != null
    return isTouched || isChanged(build, page, known) ? [{ page, known }] : []
  })
  const hashes = open.flatMap(({ page, known }) => [page.payloadHash, known.payloadHash])
  return {
    bodies: await readPayloadBodies(database, project.id, hashes),
    remoteFields: await readRemoteFields(
      database,
      project.id,
      open.map(({ page }) => page.rowKey),
    ),
  }
}

/** Equal payloads are sent again where the last time something was left out. */
function isChanged(build: PlanBuild, page: IndexedPage, known: LedgerPage): boolean {
  if (page.payloadHash !== known.payloadHash || known.isUnfinished) return true
  if (!isSameVisibility(wantedFor(build, known), known.visibility)) return true
  return known.lacksImages && !build.withoutImages && page.needs.some((need) => need.kind === imageKind)
}

function classifyKnown(
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
    toPublished(build, known, texts),
    state,
  )
  const body = texts.bodies.get(page.payloadHash)
  // Here both versions are at hand; counting requests later would have to read them again.
  if (planActions[decision.action].usesAssets)
    build.planned.set(
      page.rowKey,
      planPage(build, { action: decision.action, slug: page.slug }, body, decision.changes),
    )
  return decision
}

function fieldsOf({ target, assets }: PlanBuild, { bodies }: Texts, hash: string): Record<string, string> {
  const body = bodies.get(hash)
  return body === undefined ? {} : target.payloadFields(JSON.parse(body), assets)
}

function toPublished(build: PlanBuild, known: LedgerPage, texts: Texts): PublishedPage {
  return {
    payloadHash: known.payloadHash,
    visibility: known.visibility,
    fields: fieldsOf(build, texts, known.payloadHash),
    slug: known.slug,
    remoteFields: texts.remoteFields.get(known.rowKey) ?? {},
    remoteEditedAt: known.remoteEditedAt,
  }
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
    url: decision.action === 'unchanged' ? null : (known?.url ?? null),
    remoteId: known?.remoteId ?? null,
    remoteEditedAt: state?.editedAt ?? known?.remoteEditedAt ?? null,
    payloadHash: page.payloadHash,
    baseHash: known?.payloadHash ?? null,
    ...visibilitiesOf(build, known, decision),
    changedFields: decision.changes.map((change) => change.field),
    theirs:
      theirs.length === 0 ? null : Object.fromEntries(theirs.map((one) => [one.field, one.theirs ?? ''])),
    problems: decision.problems,
  }
}

/** What was seen is a fact worth keeping: what is gone, and where nothing but the edit date moved. */
function seenPage(known: LedgerPage, state: RemoteState | undefined, action: PlanAction): SeenPage {
  const fields = action === 'conflict' ? null : (state?.fields ?? null)
  return {
    rowKey: known.rowKey,
    status: statusOf(known, state),
    ...(fields && { read: { editedAt: state?.editedAt ?? null, fields } }),
  }
}

function statusOf(known: LedgerPage, state: RemoteState | undefined): LedgerStatus {
  if (isDown(known, state)) return known.status
  if (!state || isGone(state)) return 'gone'
  return state.status === 'live' ? 'live' : 'draft'
}

/** Pages whose row has left the data come after all others. */
async function compareRemovals(build: PlanBuild, firstPosition: number): Promise<void> {
  const { database, plan, project } = build
  let position = firstPosition
  let afterKey = ''
  for (;;) {
    const chunk = await readLedgerPages(database, project.id, { afterKey, limit: usualReadSize * lanes })
    const last = chunk.at(-1)
    if (!last) return
    afterKey = last.rowKey
    const planned = await plannedKeys(
      database,
      plan.number,
      chunk.map((page) => page.rowKey),
    )
    const left = chunk.filter((page) => !planned.has(page.rowKey))
    position += await insertRemovals(build, left, position)
  }
}

/** Returns how many there were. */
async function insertRemovals(build: PlanBuild, all: LedgerPage[], first: number): Promise<number> {
  if (all.length === 0) return 0
  const { database, plan, project } = build
  const remote = await readRemote(build, all)
  // What we took down and Wix has no longer needs no removal.
  const left = all.filter((page) => !isDown(page, remote.get(page.remoteId)))
  const touched = left.filter((page) => remote.get(page.remoteId)?.fields != null)
  const texts: Texts = {
    bodies: await readPayloadBodies(
      database,
      project.id,
      touched.map((page) => page.payloadHash),
    ),
    remoteFields: await readRemoteFields(
      database,
      project.id,
      touched.map((page) => page.rowKey),
    ),
  }
  const items = left.map((page, at): NewPlanItem => {
    const state = foundState(build, page, remote)
    const { action, problems } = classifyRemoval(toPublished(build, page, texts), state)
    return {
      rowKey: page.rowKey,
      position: first + at,
      action,
      title: page.title,
      slug: page.slug,
      url: page.url,
      remoteId: page.remoteId,
      remoteEditedAt: state?.editedAt ?? page.remoteEditedAt,
      payloadHash: null,
      baseHash: page.payloadHash,
      visibility: null,
      baseVisibility: null,
      changedFields: [],
      theirs: null,
      problems,
    }
  })
  await insertPlanItems(database, plan.number, items)
  await recordSeen(
    database,
    project.id,
    left.map((page) => ({ rowKey: page.rowKey, status: statusOf(page, remote.get(page.remoteId)) })),
  )
  return left.length
}
