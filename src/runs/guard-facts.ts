// A plan was made for the site as it was. What has changed since (a field that is gone, another type) holds the pages
// it concerns; the rest goes on.
import type { Problem } from '../api/problem.ts'
import { canonicalJson } from '../pages/page.ts'
import { targetOptions } from '../projects/project-record.ts'
import { type Settlement, settleItems, withPayloads } from './ledger.ts'
import { type RunContext, writeDiary } from './run-context.ts'

const size = 500

/** Reads the facts of the site again. Throws what `explain` explains when they cannot be read. */
export async function guardFacts(context: RunContext): Promise<void> {
  const { target } = context
  const planned = context.options as { facts?: unknown }
  if (!target.facts) return
  const now = await target.facts.read(context.wix, context.options)
  if (canonicalJson(now) === canonicalJson(planned.facts)) return
  const held = await holdObjections(context, (payload) =>
    target.facts!.objection(payload, planned.facts, now),
  )
  context.options = targetOptions({ options: context.options as Record<string, unknown>, facts: now })
  if (held > 0)
    await writeDiary(
      context,
      'held',
      `What pages go into was changed in Wix after the plan was made. ${held} pages that this concerns were held; the others go on.`,
    )
}

async function holdObjections(
  context: RunContext,
  objectionTo: (payload: unknown) => Problem | null,
): Promise<number> {
  let after = -1
  let held = 0
  for (;;) {
    const { rows } = await context.database.query<{
      row_key: string
      position: number
      payload_hash: string | null
    }>(
      `select row_key, position, payload_hash from run_items
        where run_id = $1 and state = 'ready' and action <> 'remove' and position > $2
        order by position limit ${size}`,
      [context.run.id, after],
    )
    const last = rows.at(-1)
    if (!last) return held
    after = last.position
    const items = await withPayloads(context.database, context.run, rows)
    const settlements = items.flatMap(({ row_key: rowKey, payload }): Settlement[] => {
      const problem = objectionTo(payload)
      return problem ? [{ rowKey, state: 'held', problem }] : []
    })
    await settleItems(context.database, context.lease, context.run, settlements)
    held += settlements.length
  }
}
