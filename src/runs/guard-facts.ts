// A plan was made for the site as it was. What has changed since (a field that is gone, another type) holds the pages
// it concerns; the rest goes on.
import type { Problem } from '../api/problem.ts'
import type { Site } from '../connections/site.ts'
import { canonicalJson } from '../pages/page.ts'
import { targetOptions } from '../projects/project-record.ts'
import { writeDiary } from './diary.ts'
import type { Destination, HeldRun } from './held-run.ts'
import { type Settlement, settleItems } from './item-ledger.ts'
import { listReadyAfter } from './item-picks.ts'

const size = 500

export interface GuardFactsDeps {
  held: HeldRun
  destination: Pick<Destination, 'target' | 'options'>
  site: Pick<Site, 'wix'>
}

/**
 * Reads the facts of the site again and returns the options with them. Throws what `explain` explains when they cannot
 * be read.
 */
export async function guardFacts({ held, destination, site }: GuardFactsDeps): Promise<unknown> {
  const { options } = destination
  const { facts } = destination.target
  if (!facts) return options
  const planned = (options as { facts?: unknown }).facts
  const now = await facts.read(site.wix, options)
  if (canonicalJson(now) === canonicalJson(planned)) return options
  const count = await holdObjections(held, (payload) => facts.objection(payload, planned, now))
  if (count > 0)
    await writeDiary(
      held.database,
      held.run.id,
      'held',
      `The collection or store was changed in Wix after the plan was created. Pages held because of it: ${count}; the others continue.`,
    )
  return targetOptions({ options: options as Record<string, unknown>, facts: now })
}

async function holdObjections(
  held: HeldRun,
  objectionTo: (payload: unknown) => Problem | null,
): Promise<number> {
  let after = -1
  let count = 0
  for (;;) {
    const items = await listReadyAfter(held, after, size)
    const last = items.at(-1)
    if (!last) return count
    after = last.position
    const settlements = items.flatMap(({ row_key: rowKey, payload }): Settlement[] => {
      const problem = objectionTo(payload)
      return problem ? [{ rowKey, state: 'held', problem }] : []
    })
    await settleItems(held, settlements)
    count += settlements.length
  }
}
