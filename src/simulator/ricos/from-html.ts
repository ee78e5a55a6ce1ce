// A small stand-in for Wix's converter, with its manners: what needs a plugin that was not listed is lost.

import { type DefaultTreeAdapterMap, parseFragment } from 'parse5'
import type { Obj } from '../types.ts'

type TreeNode = DefaultTreeAdapterMap['childNode']
type Element = DefaultTreeAdapterMap['element']

interface Conversion {
  has(plugin: string): boolean
  nextId(): string
}

const dropped = new Set(['script', 'style', 'template', 'head', 'iframe', 'svg', 'noscript'])
const blocks = new Set(
  'p div section article h1 h2 h3 h4 h5 h6 ul ol blockquote hr pre table img figure'.split(' '),
)
const markOf: Record<string, () => Obj> = {
  b: () => ({ type: 'BOLD', fontWeightValue: 700 }),
  strong: () => ({ type: 'BOLD', fontWeightValue: 700 }),
  i: () => ({ type: 'ITALIC', italicData: true }),
  em: () => ({ type: 'ITALIC', italicData: true }),
  u: () => ({ type: 'UNDERLINE', underlineData: true }),
}

/** Converts HTML to a Ricos document with the listed plugins. */
export function htmlToDocument(html: string, plugins: readonly string[]): Obj {
  let count = 0
  const conversion: Conversion = {
    has: (plugin) => plugins.includes(plugin),
    nextId: () => `n${(count++).toString(36)}`,
  }
  return { nodes: toBlocks(parseFragment(html).childNodes, conversion), metadata: { version: 1 } }
}

/** One paragraph for each line. */
export function textToDocument(plainText: string): Obj {
  const nodes = plainText
    .split('\n')
    .map((line, i) => paragraph(`n${i.toString(36)}`, line ? [textNode(line, [])] : []))
  return { nodes, metadata: { version: 1 } }
}

function toBlocks(nodes: TreeNode[], c: Conversion): Obj[] {
  const out: Obj[] = []
  let inline: Obj[] = []
  const flush = () => {
    if (inline.some((node) => textOf(node).trim() !== '')) out.push(paragraph(c.nextId(), inline))
    inline = []
  }
  for (const node of nodes) {
    if ('tagName' in node && dropped.has(node.tagName)) continue
    if ('tagName' in node && blocks.has(node.tagName)) {
      flush()
      out.push(...toBlock(node, c))
    } else inline.push(...toInline(node, [], c))
  }
  flush()
  return out
}

function toBlock(element: Element, c: Conversion): Obj[] {
  const { tagName, childNodes } = element
  const inline = () => childNodes.flatMap((child) => toInline(child, [], c))
  if (/^h[1-6]$/.test(tagName) && c.has('HEADING'))
    return [
      {
        type: 'HEADING',
        id: c.nextId(),
        nodes: inline(),
        headingData: { level: Number(tagName[1]), textStyle: {} },
      },
    ]
  if (tagName === 'p' || /^h[1-6]$/.test(tagName)) return [paragraph(c.nextId(), inline())]
  if (tagName === 'ul' || tagName === 'ol') return [listNode(element, c)]
  if (tagName === 'blockquote')
    return [
      {
        type: 'BLOCKQUOTE',
        id: c.nextId(),
        nodes: toBlocks(childNodes, c),
        blockquoteData: { indentation: 0 },
      },
    ]
  if (tagName === 'hr')
    return c.has('DIVIDER') ? [{ type: 'DIVIDER', id: c.nextId(), nodes: [], dividerData: {} }] : []
  if (tagName === 'pre' && c.has('CODE_BLOCK'))
    return [{ type: 'CODE_BLOCK', id: c.nextId(), nodes: inline(), codeBlockData: { textStyle: {} } }]
  if (tagName === 'img') return c.has('IMAGE') ? [imageNode(element, c)] : []
  return toBlocks(childNodes, c)
}

function listNode(element: Element, c: Conversion): Obj {
  const isOrdered = element.tagName === 'ol'
  const items = element.childNodes.filter(
    (child): child is Element => 'tagName' in child && child.tagName === 'li',
  )
  return {
    type: isOrdered ? 'ORDERED_LIST' : 'BULLETED_LIST',
    id: c.nextId(),
    nodes: items.map((item) => {
      const inner = toBlocks(item.childNodes, c)
      return {
        type: 'LIST_ITEM',
        id: c.nextId(),
        nodes: inner.length > 0 ? inner : [paragraph(c.nextId(), [])],
      }
    }),
    [isOrdered ? 'orderedListData' : 'bulletedListData']: { indentation: 0 },
  }
}

function imageNode(element: Element, c: Conversion): Obj {
  const url = attribute(element, 'src')
  return {
    type: 'IMAGE',
    id: c.nextId(),
    nodes: [],
    imageData: {
      containerData: { width: { size: 'CONTENT' }, alignment: 'CENTER' },
      image: { src: { url }, width: 600, height: 400 },
      altText: attribute(element, 'alt'),
    },
  }
}

function toInline(node: TreeNode, marks: Obj[], c: Conversion): Obj[] {
  if (node.nodeName === '#text' && 'value' in node) {
    const value = node.value.replace(/\s+/g, ' ')
    return value === '' ? [] : [textNode(value, marks)]
  }
  if (!('tagName' in node) || dropped.has(node.tagName)) return []
  const mark = markOf[node.tagName]?.()
  const isLink = node.tagName === 'a' && c.has('LINK') && attribute(node, 'href') !== ''
  const link = isLink && {
    type: 'LINK',
    linkData: { link: { url: attribute(node, 'href'), target: 'SELF' } },
  }
  const inner = [...marks, ...(mark ? [mark] : []), ...(link ? [link] : [])]
  return node.childNodes.flatMap((child) => toInline(child, inner, c))
}

function attribute(element: Element, name: string): string {
  return element.attrs.find((attr) => attr.name === name)?.value ?? ''
}

function paragraph(id: string, nodes: Obj[]): Obj {
  return { type: 'PARAGRAPH', id, nodes, paragraphData: { textStyle: { textAlignment: 'AUTO' } } }
}

function textNode(text: string, decorations: Obj[]): Obj {
  return { type: 'TEXT', id: '', nodes: [], textData: { text, decorations } }
}

function textOf(node: Obj): string {
  return String((node['textData'] as Obj | undefined)?.['text'] ?? '')
}
