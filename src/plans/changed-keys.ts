// Rows that seem to have had another key before: found by the plan and held until their owner says whether they are the
// same, so that no page is removed and made again because its row was renumbered.
import type { ChangedKeyCounts } from '../api/plan.ts'
import { inBatches } from '../batches.ts'
import { rowHashes } from '../data/rows/rows.ts'
import { keyChangesSince } from '../pages/key-changes.ts'
import type { NamedPage } from '../pages/move-keys.ts'
import { addProblems, plannedKeys } from './items.ts'
import { holdKeys, holdRemovals, type KeyMark, markKeys } from './key-items.ts'
import { mayBe, mayBeElsewhere, mayGoOn, unclearProblems } from './key-words.ts'
import { pagesLike, readNamedRows } from './named-rows.ts'
import { chainsOf, type KeyPair, type Pairing, pairKeys, wholeChains } from './pair-keys.ts'
import type { PlanBuild } from './plan-build.ts'
import { isBringBack } from './scope.ts'
import { newestAppliedAt } from './store.ts'

const chunk = 5_000
const told = 500

/** Call once every page is compared, and before anything is looked for that new pages need. */
export async function recogniseKeys(build: PlanBuild): Promise<void> {
  const { database, plan } = build
  if (isBringBack(plan.scope)) return
  const same = await markDecided(build)
  const { pairs, unclear, torn } = await findInPlan(build)
  const marks = pairs.map(({ isOther, ...pair }): KeyMark => ({ ...pair, choice: isOther ? 'other' : null }))
  await markKeys(database, plan.number, marks)
  const open = pairs.filter((pair) => !pair.isOther)
  // Of overlapping numbers, the former key of one row is the key of another now.
  const present = new Set([...pairs, ...torn].map((pair) => pair.rowKey))
  const rows = [
    ...open.map((pair) => ({ rowKey: pair.rowKey, problem: mayBe(pair, present.has(pair.formerKey)) })),
    ...torn.map((pair) => ({ rowKey: pair.rowKey, problem: mayBeElsewhere(pair, pair.hasRow) })),
  ]
  for (const part of inBatches(rows, told)) await holdKeys(database, plan.number, part)
  await holdRemovals(
    database,
    plan.number,
    open.map((pair) => ({ rowKey: pair.formerKey, problem: mayGoOn(pair) })),
  )
  const doubts = unclearProblems(unclear)
  for (const part of inBatches(doubts, told)) await addProblems(database, plan.number, part)
  const other = pairs.length - open.length
  const counts: ChangedKeyCounts = { open: open.length, same, other, unclear: countRows(unclear) }
  plan.changed_keys = counts
}

/** What was decided since something was published last can be decided otherwise. */
async function markDecided({ database, plan, project }: PlanBuild): Promise<number> {
  const since = await newestAppliedAt(database, project.id)
  const changes = await keyChangesSince(database, project.id, since)
  return markKeys(
    database,
    plan.number,
    changes.map((change): KeyMark => ({ ...change, by: null, choice: 'same' })),
  )
}

/** Of the rows of the plan. */
interface PlanPairing extends Pairing {
  /** Pairs of which nothing can be said in this plan: of one that a schedule made, or of a chain that leads out of it. */
  torn: (KeyPair & { hasRow: boolean })[]
}

async function findInPlan(build: PlanBuild): Promise<PlanPairing> {
  const { database, plan } = build
  const { pairs, unclear } = await findPairs(build)
  if (plan.scope.kind === 'all') return { pairs, unclear, torn: [] }
  const rowKeys = [...pairs.map((pair) => pair.rowKey), ...unclear.flatMap((one) => one.rowKeys)]
  const planned = new Set<string>()
  for (const part of inBatches(rowKeys, chunk))
    for (const key of await plannedKeys(database, plan.number, part)) planned.add(key)
  const canChoose = plan.scope.kind === 'rows' && plan.scope.origin === 'pages'
  const [whole = [], torn = []] = [true, false].map((isWhole) =>
    chainsOf(pairs)
      .filter((chain) => (canChoose && chain.every(({ rowKey }) => planned.has(rowKey))) === isWhole)
      .flat(),
  )
  const keys = new Set(pairs.map((pair) => pair.rowKey))
  return {
    pairs: whole,
    torn: torn
      .filter(({ rowKey, isOther }) => planned.has(rowKey) && !isOther)
      .map((pair) => ({ ...pair, hasRow: keys.has(pair.formerKey) })),
    unclear: unclear.flatMap((one) => {
      const some = one.rowKeys.filter((rowKey) => planned.has(rowKey))
      return some.length > 0 ? [{ ...one, rowKeys: some }] : []
    }),
  }
}

/** Of all rows of the project, where one of the plan has to do with it. */
async function findPairs(build: PlanBuild): Promise<Pairing> {
  const none: Pairing = { pairs: [], unclear: [] }
  const named = await readNamedRows(build)
  if (!named) return none
  const { added, loose } = named
  const like = await pagesLike(build.database, build.project.id, [...added, ...loose])
  const lost = await withoutRows(build, like)
  if (lost.size === 0) return none
  const isNew = new Set(added.map((row) => row.rowKey))
  const looseKeys = new Map(loose.map((row) => [row.rowKey, row]))
  const pages = like.map((page) => ({
    ...page,
    slug: looseKeys.get(page.rowKey)?.slug === '' ? '' : page.slug,
    isFree: lost.has(page.rowKey) || looseKeys.has(page.rowKey),
  }))
  return wholeChains(
    pairKeys([...added, ...loose], pages),
    (rowKey) => isNew.has(rowKey),
    (rowKey) => lost.has(rowKey),
  )
}

/** Keys of those of these pages of which the data has no row. */
async function withoutRows({ database, plan }: PlanBuild, pages: readonly NamedPage[]): Promise<Set<string>> {
  const lost = new Set<string>()
  for (const part of inBatches(pages, chunk)) {
    const keys = part.map((page) => page.rowKey)
    const there = await rowHashes(database, plan.row_set_id, keys)
    for (const key of keys) if (!there.has(key)) lost.add(key)
  }
  return lost
}

function countRows(unclear: Pairing['unclear']): number {
  return new Set(unclear.flatMap(({ rowKeys }) => rowKeys)).size
}
