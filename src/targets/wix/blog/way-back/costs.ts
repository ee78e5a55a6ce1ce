// What taking posts off a blog and putting them back costs in requests. Pure.
import { addCalls, callsFor, countOf } from '../../../operation-costs.ts'
import { isLive } from '../../../visibility.ts'
import type { RestoreShape, WayBackCosts } from '../../../way-back.ts'
import { blogCosts } from '../costs.ts'
import type { BlogOptions } from '../options.ts'
import { mostPerQuery } from '../read.ts'
import { hasUnpublishedVersion, mostPerUpdate } from './restore.ts'
import { liveContent, readSnapshot, wasLive } from './snapshot.ts'

export const wayBackCosts: WayBackCosts<BlogOptions> = {
  // Their state was found by the look just before.
  takeDown: () => ({ reads: 0, writes: 1 }),
  restoreLoad(item) {
    const { from, visibility } = item
    const action = actionOf(item)
    return {
      counts: {
        [from]: 1,
        ...(action && { [`${from} ${action}`]: 1 }),
        versions: Number(hasTwoVersions(item)),
        unpublished: Number(hasUnpublishedVersion(item)),
      },
      groups: visibility?.state === 'dated' ? [visibility.at] : [],
    }
  },
  restore(pages) {
    const trashed = countOf(pages, 'trashed')
    const others = countOf(pages, 'there') + trashed
    const steps = (name: string) => Number(countOf(pages, name) > 0)
    return {
      reads: callsFor(others, mostPerQuery) + callsFor(trashed, mostPerQuery),
      writes:
        trashed +
        ['publish', 'save'].reduce(
          (sum, action) =>
            sum + Math.max(steps(`there ${action}`), steps(`trashed ${action}`)) + steps(`gone ${action}`),
          steps('versions'),
        ),
    }
  },
  // Those with a date, and those with changes that nobody had published, are looked at apart.
  finishRestore(pages, options) {
    const saved = countOf(pages, 'unpublished')
    const dates = blogCosts.finish!(
      pages.filter(({ counts }) => !counts['unpublished']),
      options,
    )
    return addCalls(dates, { reads: callsFor(saved, mostPerQuery), writes: callsFor(saved, mostPerUpdate) })
  },
  // Drafts are asked first; what none of them uses is looked for among posts as well.
  tidy: (used, free) => ({ reads: used + 2 * free, writes: free }),
}

/** Taken out of the trash and nothing else: none. */
function actionOf({ snapshot, from, visibility }: RestoreShape): 'publish' | 'save' | null {
  const read = readSnapshot(snapshot)
  if (!read && from === 'trashed') return null
  const becomesLive = visibility === null ? !read || wasLive(read) : isLive(visibility)
  return becomesLive ? 'publish' : 'save'
}

function hasTwoVersions(item: RestoreShape): boolean {
  const read = readSnapshot(item.snapshot)
  return read !== null && item.from !== 'gone' && actionOf(item) === 'publish' && liveContent(read) !== null
}
