// What of a site decides what its pages can be. Part of the contract of target.ts.
import type { Problem } from '../api/problem.ts'
import type { TargetContext } from './target-context.ts'

/** Facts of the site that a project cannot do without: the schema of a collection, the catalog of a store. */
export interface SiteFacts<Options> {
  /** Reads only. Throws what `explain` explains, or an `AppError` for what the owner has to put right first. */
  read(ctx: TargetContext, options: Options): Promise<unknown>
  /** What the owner should know before a plan: no dynamic page, a field that cannot be written. Pure. */
  notes(facts: unknown, options: Options): Problem[]
  /**
   * What of a payload made with `before` would be wrong now; the page is held with it. Null: it may go. Asked for
   * every page when the facts changed between a plan and its run. Pure.
   */
  objection(payload: unknown, before: unknown, now: unknown): Problem | null
}
