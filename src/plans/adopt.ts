// Pages that exist on the site already and that the project wants to take over: found before anything is made twice.
import type { Problem } from '../api/problem.ts'
import { isGone, type OutgoingItem, pageSeed, type RemoteRef, type RemoteState } from '../targets/target.ts'
import type { PlanBuild } from './build.ts'
import { itemsInOrder } from './chunks.ts'
import { changesBetween } from './classify.ts'
import { addProblems, holdItems, type PlanItemVerdict, storeVerdicts } from './items.ts'

interface NewPage {
  row_key: string
  payload: unknown
  action: 'create' | 'held'
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
  const owned = await ownedIds(build)
  const takers = new Map<string, string>()
  for await (const rows of newPages(build)) {
    const items = rows.map((row) => toOutgoing(build, row))
    const found = await adoption.match(build.site.wix, items, plan.options)
    const held: { rowKey: string; problem: Problem }[] = []
    const matches: Match[] = []
    for (const { row_key: rowKey, payload } of rows) {
      const refs = (found.get(rowKey) ?? []).filter((ref) => !owned.has(ref.remoteId))
      const problem =
        refs.length === 0 ? adoption.unmatched(plan.options, { rowKey, payload }) : objectionTo(refs, takers)
      if (problem) held.push({ rowKey, problem })
      else if (refs.length === 1) {
        takers.set(refs[0]!.remoteId, rowKey)
        matches.push({ rowKey, payload, refs })
      }
    }
    await holdItems(database, plan.id, held)
    await takeOver(build, matches)
  }
}

/** What this project published is its own already. */
async function ownedIds({ database, project }: PlanBuild): Promise<Set<string>> {
  const { rows } = await database.query<{ remote_id: string }>(
    'select remote_id from pages where project_id = $1',
    [project.id],
  )
  return new Set(rows.map((row) => row.remote_id))
}

function newPages({ database, plan }: PlanBuild): AsyncIterable<NewPage[]> {
  return itemsInOrder<NewPage>(
    database,
    plan.id,
    'row_key, payload, action',
    `action = 'create' and payload is not null`,
  )
}

function toOutgoing({ project }: PlanBuild, row: NewPage): OutgoingItem<unknown> {
  return {
    rowKey: row.row_key,
    seed: pageSeed(project.id, row.row_key),
    remoteId: null,
    payload: row.payload,
    changedFields: [],
  }
}

function objectionTo(refs: RemoteRef[], takers: Map<string, string>): Problem | null {
  if (refs.length > 1)
    return {
      code: 'adopt_ambiguous',
      severity: 'error',
      message: `The site has ${refs.length} that fit this row, so it is not clear which to take over. Make them differ in Wix, or match by another field.`,
    }
  const other = takers.get(refs[0]!.remoteId)
  if (other === undefined) return null
  return {
    code: 'adopt_doubled',
    severity: 'error',
    message: `The row "${other}" takes over the same one on the site. Only one row can be its page: change one of them, or match by another field.`,
  }
}

/** Shows what would change; what is equal already is only remembered as the row's page. */
async function takeOver(build: PlanBuild, matches: Match[]): Promise<void> {
  const { database, plan, target, site, assets } = build
  if (matches.length === 0) return
  const ids = matches.map(({ refs }) => refs[0]!.remoteId)
  const states = await target.read(site.wix, ids, 'full', plan.options)
  const verdicts = matches.flatMap(({ rowKey, payload, refs }): PlanItemVerdict[] => {
    const state = states.get(refs[0]!.remoteId)
    if (!state || isGone(state)) return []
    return [toVerdict(rowKey, state, target.payloadFields(payload, assets))]
  })
  await storeVerdicts(database, plan.id, verdicts)
  const note: Problem = {
    code: 'adopted',
    severity: 'note',
    message:
      'It exists on the site already and is taken over. Fields that the template does not fill stay as they are.',
  }
  await addProblems(
    database,
    plan.id,
    verdicts.map(({ rowKey }) => ({ rowKey, problem: note })),
  )
  const others = await otherOwners(build, ids)
  await addProblems(
    database,
    plan.id,
    verdicts.flatMap(({ rowKey, remoteId }) => {
      const owner = others.get(remoteId ?? '')
      return owner === undefined ? [] : [{ rowKey, problem: shared(owner) }]
    }),
  )
}

/** Projects that published the same before, by remote id. */
async function otherOwners({ database, project }: PlanBuild, ids: string[]): Promise<Map<string, string>> {
  const { rows } = await database.query<{ remote_id: string; name: string }>(
    `select g.remote_id, j.name from pages g join projects j on j.id = g.project_id
      where g.remote_id = any($1) and j.workspace_id = $2 and j.id <> $3 and g.status in ('live', 'draft')`,
    [ids, project.workspaceId, project.id],
  )
  return new Map(rows.map((row) => [row.remote_id, row.name]))
}

function shared(owner: string): Problem {
  return {
    code: 'adopt_shared',
    severity: 'warning',
    message: `It is a page of the project "${owner}" too. Fields that both fill will look to each like edits of somebody else: fill each field from one project only.`,
  }
}

function toVerdict(rowKey: string, state: RemoteState, ours: Record<string, string>): PlanItemVerdict {
  const theirs = state.fields ?? {}
  const before = Object.fromEntries(Object.keys(ours).map((field) => [field, theirs[field] ?? '']))
  return {
    rowKey,
    action: 'adopt',
    problems: null,
    changes: changesBetween(before, ours),
    remoteId: state.remoteId,
    remoteEditedAt: state.editedAt,
    url: state.url,
    keepsPayload: true,
  }
}
