// The last look of a run: wherever an answer was lost, is there really only one?

import { assertLease } from '../connections/lease.ts'
import type { OutgoingItem, RemoteRef } from '../targets/target.ts'
import { withPayloads } from './ledger.ts'
import { type RunContext, toOutgoing } from './run-context.ts'
import type { ItemRow } from './run-row.ts'

const lookSize = 100

/** Marks every item of which the site holds more than one, and returns how many. */
export async function auditTwins(context: RunContext): Promise<number> {
  const { rows } = await context.database.query<ItemRow>(
    `select i.row_key, i.action, i.remote_id, i.payload_hash, i.changed_fields from run_items i
      where i.run_id = $1 and i.action = 'create' and i.state = 'accepted' and (i.looks > 0 or i.attempts <> 1)
      order by i.position`,
    [context.run.id],
  )
  let twins = 0
  for (let at = 0; at < rows.length; at += lookSize) {
    const items = await withPayloads(context.database, context.run, rows.slice(at, at + lookSize))
    const outgoing: OutgoingItem<unknown>[] = items.map((item) => toOutgoing(context, item))
    const found = await context.target.find(context.wix, outgoing, context.options)
    const doubled = [...found].filter(([, refs]) => refs.length > 1)
    twins += doubled.length
    if (doubled.length > 0) await markTwins(context, doubled)
  }
  return twins
}

async function markTwins(context: RunContext, doubled: [string, RemoteRef[]][]): Promise<void> {
  const list = doubled.map(([rowKey, refs]) => ({
    row_key: rowKey,
    problem: {
      code: 'twin',
      severity: 'error',
      message: `Wix holds this page ${refs.length} times (${refs.map((ref) => ref.remoteId).join(', ')}): a request whose answer was lost arrived very late. Delete all but the first in Wix.`,
    },
  }))
  await context.database.transaction(async (tx) => {
    await assertLease(tx, context.lease)
    await tx.query(
      `update run_items i set problem = o.problem
         from jsonb_to_recordset($2::jsonb) as o(row_key text, problem jsonb)
        where i.run_id = $1 and i.row_key = o.row_key`,
      [context.run.id, JSON.stringify(list)],
    )
  })
}
