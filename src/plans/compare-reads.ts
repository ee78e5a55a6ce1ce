// What is read to compare pages: from Wix, and of our own what has to be looked into field by field.
import { inBatches } from '../batches.ts'
import { inLanes } from '../lanes.ts'
import type { IndexedPage } from '../pages/page-index.ts'
import { readPayloadBodies } from '../pages/payload-store.ts'
import { type LedgerPage, readRemoteFields } from '../pages/read-ledger.ts'
import type { RemoteState } from '../targets/target.ts'
import { needsFullRead } from './classify.ts'
import { isChanged, madeHashOf, type Texts } from './known-page.ts'
import type { PlanBuild } from './plan-build.ts'
import { isBringBack } from './scope.ts'

const usualReadSize = 100
const lanes = 4

/** Pages that are read side by side, where the destination has no size of its own. */
export const usuallyReadAtOnce = usualReadSize * lanes

/** Light reads for all; content only for what was touched in Wix. */
export async function readRemote(build: PlanBuild, known: LedgerPage[]): Promise<Map<string, RemoteState>> {
  const light = await readStates(
    build,
    known.map((page) => page.remoteId),
    'light',
  )
  const touched = known.filter(
    (page) => !staysDown(build, page) && needsFullRead(page, light.get(page.remoteId)),
  )
  const full = await readStates(
    build,
    touched.map((page) => page.remoteId),
    'full',
  )
  return new Map([...light, ...full])
}

/** What was taken down stays so, whatever stands in it, unless the plan is to bring it back. */
function staysDown({ plan }: PlanBuild, { down }: LedgerPage): boolean {
  return down !== null && !isBringBack(plan.scope)
}

/** In lanes, as many to a read as the destination takes. */
export async function readStates(
  { target, site, plan }: PlanBuild,
  ids: string[],
  depth: 'light' | 'full',
): Promise<Map<string, RemoteState>> {
  const states = new Map<string, RemoteState>()
  const chunks = [...inBatches(ids, target.readSize ?? usualReadSize)]
  await inLanes(lanes, chunks, async (chunk) => {
    for (const [id, state] of await target.read(site.wix, chunk, depth, plan.options)) states.set(id, state)
  })
  return states
}

/** Of pages that changed here or were touched in Wix. */
export async function readTexts(
  build: PlanBuild,
  pages: readonly IndexedPage[],
  ledger: ReadonlyMap<string, LedgerPage>,
  remote: ReadonlyMap<string, RemoteState>,
): Promise<Texts> {
  const open = pages.flatMap((page): { page: IndexedPage; known: LedgerPage }[] => {
    const known = ledger.get(page.rowKey)
    if (!known || staysDown(build, known)) return []
    return isTouched(known, remote) || isChanged(build, page, known) ? [{ page, known }] : []
  })
  return textsOf(
    build,
    open.flatMap(({ page, known }) => [page.payloadHash, known.payloadHash, madeHashOf(known)]),
    open.map(({ page }) => page.rowKey),
  )
}

/** Of pages whose row is gone, and that were touched in Wix. */
export async function readTextsOfRemovals(
  build: PlanBuild,
  pages: readonly LedgerPage[],
  remote: ReadonlyMap<string, RemoteState>,
): Promise<Texts> {
  const touched = pages.filter((page) => isTouched(page, remote))
  return textsOf(
    build,
    touched.flatMap((page) => [page.payloadHash, madeHashOf(page)]),
    touched.map((page) => page.rowKey),
  )
}

function isTouched({ remoteId }: LedgerPage, remote: ReadonlyMap<string, RemoteState>): boolean {
  return remote.get(remoteId)?.fields != null
}

async function textsOf(
  { database, project }: PlanBuild,
  hashes: string[],
  rowKeys: string[],
): Promise<Texts> {
  return {
    bodies: await readPayloadBodies(database, project.id, hashes),
    remoteFields: await readRemoteFields(database, project.id, rowKeys),
  }
}
