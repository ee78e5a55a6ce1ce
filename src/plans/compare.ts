// Pass two of a plan: everything we published before, against what the template makes now and what Wix has now.
import type { FieldChange } from '../api/plan.ts'
import type { Problem } from '../api/problem.ts'
import { inLanes } from '../lanes.ts'
import { isGone, type RemoteState } from '../targets/target.ts'
import type { PlanBuild } from './build.ts'
import {
  classifyPage,
  classifyRemoval,
  type Decision,
  needsFullRead,
  type PublishedPage,
} from './classify.ts'
import { insertPlanItems, type PlanItemVerdict, storeVerdicts } from './items.ts'

const usualReadSize = 100
const lanes = 4

interface PublishedLight {
  row_key: string
  remote_id: string
  payload_hash: string
  slug: string
  title: string
  url: string | null
  remote_edited_at: string | null
  is_verified: boolean
  /** Of the new page; null when the row has left the data. */
  our_hash: string | null
}

interface PublishedFull {
  row_key: string
  payload: unknown
  remote_fields: Record<string, string>
  our_payload: unknown
  our_slug: string | null
  our_problems: Problem[] | null
}

export async function comparePublished(
  build: PlanBuild,
  onProgress: (fraction: number) => Promise<unknown>,
): Promise<void> {
  const { database, project } = build
  const total = await database.query<{ n: number }>('select count(*) as n from pages where project_id = $1', [
    project.id,
  ])
  let done = 0
  let after = ''
  let position = await nextPosition(build)
  for (;;) {
    const chunk = await readPublished(build, after)
    if (chunk.length === 0) return
    after = chunk.at(-1)?.row_key ?? after
    position = await compareChunk(build, chunk, position)
    done += chunk.length
    await onProgress(done / Math.max(1, total.rows[0]?.n ?? 1))
  }
}

async function readPublished(
  { database, project, plan, target }: PlanBuild,
  after: string,
): Promise<PublishedLight[]> {
  const { rows } = await database.query<PublishedLight>(
    `select g.row_key, g.remote_id, g.payload_hash, g.slug, g.title, g.url, g.remote_edited_at,
            g.remote_fields <> '{}'::jsonb as is_verified, i.payload_hash as our_hash
       from pages g left join plan_items i on i.plan_id = $2 and i.row_key = g.row_key
      where g.project_id = $1 and g.row_key > $3 and g.status <> 'removed'
      order by g.row_key limit $4`,
    [project.id, plan.id, after, Math.max(usualReadSize * lanes, target.readSize ?? 0)],
  )
  return rows
}

/** Light reads for all; content only for what was touched in Wix or changed here. */
async function compareChunk(build: PlanBuild, chunk: PublishedLight[], position: number): Promise<number> {
  const light = await readStates(
    build,
    chunk.map((row) => row.remote_id),
    'light',
  )
  const touched = chunk.filter((row) =>
    needsFullRead(
      { remoteEditedAt: row.remote_edited_at, isVerified: row.is_verified },
      light.get(row.remote_id),
    ),
  )
  const full = await readStates(
    build,
    touched.map((row) => row.remote_id),
    'full',
  )
  const changed = chunk.filter((row) => row.our_hash !== row.payload_hash || full.has(row.remote_id))
  const details = await readDetails(
    build,
    changed.map((row) => row.row_key),
  )

  const verdicts: PlanItemVerdict[] = []
  const removals: { row: PublishedLight; decision: Decision }[] = []
  for (const row of chunk) {
    const state = full.get(row.remote_id) ?? light.get(row.remote_id)
    const detail = details.get(row.row_key)
    const decision = decide(build, row, detail, state)
    if (row.our_hash === null) removals.push({ row, decision })
    else verdicts.push(toVerdict(row, decision, state, detail !== undefined))
  }
  await storeVerdicts(build.database, build.plan.id, verdicts)
  await insertPlanItems(
    build.database,
    build.plan.id,
    removals.map(({ row, decision }) => ({
      rowKey: row.row_key,
      position: position++,
      action: decision.action,
      title: row.title,
      slug: row.slug,
      url: row.url,
      remoteId: row.remote_id,
      payload: null,
      payloadHash: null,
      problems: decision.problems,
      changes: [],
    })),
  )
  await recordFacts(build, chunk, light, full, verdicts)
  return position
}

function decide(
  { target, assets }: PlanBuild,
  row: PublishedLight,
  detail: PublishedFull | undefined,
  state: RemoteState | undefined,
): Decision {
  const published: PublishedPage = {
    payloadHash: row.payload_hash,
    fields: detail ? target.payloadFields(detail.payload, assets) : {},
    slug: row.slug,
    remoteFields: detail?.remote_fields ?? {},
    remoteEditedAt: row.remote_edited_at,
  }
  if (row.our_hash === null) return classifyRemoval(published, state)
  const fields = detail ? target.payloadFields(detail.our_payload, assets) : {}
  return classifyPage(
    {
      payloadHash: row.our_hash,
      fields,
      slug: detail?.our_slug ?? row.slug,
      problems: detail?.our_problems ?? [],
    },
    published,
    state,
  )
}

