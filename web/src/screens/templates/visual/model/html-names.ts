// What the elements of HTML are, as far as the visual editor tells them apart. Pure.

const set = (names: string) => new Set(names.split(' '))

export const voidElements = set('area base br col embed hr img input link meta param source track wbr')
/** What is inside is text to a browser, whatever it looks like. */
export const rawTextElements = set('script style textarea title xmp iframe noembed noframes')
export const headings = set('h1 h2 h3 h4 h5 h6')
/** Hold a line of text, like a paragraph. */
export const lineElements = set('p figcaption summary dt')
/** Hold blocks, and are shown as a quiet frame with their name. */
export const boxElements = set(
  'div section article aside header footer main nav figure details dl dd address center hgroup',
)
export const listElements = set('ul ol')
export const sectionElements = set('thead tbody tfoot')
/** Blocks that only their source can show. */
const otherBlocks = set(
  'table blockquote hr pre li tr td th thead tbody tfoot caption colgroup form fieldset script style iframe video audio object noscript template canvas menu dir frameset html head body',
)

export function isBlockElement(name: string): boolean {
  return (
    headings.has(name) ||
    lineElements.has(name) ||
    boxElements.has(name) ||
    listElements.has(name) ||
    otherBlocks.has(name)
  )
}

/** Elements within a line that the editor has a button for, each with its mark. */
export const markOf: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  s: 'strike',
  del: 'strike',
  strike: 'strike',
  code: 'code',
  a: 'link',
}
/** Others within a line: their text can be edited, they themselves stay as they are. */
export const styleElements = set(
  'span small sub sup mark abbr cite q time kbd var samp ins font big tt dfn bdi bdo label data',
)

/** What ends an element whose end tag was left out. */
const endedBy: Readonly<Record<string, ReadonlySet<string>>> = {
  li: set('li'),
  dt: set('dt dd'),
  dd: set('dt dd'),
  tr: set('tr thead tbody tfoot'),
  td: set('td th tr thead tbody tfoot'),
  th: set('td th tr thead tbody tfoot'),
  thead: set('tbody tfoot'),
  tbody: set('tbody tfoot'),
  tfoot: set('tbody'),
  p: set(
    'p h1 h2 h3 h4 h5 h6 ul ol table blockquote hr pre div section article aside header footer main nav figure details dl address form fieldset',
  ),
}

export const mayLackEnd = (name: string) => Object.hasOwn(endedBy, name)
export const isEndedBy = (name: string, next: string) => endedBy[name]?.has(next) ?? false
