// Reads back from Wix everything the run wrote, field by field. Nothing is "published" on our word alone.
import { shorten } from '../api/shorten.ts'
import { sleepFor } from '../connections/pacer.ts'
import type { Site } from '../connections/site.ts'
import { inLanes } from '../lanes.ts'
import { rhythm } from '../plans/rhythm.ts'
import { assetKey, imaginedImage, isGone, type RemoteState } from '../targets/target.ts'
import {
  isAsWanted,
  statusField,
  visibilityText,
  withFoundVisibility,
  withVisibility,
} from '../targets/visibility.ts'
import { assetsOf, fieldsWith, missingImages } from './as-sent.ts'
import type { CrashPoint } from './crash-point.ts'
import { readDates } from './guard-dates.ts'
import type { Destination, HeldRun } from './held-run.ts'
import { storeVerdicts, type Verdict } from './item-findings.ts'
import { pickUnverified } from './item-picks.ts'
import type { ItemRow } from './run-row.ts'
import type { Timing } from './timing.ts'

const lanes = 3
const longestShown = 300

export interface VerifyDeps {
  held: HeldRun
  destination: Destination
  site: Pick<Site, 'wix'>
  timing: Pick<Timing, 'verifyRetryMs'>
  crashPoint: CrashPoint
  stopping: AbortSignal
  /** Another run of the site goes first. */
  isPassed(): boolean
}

/** Verifies every accepted item that has not been verified yet; false when it was interrupted. */
export async function verifyItems(deps: VerifyDeps): Promise<boolean> {
  const size = deps.destination.target.readSize ?? rhythm.readSize
  for (;;) {
    if (deps.stopping.aborted || deps.isPassed()) return false
    deps.site.wix.signal.throwIfAborted()
    const items = await pickUnverified(deps.held, size * lanes)
    if (items.length === 0) return true
    const reads = Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
      items.slice(i * size, (i + 1) * size),
    )
    await inLanes(lanes, reads, async (part) => {
      const verdicts = await readBack(deps, part)
      deps.crashPoint('before-verdicts')
      await storeVerdicts(deps.held, verdicts)
      deps.crashPoint('after-verdicts')
    })
  }
}

/** What is not there or not equal yet is read again a few times: Wix shows some writes only after seconds. */
async function readBack(deps: Omit<VerifyDeps, 'isPassed'>, items: ItemRow[]): Promise<Verdict[]> {
  const { held, destination, site, timing, stopping } = deps
  const verdicts = new Map<string, Verdict>()
  let open = items
  for (const waitMs of [0, ...timing.verifyRetryMs]) {
    if (waitMs > 0) await sleepFor(waitMs, stopping)
    const states = held.isOfDates ? await readDates(deps, open) : await readBySort(deps, open)
    for (const item of open) {
      const found = withFoundVisibility(states.get(item.remote_id ?? ''), item.visibility, site.wix.now())
      verdicts.set(
        item.row_key,
        held.isOfDates ? judgeDate(item, found) : judge(destination, item, found, site.wix.now()),
      )
    }
    open = open.filter((item) => verdicts.get(item.row_key)?.verification !== 'equal')
    if (open.length === 0) break
  }
  return [...verdicts.values()]
}

/** Of pages that were taken down the state alone. */
async function readBySort(
  deps: Pick<VerifyDeps, 'destination' | 'site'>,
  items: readonly ItemRow[],
): Promise<Map<string, RemoteState>> {
  const { true: down = [], false: others = [] } = Object.groupBy(items, ({ action }) =>
    action === 'take_down' ? 'true' : 'false',
  )
  const { target, options } = deps.destination
  const ids = down.map((item) => item.remote_id ?? '')
  return new Map([
    ...(ids.length > 0 ? await target.read(deps.site.wix, ids, 'light', options) : []),
    ...(others.length > 0 ? await readPages(deps, others) : []),
  ])
}

async function readPages(
  { destination, site }: Pick<VerifyDeps, 'destination' | 'site'>,
  items: readonly ItemRow[],
): Promise<Map<string, RemoteState>> {
  const ids = items.map((item) => item.remote_id ?? '')
  return destination.target.read(site.wix, ids, 'full', destination.options)
}

