// Pictures of a post: which it needs, and how they stand in a request once the site has them. Pure.
import type { Problem } from '../../../api/problem.ts'
import type { RicosDocument } from '../../../ricos/index.ts'
import { type AssetIds, type AssetNeed, assetKey, imageKind, type Loss } from '../../target.ts'
import { addressProblem, type ImageRef, imageUrl, readImageRef } from '../media.ts'

/** A cover by its address. A blank address: the post shall have none. */
export interface Cover {
  url: string
  alt: string
}

/** What Wix takes as a cover. Without the two flags it drops the picture and says nothing. */
export interface WixCover {
  displayed: boolean
  custom: boolean
  altText?: string
  wixMedia?: { image: { id: string } }
}

/** Of a document from anywhere: only what is asked of it here. */
interface AnyNode {
  type?: unknown
  nodes?: unknown
  imageData?: {
    altText?: unknown
    image?: { src?: { id?: unknown; url?: unknown }; width?: unknown; height?: unknown }
  }
}

/** Each picture once, the cover first. An address that can never be had is no need but an error of its row. */
export function imageNeeds(cover: Cover | undefined, document: RicosDocument): AssetNeed[] {
  const inText = [...imagesOf(document)].flatMap((node) => neededAddress(node) ?? [])
  const addresses = new Set([...(cover?.url ? [cover.url] : []), ...inText])
  return [...addresses]
    .filter((address) => addressProblem(address) === null)
    .map((name) => ({ kind: imageKind, name }))
}

/** Undefined where the picture has no id yet: then Wix's cover is left as it is. */
export function toWixCover(cover: Cover | undefined, assets: AssetIds): WixCover | undefined {
  if (!cover) return undefined
  // `custom` is off too: Wix may still choose a picture of the text for its lists.
  if (cover.url === '') return { displayed: false, custom: false }
  const ref = refOf(cover.url, assets)
  if (!ref) return undefined
  return {
    displayed: true,
    custom: true,
    wixMedia: { image: { id: ref.fileId } },
    // Wix refuses a blank one.
    ...(cover.alt !== '' && { altText: cover.alt }),
  }
}

/**
 * The document with files of the site in place of addresses, and with the sizes Wix needs. A picture without an id
 * keeps its address, which browsers can show as well.
 */
export function withImageFiles(document: RicosDocument, assets: AssetIds): RicosDocument {
  if (assets.size === 0) return document
  return { ...document, nodes: withFiles(document.nodes, assets) as RicosDocument['nodes'] }
}

function withFiles(nodes: readonly AnyNode[], assets: AssetIds): AnyNode[] {
  return nodes.map((node) => {
    const children = listOf(node.nodes)
    const changed = children.length > 0 ? { ...node, nodes: withFiles(children, assets) } : node
    const address = node.type === 'IMAGE' ? neededAddress(node) : undefined
    const ref = address === undefined ? null : refOf(address, assets)
    if (!ref) return changed
    const { fileId, width, height } = ref
    const image = { ...node.imageData?.image, src: { id: fileId }, width, height }
    return { ...changed, imageData: { ...node.imageData, image } }
  })
}

/** A cover as one comparable text. A picture without an id stands for itself and so differs from everything in Wix. */
export function canonicalCover(cover: Cover, assets: AssetIds): string {
  if (cover.url === '') return ''
  return coverText(refOf(cover.url, assets)?.fileId ?? `new: ${cover.url}`, cover.alt)
}

/** The same of what Wix has; one that nobody chose, or that is not shown, is none. */
export function canonicalRemoteCover(media: unknown): string {
  const { displayed, custom, altText, wixMedia } = (media ?? {}) as Partial<WixCover>
  const id = wixMedia?.image?.id
  return displayed && custom && id ? coverText(id, altText ?? '') : ''
}

function coverText(file: string, alt: string): string {
  return alt === '' ? file : `${file}\n${alt.trim().replace(/\s+/g, ' ')}`
}

/** What is wrong with the addresses, and what a reader who sees no pictures would miss. */
export function checkImages(cover: Cover | undefined, document: RicosDocument, losses: Loss[]): Problem[] {
  const problems: Problem[] = []
  const unusable = (field: string, message: string) =>
    problems.push({ code: 'image_address', severity: 'error', field, message })
  const coverProblem = cover?.url ? addressProblem(cover.url) : null
  if (coverProblem) unusable('cover', coverProblem)
  const images = [...imagesOf(document)]
  const inText = new Set(images.flatMap((node) => addressProblem(addressOf(node)) ?? []))
  // Our converter leaves such an image out and says so.
  if (losses.some(({ code, message }) => code === 'image-no-source' && message.includes('(data:')))
    inText.add(addressProblem('data:') ?? '')
  for (const message of inText) unusable('body', message)
  const silent = images.filter((node) => String(node.imageData?.altText ?? '').trim() === '').length
  if (silent > 0)
    problems.push({
      code: 'image_no_alt',
      severity: 'note',
      field: 'body',
      message: `${silent} of ${images.length} images in the text have no alternative text. Search engines and people who cannot see them read it: give each an alt attribute.`,
    })
  return problems
}

/** Sizes that the HTML does not say come from the file once Wix has it, so that they are no loss. */
export function withoutSizes<One extends { code: string }>(losses: readonly One[]): One[] {
  return losses.filter(({ code }) => code !== 'image-no-size')
}

function refOf(address: string, assets: AssetIds): ImageRef | null {
  return readImageRef(assets.get(assetKey({ kind: imageKind, name: address })) ?? '')
}

/** An image that is a file already needs nothing, unless its sizes are missing. */
function neededAddress(node: AnyNode): string | undefined {
  const { src, width, height } = node.imageData?.image ?? {}
  return src?.id && width && height ? undefined : addressOf(node)
}

function addressOf(node: AnyNode): string {
  const { id, url } = node.imageData?.image?.src ?? {}
  return typeof id === 'string' && id !== '' ? imageUrl({ fileId: id }) : String(url ?? '')
}

function* imagesOf(document: unknown): Generator<AnyNode> {
  const stack = listOf((document as AnyNode | null)?.nodes).reverse()
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'IMAGE') yield node
    stack.push(...listOf(node.nodes).reverse())
  }
}

function listOf(value: unknown): AnyNode[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'object' && entry !== null) : []
}
