// Images.
import type { Conversion } from '../conversion.ts'
import { readSize } from '../css.ts'
import type { BlockAlignment, ContainerData, ImageNode, Link } from '../document.ts'
import { imageAddress, isUsable, unusedAddress } from '../late.ts'
import type { KnownImage } from '../options.ts'
import { attributeOf, declarationsOf, isElement, type SourceElement } from '../parse.ts'
import { readAlignment } from '../read-css.ts'
import { cleanUrl, isAbsolute, isSafeFile, resolveUrl, schemeOf } from '../urls.ts'
import { type Handler, type Handlers, SKIP, same } from './handler.ts'
import { copyFor } from './noscript.ts'

const EMOJI_CLASS = /(^|\s)(emoji|wp-smiley|emoticon)(\s|$)/i
const WIX_FILE = /^https:\/\/static\.wixstatic\.com\/media\/([^/?#]+)/

export const img: Handler = {
  display: 'inline',
  enter(element, conversion) {
    const alt = attributeOf(element, 'alt')?.trim() ?? ''
    if (alt !== '' && EMOJI_CLASS.test(element.classes ?? '')) {
      conversion.text(alt)
      return SKIP
    }
    placeImage(element, alt, conversion)
    return SKIP
  },
}

function placeImage(element: SourceElement, alt: string, conversion: Conversion): void {
  const own = imageAddress(element)
  // The copy for readers without scripts has the address where the image itself has none yet.
  const copy = own === undefined || !isUsable(own) ? copyFor(element, 'image', conversion) : undefined
  const url = copy === undefined ? own : imageAddress(copy)
  const isLate = url !== undefined && url !== cleanUrl(attributeOf(element, 'src') ?? '')
  const size = sizeOf(element, isLate)
  // Left out or not, an image keeps the words on its sides apart.
  conversion.blank()
  if (size.width === 1 || size.height === 1) conversion.loss('image-tracking')
  else if (url === undefined || !isSafeFile(url)) conversion.loss('image-no-source', describe(url, alt))
  else {
    const other = isLate ? undefined : unusedAddress(element, url)
    if (other !== undefined) conversion.loss('image-other', other)
    const known = size.width === undefined && copy !== undefined ? sizeOf(copy, true) : size
    const text = alt === '' && copy !== undefined ? (attributeOf(copy, 'alt')?.trim() ?? '') : alt
    conversion.atom(createImage(element, url, known, text, conversion))
  }
}

/** A picture without an image in it, which only a script can show. */
const picture: Handler = {
  display: 'inline',
  enter(element, conversion) {
    if (!element.childNodes.every((node) => !isElement(node) || node.tagName === 'source')) return undefined
    if (element.childNodes.some(isElement)) placeImage(element, '', conversion)
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

interface Size {
  width: number | undefined
  height: number | undefined
}

/** @param isLate the element has the size of a place holder: one pixel says nothing of the image */
function sizeOf(element: SourceElement, isLate: boolean): Size {
  const css = declarationsOf(element)
  const read = (name: string) => {
    const size = readSize(attributeOf(element, name)) ?? readSize(css.get(name))
    return isLate && size === 1 ? undefined : size
  }
  return { width: read('width'), height: read('height') }
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
  picture,
  ...same('amp-img amp-anim', img),
  map: { display: 'inline' },
}
