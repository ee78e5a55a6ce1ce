// Pages that exist on the site already and that the project wants to take over: found before anything is created twice.
import type { Problem } from '../api/problem.ts'
import { ownedRemoteIds, projectsSharing } from '../pages/ledger.ts'
import { readPayloads } from '../pages/payload-store.ts'
import { projectNames } from '../projects/names.ts'
import { isGone, type OutgoingItem, pageSeed, type RemoteRef, type RemoteState } from '../targets/target.ts'
import { withFoundVisibility, withVisibility } from '../targets/visibility.ts'
import { changesBetween } from './classify.ts'
import { type Adopted, addProblems, holdItems, itemsInOrder, markAdopted, type RowProblem } from './items.ts'
import type { PlanBuild } from './plan-build.ts'
import { planPage } from './planned-calls.ts'

interface NewPage {
  rowKey: string
  payload: unknown
}

interface Match {
  rowKey: string
  payload: unknown
  refs: RemoteRef[]
}

/** Nothing is written to the site: the plan shows what would be taken over, field by field. */
export async function adoptExisting(build: PlanBuild): Promise<void> {
  const { database, plan, target } = build
  const { adoption } = target
  if (!adoption?.isChosen(plan.options)) return
  const owned = await ownedRemoteIds(database, build.project.id)
  const takers = new Map<string, string>()
  for await (const pages of newPages(build)) {
    const items = pages.map((page) => toOutgoing(build, page))
    const found = await adoption.match(build.site.wix, items, plan.options)
    const held: RowProblem[] = []
    const matches: Match[] = []
    for (const { rowKey, payload } of pages) {
      const refs = (found.get(rowKey) ?? []).filter((ref) => !owned.has(ref.remoteId))
      const problem =
        refs.length === 0 ? adoption.unmatched(plan.options, { rowKey, payload }) : objectionTo(refs, takers)
      if (problem) held.push({ rowKey, problem })
      else if (refs.length === 1) {
        takers.set(refs[0]!.remoteId, rowKey)
        matches.push({ rowKey, payload, refs })
      }
    }
    await holdItems(database, plan.number, held)
    await takeOver(build, matches)
  }
}

async function* newPages({ database, plan, project }: PlanBuild): AsyncGenerator<NewPage[]> {
  for await (const items of itemsInOrder(database, plan.number, ['create'])) {
    const payloads = await readPayloads(
      database,
      project.id,
      items.map((item) => item.payloadHash),
    )
    yield items.map(({ rowKey, payloadHash }) => ({ rowKey, payload: payloads.get(payloadHash ?? '') }))
  }
}

function toOutgoing(
  { project, target, plan }: PlanBuild,
  { rowKey, payload }: NewPage,
): OutgoingItem<unknown> {
  return {
    rowKey,
    seed: pageSeed(project.id, rowKey),
    remoteId: null,
    payload,
    visibility: target.visibility(plan.options),
    changedFields: [],
  }
}

function objectionTo(refs: RemoteRef[], takers: Map<string, string>): Problem | null {
  if (refs.length > 1)
    return {
      code: 'adopt_ambiguous',
      severity: 'error',
      message: `${refs.length} pages on the site match this row, so it is not clear which to take over. Make them differ in Wix, or match by another field.`,
    }
  const other = takers.get(refs[0]!.remoteId)
  if (other === undefined) return null
  return {
    code: 'adopt_doubled',
    severity: 'error',
    message: `The row "${other}" takes over the same page on the site. A page can belong to only one row: change one of them, or match by another field.`,
  }
}

/** Shows what would change; what is equal already is only remembered as the row's page. */
async function takeOver(build: PlanBuild, matches: Match[]): Promise<void> {
  const { database, plan, target, site, assets } = build
  if (matches.length === 0) return
  const ids = matches.map(({ refs }) => refs[0]!.remoteId)
  const states = await target.read(site.wix, ids, 'full', plan.options)
  const wanted = target.visibility(plan.options)
  const adopted = matches.flatMap(({ rowKey, payload, refs }): Adopted[] => {
    const state = withFoundVisibility(states.get(refs[0]!.remoteId), wanted, site.wix.now())
    if (!state || isGone(state)) return []
    const ours = withVisibility(target.payloadFields(payload, assets), wanted)
    const one = toAdopted(rowKey, state, ours)
    const changes = changesBetween(one.theirs, ours).filter(({ field }) => field in one.theirs)
    build.planned.set(
      rowKey,
      planPage(build, { action: 'adopt', slug: '' }, JSON.stringify(payload), changes),
    )
    return [one]
  })
  await markAdopted(database, plan.number, adopted)
  const note: Problem = {
    code: 'adopted',
    severity: 'note',
    message:
      'It already exists on the site and is taken over. Fields that the template does not fill stay as they are.',
  }
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
      const owner = others.get(remoteId ?? '')
      return owner === undefined ? [] : [{ rowKey, problem: shared(owner) }]
    }),
  )
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

function toAdopted(rowKey: string, state: RemoteState, ours: Record<string, string>): Adopted {
  const theirs = state.fields ?? {}
  const before = Object.fromEntries(Object.keys(ours).map((field) => [field, theirs[field] ?? '']))
  const changed = changesBetween(before, ours).map((change) => change.field)
  return {
    rowKey,
    remoteId: state.remoteId,
    remoteEditedAt: state.editedAt,
    url: state.url,
    changedFields: changed,
    theirs: Object.fromEntries(changed.map((field) => [field, before[field] ?? ''])),
  }
}
