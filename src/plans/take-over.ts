// A new page that turned out to be on the site: what would change there, field by field.
import type { PlanAction } from '../api/plan.ts'
import type { Problem } from '../api/problem.ts'
import { readSeeds } from '../pages/key-changes.ts'
import { readPayloads } from '../pages/payload-store.ts'
import { projectsSharing } from '../pages/read-ledger.ts'
import { projectNames } from '../projects/names.ts'
import { isGone, type OutgoingItem, type RemoteState } from '../targets/target.ts'
import {
  isSameVisibility,
  statusField,
  type WantedVisibility,
  withFoundVisibility,
  withVisibility,
} from '../targets/visibility.ts'
import { changesBetween } from './classify.ts'
import { type Adopted, addProblems, itemsInOrder, markAdopted } from './items.ts'
import { wantedFor } from './page-visibility.ts'
import type { PlanBuild } from './plan-build.ts'
import { planPage } from './planned-calls.ts'

/** A page that the plan would create. */
export interface NewPage {
  rowKey: string
  /** What it is recognised by. */
  seed: string
  action: PlanAction
  payloadHash: string
  payload: unknown
}

export interface Match {
  rowKey: string
  payload: unknown
  remoteId: string
}

/** @param actions of pages that could be created */
export async function* newPages(
  { database, plan, project }: PlanBuild,
  actions: PlanAction[],
): AsyncGenerator<NewPage[]> {
  for await (const items of itemsInOrder(database, plan.number, actions)) {
    const payloads = await readPayloads(
      database,
      project.id,
      items.map((item) => item.payloadHash),
    )
    const seeds = await readSeeds(
      database,
      project.id,
      items.map((item) => item.rowKey),
    )
    // A page whose row left the data has none.
    yield items.flatMap(({ rowKey, action, payloadHash }) =>
      payloadHash === null
        ? []
        : [{ rowKey, seed: seeds.get(rowKey)!, action, payloadHash, payload: payloads.get(payloadHash) }],
    )
  }
}

export function toOutgoing(
  { target, plan }: PlanBuild,
  { rowKey, seed, payload }: Pick<NewPage, 'rowKey' | 'seed' | 'payload'>,
): OutgoingItem<unknown> {
  return {
    rowKey,
    seed,
    remoteId: null,
    payload,
    visibility: target.visibility(plan.options),
    changedFields: [],
  }
}

/**
 * Shows what would change; what is equal already is only remembered as the row's page.
 * @param isOurs it was made from the row once: what it is on the site, live or dated, may be somebody's decision and
 * stays
 */
export async function takeOver(
  build: PlanBuild,
  matches: readonly Match[],
  note: Problem,
  isOurs = false,
): Promise<void> {
  const { database, plan, target, site, assets } = build
  if (matches.length === 0) return
  const ids = matches.map(({ remoteId }) => remoteId)
  const states = await target.read(site.wix, ids, 'full', plan.options)
  const mode = target.visibility(plan.options)
  const adopted = matches.flatMap(({ rowKey, payload, remoteId }): Adopted[] => {
    const read = states.get(remoteId)
    if (!read || isGone(read)) return []
    // One that is live gets no date.
    const usual = read.status === 'live' ? mode : wantedFor(build, undefined)
    const wanted = isOurs ? ownWanted(read, usual) : usual
    const state = withFoundVisibility(read, wanted, site.wix.now())
    const ours = withVisibility(target.payloadFields(payload, assets), wanted)
    // Taken off the site is what a page of ours never is by this alone.
    if (isOurs && ours[statusField] === 'draft') delete ours[statusField]
    const one = toAdopted(rowKey, state, ours, isSameVisibility(wanted, mode) ? null : wanted)
    const changes = changesBetween(one.theirs, ours).filter(({ field }) => field in one.theirs)
    build.planned.set(
      rowKey,
      planPage(build, { action: 'adopt', slug: '', visibility: wanted }, JSON.stringify(payload), changes),
    )
    return [one]
  })
  await markAdopted(database, plan.number, adopted)
  await addProblems(
    database,
    plan.number,
    adopted.map(({ rowKey }) => ({ rowKey, problem: note })),
  )
  const others = await otherOwners(build, ids)
  await addProblems(
    database,
    plan.number,
    adopted.flatMap(({ rowKey, remoteId }) => {
      const owner = others.get(remoteId)
      return owner === undefined ? [] : [{ rowKey, problem: shared(owner) }]
    }),
  )
}

/** A date that somebody gave it is kept, as one that the ledger knows. */
function ownWanted({ status, scheduledFor }: RemoteState, mode: WantedVisibility): WantedVisibility {
  return mode !== null && status === 'scheduled' && scheduledFor ? { state: 'dated', at: scheduledFor } : mode
}

/** Names of the projects that have published the same, by remote id. */
async function otherOwners({ database, project }: PlanBuild, ids: string[]): Promise<Map<string, string>> {
  const sharing = await projectsSharing(database, project.id, ids)
  const names = await projectNames(database, [...sharing.values()])
  return new Map([...sharing].map(([remoteId, projectId]) => [remoteId, names.get(projectId) ?? '']))
}

function shared(owner: string): Problem {
  return {
    code: 'adopt_shared',
    severity: 'warning',
    message: `It is a page of the project "${owner}" too. To each project, fields that both fill look like someone else's edits: fill each field from one project only.`,
  }
}

function toAdopted(
  rowKey: string,
  state: RemoteState,
  ours: Record<string, string>,
  visibility: WantedVisibility,
): Adopted {
  const theirs = state.fields ?? {}
  const before = Object.fromEntries(Object.keys(ours).map((field) => [field, theirs[field] ?? '']))
  const changed = changesBetween(before, ours).map((change) => change.field)
  return {
    rowKey,
    remoteId: state.remoteId,
    remoteEditedAt: state.editedAt,
    url: state.url,
    visibility,
    changedFields: changed,
    theirs: Object.fromEntries(changed.map((field) => [field, before[field] ?? ''])),
  }
}