function toVerdict(
  row: PublishedLight,
  decision: Decision,
  state: RemoteState | undefined,
  knowsProblems: boolean,
): PlanItemVerdict {
  const isSent = ['update', 'move', 'conflict', 'gone'].includes(decision.action)
  return {
    rowKey: row.row_key,
    action: decision.action,
    problems: knowsProblems || decision.problems.length > 0 ? decision.problems : null,
    changes: decision.changes.map(cap),
    remoteId: row.remote_id,
    remoteEditedAt: state?.editedAt ?? row.remote_edited_at,
    url: row.url,
    keepsPayload: isSent,
  }
}

/** A body of 400 KB need not stand in the plan three times: what is shown is cut, what is sent is the payload. */
function cap(change: FieldChange): FieldChange {
  const cut = (text: string | null) =>
    text !== null && text.length > 20_000 ? `${text.slice(0, 20_000)}…` : text
  return { ...change, before: cut(change.before), after: cut(change.after), theirs: cut(change.theirs) }
}

async function readStates(
  { target, site, plan }: PlanBuild,
  ids: string[],
  depth: 'light' | 'full',
): Promise<Map<string, RemoteState>> {
  const states = new Map<string, RemoteState>()
  const chunks: string[][] = []
  const size = target.readSize ?? usualReadSize
  for (let at = 0; at < ids.length; at += size) chunks.push(ids.slice(at, at + size))
  await inLanes(lanes, chunks, async (chunk) => {
    for (const [id, state] of await target.read(site.wix, chunk, depth, plan.options)) states.set(id, state)
  })
  return states
}

async function readDetails(
  { database, project, plan }: PlanBuild,
  rowKeys: string[],
): Promise<Map<string, PublishedFull>> {
  const details = new Map<string, PublishedFull>()
  for (let at = 0; at < rowKeys.length; at += usualReadSize) {
    const { rows } = await database.query<PublishedFull>(
      `select g.row_key, g.payload, g.remote_fields, i.payload as our_payload, i.slug as our_slug, i.problems as our_problems
         from pages g left join plan_items i on i.plan_id = $2 and i.row_key = g.row_key
        where g.project_id = $1 and g.row_key = any($3)`,
      [project.id, plan.id, rowKeys.slice(at, at + usualReadSize)],
    )
    for (const row of rows) details.set(row.row_key, row)
  }
  return details
}

/** What was seen is a fact worth keeping: what is gone, and where nothing but the edit date moved. */
async function recordFacts(
  { database, project }: PlanBuild,
  chunk: PublishedLight[],
  light: Map<string, RemoteState>,
  full: Map<string, RemoteState>,
  verdicts: PlanItemVerdict[],
): Promise<void> {
  const seen = chunk.map((row) => ({ row_key: row.row_key, status: statusOf(light.get(row.remote_id)) }))
  const conflicts = new Set(verdicts.filter((one) => one.action === 'conflict').map((one) => one.rowKey))
  const moved = chunk
    .filter((row) => full.has(row.remote_id) && !conflicts.has(row.row_key) && row.our_hash !== null)
    .map((row) => ({
      row_key: row.row_key,
      edited_at: full.get(row.remote_id)?.editedAt,
      fields: full.get(row.remote_id)?.fields,
    }))
    .filter((row) => row.fields)
  await database.transaction(async (tx) => {
    await tx.query(
      `update pages g set status = o.status
         from jsonb_to_recordset($2::jsonb) as o(row_key text, status text)
        where g.project_id = $1 and g.row_key = o.row_key and g.status <> o.status`,
      [project.id, JSON.stringify(seen)],
    )
    await tx.query(
      `update pages g set remote_edited_at = o.edited_at, remote_fields = o.fields
         from jsonb_to_recordset($2::jsonb) as o(row_key text, edited_at text, fields jsonb)
        where g.project_id = $1 and g.row_key = o.row_key`,
      [project.id, JSON.stringify(moved)],
    )
  })
}

async function nextPosition({ database, plan }: PlanBuild): Promise<number> {
  const { rows } = await database.query<{ n: number }>(
    'select coalesce(max(position), -1) + 1 as n from plan_items where plan_id = $1',
    [plan.id],
  )
  return rows[0]?.n ?? 0
}

function statusOf(state: RemoteState | undefined): 'live' | 'draft' | 'gone' {
  if (!state || isGone(state)) return 'gone'
  return state.status === 'live' ? 'live' : 'draft'
}
