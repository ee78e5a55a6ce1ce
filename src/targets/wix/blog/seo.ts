// What a search engine would show of a post.
import { shorten } from '../../../api/shorten.ts'
import { documentWords } from '../document.ts'
import type { BlogPayload } from './post.ts'

/** Wix's usual path; a site may have another, which is known once the post is live. */
const usualPath = '/post/'
const shownDescription = 160

/** What a search engine would show of a post. */
export function searchResult({ post }: BlogPayload, siteUrl: string | null) {
  const tags = post.seoData?.tags ?? []
  const description = tags.find((tag) => tag.props?.['name'] === 'description')?.props?.['content']
  const base = siteUrl === null ? 'https://your-site' : siteUrl.replace(/\/+$/, '')
  return {
    title: tags.find((tag) => tag.type === 'title')?.children ?? post.title,
    url: `${base}${usualPath}${post.seoSlug}`,
    description: description ?? (post.excerpt || openingWords(post.richContent)),
  }
}

function openingWords(document: unknown): string {
  const words = documentWords(document).trim().replace(/\s+/g, ' ')
  return shorten(words, shownDescription)
}
