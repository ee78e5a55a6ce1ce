// What publishing to a blog costs in requests. Pure.
import { byDepth, type ChangedField, callsFor, countOf, type OperationCosts } from '../../operation-costs.ts'
import { imageKind } from '../../target.ts'
import { isDatedText, isLive, statusField, type WantedVisibility } from '../../visibility.ts'
import { imageCalls } from '../media.ts'
import { mostPerDate } from './dates.ts'
import type { BlogOptions } from './options.ts'
import type { BlogPayload } from './post.ts'
import { mostPerQuery } from './read.ts'

export const blogCosts: OperationCosts<BlogOptions, BlogPayload> = {
  loadOf(_payload, changes, _assets, visibility) {
    const status = changes?.find(({ field }) => field === statusField)
    const isDated = visibility?.state === 'dated'
    const getsDate = isDated && (!changes?.length || status !== undefined)
    return {
      counts: {
        seo: Number(changes?.some(({ field }) => field === 'seo') ?? false),
        [actionOf(changes, status, visibility)]: 1,
      },
      groups: getsDate ? [visibility.at] : [],
    }
  },
  assets: (kind, count) => (kind === imageKind ? imageCalls(count) : { reads: 0, writes: count }),
  // Categories are listed, of which a blog has few; tags are asked for.
  names: (kind, count) => ({ reads: kind === 'tag' ? callsFor(count, mostPerQuery) : 1, writes: 0 }),
  takenSlugs: (count) => ({ reads: callsFor(count, mostPerQuery), writes: 0 }),
  // The drafts, then the posts of those that are live or the text of those that are not; the trash for what is gone.
  read(there, gone) {
    const { light, full } = byDepth(there)
    const reads = [light.length, full.length + gone, full.length, gone].map((count) =>
      callsFor(count, mostPerQuery),
    )
    return { reads: reads.reduce((sum, count) => sum + count, 0), writes: 0 }
  },
  create: () => ({ reads: 0, writes: 1 }),
  update: (pages) => ({
    // SEO settings of the owner are read before tags beside them are replaced.
    reads: Number(countOf(pages, 'seo') > 0),
    writes: actions.filter((action) => countOf(pages, action) > 0).length,
  }),
  // A look at each, then those of one date together.
  finish(pages) {
    const dated = Map.groupBy(
      pages.flatMap(({ groups }) => groups),
      (at) => at,
    )
    const writes = [...dated.values()].reduce((sum, same) => sum + callsFor(same.length, mostPerDate), 0)
    return { reads: callsFor(pages.length, mostPerQuery), writes }
  },
  remove: () => ({ reads: 0, writes: 1 }),
}

/** What updates may ask of Wix; each is a call of its own. `nothing`: the last steps do it. */
const actions = ['publish', 'save', 'cancel', 'revert'] as const

function actionOf(
  changes: readonly ChangedField[] | null,
  status: ChangedField | undefined,
  visibility: WantedVisibility,
): (typeof actions)[number] | 'nothing' {
  if (isLive(visibility)) return 'publish'
  if (status && visibility?.state === 'draft') return isDatedText(status.before) ? 'cancel' : 'revert'
  return status && changes?.length === 1 ? 'nothing' : 'save'
}
