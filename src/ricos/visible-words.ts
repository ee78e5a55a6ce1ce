// What a browser shows of a parsed page, as a list of words. A second reading of the same rules as the converter's,
// kept apart from it: the tests and the benchmark compare the two.
import type { DefaultTreeAdapterTypes } from 'parse5'
import { type ShownStyle, shownStyle } from './visible-css.ts'

type Node = DefaultTreeAdapterTypes.Node

const NOT_SHOWN = new Set(
  'script style template noscript noembed noframes datalist title meta link base head param source track area rp iframe video audio'.split(
    ' ',
  ),
)
const NOT_DRAWN = new Set('script style title desc defs metadata annotation annotation-xml'.split(' '))
const PLACED = new Set(['text', 'foreignObject', 'svg'])

/** Elements whose text never touches the text beside them. */
const APART = new Set(
  'address article aside blockquote body br button caption center col colgroup dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html iframe img input legend li listing main marquee menu meter nav object ol optgroup option p plaintext pre progress search section select summary svg table tbody td textarea tfoot th thead tr ul video audio xmp'.split(
    ' ',
  ),
)

/** Characters browsers add to the text. */
const ADDED: Record<string, [before: string, after: string]> = { q: ['“', '”'], rt: ['(', ')'] }

const HTML = 'http://www.w3.org/1999/xhtml'

interface Open {
  node: Node
  isHidden: boolean
}

/** Words, split at HTML's white space, of everything a browser shows. */
export function visibleWords(root: Node): string[] {
  let text = ''
  const open: (Open | string)[] = [{ node: root, isHidden: false }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') {
      text += next
      continue
    }
    const { node, isHidden } = next
    if (node.nodeName === '#text' && 'value' in node) text += isHidden ? '\n' : node.value
    else if (isGone(node)) continue
    else {
      const hides = hidesWords(node) ?? isHidden
      if (isShown(node) && 'childNodes' in node) {
        const [before, after] = added(node)
        text += hides ? '\n' : before
        open.push(hides ? '\n' : after)
        for (const child of summaryFirst(node.childNodes).reverse())
          open.push({ node: child, isHidden: hides })
      } else if (isApart(node)) text += '\n'
      if ('attrs' in node && !isForeign(node) && node.nodeName === 'input' && !hides)
        text += controlText(node)
    }
  }
  return text.split(/[ \t\n\r\f]+/).filter((word) => word !== '')
}

/** Part of a drawing or formula, where HTML's names mean nothing. */
function isForeign(node: Node): boolean {
  return 'namespaceURI' in node && node.namespaceURI !== HTML
}

function isShown(node: Node): boolean {
  if (isForeign(node)) return !NOT_DRAWN.has(node.nodeName)
  if (node.nodeName === 'dialog') return attribute(node, 'open') !== undefined || styleOf(node).isApart
  return !NOT_SHOWN.has(node.nodeName)
}

function attribute(node: Node, name: string): string | undefined {
  return 'attrs' in node ? node.attrs.find((one) => one.name === name)?.value : undefined
}

function styleOf(node: Node): ShownStyle {
  return shownStyle(attribute(node, 'style'))
}

function isApart(node: Node): boolean {
  if ((isForeign(node) ? PLACED : APART).has(node.nodeName) || styleOf(node).isApart) return true
  const parent = 'parentNode' in node ? node.parentNode : null
  return parent !== null && styleOf(parent).setsApart
}

/** What stands before and behind an element's words. */
function added(node: Node): [string, string] {
  const edge = isApart(node) ? '\n' : ''
  const [before, after] = isForeign(node) ? ['', ''] : drawn(node)
  return [edge + before, after + edge]
}

/** What a browser writes of its own accord. */
function drawn(node: Node): [string, string] {
  const needsTitle = node.nodeName === 'details' && 'childNodes' in node && !node.childNodes.some(isSummary)
  if (needsTitle) return ['Details\n', '']
  if (node.nodeName === 'q' && 'parentNode' in node && node.parentNode?.nodeName === 'q') return ['‘', '’']
  return ADDED[node.nodeName] ?? ['', '']
}

/** Taken from the page by its author, or Word's own mark of a list item. */
function isGone(node: Node): boolean {
  const style = styleOf(node)
  const hidden = attribute(node, 'hidden')
  const isHidden = hidden !== undefined && hidden !== 'until-found' && !style.hasDisplay
  return style.isNone || isHidden || isListMark(node)
}

/** Whether the element's words leave an empty place; `undefined` where it says nothing of that. */
function hidesWords(node: Node): boolean | undefined {
  const { isHidden } = styleOf(node)
  // A library for movement hides what it shows once a reader comes near.
  const isAwaited = attribute(node, 'class')?.split(/\s+/).includes('wow') === true
  return isHidden === true && isAwaited ? undefined : isHidden
}

function isListMark(node: Node): boolean {
  if (node.nodeName !== 'span' || !/^ignore$/.test(styleOf(node).wordList ?? '')) return false
  let above: Node | null = node
  while (above !== null && above.nodeName !== 'p' && above.nodeName !== 'div')
    above = 'parentNode' in above ? above.parentNode : null
  return above !== null && /\blevel\d/.test(styleOf(above).wordList ?? '')
}

function summaryFirst(
  nodes: readonly DefaultTreeAdapterTypes.ChildNode[],
): DefaultTreeAdapterTypes.ChildNode[] {
  const summary = nodes.find(isSummary)
  const parent = summary === undefined ? undefined : summary.parentNode
  if (summary === undefined || parent?.nodeName !== 'details') return [...nodes]
  return [summary, ...nodes.filter((node) => node !== summary)]
}

function isSummary(node: Node): boolean {
  return node.nodeName === 'summary'
}

const WORDLESS = /^(hidden|radio|file|image|color|range|password)$/i

/** What an `input` shows inside its box. */
function controlText(node: Node): string {
  const type = attribute(node, 'type') ?? 'text'
  if (/^checkbox$/i.test(type)) return attribute(node, 'checked') === undefined ? ' ☐ ' : ' ☑ '
  return WORDLESS.test(type) ? '' : ` ${attribute(node, 'value') ?? ''} `
}
