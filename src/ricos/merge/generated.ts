// For tests: random documents, and what random people do to them.
import fc from 'fast-check'
import { assignIds } from '../ids.ts'
import { htmlToRicos, type RicosDocument, ricosToText } from '../index.ts'
import { type AnyNode, childrenOf, isTextBlock, textOf } from './node.ts'

/** Words that occur once in a document: `w3x0`. */
const sentence = (place: string, length: number) =>
  Array.from({ length }, (_, i) => `w${place}x${i}`).join(' ')

type Shape = { tag: string; sizes: number[] }

const shape: fc.Arbitrary<Shape> = fc.record({
  tag: fc.constantFrom(
    ...[
      'p',
      'p',
      'p',
      'h2',
      'ul',
      'ol',
      'table',
      'details',
      'blockquote',
      'pre',
      'figure',
      'hr',
      'blank',
      'nested',
    ],
  ),
  sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 5 }),
})

function htmlOf({ tag, sizes }: Shape, place: number): string {
  const texts = sizes.map((size, i) => sentence(`${place}q${i}`, size))
  const items = texts.map((text) => `<li>${text}</li>`).join('')
  switch (tag) {
    case 'ul':
    case 'ol':
      return `<${tag}>${items}</${tag}>`
    case 'nested':
      return `<ul><li>${texts[0]}<ul>${items.replaceAll('q', 'n')}</ul></li>${items.slice(items.indexOf('</li>') + 5)}</ul>`
    case 'table': {
      const rows = texts.map((text, i) => `<tr><td>${text}</td><td>${sentence(`${place}r${i}`, 2)}</td></tr>`)
      return `<table border="1">${rows.join('')}</table>`
    }
    case 'details':
      return `<details><summary>${texts[0]}</summary><p>${texts[1]}</p><p>${texts[2]}</p></details>`
    case 'figure':
      return `<figure><img src="https://a.example/${place}.png" alt="${texts[0]}" width="9" height="9"><figcaption>${texts[1]}</figcaption></figure>`
    case 'hr':
      return '<hr>'
    case 'blank':
      return '<p><br></p>'
    case 'p':
      return `<p>${texts[0]} <b>${texts[1]}</b> ${texts[2]}</p>`
    default:
      return `<${tag}>${texts[0]}</${tag}>`
  }
}

/** Little to know a block by: a word or two, and as few blocks that the edits meet in. */
const shortShape: fc.Arbitrary<Shape> = fc.record({
  tag: fc.constantFrom('h2', 'blockquote', 'ul', 'nested', 'table'),
  sizes: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 3, maxLength: 4 }),
})

export const documents: fc.Arbitrary<RicosDocument> = fc
  .oneof(
    fc.array(shape, { minLength: 1, maxLength: 12 }),
    fc.array(shortShape, { minLength: 1, maxLength: 4 }),
  )
  .map(
    (shapes) =>
      htmlToRicos(shapes.map((one, i) => htmlOf(one, i)).join(''), { seed: 'row', schema: 'api' }).document,
  )

export interface Edit {
  kind: 'words' | 'rewrite' | 'bold' | 'align' | 'insert' | 'remove' | 'move'
  /** Picks a block among those that it can be done to, and a place to move to. */
  at: number
  to: number
}

export const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.record({
    kind: fc.constantFrom<Edit['kind']>('words', 'rewrite', 'bold', 'align', 'insert', 'remove', 'move'),
    at: fc.nat(1000),
    to: fc.nat(1000),
  }),
  { maxLength: 6 },
)

export interface Edited {
  document: RicosDocument
  /** Ids of blocks of the base that were changed, moved or removed, and of all in them. */
  touched: Set<string>
  /** Ids of blocks that have other words now, or are gone. */
  reworded: Map<string, string>
  moved: Set<string>
  removed: Set<string>
  /** Words that the edits put in. */
  put: string[]
  /** A block without a word was moved or removed: of several that are alike, nobody may tell which. */
  isVague: boolean
}

