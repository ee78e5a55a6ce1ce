// Reads back from Wix everything the run wrote, field by field. Nothing is "published" on our word alone.
import { sleepFor } from '../connections/pacer.ts'
import type { Site } from '../connections/site.ts'
import { inLanes } from '../lanes.ts'
import { rhythm } from '../plans/rhythm.ts'
import { assetKey, imageKind, imaginedImage, isGone, type RemoteState } from '../targets/target.ts'
import { statusField, withFoundVisibility, withVisibility } from '../targets/visibility.ts'
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
    await inLanes(lanes, reads, async (part) => storeVerdicts(deps.held, await readBack(deps, part)))
  }
}

/** What is not there or not equal yet is read again a few times: Wix shows some writes only after seconds. */
async function readBack(
  { destination, site, timing, stopping }: Omit<VerifyDeps, 'isPassed'>,
  items: ItemRow[],
): Promise<Verdict[]> {
  const verdicts = new Map<string, Verdict>()
  let open = items
  for (const waitMs of [0, ...timing.verifyRetryMs]) {
    if (waitMs > 0) await sleepFor(waitMs, stopping)
    const ids = open.map((item) => item.remote_id ?? '')
    const states = await destination.target.read(site.wix, ids, 'full', destination.options)
    for (const item of open) {
      const found = withFoundVisibility(states.get(item.remote_id ?? ''), item.visibility, site.wix.now())
      verdicts.set(item.row_key, judge(destination, item, found))
    }
    open = open.filter((item) => verdicts.get(item.row_key)?.verification !== 'equal')
    if (open.length === 0) break
  }
  return [...verdicts.values()]
}

/** @param state with what the page is there among its fields */
function judge(destination: Destination, item: ItemRow, state: RemoteState | undefined): Verdict {
  const isAway = !state || isGone(state)
  const { target, assets } = destination
  const sent =
    item.action === 'remove'
      ? {}
      : withVisibility(target.payloadFields(item.payload, assets), item.visibility)
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
  const owed = destination.withoutImages ? withoutImageFields(destination, item, sent, state) : sent
  return { ...base, ...compareFields(owed, state, item.remote_edited_at) }
}

/** Pictures that could not be imported are no difference: the plan said that the page goes without them. */
function withoutImageFields(
  destination: Destination,
  item: ItemRow,
  sent: Record<string, string>,
  state: RemoteState,
): Record<string, string> {
  const { target, assets } = destination
  const missing = target
    .needs(item.payload)
    .filter((need) => need.kind === imageKind && !assets.has(assetKey(need)))
  if (missing.length === 0) return sent
  const imagined = new Map([...assets, ...missing.map((need) => [assetKey(need), imaginedImage] as const)])
  const hanging = withVisibility(target.payloadFields(item.payload, imagined), item.visibility)
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
  const differing = Object.keys(sent).filter((field) => found[field] !== sent[field])
  const isUntouched = differing.length === 0 || state.editedAt === acceptedAt
  return {
    verification: differing.length === 0 ? 'equal' : 'different',
    differences: differing.map((field) => ({
      field,
      sent: shorten(sent[field] ?? ''),
      found: shorten(found[field] ?? ''),
    })),
    remoteFields: isUntouched ? found : sent,
    remoteEditedAt: isUntouched ? state.editedAt : acceptedAt,
  }
}

function shorten(text: string): string {
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}…`
}
