// What the site will show of a post, as safe HTML. Pure.
import { ricosToHtml } from '../../../ricos/index.ts'
import { addressProblem, imageUrl, readImageRef } from '../media.ts'
import type { Cover } from './cover.ts'
import type { BlogPayload } from './post.ts'

export function previewHtml({ post }: BlogPayload): string {
  const head = `<h1>${escapeHtml(post.title)}</h1>${coverHtml(post.media)}`
  return `<article dir="auto">${head}${ricosToHtml(post.richContent)}</article>`
}

function coverHtml(cover: Cover | undefined): string {
  if (!cover?.url || addressProblem(cover.url) !== null) return ''
  const ref = readImageRef(cover.url)
  const address = ref ? imageUrl(ref) : cover.url
  if (!/^https?:/i.test(address)) return ''
  return `<figure><img src="${escapeHtml(address)}" alt="${escapeHtml(cover.alt)}"></figure>`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
