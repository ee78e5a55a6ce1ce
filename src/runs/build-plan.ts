// Makes a plan: renders every page, reads what Wix has now, and freezes what a run will do. Sends nothing.
import type { PlanAction } from '../api/plan.ts'
import type { Problem } from '../api/problem.ts'
import { usualRatePerMinute } from '../connections/pace.ts'
import type { Database } from '../db/types.ts'
import type { ImageChecks } from '../images/image-checks.ts'
import { groupProblems, type RowProblems } from '../pages/checks.ts'
import { forgetOldConversions, isConvertedByWix } from '../pages/conversions.ts'
import type { Page } from '../pages/page.ts'
import { type PagesDeps, pagesOf } from '../pages/pages-of.ts'
import { type ProjectRecord, targetOptions } from '../projects/project-record.ts'
import { saveFacts } from '../projects/project-store.ts'
import { targetById } from '../targets/index.ts'
import { type AssetNeed, assetKey, imageKind, type Target } from '../targets/target.ts'
import { adoptExisting } from './adopt-existing.ts'
import { listAssets, readyAssets, recordLookedUp } from './asset-ledger.ts'
import { comparePublished } from './compare-published.ts'
import { estimateRun } from './estimate.ts'
import { hashParts } from './hash.ts'
import { holdUnusable } from './hold-unusable.ts'
import { holdTakenAddresses } from './plan-addresses.ts'
import { itemsInOrder } from './plan-chunks.ts'
import { insertPlanItems } from './plan-items.ts'
import type { PlanRow } from './plan-row.ts'
import { readPlannedWork } from './planned-work.ts'
import { openSite, type Site, type SiteDeps } from './site.ts'
import { validateSample } from './validate-sample.ts'

export interface PlanDeps extends SiteDeps {
  pages: PagesDeps
  /** Looks at the addresses of pictures. */
  images: ImageChecks
}

/** What every step of the building knows. */
export interface PlanBuild {
  database: Database
  plan: PlanRow
  project: ProjectRecord
  target: Target
  site: Site
  assets: Map<string, string>
  /** The connection may not import pictures, so that pages go without them. */
  withoutImages: boolean
}

/** Builds the plan from the start; an interrupted building is begun again. */
export async function buildPlan(
  deps: PlanDeps,
  planId: string,
  project: ProjectRecord,
  signal: AbortSignal,
): Promise<void> {
  const { database } = deps
  const { rows } = await database.query<PlanRow>('select * from plans where id = $1', [planId])
  const plan = rows[0]
  if (plan?.state !== 'building') return
  await database.query('delete from plan_items where plan_id = $1', [planId])
  const target = targetById(plan.destination)
  const step = (name: string, progress: number) =>
    database.query('update plans set step = $2, progress = $3 where id = $1', [planId, name, progress])

  const site = await openSite(deps, plan.connection_id, signal, 'burst')
  await step('Asking the site what it has', 0)
  const fresh = await readPlanFacts(database, plan, project, site)
  const withoutImages = lacksMediaManager(site)
  const build: PlanBuild = { database, plan, project: fresh, target, site, assets: new Map(), withoutImages }

  const rendering = isConvertedByWix({ target, options: plan.options })
    ? 'Rendering the pages, Wix converts them'
    : 'Rendering the pages'
  await step(rendering, 0)
  const needs = await renderItems(deps, build, (fraction) => step(rendering, fraction * 0.5))
  await forgetOldConversions(database, project.id)
  await step('Looking up names and pictures', 0.5)
  build.assets = await lookUpAssets(build, needs)
  await step('Reading what Wix has now', 0.55)
  await comparePublished(build, (fraction) => step('Reading what Wix has now', 0.55 + fraction * 0.3))
  await step('Looking for what exists already', 0.83)
  await adoptExisting(build)
  await step('Looking at the pictures', 0.85)
  await holdUnusable(build, deps.images, signal)
  await step('Looking for taken addresses', 0.9)
  await holdTakenAddresses(build)
  if (target.validate) await step('Asking Wix to check a sample', 0.95)
  const validation = await validateSample(build)
  await freeze(build, needs, validation)
}

/** Pass one: every row becomes an item with its payload. Whether it is new or changed is decided afterwards. */
async function renderItems(
  deps: PlanDeps,
  build: PlanBuild,
  onProgress: (fraction: number) => Promise<unknown>,
): Promise<AssetNeed[]> {
  const { database, plan, project } = build
  const choice = {
    rowSetId: plan.row_set_id,
    templateVersion: plan.template_version,
    signal: build.site.wix.signal,
    wix: build.site.wix,
  }
  const needs = new Map<string, AssetNeed>()
  const { withoutImages } = build
  let position = 0
  for await (const batch of pagesOf(deps.pages, project, choice)) {
    for (const page of batch.pages)
      for (const need of neededOf(build, page.needs)) needs.set(assetKey(need), need)
    await insertPlanItems(
      database,
      plan.id,
      batch.pages.map((page) => ({
        rowKey: page.rowKey,
        position: position++,
        action: page.problems.some((problem) => problem.severity === 'error') ? 'held' : 'create',
        title: page.title,
        slug: page.slug,
        url: null,
        remoteId: null,
        payload: page.payload,
        payloadHash: withoutImages ? hashWithoutImages(page) : page.payloadHash,
        problems: page.problems,
        changes: [],
      })),
    )
    await onProgress(batch.fraction)
  }
  return [...needs.values()]
}

