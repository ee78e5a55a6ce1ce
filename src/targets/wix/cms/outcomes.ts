// What became of an item of which several calls tell. Pure.
import type { ItemOutcome } from '../../target.ts'

/** The first decides over the later ones. */
const order: ItemOutcome['kind'][] = ['stop', 'in_doubt', 'wait', 'rejected', 'accepted']

export function worstOf(outcomes: ItemOutcome[]): ItemOutcome {
  for (const kind of order) {
    const found = outcomes.find((outcome) => outcome.kind === kind)
    if (found) return found
  }
  throw new TypeError('There is no outcome to choose from')
}
