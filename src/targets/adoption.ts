// Rows that take over what was on the site before them. Part of the contract of target.ts.
import type { Problem } from '../api/problem.ts'
import type { OutgoingItem } from './outgoing-item.ts'
import type { RemoteRef } from './remote-page.ts'
import type { TargetContext } from './target-context.ts'

/** Taking over what exists on the site already, so that it is not made a second time. */
export interface Adoption<Options, Payload> {
  /** By the project's options: whether rows are matched with what exists. */
  isChosen(options: Options): boolean
  /**
   * What rows match by. Reads only, in bulk and consistently where Wix can. A row with more than one match is
   * ambiguous and held.
   */
  match(
    ctx: TargetContext,
    items: OutgoingItem<Payload>[],
    options: Options,
  ): Promise<Map<string, RemoteRef[]>>
  /** Why a row without a match is held, or null where it is created. Pure. */
  unmatched(options: Options, item: { rowKey: string; payload: Payload }): Problem | null
}
