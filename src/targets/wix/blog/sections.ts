// Cuts HTML into sections that Wix's converter takes, between blocks and never inside one. Pure.
import { type DefaultTreeAdapterMap, parseFragment, serializeOuter } from 'parse5'

type Node = DefaultTreeAdapterMap['childNode']
type Element = DefaultTreeAdapterMap['element']

/** Wix's limit is 10,000 characters; how it counts them is not documented, so UTF-16 units, the most of all counts. */
export const sectionLimit = 10_000
/** Deeper than any page, and shallow enough for a parser that walks by calling itself. */
const deepest = 500

/** Only lay out what they hold, so that a page may be cut between their children. */
const wrappers = new Set(
  'div section article main header footer aside nav body html center hgroup search'.split(' '),
)
/** In one line with what stands beside them. Everything else counts as a block. */
const inline = new Set(
  (
    'a abbr acronym b bdi bdo big br cite code data del dfn em font i img input ins kbd label mark nobr output picture ' +
    'q ruby s samp small span strike strong sub sup svg time tt u var wbr'
  ).split(' '),
)
/** Nothing of them is shown, and they may be long. */
const unseen = new Set(['script', 'style', 'template', 'noscript', '#comment'])

export type Cut =
  | { sections: string[] }
  /** Nothing can be sent: a block that must not be cut is too long, or the nesting too deep. */
  | { tooLong: { element: string; length: number } }
  | { tooDeep: true }

/**
 * Sections shorter than `limit`, as few as possible, that together hold every word of the page in its order.
 * HTML that is short enough is handed on as it is.
 */
export function cutSections(html: string, limit = sectionLimit): Cut {
  if (html.trim() === '') return { sections: [] }
  if (html.length < limit) return { sections: [html] }
  const root = parseFragment(html)
  if (depthOf(root) > deepest) return { tooDeep: true }
  const units = collectUnits(root.childNodes, '', '', limit)
  const tooLong = units.find((unit) => unit.html.length >= limit)
  if (tooLong) return { tooLong: { element: tooLong.element, length: tooLong.html.length } }
  const sections: string[] = []
  let section = ''
  for (const { html: next } of units) {
    if (section !== '' && section.length + next.length >= limit) {
      sections.push(section)
      section = ''
    }
    section += next
  }
  return { sections: section === '' ? sections : [...sections, section] }
}

interface Unit {
  element: string
  html: string
}

/** Blocks, and runs of what stands in one line, each within the wrappers it came from. */
function collectUnits(nodes: Node[], open: string, close: string, limit: number): Unit[] {
  const units: Unit[] = []
  let line: Node[] = []
  const endLine = () => {
    const html = line.map((node) => serializeOuter(node)).join('')
    if (html.trim() !== '') units.push({ element: 'text', html: open + html + close })
    line = []
  }
  for (const node of nodes) {
    if (unseen.has(node.nodeName)) continue
    if (!('tagName' in node) || inline.has(node.tagName)) {
      line.push(node)
      continue
    }
    endLine()
    const html = open + serializeOuter(node) + close
    if (html.length < limit || !wrappers.has(node.tagName)) units.push({ element: node.tagName, html })
    else
      units.push(...collectUnits(node.childNodes, open + startTag(node), `</${node.tagName}>${close}`, limit))
  }
  endLine()
  return units
}

function startTag(element: Element): string {
  const empty = { ...element, childNodes: [] }
  return serializeOuter(empty).replace(/<\/[a-z]+>$/, '')
}

/** Without calling itself: a hostile page would overflow the stack. */
function depthOf(root: DefaultTreeAdapterMap['documentFragment']): number {
  let depth = 0
  const open: [nodes: Node[], depth: number][] = [[root.childNodes, 1]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    depth = Math.max(depth, next[1])
    for (const node of next[0]) if ('childNodes' in node) open.push([node.childNodes, next[1] + 1])
  }
  return depth
}
