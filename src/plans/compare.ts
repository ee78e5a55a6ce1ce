// Holds every page against the ledger and against Wix, and enters what is to be done with it: once, as it will stay.
import { inBatches } from '../batches.ts'
import { inOrder } from '../lanes.ts'
import { type IndexedBatch, indexPages } from '../pages/index-pages.ts'
import type { IndexedPage } from '../pages/page-index.ts'
import { savePayloads } from '../pages/payload-store.ts'
import { findLedgerPages, type LedgerPage } from '../pages/read-ledger.ts'
import { recordEdited } from '../pages/record-edits.ts'
import { recordKept, recordRetold, recordSeen } from '../pages/record-seen.ts'
import { comparePage } from './compare-page.ts'
import { readRemote, readTexts, usuallyReadAtOnce } from './compare-reads.ts'
import { compareRemovals } from './compare-removals.ts'
import { insertPlanItems, plannedKeys } from './items.ts'
import type { PlanBuild } from './plan-build.ts'
import { isBringBack } from './scope.ts'

export async function compareAll(
  build: PlanBuild,
  onProgress: (fraction: number) => Promise<unknown>,
): Promise<void> {
  const total = await comparePages(build, onProgress)
  if (isBringBack(build.plan.scope)) await compareLost(build, total)
  // Who speaks of some rows says nothing of those that left the data.
  if (build.plan.scope.kind === 'all') await compareRemovals(build, total)
}

/** Every row that the plan is for, in their order. Returns how many there were. */
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

/** Of pages to bring back whose rows have left the data: as they were last sent. They come after all others. */
async function compareLost(build: PlanBuild, firstPosition: number): Promise<void> {
  const { database, plan, project, choice } = build
  let position = firstPosition
  for (const rowKeys of inBatches(choice.rowKeys ?? [], usuallyReadAtOnce)) {
    const planned = await plannedKeys(database, plan.number, rowKeys)
    const lost = rowKeys.filter((rowKey) => !planned.has(rowKey))
    const ledger = await findLedgerPages(database, project.id, lost)
    const pages = lost.flatMap((rowKey) => ledger.get(rowKey) ?? []).map(asLastSent)
    await compareBatch(build, pages, position)
    position += pages.length
  }
}

function asLastSent({ rowKey, title, slug, payloadHash }: LedgerPage): IndexedPage {
  return { rowKey, rowHash: '', title, slug, payloadHash, needs: [], problems: [] }
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
  const compared = pages.map((page, at) =>
    comparePage(build, page, first + at, ledger.get(page.rowKey), texts, remote),
  )
  await savePayloads(
    database,
    project.id,
    compared.flatMap(({ payloads }) => payloads ?? []),
  )
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
  await recordKept(
    database,
    project.id,
    compared.flatMap(({ kept }) => kept ?? []),
  )
  await recordSeen(
    database,
    project.id,
    compared.flatMap(({ seen }) => seen ?? []),
  )
  await recordEdited(
    database,
    project.id,
    compared.flatMap(({ edited }) => edited ?? []),
  )
}
