// A rendered row as a post, without the site: categories, tags and pictures still by name. Pure.
import type { AssetIds, AssetNeed, PayloadResult, RenderedPage } from '../../target.ts'
import { assetKey, imageKind } from '../../target.ts'
import type { ModeVisibility } from '../../visibility.ts'
import { cleanLine, cleanText } from '../clean.ts'
import { imageNeeds, withImageFiles } from '../document-images.ts'
import { readList } from '../list.ts'
import { toSeoTags } from '../seo-tags.ts'
import { sortKeys } from '../sort-keys.ts'
import { toBody } from './body.ts'
import { checkPost } from './checks.ts'
import { coverNeeds, toWixCover } from './cover.ts'
import type { BlogOptions } from './options.ts'
import type { BlogPayload, BlogWire } from './post.ts'

/** Of an id of Wix in JSON, with its quotes and comma; of a picture with its sizes and flags too. */
const bytesPerId = 39
const bytesPerImage = 200

export function toPayload(page: RenderedPage, options: BlogOptions): PayloadResult<BlogPayload> {
  const fields = cleanFields(page.fields)
  const has = (name: string) => fields[name] !== undefined
  const text = (name: string) => (fields[name] ?? '').trim()
  const body = toBody(page, fields['body'] ?? '', options)
  const seoTags = toSeoTags(fields)
  const payload: BlogPayload = {
    post: {
      title: text('title'),
      seoSlug: text('slug').normalize('NFC'),
      memberId: options.authorId,
      richContent: body.document,
      ...(has('excerpt') && { excerpt: text('excerpt') }),
      ...(text('language') && { language: text('language') }),
      ...(seoTags && { seoData: { tags: seoTags } }),
      ...(has('cover') && { media: { url: text('cover'), alt: text('cover_alt') } }),
    },
    ...(has('categories') && { categories: readList(text('categories')) }),
    ...(has('tags') && { tags: readList(text('tags')) }),
  }
  const idBytes = needsOf(payload).map(({ kind }) => (kind === imageKind ? bytesPerImage : bytesPerId))
  // In whatever order its keys are, it has the same size.
  const bare = Buffer.byteLength(JSON.stringify(unsortedWire(payload, new Map())))
  const wireBytes = bare + idBytes.reduce((sum, one) => sum + one, 0)
  return {
    payload,
    summary: { title: payload.post.title, slug: payload.post.seoSlug },
    wireBytes,
    losses: body.losses,
    convertedBy: body.convertedBy,
    problems: [...body.problems, ...checkPost({ page, fields, payload, losses: body.losses, wireBytes })],
  }
}

/** Payloads of earlier versions have the mode beside the post. */
export function withoutVisibility(
  payload: unknown,
): { payload: BlogPayload; visibility: ModeVisibility } | null {
  const { mode, ...rest } = payload as BlogPayload & { mode?: BlogOptions['mode'] }
  return mode === undefined ? null : { payload: rest, visibility: visibilityOf({ mode }) }
}

export function visibilityOf({ mode }: Pick<BlogOptions, 'mode'>): ModeVisibility {
  return { state: mode === 'draft' ? 'draft' : 'live' }
}

export function needsOf(payload: BlogPayload): AssetNeed[] {
  const needs = [
    ...(payload.categories ?? []).map((name) => ({ kind: 'category', name })),
    ...(payload.tags ?? []).map((name) => ({ kind: 'tag', name })),
    ...coverNeeds(payload.post.media),
    ...imageNeeds(payload.post.richContent),
  ]
  return [...new Map(needs.map((need) => [assetKey(need), need])).values()]
}

/**
 * Names without an id are left out; a send has to make sure that there are none (see `missingAssets`). Pictures may
 * lack one, where the connection may not import them: then the cover is left out and the text keeps the address.
 */
export function toWire(payload: BlogPayload, assets: AssetIds): BlogWire {
  return sortKeys(unsortedWire(payload, assets))
}

function unsortedWire(payload: BlogPayload, assets: AssetIds): BlogWire {
  const ids = (kind: string, names: string[]) => [
    ...new Set(names.flatMap((name) => assets.get(assetKey({ kind, name })) || [])),
  ]
  const { media, ...post } = payload.post
  const cover = toWixCover(media, assets)
  return {
    ...post,
    richContent: withImageFiles(post.richContent, assets),
    ...(cover && { media: cover }),
    ...(payload.categories && { categoryIds: ids('category', payload.categories) }),
    ...(payload.tags && { tagIds: ids('tag', payload.tags) }),
  } as BlogWire
}

/** Categories and tags without an id. A picture never keeps a page from being sent. */
export function missingAssets(payload: BlogPayload, assets: AssetIds): AssetNeed[] {
  return needsOf(payload).filter((need) => need.kind !== imageKind && !assets.has(assetKey(need)))
}

/** Characters no page can hold go away everywhere, invisible ones where a reader or an address would suffer. */
function cleanFields(fields: Record<string, string>): Record<string, string> {
  const isLine = (name: string) => !['body', 'categories', 'tags', 'json_ld'].includes(name)
  return Object.fromEntries(
    Object.entries(fields).map(([name, text]) => [name, isLine(name) ? cleanLine(text) : cleanText(text)]),
  )
}
