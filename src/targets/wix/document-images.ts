// Pictures in rich content: which a document needs, and how they stand in it once the site has them. Pure.
import type { Problem } from '../../api/problem.ts'
import type { RicosDocument } from '../../ricos/index.ts'
import { type AssetIds, type AssetNeed, imageKind, type Loss } from '../target.ts'
import { addressProblem, imageUrl, refOf } from './media.ts'

/** Of a document from anywhere: only what is asked of it here. */
interface AnyNode {
  type?: unknown
  nodes?: unknown
  imageData?: {
    altText?: unknown
    image?: { src?: { id?: unknown; url?: unknown }; width?: unknown; height?: unknown }
  }
}

/** Each picture once. An address that can never be had is no need but an error of its row. */
export function imageNeeds(document: RicosDocument): AssetNeed[] {
  const addresses = new Set([...imagesOf(document)].flatMap((node) => neededAddress(node) ?? []))
  return [...addresses]
    .filter((address) => addressProblem(address) === null)
    .map((name) => ({ kind: imageKind, name }))
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

/** What is wrong with the addresses, and what a reader who sees no pictures would miss. */
export function checkImages(field: string, document: RicosDocument, losses: readonly Loss[]): Problem[] {
  const images = [...imagesOf(document)]
  const unusable = new Set(images.flatMap((node) => addressProblem(addressOf(node)) ?? []))
  // Our converter leaves such an image out and says so.
  if (losses.some(({ code, message }) => code === 'image-no-source' && message.includes('(data:')))
    unusable.add(addressProblem('data:') ?? '')
  const problems = [...unusable].map(
    (message): Problem => ({ code: 'image_address', severity: 'error', field, message }),
  )
  const silent = images.filter((node) => String(node.imageData?.altText ?? '').trim() === '').length
  if (silent === 0) return problems
  const message = `${silent} of ${images.length} images in the text have no alternative text. Search engines and people who cannot see them read it: give each an alt attribute.`
  return [...problems, { code: 'image_no_alt', severity: 'note', field, message }]
}

/** Sizes that the HTML does not say come from the file once Wix has it, so that they are no loss. */
export function withoutSizes<One extends { code: string }>(losses: readonly One[]): One[] {
  return losses.filter(({ code }) => code !== 'image-no-size')
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
