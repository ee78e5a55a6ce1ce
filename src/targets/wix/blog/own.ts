// Posts that were made from rows of ours, whatever they are called by now and wherever they lie: by their node ids.
import { documentSeedMark } from '../../../ricos/index.ts'
import type { DraftPost, Saved } from '../../../wix/index.ts'
import { byAge, type DatedRef, type OwnFinder, type OwnRef, type TargetContext } from '../../target.ts'
import { nodeIds } from '../document.ts'
import type { BlogOptions } from './options.ts'
import type { BlogPayload } from './post.ts'
import { mostPerQuery } from './read.ts'

const markLength = documentSeedMark('').length

/**
 * Walks all posts that were edited since, a hundred a call: each has a draft, live ones too. Of a post that somebody
 * duplicated in Wix, ids and all, the oldest is ours.
 */
export async function findOwnPosts(
  ctx: TargetContext,
  _options: BlogOptions,
  since: Date | null,
): Promise<OwnFinder<BlogPayload>> {
  const byMark = new Map<string, Map<string, DatedRef>>()
  const note = (draft: Saved<DraftPost>, isTrashed: boolean) => {
    const found = { remoteId: draft.id, isTrashed, createdAt: draft.createdDate ?? null }
    for (const mark of marksOf(draft.richContent))
      byMark.set(mark, (byMark.get(mark) ?? new Map<string, DatedRef>()).set(draft.id, found))
  }
  const query = {
    ...(since && { filter: { editedDate: { $gte: since.toISOString() } } }),
    fieldsets: ['RICH_CONTENT' as const],
  }
  for await (const draft of ctx.client.draftPosts.queryAll(query, { signal: ctx.signal }))
    if (draft.status !== 'DELETED') note(draft, false)
  // What we removed ourselves may be made again: only records known to be older have to ask what lies in the trash.
  if (since === null) for await (const draft of trash(ctx)) note(draft, true)
  return async (items) =>
    new Map(
      items.flatMap(({ rowKey, seed }): [string, OwnRef[]][] => {
        const found = byMark.get(documentSeedMark(seed))
        return found ? [[rowKey, [...found.values()].sort(byAge)]] : []
      }),
    )
}

async function* trash(ctx: TargetContext): AsyncGenerator<Saved<DraftPost>> {
  const seen = new Set<string>()
  for (;;) {
    const { items } = await ctx.client.draftPosts.listTrash(
      { fieldsets: ['RICH_CONTENT'], paging: { limit: mostPerQuery, offset: seen.size } },
      { signal: ctx.signal },
    )
    const fresh = items.filter(({ id }) => !seen.has(id))
    for (const draft of fresh) seen.add(draft.id)
    yield* fresh
    // A page without news: the offset is not obeyed, or somebody empties the trash.
    if (items.length < mostPerQuery || fresh.length === 0) return
  }
}

/** Wix's own ids have other shapes; most documents have one mark, and one that was put together has several. */
function marksOf(document: unknown): Set<string> {
  const marks = new Set<string>()
  for (const id of nodeIds(document))
    if (id.length > markLength && /^r[0-9a-z]+$/.test(id)) marks.add(id.slice(0, markLength))
  return marks
}
