// Images.
import type { Conversion } from '../conversion.ts'
import { readSize } from '../css.ts'
import type { BlockAlignment, ContainerData, ImageNode, Link } from '../document.ts'
import { declarationsOf, readAlignment } from '../inherited.ts'
import type { KnownImage } from '../options.ts'
import { attributeOf, type SourceElement } from '../parse.ts'
import { cleanUrl, isAbsolute, isSafeFile, resolveUrl, schemeOf } from '../urls.ts'
import { type Handler, type Handlers, SKIP } from './handler.ts'

const EMOJI_CLASS = /(^|\s)(emoji|wp-smiley|emoticon)(\s|$)/i
const WIX_FILE = /^https:\/\/static\.wixstatic\.com\/media\/([^/?#]+)/

const img: Handler = {
  display: 'inline',
  enter(element, conversion) {
    const alt = attributeOf(element, 'alt')?.trim() ?? ''
    if (alt !== '' && EMOJI_CLASS.test(attributeOf(element, 'class') ?? '')) {
      conversion.text(alt)
      return SKIP
    }
    const url = sourceOf(element)
    const size = sizeOf(element)
    // Left out or not, an image keeps the words on its sides apart.
    conversion.blank()
    if (size.width === 1 || size.height === 1) conversion.loss('image-tracking')
    else if (url === undefined || !isSafeFile(url)) conversion.loss('image-no-source', describe(url, alt))
    else conversion.atom(createImage(element, url, size, alt, conversion))
    return SKIP
  },
}

function describe(url: string | undefined, alt: string): string | undefined {
  const scheme = url === undefined ? undefined : schemeOf(url)
  if (scheme === undefined && alt === '') return undefined
  return [scheme === undefined ? undefined : `${scheme}:`, alt === '' ? undefined : `"${alt}"`]
    .filter(Boolean)
    .join(' ')
}

/** The address; sites that load images late keep it in another attribute. */
function sourceOf(element: SourceElement): string | undefined {
  const src = cleanUrl(attributeOf(element, 'src') ?? '')
  if (isUsable(src)) return src
  for (const name of ['data-src', 'data-original', 'data-lazy-src']) {
    const late = cleanUrl(attributeOf(element, name) ?? '')
    if (isUsable(late)) return late
  }
  const largest = largestOf(attributeOf(element, 'srcset') ?? attributeOf(element, 'data-srcset'))
  return isUsable(largest) ? largest : src === '' ? undefined : src
}

/** A place holder is often part of the page itself. */
function isUsable(url: string): boolean {
  return url !== '' && schemeOf(url) !== 'data'
}

function largestOf(srcset: string | undefined): string {
  let best = ''
  let most = -1
  for (const [, url = '', size = '0'] of (srcset ?? '').matchAll(/(\S+?),?(?:\s+([\d.]+)[wx])?\s*(?:,|$)/g)) {
    if (Number(size) <= most) continue
    best = url
    most = Number(size)
  }
  return cleanUrl(best)
}

interface Size {
  width: number | undefined
  height: number | undefined
}

function sizeOf(element: SourceElement): Size {
  const css = declarationsOf(element)
  return {
    width: readSize(attributeOf(element, 'width')) ?? readSize(css.get('width')),
    height: readSize(attributeOf(element, 'height')) ?? readSize(css.get('height')),
  }
}

function createImage(
  element: SourceElement,
  src: string,
  size: Size,
  alt: string,
  conversion: Conversion,
): ImageNode {
  const url = resolveUrl(src, conversion.settings.baseUrl)
  const known = conversion.settings.image?.(url) ?? fileOnWix(url)
  const width = known?.width ?? (size.height === undefined ? undefined : size.width)
  const height = known?.height ?? (size.width === undefined ? undefined : size.height)
  if (width === undefined || height === undefined) conversion.loss('image-no-size', url)
  if (known?.id === undefined && known?.url === undefined && !isAbsolute(url))
    conversion.loss('image-relative', url)
  const image: ImageNode['imageData']['image'] = {
    src: known?.id !== undefined ? { id: known.id } : { url: known?.url ?? url },
  }
  if (width !== undefined && height !== undefined) Object.assign(image, { width, height })
  const imageData: ImageNode['imageData'] = { containerData: containerOf(element, size, conversion), image }
  if (alt !== '') imageData.altText = alt
  const link = linkOf(conversion)
  if (link !== undefined) imageData.link = link
  return { type: 'IMAGE', id: '', nodes: [], imageData }
}

/** A file that is already in a Wix media manager is named by its id. */
function fileOnWix(url: string): KnownImage | undefined {
  const id = WIX_FILE.exec(url)?.[1]
  return id === undefined ? undefined : { id }
}

function containerOf(element: SourceElement, size: Size, conversion: Conversion): ContainerData {
  const css = declarationsOf(element)
  const side = readAlignment(css.get('float') ?? attributeOf(element, 'align')) ?? conversion.style.alignment
  const alignment: BlockAlignment = side === 'LEFT' || side === 'RIGHT' ? side : 'CENTER'
  const isFull = css.get('width') === '100%' || size.width === undefined
  return { width: isFull ? { size: 'CONTENT' } : { custom: String(size.width) }, alignment }
}

/** An image's link can only lead to an address. */
function linkOf(conversion: Conversion): Link | undefined {
  const { link } = conversion.style
  return link !== undefined && 'link' in link ? link.link : undefined
}

export const images: Handlers = {
  img,
  image: img,
  picture: { display: 'inline' },
  map: { display: 'inline' },
}