/** Of a page whose date alone changed: what stands in it was neither sent nor read. */
function judgeDate(item: ItemRow, state: RemoteState | undefined): Verdict {
  const sent = withVisibility({}, item.visibility)
  const base = { rowKey: item.row_key, remoteEditedAt: null, url: null, remoteFields: sent }
  if (!state || isGone(state)) return { ...base, verification: 'not_found', differences: [] }
  const { verification, differences } = compareFields(sent, state, null)
  return { ...base, verification, differences, remoteFields: state.fields ?? {} }
}

/** @param state with what the page is there among its fields */
function judge(
  destination: Destination,
  item: ItemRow,
  state: RemoteState | undefined,
  now: number,
): Verdict {
  if (item.action === 'take_down') return judgeDown(item, state, now)
  const isAway = !state || isGone(state)
  const sent =
    item.action === 'remove' ? {} : fieldsWith(destination.target, item, assetsOf(item, destination.assets))
  const base = {
    rowKey: item.row_key,
    remoteFields: sent,
    remoteEditedAt: item.remote_edited_at,
    url: state?.url ?? null,
  }
  if (item.action === 'remove') {
    if (isAway) return { ...base, verification: 'equal', differences: [] }
    return {
      ...base,
      verification: 'different',
      differences: [{ field: statusField, sent: 'trashed', found: state.status }],
    }
  }
  if (isAway) return { ...base, verification: 'not_found', differences: [] }
  const owed = withoutMissingImages(destination, item, sent, state)
  return { ...base, ...compareFields(owed, state, item.remote_edited_at) }
}

function judgeDown(item: ItemRow, state: RemoteState | undefined, now: number): Verdict {
  const { row_key: rowKey, visibility, remote_edited_at: remoteEditedAt } = item
  const base = { rowKey, remoteFields: {}, remoteEditedAt, url: null, isOfState: true as const }
  const isThere = state !== undefined && visibility !== null && !isAsWanted(state, visibility, now)
  if (!isThere) return { ...base, verification: 'equal', differences: [] }
  const sent = visibilityText(visibility) ?? ''
  return {
    ...base,
    verification: 'different',
    differences: [{ field: statusField, sent, found: state.status }],
  }
}

/** Pictures that could not be imported are no difference: the plan, or the diary, said that the page goes without them. */
function withoutMissingImages(
  destination: Destination,
  item: ItemRow,
  sent: Record<string, string>,
  state: RemoteState,
): Record<string, string> {
  const missing = missingImages(destination, item)
  if (missing.length === 0) return sent
  const had = assetsOf(item, destination.assets)
  const imagined = new Map([...had, ...missing.map((need) => [assetKey(need), imaginedImage] as const)])
  const hanging = fieldsWith(destination.target, item, imagined)
  return Object.fromEntries(
    Object.entries(sent).filter(([field, text]) => text === hanging[field] || text === state.fields?.[field]),
  )
}

/**
 * Whoever edits between our write and this read must not be taken for Wix's own doing: what we found becomes the
 * base of later comparisons only when it equals what we sent, or the edit date proves that nobody came between.
 */
export function compareFields(
  sent: Record<string, string>,
  state: RemoteState,
  acceptedAt: string | null,
): Pick<Verdict, 'verification' | 'differences' | 'remoteFields' | 'remoteEditedAt'> {
  const found = state.fields ?? {}
  // What somebody took away there, and what was left so, is blank.
  const differing = Object.keys(sent).filter((field) => (found[field] ?? '') !== (sent[field] ?? ''))
  const isUntouched = differing.length === 0 || state.editedAt === acceptedAt
  return {
    verification: differing.length === 0 ? 'equal' : 'different',
    differences: differing.map((field) => ({
      field,
      sent: shorten(sent[field] ?? '', longestShown),
      found: shorten(found[field] ?? '', longestShown),
    })),
    remoteFields: isUntouched ? found : sent,
    remoteEditedAt: isUntouched ? state.editedAt : acceptedAt,
  }
}