/** @param name stands in every word that is put in */
export function edit(base: RicosDocument, list: readonly Edit[], name: string): Edited {
  const document = structuredClone(base)
  const edited: Edited = {
    document,
    touched: new Set(),
    reworded: new Map(),
    moved: new Set(),
    removed: new Set(),
    put: [],
    isVague: false,
  }
  for (const [n, one] of list.entries()) apply(document as unknown as AnyNode, one, `${name}${n}`, edited)
  const words = new Set(ricosToText(document).split(/\s+/))
  return { ...edited, put: edited.put.filter((word) => words.has(word)) }
}

interface Spot {
  parent: AnyNode
  node: AnyNode
}

function spots(parent: AnyNode): Spot[] {
  return childrenOf(parent).flatMap((node) => [{ parent, node }, ...spots(node)])
}

function apply(document: AnyNode, { kind, at, to }: Edit, word: string, edited: Edited): void {
  const all = spots(document)
  const pickOf = (list: Spot[]) => list[at % Math.max(1, list.length)]
  const isFree = ({ parent }: Spot) => ['BULLETED_LIST', 'ORDERED_LIST', undefined].includes(parent.type)
  const texts = all.filter(({ node }) => isTextBlock(node) && textOf(node) !== '')
  const touch = (node: AnyNode) => {
    for (const { node: inner } of [{ node }, ...spots(node)]) edited.touched.add(inner.id ?? '')
  }
  if (kind === 'words' || kind === 'rewrite' || kind === 'bold' || kind === 'align') {
    const node = pickOf(texts)?.node
    if (!node) return
    touch(node)
    const [first] = childrenOf(node)
    if (kind === 'bold')
      first!.textData = {
        ...first!.textData,
        decorations: [
          { type: 'ITALIC', italicData: true },
          { type: 'UNDERLINE', underlineData: true },
        ],
      }
    else if (kind === 'align') {
      const key = Object.keys(node).find((name) => name.endsWith('Data')) as string
      node[key] = { ...(node[key] as object), textStyle: { textAlignment: 'RIGHT' } }
    } else {
      edited.reworded.set(node.id ?? '', word)
      edited.put.push(word)
      if (kind === 'words') first!.textData!.text += ` ${word} `
      else node.nodes = [{ ...first!, textData: { text: `${word} written anew`, decorations: [] } }]
    }
    return
  }
  const free = all.filter(isFree)
  const spot = pickOf(free)
  if (!spot) return
  const siblings = spot.parent.nodes as AnyNode[]
  const place = siblings.indexOf(spot.node)
  if (kind === 'insert') {
    const text = { type: 'TEXT', id: `t${word}`, nodes: [], textData: { text: word, decorations: [] } }
    const paragraph = { type: 'PARAGRAPH', id: `p${word}`, nodes: [text], paragraphData: {} }
    const isItem = spot.parent.type !== undefined
    if (isItem) edited.touched.add(spot.parent.id ?? '')
    siblings.splice(
      place + 1,
      0,
      isItem ? { type: 'LIST_ITEM', id: `i${word}`, nodes: [paragraph] } : paragraph,
    )
    edited.put.push(word)
    return
  }
  edited.isVague ||= ricosToText({ ...document, nodes: [spot.node] } as never) === ''
  // Enough is left for the other side to remove one too.
  if (spot.parent.type !== undefined && siblings.length < 3) return
  touch(spot.node)
  siblings.splice(place, 1)
  if (kind === 'move') {
    siblings.splice(to % (siblings.length + 1), 0, spot.node)
    edited.moved.add(spot.node.id ?? '')
    return
  }
  edited.removed.add(spot.node.id ?? '')
  for (const { node } of [spot, ...spots(spot.node)])
    if (isTextBlock(node)) edited.reworded.set(node.id ?? '', '')
}

/** As our converter would number the document: every id after a new block is another's. */
export function numberedAnew(document: RicosDocument): RicosDocument {
  const copy = structuredClone(document)
  assignIds(copy, 'row')
  return copy
}

/** As Wix may rewrite the ids of all blocks. */
export function withOtherIds(document: RicosDocument): RicosDocument {
  let next = 0
  const renew = (node: AnyNode): AnyNode => ({
    ...node,
    id: node.type === 'TEXT' ? (node.id ?? '') : `x${(next++).toString(36)}`,
    nodes: childrenOf(node).map(renew),
  })
  return { ...document, nodes: document.nodes.map((node) => renew(node as unknown as AnyNode)) as never }
}
