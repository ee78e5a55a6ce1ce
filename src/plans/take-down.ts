// A plan that takes pages off the site: they go as a draft, into the trash or for good, whatever became of their rows.
// Nothing is rendered, and of Wix only the state of each page is read.
import type { Problem } from '../api/problem.ts'
import type { DownHow } from '../api/take-down.ts'
import { inBatches } from '../batches.ts'
import { findLedgerPages, type LedgerPage } from '../pages/read-ledger.ts'
import { isGone, type RemoteState } from '../targets/target.ts'
import { statusField } from '../targets/visibility.ts'
import { readStates, usuallyReadAtOnce } from './compare-reads.ts'
import { downItem } from './down.ts'
import { insertPlanItems, type NewPlanItem } from './items.ts'
import type { PlanBuild } from './plan-build.ts'

/** Enters the chosen rows that have a page; the others are left out. */
export async function planTakeDown(
  build: PlanBuild,
  how: DownHow,
  onProgress: (fraction: number) => Promise<unknown>,
): Promise<void> {
  const { database, project, plan, site } = build
  const chosen = build.choice.rowKeys ?? []
  let position = 0
  let looked = 0
  for (const rowKeys of inBatches(chosen, usuallyReadAtOnce)) {
    const ledger = await findLedgerPages(database, project.id, rowKeys)
    const pages = rowKeys.flatMap((rowKey) => ledger.get(rowKey) ?? [])
    const states = await readStates(
      build,
      pages.map((page) => page.remoteId),
      'light',
    )
    const items = pages.map((page): NewPlanItem => {
      const state = states.get(page.remoteId)
      return staysDown(page, how)
        ? downItem(page, position++, state, site.wix.now())
        : takeDownItem(page, position++, how, state)
    })
    await insertPlanItems(database, plan.number, items)
    looked += rowKeys.length
    await onProgress(looked / chosen.length)
  }
}

/** Pure. Already as far off the site as asked, or further: a draft may still go to the trash, and both may be deleted. */
function staysDown({ down }: LedgerPage, how: DownHow): boolean {
  if (!down || down.how === 'before') return false
  return steps.indexOf(how) <= steps.indexOf(down.how)
}

const steps: readonly DownHow[] = ['draft', 'trash', 'deleted']

/** Pure. Its payload is no part of it: what was sent last stays what was sent last. */
function takeDownItem(
  page: LedgerPage,
  position: number,
  how: DownHow,
  state: RemoteState | undefined,
): NewPlanItem {
  return {
    rowKey: page.rowKey,
    position,
    action: 'take_down',
    title: page.title,
    slug: page.slug,
    url: page.url,
    remoteId: page.remoteId,
    // What is deleted for good is compared with what the owner was told of it, other pages with what we know of them.
    remoteEditedAt: how === 'deleted' && state ? state.editedAt : page.remoteEditedAt,
    payloadHash: null,
    baseHash: page.payloadHash,
    visibility: { state: 'down', how },
    baseVisibility: page.visibility,
    changedFields: [statusField],
    theirs: null,
    problems: problemsOf(page, how, state),
  }
}

function problemsOf(page: LedgerPage, how: DownHow, state: RemoteState | undefined): Problem[] {
  if (!state || isGone(state)) return [goneAlready]
  return how === 'deleted' && page.remoteEditedAt !== null && state.editedAt !== page.remoteEditedAt
    ? [editedInWix]
    : []
}

const goneAlready: Problem = {
  code: 'gone_in_wix',
  severity: 'note',
  message:
    'Somebody has taken it off the site in Wix already. Nothing is sent; it is only marked as taken down.',
}

const editedInWix: Problem = {
  code: 'edited_in_wix',
  severity: 'warning',
  message: 'It was changed in Wix since we last published it. What somebody wrote there is deleted with it.',
}
