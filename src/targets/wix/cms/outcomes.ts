// What became of an item: of one call, and where several tell. Pure.
import type { DataItem, Saved } from '../../../wix/index.ts'
import type { ItemOutcome, TargetContext } from '../../target.ts'
import type { CmsFacts } from './collection-facts.ts'
import { pathOf } from './page-link.ts'
import { addressOf } from './read.ts'
import { editedAtOf, toStored } from './stored.ts'

/** The first decides over the later ones. */
const order: ItemOutcome['kind'][] = ['stop', 'in_doubt', 'wait', 'rejected', 'accepted']

export function worstOf(outcomes: ItemOutcome[]): ItemOutcome {
  for (const kind of order) {
    const found = outcomes.find((outcome) => outcome.kind === kind)
    if (found) return found
  }
  throw new TypeError('There is no outcome to choose from')
}

/** @param entity as Wix answered with it: its edit date later shows whether someone came between */
export function accepted(
  ctx: TargetContext,
  facts: CmsFacts,
  collectionId: string,
  rowKey: string,
  id: string,
  entity: DataItem | undefined,
  requestId: string | undefined,
): ItemOutcome {
  const stored = toStored(facts, collectionId, { ...entity, id } as Saved<DataItem>)
  return {
    rowKey,
    kind: 'accepted',
    ref: { rowKey, remoteId: id, editedAt: editedAtOf(stored.data) },
    url: addressOf(ctx, stored, pathOf(facts.fields, stored.data)),
    requestId: requestId ?? null,
  }
}
