// Which posts a read sees, including what a lagging replica would show.

import { notFound } from '../errors.ts'
import type { Call } from '../route.ts'
import type { Store } from '../store.ts'
import type { PostRecord } from '../types.ts'

/** Earlier versions of posts, kept for stale reads only. */
export interface History {
  /** The post as it was at that time; undefined when it did not exist. */
  at(post: PostRecord, timeMs: number): PostRecord | undefined
}

const keptForMs = 120_000

export function createHistory(store: Store, now: () => number): History {
  const versions = new Map<string, { until: number; post: PostRecord | undefined }[]>()
  let sweepAt = 0
  store.onChange((kind, before, after) => {
    if (kind !== 'post') return
    const time = now()
    const id = ((after ?? before) as PostRecord).id
    const past = versions.get(id) ?? []
    past.push({ until: time, post: before as PostRecord | undefined })
    versions.set(id, past)
    if (time < sweepAt) return
    sweepAt = time + keptForMs
    for (const [key, entries] of versions) {
      const fresh = entries.filter((entry) => entry.until > time - keptForMs)
      if (fresh.length === 0) versions.delete(key)
      else versions.set(key, fresh)
    }
  })
  return {
    at(post, timeMs) {
      const replaced = versions.get(post.id)?.find((entry) => entry.until > timeMs)
      return replaced ? replaced.post : post
    },
  }
}

/** Every post of the site as this call sees it, trash included. */
export function visiblePosts(call: Call, history: History): PostRecord[] {
  const posts = call.store.all('post', call.site.id)
  const { staleMs } = call.effects
  if (staleMs === 0) return posts
  const then = call.steadyNow() - staleMs
  return posts.map((post) => history.at(post, then)).filter((post) => post !== undefined)
}

/** Those of these posts that are there, as this call sees them, each once. */
export function visiblePostsById(call: Call, history: History, ids: readonly unknown[]): PostRecord[] {
  const then = call.steadyNow() - call.effects.staleMs
  return [...new Set(ids)].flatMap((id) => {
    const post = call.store.get('post', call.site.id, String(id))
    return (post && call.effects.staleMs > 0 ? history.at(post, then) : post) ?? []
  })
}

/** The post with this id as this call sees it. */
export function findPost(call: Call, history: History, id: string): PostRecord | undefined {
  const post = call.store.get('post', call.site.id, id)
  if (!post || !call.effects.staleGets) return post
  return history.at(post, call.steadyNow() - call.effects.staleMs)
}

/** The post to change: never stale, and not in the trash. */
export function draftToChange(call: Call, id: string): PostRecord {
  const post = call.store.get('post', call.site.id, id)
  if (!post || post.status === 'DELETED') throw notFound('Draft post', id)
  return post
}
