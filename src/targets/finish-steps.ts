// The last steps of a page, once it has an id. Part of the contract of target.ts.
import type { AssetIds } from './assets.ts'
import type { ItemOutcome } from './outcomes.ts'
import type { OutgoingItem } from './outgoing-item.ts'
import type { TargetContext } from './target-context.ts'
import type { WantedVisibility } from './visibility.ts'

/** Steps that need the id of the page and so come after its create or update: memberships, links between items. */
export interface FinishSteps<Options, Payload> {
  /** Whether a page that was just created (`changedFields` null) or updated has such steps. Pure. */
  isDue(payload: Payload, changedFields: string[] | null, visibility: WantedVisibility): boolean
  /**
   * Whether the steps, and not the call before them, write this field. Absent: they do where a change of it makes them
   * due. Pure.
   */
  writesField?(field: string, visibility: WantedVisibility, payload?: Payload): boolean
  /** Pages of one call of `run`. */
  batchSize: number
  /**
   * Can be repeated: what is done already is found out and left. One outcome for each item, in their order.
   * Never called twice at once for one connection.
   */
  run(
    ctx: TargetContext,
    items: OutgoingItem<Payload>[],
    options: Options,
    assets: AssetIds,
  ): Promise<ItemOutcome[]>
}

/** Whether the last steps of a page, and not the call before them, write this field. Pure. */
export function isWrittenLater<Options, Payload>(
  finish: FinishSteps<Options, Payload> | undefined,
  { payload, visibility }: Pick<OutgoingItem<Payload>, 'payload' | 'visibility'>,
  field: string,
): boolean {
  if (!finish) return false
  return finish.writesField?.(field, visibility, payload) ?? finish.isDue(payload, [field], visibility)
}
