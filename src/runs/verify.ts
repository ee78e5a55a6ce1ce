// Reads back from Wix everything the run wrote, field by field. Nothing is "published" on our word alone.

import { assertLease } from '../connections/lease.ts'
import { sleepFor } from '../connections/pacer.ts'
import { recordVerified } from '../pages/ledger.ts'
import { rhythm } from '../plans/rhythm.ts'
import { assetKey, imageKind, imaginedImage, isGone, type RemoteState } from '../targets/target.ts'
import { withPayloads } from './ledger.ts'
import type { RunContext } from './run-context.ts'
import type { ItemRow } from './run-row.ts'

const longestShown = 300

export interface Verdict {
  rowKey: string
  verification: 'equal' | 'different' | 'not_found'
  differences: { field: string; sent: string; found: string }[]
  /** What later plans compare Wix with. */
  remoteFields: Record<string, string>
  remoteEditedAt: string | null
  url: string | null
}

/** Verifies every accepted item that has not been verified yet; false when the process is stopping. */
export async function verifyItems(context: RunContext): Promise<boolean> {
  for (;;) {
    if (context.stopping.aborted) return false
    context.signal.throwIfAborted()
    const items = await pickUnverified(context)
    if (items.length === 0) return true
    await storeVerdicts(context, await readBack(context, items))
  }
}

async function pickUnverified({ database, run, target }: RunContext): Promise<ItemRow[]> {
  const { rows } = await database.query<ItemRow>(
    `select i.row_key, i.action, i.remote_id, i.remote_edited_at, i.payload_hash from run_items i
      where i.run_id = $1 and i.state = 'accepted' and i.verification = 'pending'
      order by i.position limit $2`,
    [run.id, target.readSize ?? rhythm.readSize],
  )
  return withPayloads(database, run, rows)
}

/** What is not there or not equal yet is read again a few times: Wix shows some writes only after seconds. */
async function readBack(context: RunContext, items: ItemRow[]): Promise<Verdict[]> {
  const verdicts = new Map<string, Verdict>()
  let open = items
  for (const waitMs of [0, ...context.timing.verifyRetryMs]) {
    if (waitMs > 0) await sleepFor(waitMs, context.stopping)
    const ids = open.map((item) => item.remote_id ?? '')
    const states = await context.target.read(context.wix, ids, 'full', context.options)
    for (const item of open) {
      verdicts.set(item.row_key, judge(context, item, states.get(item.remote_id ?? '')))
    }
    open = open.filter((item) => verdicts.get(item.row_key)?.verification !== 'equal')
    if (open.length === 0) break
  }
  return [...verdicts.values()]
}

function judge(context: RunContext, item: ItemRow, state: RemoteState | undefined): Verdict {
  const isAway = !state || isGone(state)
  const sent = item.action === 'remove' ? {} : context.target.payloadFields(item.payload, context.assets)
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
      differences: [{ field: 'status', sent: 'trashed', found: state.status }],
    }
  }
  if (isAway) return { ...base, verification: 'not_found', differences: [] }
  const owed = context.withoutImages ? withoutImageFields(context, item, sent, state) : sent
  return { ...base, ...compareFields(owed, state, item.remote_edited_at) }
}

/** Pictures that could not be imported are no difference: the plan said that the page goes without them. */
function withoutImageFields(
  { target, assets }: RunContext,
  item: ItemRow,
  sent: Record<string, string>,
  state: RemoteState,
): Record<string, string> {
  const missing = target
    .needs(item.payload)
    .filter((need) => need.kind === imageKind && !assets.has(assetKey(need)))
  if (missing.length === 0) return sent
  const imagined = new Map([...assets, ...missing.map((need) => [assetKey(need), imaginedImage] as const)])
  const hanging = target.payloadFields(item.payload, imagined)
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

async function storeVerdicts(context: RunContext, verdicts: Verdict[]): Promise<void> {
  const list = JSON.stringify(
    verdicts.map((one) => ({
      row_key: one.rowKey,
      verification: one.verification,
      differences: one.differences,
      url: one.url,
    })),
  )
  await context.database.transaction(async (tx) => {
    await assertLease(tx, context.lease)
    await tx.query(
      `update run_items i set verification = o.verification, differences = o.differences, url = coalesce(o.url, i.url)
         from jsonb_to_recordset($2::jsonb) as o(row_key text, verification text, differences jsonb, url text)
        where i.run_id = $1 and i.row_key = o.row_key`,
      [context.run.id, list],
    )
    await recordVerified(
      tx,
      context.run.project_id,
      context.run.id,
      verdicts.filter((one) => one.verification !== 'not_found'),
    )
  })
}
