// Builds a plan: brings the page index up to date, reads what Wix has now, and freezes what a run will do. Sends nothing.
import type { Plan } from '../api/plan.ts'
import { listAssets } from '../connections/asset-ledger.ts'
import { openSite, type Site, type SiteDeps } from '../connections/site.ts'
import type { Database } from '../db/types.ts'
import type { ImageChecks } from '../images/image-checks.ts'
import { forgetOldConversions, isConvertedByWix } from '../pages/conversions.ts'
import { indexPages } from '../pages/index-pages.ts'
import type { PagesDeps } from '../pages/make-pages.ts'
import { downKeysAmong } from '../pages/read-ledger.ts'
import { type ProjectRecord, targetOptions } from '../projects/project-record.ts'
import { saveFacts } from '../projects/project-store.ts'
import { targetById } from '../targets/index.ts'
import type { FormerName } from '../targets/snapshot.ts'
import { type AssetNeed, assetKey } from '../targets/target.ts'
import { holdTakenAddresses } from './addresses.ts'
import { adoptExisting } from './adopt.ts'
import { recogniseKeys } from './changed-keys.ts'
import { compareAll } from './compare.ts'
import { planDates } from './dates.ts'
import { type Findings, freeze } from './freeze.ts'
import { holdUnusable } from './hold.ts'
import { forgetPlanItems } from './items.ts'
import { lookUpAssets } from './name-changes.ts'
import { findOwnPages } from './own-pages.ts'
import { tellFailures } from './page-failures.ts'
import { neededOf, type PlanBuild } from './plan-build.ts'
import { planRedirects } from './plan-redirects.ts'
import { readPlanRowKeys } from './plan-rows.ts'
import type { PlanRow } from './row.ts'
import { validateSample } from './sample.ts'
import { isBringBack, isOfDates, takeDownOf } from './scope.ts'
import { findPlanById, savePlanOptions, savePlanProgress } from './store.ts'
import { planTakeDown } from './take-down.ts'
import { targetOf } from './target-of.ts'
import { formerNames, planUndo } from './undo/build.ts'
import { tidyCalls } from './undo/tidy-calls.ts'
import type { RunHistory } from './undo/undone-item.ts'
import { undoRedirects } from './undo-redirects.ts'

export interface PlanDeps extends SiteDeps {
  pages: PagesDeps
  /** Looks at the addresses of pictures. */
  images: ImageChecks
  /** What runs changed, for plans that undo one. */
  history: RunHistory
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

  if (isOfDates(plan.scope)) {
    await planDates(build)
    return freeze(build, [], nothingAsked)
  }
  const how = takeDownOf(plan.scope)
  if (how !== null) {
    await planTakeDown(build, how, (fraction) => step('Reading what Wix has now', fraction))
    await planRedirects(build)
    return freeze(build, [], nothingAsked)
  }

  if (plan.scope.kind === 'undo') {
    await step('Looking up names', 0)
    const former = await lookUpFormer(build)
    const reading = 'Reading what Wix has now'
    const undo = { build, scope: plan.scope, history: deps.history, former }
    const { needs, stay } = await planUndo(undo, (fraction) => step(reading, 0.05 + fraction * 0.85))
    build.tidyCalls = await tidyCalls(build, plan.scope.runId, stay)
    await step('Looking for addresses in use', 0.9)
    await holdTakenAddresses(build)
    await step('Looking at redirects', 0.97)
    await undoRedirects(build, plan.scope.runId)
    return freeze(build, needs, nothingAsked)
  }

  const rendering = isConvertedByWix({ target: build.target, options: plan.options })
    ? 'Rendering pages, converted by Wix'
    : 'Rendering pages'
  await step(rendering, 0)
  const needs = await collectNeeds(build, (fraction) => step(rendering, fraction * 0.5))
  await forgetOldConversions(database, project.id)
  await step('Looking up names and images', 0.5)
  await lookUpAssets(build, needs)
  await step('Reading what Wix has now', 0.55)
  await compareAll(build, (fraction) => step('Reading what Wix has now', 0.55 + fraction * 0.3))
  await recogniseKeys(build)
  await step('Looking for pages that already exist', 0.83)
  const look = await findOwnPages(build)
  await adoptExisting(build, look.owned)
  await step('Checking images', 0.85)
  await holdUnusable(build, deps.images, signal)
  await step('Looking for addresses in use', 0.9)
  await holdTakenAddresses(build)
  if (build.target.validate) await step('Asking Wix to check a sample', 0.95)
  const validation: Plan['wixValidation'] = await validateSample(build)
  await tellFailures(build)
  await step('Looking at redirects', 0.97)
  await planRedirects(build)
  await freeze(build, needs, { validation, ownFound: look.found })
}

/** Nothing is made of rows, so there is nothing to look at but the pages themselves. */
const nothingAsked: Findings = { validation: { checked: 0, invalid: 0, note: '' }, ownFound: null }

async function startBuild(
  deps: PlanDeps,
  plan: PlanRow,
  project: ProjectRecord,
  site: Site,
): Promise<PlanBuild> {
  const { database, pages } = deps
  const fresh = await readPlanFacts(database, plan, project, site)
  const rowKeys = await rowKeysOf(database, plan)
  return {
    database,
    plan,
    project: fresh,
    target: targetOf(plan),
    site,
    assets: new Map(),
    moved: { before: () => null },
    names: [],
    pagesWith: new Map(),
    planned: new Map(),
    withoutImages: lacksMediaManager(site),
    pages,
    choice: {
      rowSetId: plan.row_set_id,
      templateVersion: plan.template_version,
      signal: site.wix.signal,
      wix: site.wix,
      ...(rowKeys && { rowKeys }),
    },
  }
}

/** The rows that it is for; undefined: all. Of a plan to bring back: those whose pages are down. */
async function rowKeysOf(database: Database, plan: PlanRow): Promise<string[] | undefined> {
  if (plan.scope.kind === 'all') return undefined
  const rowKeys = await readPlanRowKeys(database, plan.number)
  // An undo without any is of all that its run changed.
  if (plan.scope.kind === 'undo' && rowKeys.length === 0) return undefined
  return isBringBack(plan.scope) ? downKeysAmong(database, plan.project_id, rowKeys) : rowKeys
}

/** Renders what changed, and gathers every name and picture that any page has. */
async function collectNeeds(
  build: PlanBuild,
  onProgress: (fraction: number) => Promise<unknown>,
): Promise<AssetNeed[]> {
  const needs = new Map<string, AssetNeed>()
  for await (const { pages, fraction } of indexPages(build.pages, build.project, build.choice)) {
    for (const page of pages)
      for (const need of neededOf(build, page.needs)) {
        const key = assetKey(need)
        needs.set(key, need)
        build.pagesWith.set(key, (build.pagesWith.get(key) ?? 0) + 1)
      }
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

/** Names that stood for other ids before: a page that is put back is put under what they stand for now. */
async function lookUpFormer(build: PlanBuild): Promise<FormerName[]> {
  const { database, plan, target } = build
  const known = formerNames(await listAssets(database, plan.connection_id, 0))
  await lookUpAssets(
    build,
    known.map(({ need }) => need),
  )
  // The look itself may have found one moved.
  return formerNames(await listAssets(database, plan.connection_id, 0)).filter(
    ({ need }) => build.assets.has(assetKey(need)) || target.missingAsset(need) === null,
  )
}
