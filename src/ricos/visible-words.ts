// What a browser shows of a parsed page, as a list of words. A second reading of the same rules as the converter's,
// kept apart from it: the tests and the benchmark compare the two.
import type { DefaultTreeAdapterTypes } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node

const NOT_SHOWN = new Set(
  'script style template noscript noembed noframes datalist dialog title meta link base head param source track area rp iframe video audio'.split(
    ' ',
  ),
)
const NOT_DRAWN = new Set('script style title desc defs metadata annotation annotation-xml'.split(' '))
const PLACED = new Set(['text', 'foreignObject', 'svg'])

const BLOCK = /display\s*:\s*(block|flex|grid|table)\b/i

/** Elements whose text never touches the text beside them. */
const APART = new Set(
  'address article aside blockquote body br button caption center col colgroup dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html iframe img input legend li listing main marquee menu meter nav object ol optgroup option p plaintext pre progress search section select summary svg table tbody td textarea tfoot th thead tr ul video audio xmp'.split(
    ' ',
  ),
)

/** Characters browsers add to the text. */
const ADDED: Record<string, [before: string, after: string]> = { q: ['“', '”'], rt: ['(', ')'] }

const HTML = 'http://www.w3.org/1999/xhtml'

/** Words, split at HTML's white space, of everything a browser shows. */
export function visibleWords(root: Node): string[] {
  let text = ''
  const open: (Node | string)[] = [root]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node === 'string') text += node
    else if (node.nodeName === '#text' && 'value' in node) text += node.value
    else if (isHidden(node)) continue
    else if (isShown(node) && 'childNodes' in node) {
      const [before, after] = added(node)
      text += before
      open.push(after, ...summaryFirst(node.childNodes).reverse())
    } else if (isApart(node)) text += '\n'
    if (typeof node !== 'string' && 'attrs' in node && !isForeign(node) && isCheckbox(node)) {
      text += node.attrs.some(({ name }) => name === 'checked') ? ' ☑ ' : ' ☐ '
    }
  }
  return text.split(/[ \t\n\r\f]+/).filter((word) => word !== '')
}

/** Part of a drawing or formula, where HTML's names mean nothing. */
function isForeign(node: Node): boolean {
  return 'namespaceURI' in node && node.namespaceURI !== HTML
}

function isShown(node: Node): boolean {
  return !(isForeign(node) ? NOT_DRAWN : NOT_SHOWN).has(node.nodeName)
}

function isApart(node: Node): boolean {
  if ((isForeign(node) ? PLACED : APART).has(node.nodeName)) return true
  return 'attrs' in node && node.attrs.some(({ name, value }) => name === 'style' && BLOCK.test(value))
}

function added(node: Node): [string, string] {
  if (isApart(node)) {
    const needsTitle = node.nodeName === 'details' && 'childNodes' in node && !node.childNodes.some(isSummary)
    return [needsTitle ? '\nDetails\n' : '\n', '\n']
  }
  if (isForeign(node)) return ['', '']
  if (node.nodeName === 'q' && 'parentNode' in node && node.parentNode?.nodeName === 'q') return ['‘', '’']
  return ADDED[node.nodeName] ?? ['', '']
}

/** Hidden by its author, or Word's own mark of a list item. */
function isHidden(node: Node): boolean {
  return hasStyle(node, /display\s*:\s*none/i) || isHiddenByAttribute(node) || isListMark(node)
}

function isHiddenByAttribute(node: Node): boolean {
  return 'attrs' in node && node.attrs.some(({ name }) => name === 'hidden')
}

function hasStyle(node: Node, pattern: RegExp): boolean {
  return 'attrs' in node && node.attrs.some(({ name, value }) => name === 'style' && pattern.test(value))
}

function isListMark(node: Node): boolean {
  if (node.nodeName !== 'span' || !hasStyle(node, /mso-list\s*:\s*ignore/i)) return false
  let above: Node | null = node
  for (let levels = 0; levels < 6 && above !== null; levels++) {
    if (above.nodeName === 'p' || above.nodeName === 'div')
      return hasStyle(above, /mso-list\s*:[^;]*level\d/i)
    above = 'parentNode' in above ? above.parentNode : null
  }
  return false
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

function isCheckbox(node: { nodeName: string; attrs: { name: string; value: string }[] }): boolean {
  return (
    node.nodeName === 'input' && node.attrs.some(({ name, value }) => name === 'type' && value === 'checkbox')
  )
}
