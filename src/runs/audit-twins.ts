// The last look of a run: wherever an answer was lost, is there really only one?
import type { Site } from '../connections/site.ts'
import type { RemoteRef } from '../targets/target.ts'
import type { Destination, HeldRun } from './held-run.ts'
import { storeProblems } from './item-findings.ts'
import { listUncertainAfter } from './item-picks.ts'

const lookSize = 100

export interface AuditDeps {
  held: HeldRun
  destination: Pick<Destination, 'target' | 'options'>
  site: Pick<Site, 'wix'>
}

/** Marks every item of which the site holds more than one, and returns how many. */
export async function auditTwins({ held, destination, site }: AuditDeps): Promise<number> {
  const { target, options } = destination
  let twins = 0
  let after = -1
  for (;;) {
    const items = await listUncertainAfter(held, after, lookSize)
    const last = items.at(-1)
    if (!last) return twins
    after = last.position
    const outgoing = items.map((item) => item.outgoing)
    const found = await target.find(site.wix, outgoing, options)
    const doubled = [...found].filter(([, refs]) => refs.length > 1)
    twins += doubled.length
    await storeProblems(
      held,
      doubled.map(([rowKey, refs]) => ({ rowKey, problem: twin(refs) })),
    )
  }
}

function twin(refs: RemoteRef[]) {
  return {
    code: 'twin',
    severity: 'error' as const,
    message: `Wix holds this page ${refs.length} times (${refs.map((ref) => ref.remoteId).join(', ')}): a request whose answer was lost arrived very late. Delete all but the first in Wix.`,
  }
}
