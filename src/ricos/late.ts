// Where the address of a picture or player really stands. Pages that load them late keep it in another attribute, in
// a `source` or in a `noscript`, and something small or empty in `src`.
import { attributeOf, isElement, type SourceElement } from './parse.ts'
import { readSrcset } from './srcset.ts'
import { cleanUrl, isSafeFile } from './urls.ts'

/** Attributes that scripts read the address from, the likeliest first. */
const LATE_NAMES =
  'data-src data-lazy-src data-lazy data-original data-lazyload data-lazy-load data-ll-src data-echo data-img-src data-image-src data-img-url data-image data-img data-actualsrc data-real-src data-cfsrc data-original-src data-orig-src data-load-src data-defer-src data-deferred-src data-delayed-url data-hi-res-src data-hires data-full-src data-full-url data-large_image data-orig-file data-large-file data-pagespeed-lazy-src data-nitro-lazy-src nitro-lazy-src lazy-src lazysrc data-ezsrc data-url original file'.split(
    ' ',
  )

/** Attributes that hold something else, whatever it looks like. */
const OTHER_NAMES =
  /^(?:src|srcset|alt|title|class|style|id|name|href|sizes|poster|longdesc|usemap|cite|on\w+|xmlns.*|.*(?:poster|thumb|link|title|caption|alt|name|srcset|bgset|permalink).*)$/