/** With the permission granted later, such a page shows as an update and gets its pictures. */
function hashWithoutImages({ payloadHash, needs }: Page): string {
  return needs.some((need) => need.kind === imageKind) ? `${payloadHash} without images` : payloadHash
}

function neededOf({ withoutImages }: PlanBuild, needs: AssetNeed[]): AssetNeed[] {
  return withoutImages ? needs.filter((need) => need.kind !== imageKind) : needs
}

function lacksMediaManager({ connection }: Site): boolean {
  return connection.permissions.some((one) => one.name === 'Manage Media Manager' && one.state === 'missing')
}

/** What the plan is made for is what the site has now; a run holds it against what the site has then. */
async function readPlanFacts(
  database: Database,
  plan: PlanRow,
  project: ProjectRecord,
  { wix }: Site,
): Promise<ProjectRecord> {
  const { facts: source } = targetById(plan.destination)
  if (!source) return project
  const facts = await source.read(wix, project.options)
  const fresh = { ...project, facts, factsReadAt: new Date(wix.now()).toISOString() }
  plan.options = targetOptions(fresh)
  await saveFacts(database, fresh)
  await database.query('update plans set options = $2::jsonb where id = $1', [
    plan.id,
    JSON.stringify(plan.options),
  ])
  return fresh
}

async function lookUpAssets(build: PlanBuild, needs: AssetNeed[]): Promise<Map<string, string>> {
  const { database, plan, target, site } = build
  const known = readyAssets(await listAssets(database, plan.connection_id, 0))
  // A picture of the site stays usable, and looking for one again may take many reads.
  const open = needs.filter((need) => need.kind !== imageKind || !known.has(assetKey(need)))
  const found = open.length === 0 ? new Map<string, string>() : await target.lookUpAssets(site.wix, open)
  await recordLookedUp(database, plan.connection_id, open, found)
  return readyAssets(await listAssets(database, plan.connection_id, 0))
}

async function freeze(
  build: PlanBuild,
  needs: AssetNeed[],
  validation: PlanRow['wix_validation'],
): Promise<void> {
  const { database, plan, target, assets } = build
  const counts = await countActions(database, plan.id)
  // Only what a page that may be sent names is made: a held page must not leave an empty category behind.
  const { pages, used } = await readPlannedWork(database, plan, target, assets, (payload) =>
    neededOf(build, target.needs(payload)),
  )
  const missing = needs.filter((need) => used.has(assetKey(need)) && !assets.has(assetKey(need)))
  const kinds = [...new Set(missing.map((need) => need.kind))]
  const creates = kinds.map((kind) => {
    const names = missing.filter((need) => need.kind === kind).map((need) => need.name)
    return { kind, count: names.length, names: names.sort((a, b) => a.localeCompare(b, 'en')).slice(0, 500) }
  })
  const stay = pages.filter(({ action }) => action !== 'remove')
  const estimateOf = (sent: typeof pages) =>
    estimateRun(target, plan.options, { pages: sent, assets: countKinds(missing) }, usualRatePerMinute)
  const estimate = { ...estimateOf(stay), withRemovals: estimateOf(pages) }
  await database.query(
    `update plans set state = 'ready', step = '', progress = 1, counts = $2::jsonb, needs = $3::jsonb,
            creates = $4::jsonb, problem_groups = $5::jsonb, wix_validation = $6::jsonb, estimate = $7::jsonb, hash = $8, without_images = $9
      where id = $1 and state = 'building'`,
    [
      plan.id,
      JSON.stringify(counts),
      JSON.stringify(needs.filter((need) => used.has(assetKey(need)))),
      JSON.stringify(creates),
      JSON.stringify(await problemGroups(database, plan.id)),
      JSON.stringify(validation),
      JSON.stringify(estimate),
      await hashPlan(database, plan.id),
      build.withoutImages,
    ],
  )
}

async function countActions(
  database: Database,
  planId: string,
): Promise<Partial<Record<PlanAction, number>>> {
  const { rows } = await database.query<{ action: PlanAction; n: number }>(
    'select action, count(*) as n from plan_items where plan_id = $1 group by action',
    [planId],
  )
  return Object.fromEntries(rows.map((row) => [row.action, row.n]))
}

function countKinds(needs: AssetNeed[]): Map<string, number> {
  return new Map([...Map.groupBy(needs, ({ kind }) => kind)].map(([kind, same]) => [kind, same.length]))
}

async function problemGroups(database: Database, planId: string) {
  const found: RowProblems[] = []
  for await (const rows of itemsInOrder<{ row_key: string; problems: Problem[] }>(
    database,
    planId,
    'row_key, problems',
    `problems <> '[]'::jsonb`,
  )) {
    for (const row of rows) found.push({ rowKey: row.row_key, problems: row.problems })
  }
  return groupProblems(found)
}

/** What the plan will send, and to what, in one figure: two plans with the same hash do the same. */
async function hashPlan(database: Database, planId: string): Promise<string> {
  const parts: string[] = []
  for await (const rows of itemsInOrder<{ row_key: string; action: string; payload_hash: string | null }>(
    database,
    planId,
    'row_key, action, payload_hash',
    'true',
  )) {
    for (const row of rows) parts.push(row.row_key, row.action, row.payload_hash ?? '')
  }
  return hashParts(parts)
}
