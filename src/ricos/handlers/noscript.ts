// What a page shows readers without scripts. Its words are not part of the page; its pictures and players are where a
// script would have put them, unless the element that the script fills stands beside.
import type { Conversion } from '../conversion.ts'
import { isElement, parseHtml, type SourceElement, type SourceNode } from '../parse.ts'
import { readDisplay } from '../shown.ts'
import { type Handlers, SKIP } from './handler.ts'
import { isPicture, isTinyImage, type MediaKind, mediaKindOf } from './media-kinds.ts'

const MEDIA_TAG = /<(?:img|picture|iframe|video|audio|embed|amp-)/i

interface Content {
  /** Pictures and players, outermost first; those that only count readers are none. */
  media: SourceElement[]
  hasWords: boolean
}

const NOTHING: Content = { media: [], hasWords: true }

/** What was read of the text of a `noscript`: the parser leaves it as it is. */
const contents = new WeakMap<SourceElement, Content>()

function contentOf(element: SourceElement, conversion: Conversion): Content {
  let content = contents.get(element)
  if (content !== undefined) return content
  const [only] = element.childNodes
  const text = only !== undefined && 'value' in only ? only.value : ''
  content = MEDIA_TAG.test(text)
    ? collect(parseHtml(text, conversion.guard, element.sourceEnd).root.childNodes)
    : NOTHING
  contents.set(element, content)
  return content
}

function collect(nodes: readonly SourceNode[]): Content {
  const content: Content = { media: [], hasWords: false }
  const open = [...nodes].reverse()
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('value' in node && node.value.trim() !== '') content.hasWords = true
    if (!isElement(node)) continue
    if (mediaKindOf(node) === undefined) open.push(...[...node.childNodes].reverse())
    else if (!isTinyImage(node)) content.media.push(node)
  }
  return content
}

/** The copy of a picture or player for readers without scripts, where one stands beside it. */
export function copyFor(
  element: SourceElement,
  kind: MediaKind,
  conversion: Conversion,
): SourceElement | undefined {
  for (let at = element, level = 0; level < 4; level++) {
    for (const neighbour of [besideOf(at, 1), besideOf(at, -1)]) {
      if (neighbour?.tagName !== 'noscript') continue
      const copy = contentOf(neighbour, conversion).media.find((one) => mediaKindOf(one) === kind)
      if (copy !== undefined) return copy.tagName === 'picture' ? (imageIn(copy) ?? copy) : copy
    }
    const parent = at.parentNode
    // A link or a box around the image alone.
    if (
      parent === null ||
      !isElement(parent) ||
      besideOf(at, 1) !== undefined ||
      besideOf(at, -1) !== undefined
    )
      return undefined
    at = parent
  }
  return undefined
}

function imageIn(picture: SourceElement): SourceElement | undefined {
  return picture.childNodes.filter(isElement).find(({ tagName }) => tagName === 'img')
}

/** The next thing beside an element that is more than a blank, if that is an element. */
function besideOf(element: SourceElement, step: 1 | -1): SourceElement | undefined {
  const siblings = element.parentNode?.childNodes ?? []
  for (let at = siblings.indexOf(element) + step; at >= 0 && at < siblings.length; at += step) {
    const node = siblings[at] as SourceNode
    if (isElement(node)) return node
    if ('value' in node && node.value.trim() !== '') return undefined
  }
  return undefined
}

/** Whether the element is such a picture or player, or one is among the first things in it. */
function holds(element: SourceElement | undefined, kind: MediaKind | undefined): boolean {
  if (element === undefined) return false
  const open: SourceElement[] = [element]
  for (let looked = 0; looked < MAX_LOOKED; looked++) {
    const next = open.pop()
    if (next === undefined) return false
    // One that is taken from the page leaves its place to the copy.
    if (next.tagName === 'noscript' || readDisplay(next)?.outside === 'none') continue
    if (mediaKindOf(next) === kind) return true
    open.push(...next.childNodes.slice(0, MAX_LOOKED).filter(isElement))
  }
  return false
}

/** Elements of a box that are looked through for a picture. */
const MAX_LOOKED = 20

export const noscript: Handlers = {
  noscript: {
    display: 'inline',
    children: (element) => contents.get(element)?.media.filter(isPicture) ?? [],
    enter(element, conversion) {
      const { media, hasWords } = contentOf(element, conversion)
      const [first] = media.filter(isPicture)
      const kind = first === undefined ? undefined : mediaKindOf(first)
      const isCopy = [besideOf(element, -1), besideOf(element, 1)].some((one) => holds(one, kind))
      if (first === undefined || isCopy || hasWords) conversion.loss('not-shown')
      return first === undefined || isCopy ? SKIP : undefined
    },
  },
}
