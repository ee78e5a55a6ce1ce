// A category or tag that goes: what posts show of it then is undocumented, and a switch.

import type { Call } from '../route.ts'
import type { PostContent } from '../types.ts'

/** Deletes it, and takes it off every post, which does not count as an edit of them. */
export function removeTerm(call: Call, kind: 'category' | 'tag', id: string): void {
  const { store, site } = call
  store.remove(kind, site.id, id)
  if (site.switches.deletedTerms === 'kept') return
  const field = kind === 'category' ? 'categoryIds' : 'tagIds'
  const without = (content: PostContent): PostContent =>
    content[field].includes(id)
      ? { ...content, [field]: content[field].filter((other) => other !== id) }
      : content
  for (const post of store.all('post', site.id)) {
    const draft = without(post.draft)
    const isSame = post.published === post.draft
    const published = isSame || post.published === null ? draft : without(post.published)
    if (draft === post.draft && (post.published === null || published === post.published)) continue
    store.put('post', site.id, post.id, {
      ...post,
      draft,
      published: post.published === null ? null : published,
    })
  }
}
