// The steps of a run, each bound to what it needs of it. In which order they go: `apply-run.ts` and `publish.ts`.
import type { Site } from '../connections/site.ts'
import type { Logger } from '../logger.ts'
import type { PagesDeps } from '../pages/make-pages.ts'
import { needsOfPart, needsOfRun } from '../plans/needs.ts'
import type { PlanRow } from '../plans/row.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import type { Assets } from './asset-deps.ts'
import { auditTwins } from './audit-twins.ts'
import { refuseGoneNames } from './changed-names.ts'
import type { Circuit } from './circuit.ts'
import type { CrashPoint } from './crash-point.ts'
import { finishFullBatch, finishItems } from './finish-items.ts'
import { gatherItems, giveBackAll } from './gather.ts'
import { guardItems } from './guard.ts'
import { guardFacts } from './guard-facts.ts'
import type { Destination, HeldRun } from './held-run.ts'
import { type FindOwn, lookUpNames } from './own-pages.ts'
import { type Preparation, startPreparation } from './preparation.ts'
import { type RedirectEnd, redirectPages } from './redirect-pages.ts'
import type { ItemRow } from './run-row.ts'
import { sendItems } from './send.ts'
import { createPicker, type Picker } from './sendable.ts'
import { settleDoubtful } from './settle-doubt.ts'
import type { Timing } from './timing.ts'
import { tidyAssets } from './undo/tidy-assets.ts'
import { verifyItems } from './verify.ts'

export interface Steps {
  /** Takes the pages out of the plan. False when the owner asked to pause or cancel, or the process is stopping. */
  gather(): Promise<boolean>
  /** Gives those that were not sent back to the plan, as if it had never been applied. */
  giveBack(): Promise<void>
  /**
   * Reads the facts of the site as they are now, once for each opening: a run that was taken up again is settled and
   * read back with those it is sent with.
   */
  lookAtSite(): Promise<void>
  /** Begins to make the categories, tags and pictures that its pages need. */
  prepare(): Promise<Preparation>
  /** Walks over the pages that can go. */
  picker(preparation: Preparation): Picker
  /** The last look before pages of one action are sent: those that may be. */
  guard(items: ItemRow[]): Promise<ItemRow[]>
  /** Sends pages of one action. False when the owner asked to pause or cancel meanwhile, or the process is stopping. */
  send(items: ItemRow[]): Promise<boolean>
  /** Looks for pages whose answer was lost, those that are due. Returns how many were settled. */
  settleDoubt(): Promise<number>
  /**
   * One batch of last steps. False: none is due.
   * @param giveUpAt on the clock of `performance.now()`: one that still stands for its turn then gets `GaveUpError`
   */
  finish(giveUpAt?: number): Promise<boolean>
  /** The same, where there are enough for a full one. */
  finishFullBatch(): Promise<boolean>
  /** Leads the addresses that its pages left to live ones. */
  redirect(): Promise<RedirectEnd>
  /** Of an undo: takes categories and tags off the site that the undone run had made. False when the process stops. */
  tidyAssets(): Promise<boolean>
  /** Reads back what was sent. False when it was interrupted. */
  verify(): Promise<boolean>
  /** Marks pages that are on the site more than once, and returns how many. */
  auditTwins(): Promise<number>
}

/** What they are made of, as the run was opened. */
export interface RunParts {
  held: HeldRun
  plan: PlanRow
  project: ProjectRecord
  pages: PagesDeps
  destination: Destination
  /** Of the destination, and what Wix would not make in this run. */
  assets: Assets
  site: Site
  circuit: Circuit
  findOwn: FindOwn | null
  timing: Timing
  crashPoint: CrashPoint
  /** Aborts when the process is stopping: no new send, but answers that are owed are awaited. */
  stopping: AbortSignal
  /** Another run of the site goes first. */
  isPassed(): boolean
  logger: Logger
}

export function createSteps(parts: RunParts): Steps {
  const { held, plan, destination, site, circuit, timing, crashPoint, stopping, logger } = parts
  const finishing = { held, destination, site, circuit, crashPoint, stopping, logger }
  let isLookedAt = false
  return {
    gather: () =>
      gatherItems({ held, plan, project: parts.project, pages: parts.pages, site, crashPoint, stopping }),
    giveBack: () => giveBackAll(held, plan),
    async lookAtSite() {
      if (isLookedAt) return
      destination.options = await guardFacts({ held, destination, site })
      isLookedAt = true
    },
    prepare: () => prepare(parts),
    picker: (preparation) => createPicker({ held, destination, preparation, circuit, timing }),
    guard: (items) =>
      guardItems({ held, destination, site, timing, stopping, findOwn: parts.findOwn }, items),
    send: (items) =>
      sendItems({ held, destination, site, circuit, timing, crashPoint, stopping, logger }, items),
    settleDoubt: () => settleDoubtful({ held, destination, site, circuit, timing }),
    finish: (giveUpAt) => finishItems(finishing, giveUpAt),
    finishFullBatch: () => finishFullBatch(finishing),
    redirect: () =>
      redirectPages({
        held,
        plan,
        destination,
        site,
        timing,
        crashPoint,
        stopping,
        isPassed: parts.isPassed,
      }),
    tidyAssets: async () =>
      !held.undone || tidyAssets({ held, destination, site, crashPoint, stopping }, held.undone.id),
    verify: () =>
      verifyItems({ held, destination, site, timing, crashPoint, stopping, isPassed: parts.isPassed }),
    auditTwins: () => auditTwins({ held, destination, site }),
  }
}

async function prepare(parts: RunParts): Promise<Preparation> {
  const { held, plan, destination, assets, site, circuit, timing, crashPoint, stopping } = parts
  const { target } = destination
  const needs =
    held.run.selection === null
      ? await needsOfRun(held.database, plan, target, held.run.id)
      : await needsOfPart({ database: held.database, project: parts.project, target }, plan, held.run.id)
  if (parts.findOwn !== null) await lookUpNames({ held, target, site }, needs, assets.ids)
  const left = await refuseGoneNames({ held, plan, target, site }, needs, assets)
  const making = { held, target, site, circuit, timing, stopping, crashPoint }
  return startPreparation(making, destination, left, assets)
}