const IMAGE_FILE = /^[^\s"'<>()]*\/[^\s"'<>()]*\.(?:jpe?g|png|gif|webp|avif|svg|bmp)(?:[?#].*)?$/i
const WEB_ADDRESS = /^(?:https?:)?\/\/[^\s"'<>]+$/i

/** An address that can be fetched: no place holder that is part of the page, no script. */
export function isUsable(url: string): boolean {
  return url !== '' && url !== '#' && isSafeFile(url)
}

/** The address an image shows in the end; what `src` says where there is no better one. */
export function imageAddress(element: SourceElement): string | undefined {
  const src = cleanUrl(attributeOf(element, 'src') ?? '')
  const isGiven = isUsable(src)
  // Most images have nothing but an address, and need not be searched.
  if (isGiven && !mayBeLate(element)) return src
  const late = lateImage(element)
  if (isGiven && (late === undefined || !isStandIn(element, src, late))) return src
  return late ?? (src === '' ? undefined : src)
}

/** Whether a better address than `src` may stand anywhere. */
function mayBeLate(element: SourceElement): boolean {
  if (element.hasData || element.parentNode?.nodeName === 'picture') return true
  for (const { name } of element.attrs) if (LATE_WITHOUT_DATA.test(name)) return true
  return false
}

const LATE_WITHOUT_DATA = /srcset$|lazy|^original$|^file$/

/** The address in any place but `src`. */
export function lateImage(element: SourceElement): string | undefined {
  return (
    namedAddress(element) ??
    largestOf(attributeOf(element, 'srcset')) ??
    lateSrcset(element) ??
    pictureSource(element) ??
    otherAddress(element, IMAGE_FILE)
  )
}

/** The address of a picture on an element that is none, as on a box that a script paints. */
export function imageFile(element: SourceElement): string | undefined {
  const url = namedAddress(element)
  return url !== undefined && IMAGE_FILE.test(`/${url}`) ? url : undefined
}

/** The address a frame, a video or their like plays in the end. */
export function mediaAddress(element: SourceElement): string | undefined {
  for (const name of ['src', 'data', 'url']) {
    const url = cleanUrl(attributeOf(element, name) ?? '')
    if (isUsable(url)) return url
  }
  return namedAddress(element) ?? otherAddress(element, WEB_ADDRESS)
}

function namedAddress(element: SourceElement): string | undefined {
  for (const name of LATE_NAMES) {
    const url = cleanUrl(attributeOf(element, name) ?? '')
    // `true` and `1` say only that it loads late; what starts with a bracket is data for a script.
    if (isUsable(url) && /[./]/.test(url) && !/^[{[]/.test(url)) return withWidth(url, element)
  }
  return undefined
}

/** Shops leave the width to a script, which takes one of a list. */
function withWidth(url: string, element: SourceElement): string {
  if (!url.includes('{width}')) return url
  const widths = attributeOf(element, 'data-widths')?.match(/\d+/g)?.map(Number) ?? []
  const width = Math.max(...widths.filter((one) => one <= MAX_WIDTH), 0) || DEFAULT_WIDTH
  return url.replaceAll('{width}', String(width))
}

/** Pixels; more than a post shows. */
const MAX_WIDTH = 2048
const DEFAULT_WIDTH = 1080

function otherAddress(element: SourceElement, pattern: RegExp): string | undefined {
  for (const { name, value } of element.attrs) {
    if (OTHER_NAMES.test(name)) continue
    const url = cleanUrl(value)
    if (pattern.test(url) && isUsable(url)) return url
  }
  return undefined
}

function lateSrcset(element: SourceElement): string | undefined {
  for (const { name, value } of element.attrs) {
    if (name === 'srcset' || !/(?:srcset|original-set|lazyset)$/.test(name)) continue
    const url = largestOf(value)
    if (url !== undefined) return url
  }
  return undefined
}

function largestOf(srcset: string | undefined): string | undefined {
  let best: string | undefined
  let most = -1
  for (const { url: raw, size } of readSrcset(srcset ?? '')) {
    const url = cleanUrl(raw)
    if (size <= most || !isUsable(url)) continue
    best = url
    most = size
  }
  return best
}

/** Of the sources of a `picture`, the first in a format that everything can show. */
function pictureSource(element: SourceElement): string | undefined {
  const picture = element.tagName === 'picture' ? element : element.parentNode
  if (picture === null || picture.nodeName !== 'picture') return undefined
  const sources = picture.childNodes.filter(
    (node): node is SourceElement => isElement(node) && node.tagName === 'source',
  )
  const isRare = (source: SourceElement) => /avif|jxl|heic/.test(attributeOf(source, 'type') ?? '')
  for (const source of [...sources.filter((one) => !isRare(one)), ...sources.filter(isRare)]) {
    const url =
      largestOf(attributeOf(source, 'srcset')) ??
      lateSrcset(source) ??
      namedAddress(source) ??
      plainSource(source)
    if (url !== undefined) return url
  }
  return undefined
}

function plainSource(source: SourceElement): string | undefined {
  const url = cleanUrl(attributeOf(source, 'src') ?? '')
  return isUsable(url) ? url : undefined
}

const LAZY_CLASS = /(?:^|[\s_-])(?:js-|b-)?lazy(?!-?loaded\b)/i
const STAND_IN =
  /(?:^|[^a-z0-9])(?:1x1|1px|blank|pixel|spacer|transp?|transparent|place-?holder|loading|loader|lazy|lazy-?load|dummy|empty|grey|gray|spinner|preloader)(?![a-z])|^\w\.gif$/i

/** Whether `src` only holds the place of the other address. */
function isStandIn(element: SourceElement, src: string, late: string): boolean {
  if (LAZY_CLASS.test(element.classes ?? '') && namedAddress(element) !== undefined) return true
  const [path = ''] = src.split(/[?#]/)
  const file = path.slice(path.lastIndexOf('/') + 1)
  const stem = file.replace(/\.\w+$/, '')
  // The same picture in another size has the same name.
  return STAND_IN.test(file) && !(stem.length > 1 && late.includes(stem))
}

/** The address of a script's choosing beside a real `src`; `undefined` where nothing tells that there is another. */
export function unusedAddress(element: SourceElement, used: string): string | undefined {
  if (!element.hasData) return undefined
  for (const name of ['data-src', 'data-lazy-src']) {
    const url = cleanUrl(attributeOf(element, name) ?? '')
    if (isUsable(url) && /[./]/.test(url) && url !== used) return url
  }
  return undefined
}
