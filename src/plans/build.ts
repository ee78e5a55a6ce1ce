// Builds a plan: brings the page index up to date, reads what Wix has now, and freezes what a run will do. Sends nothing.
import type { Plan } from '../api/plan.ts'
import { listAssets, readyAssets, recordLookedUp } from '../connections/asset-ledger.ts'
import { openSite, type Site, type SiteDeps } from '../connections/site.ts'
import type { Database } from '../db/types.ts'
import type { ImageChecks } from '../images/image-checks.ts'
import { forgetOldConversions, isConvertedByWix } from '../pages/conversions.ts'
import { indexPages } from '../pages/index-pages.ts'
import type { PagesDeps } from '../pages/make-pages.ts'
import { type ProjectRecord, targetOptions } from '../projects/project-record.ts'
import { saveFacts } from '../projects/project-store.ts'
import { targetById } from '../targets/index.ts'
import { type AssetNeed, assetKey, imageKind } from '../targets/target.ts'
import { holdTakenAddresses } from './addresses.ts'
import { adoptExisting } from './adopt.ts'
import { compareAll } from './compare.ts'
import { freeze } from './freeze.ts'
import { holdUnusable } from './hold.ts'
import { forgetPlanItems } from './items.ts'
import { neededOf, type PlanBuild } from './plan-build.ts'
import type { PlanRow } from './row.ts'
import { validateSample } from './sample.ts'
import { findPlanById, savePlanOptions, savePlanProgress } from './store.ts'

export interface PlanDeps extends SiteDeps {
  pages: PagesDeps
  /** Looks at the addresses of pictures. */
  images: ImageChecks
}

/** Builds the plan from the start; an interrupted building is begun again. */
export async function buildPlan(
  deps: PlanDeps,
  planId: string,
  project: ProjectRecord,
  signal: AbortSignal,
): Promise<void> {
  const { database } = deps
  const plan = await findPlanById(database, planId)
  if (plan?.state !== 'building') return
  await forgetPlanItems(database, plan.number)
  const step = (name: string, progress: number) => savePlanProgress(database, planId, name, progress)

  const site = await openSite(deps, plan.connection_id, signal, 'plan')
  await step('Asking what the site has', 0)
  const build = await startBuild(deps, plan, project, site)

  const rendering = isConvertedByWix({ target: build.target, options: plan.options })
    ? 'Rendering pages, converted by Wix'
    : 'Rendering pages'
  await step(rendering, 0)
  const needs = await collectNeeds(build, (fraction) => step(rendering, fraction * 0.5))
  await forgetOldConversions(database, project.id)
  await step('Looking up names and images', 0.5)
  build.assets = await lookUpAssets(build, needs)
  await step('Reading what Wix has now', 0.55)
  await compareAll(build, (fraction) => step('Reading what Wix has now', 0.55 + fraction * 0.3))
  await step('Looking for pages that already exist', 0.83)
  await adoptExisting(build)
  await step('Checking images', 0.85)
  await holdUnusable(build, deps.images, signal)
  await step('Looking for addresses in use', 0.9)
  await holdTakenAddresses(build)
  if (build.target.validate) await step('Asking Wix to check a sample', 0.95)
  const validation: Plan['wixValidation'] = await validateSample(build)
  await freeze(build, needs, validation)
}

async function startBuild(
  deps: PlanDeps,
  plan: PlanRow,
  project: ProjectRecord,
  site: Site,
): Promise<PlanBuild> {
  const { database, pages } = deps
  const fresh = await readPlanFacts(database, plan, project, site)
  return {
    database,
    plan,
    project: fresh,
    target: targetById(plan.destination),
    site,
    assets: new Map(),
    planned: new Map(),
    withoutImages: lacksMediaManager(site),
    pages,
    choice: {
      rowSetId: plan.row_set_id,
      templateVersion: plan.template_version,
      signal: site.wix.signal,
      wix: site.wix,
    },
  }
}

/** Renders what changed, and gathers every name and picture that any page has. */
async function collectNeeds(
  build: PlanBuild,
  onProgress: (fraction: number) => Promise<unknown>,
): Promise<AssetNeed[]> {
  const needs = new Map<string, AssetNeed>()
  for await (const { pages, fraction } of indexPages(build.pages, build.project, build.choice)) {
    for (const page of pages) for (const need of neededOf(build, page.needs)) needs.set(assetKey(need), need)
    await onProgress(fraction)
  }
  return [...needs.values()]
}

function lacksMediaManager({ connection }: Site): boolean {
  return connection.permissions.some((one) => one.name === 'Manage Media Manager' && one.state === 'missing')
}

/** What the plan is made for is what the site has now; a run compares it with what the site has then. */
async function readPlanFacts(
  database: Database,
  plan: PlanRow,
  project: ProjectRecord,
  { wix }: Site,
): Promise<ProjectRecord> {
  const { facts: source } = targetById(plan.destination)
  if (!source) return project
  const facts = await source.read(wix, project.options)
  const fresh = { ...project, facts, factsReadAt: database.now().toISOString() }
  plan.options = targetOptions(fresh)
  await saveFacts(database, fresh)
  await savePlanOptions(database, plan)
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
