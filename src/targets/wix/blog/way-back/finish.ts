// What a post needs after it was put back: its date, or the changes that nobody had published. Each can be repeated.
import type { ItemOutcome } from '../../../target.ts'
import { statusField } from '../../../visibility.ts'
import type { FinishRestore, RestoreShape } from '../../../way-back.ts'
import { datePosts } from '../dates.ts'
import type { BlogOptions } from '../options.ts'
import { mostPerQuery } from '../read.ts'
import { hasUnpublishedVersion, saveUnpublished } from './restore.ts'
import { unpublishedFields } from './restore-steps.ts'
import { readSnapshot } from './snapshot.ts'

export const finishRestore: FinishRestore<BlogOptions> = {
  isDue: (item) => isDated(item) || hasUnpublishedVersion(item),
  writesField: (field, item) =>
    isDated(item)
      ? field === statusField
      : hasUnpublishedVersion(item) && unpublishedFields(readSnapshot(item.snapshot)!).includes(field),
  batchSize: mostPerQuery,
  async run(ctx, items) {
    const { true: saved = [], false: dated = [] } = Object.groupBy(items, (item) =>
      hasUnpublishedVersion(item) ? 'true' : 'false',
    )
    const outcomes = new Map<string, ItemOutcome>()
    for (const told of [
      saved.length > 0 ? await saveUnpublished(ctx, saved) : [],
      dated.length > 0 ? await datePosts(ctx, dated) : [],
    ])
      for (const outcome of told) outcomes.set(outcome.rowKey, outcome)
    return items.map(({ rowKey }) => outcomes.get(rowKey)!)
  },
}

function isDated({ visibility }: RestoreShape): boolean {
  return visibility?.state === 'dated'
}
