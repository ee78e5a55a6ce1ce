// What publishing to a blog costs in requests. Pure.
import { callsFor, countOf, type OperationCosts } from '../../operation-costs.ts'
import { imageKind } from '../../target.ts'
import { statusField } from '../../visibility.ts'
import { imageCalls } from '../media.ts'
import type { BlogOptions } from './options.ts'
import type { BlogPayload } from './post.ts'
import { mostPerQuery } from './read.ts'

export const blogCosts: OperationCosts<BlogOptions, BlogPayload> = {
  loadOf(_payload, changes) {
    const isChanged = (name: string) => Number(changes?.some(({ field }) => field === name) ?? false)
    return { counts: { seo: isChanged('seo'), status: isChanged(statusField) }, groups: [] }
  },
  assets: (kind, count) => (kind === imageKind ? imageCalls(count) : { reads: 0, writes: count }),
  takenSlugs: (count) => ({ reads: callsFor(count, mostPerQuery), writes: 0 }),
  // The drafts, then the posts of those that are live or the text of those that are not; the trash for what is gone.
  read: (there, gone) => ({
    reads:
      callsFor(there.length + gone, mostPerQuery) +
      callsFor(there.length, mostPerQuery) +
      callsFor(gone, mostPerQuery),
    writes: 0,
  }),
  create: () => ({ reads: 0, writes: 1 }),
  update(pages, { mode }) {
    const back = mode === 'draft' ? countOf(pages, 'status') : 0
    const groups = Number(back > 0) + Number(back < pages.length)
    // SEO settings of the owner are read before tags beside them are replaced.
    return { reads: Number(countOf(pages, 'seo') > 0), writes: groups }
  },
  remove: () => ({ reads: 0, writes: 1 }),
}
