// Slugs of live posts: unique on a site for each language, with -1, -2 ... after a taken one.
// What Wix really does on a conflict is undocumented; both readings can be switched on.

import { applicationError } from '../errors.ts'
import type { Store } from '../store.ts'
import type { PostRecord, Site } from '../types.ts'

const maxSlugLength = 100

/** Lower case, words joined by hyphens, letters of every script kept. */
export function slugify(source: string): string {
  const slug = source
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return slug.slice(0, maxSlugLength).replace(/-+$/, '') || 'post'
}

/** First free one of `wanted`, `wanted-1`, `wanted-2`, ... */
export function firstFreeSlug(wanted: string, isTaken: (slug: string) => boolean): string {
  if (!isTaken(wanted)) return wanted
  for (let n = 1; ; n++) {
    const suffix = `-${n}`
    const slug = wanted.slice(0, maxSlugLength - suffix.length) + suffix
    if (!isTaken(slug)) return slug
  }
}

export interface SlugIndex {
  /** Id of the live post with this slug. */
  owner(siteId: string, slug: string, language?: string): string | undefined
  /** Ids of the live posts with this slug, one for each language. */
  owners(siteId: string, slug: string): string[]
}

/** Keeps up with the store, since searching thousands of posts on every publish would be too slow. */
export function createSlugIndex(store: Store): SlugIndex {
  const owners = new Map<string, Map<string, string>>()
  const languagesOf = (siteId: string, slug: string) => {
    const key = `${siteId} ${slug}`
    let languages = owners.get(key)
    if (!languages) {
      languages = new Map()
      owners.set(key, languages)
    }
    return languages
  }
  store.onChange((kind, before, after) => {
    if (kind !== 'post') return
    const [old, next] = [before as PostRecord | undefined, after as PostRecord | undefined]
    if (old?.published && old.slug) languagesOf(old.siteId, old.slug).delete(old.published.language)
    if (next?.published && next.slug)
      languagesOf(next.siteId, next.slug).set(next.published.language, next.id)
  })
  return {
    owner(siteId, slug, language) {
      const languages = owners.get(`${siteId} ${slug}`)
      return language === undefined ? languages?.values().next().value : languages?.get(language)
    },
    owners: (siteId, slug) => [...(owners.get(`${siteId} ${slug}`)?.values() ?? [])],
  }
}

function slugTaken(slug: string) {
  return applicationError(409, 'ALREADY_EXISTS', `A post with the slug ${slug} already exists`)
}

/** The slug a post goes live with, or the 409 of a site that rejects duplicates. */
export function assignSlug(index: SlugIndex, site: Site, post: PostRecord, mustReject: boolean): string {
  // A page that comes back asks for the address it had.
  const wanted = slugify(post.draft.seoSlug || post.slug || post.draft.title)
  if (mustReject) throw slugTaken(wanted)
  const isTaken = (slug: string) => {
    const owner = index.owner(site.id, slug, post.draft.language)
    return owner !== undefined && owner !== post.id
  }
  if (site.switches.slugConflict === 'reject' && isTaken(wanted)) throw slugTaken(wanted)
  return firstFreeSlug(wanted, isTaken)
}
