// What Wix's converter keeps of a page beside ours, and what it loses as losses with a place. Pure.

import { parseFragment } from 'parse5'
import { shorten } from '../../../api/shorten.ts'
import { htmlToRicos, type RicosDocument, ricosToText, visibleWords } from '../../../ricos/index.ts'
import { lossTitles, wixLossTitles } from '../../loss-titles.ts'
import type { Comparison, Kept, Loss, RenderedPage } from '../../target.ts'
import { cleanText } from '../clean.ts'
import { withoutSizes } from '../document-images.ts'

type WixLossCode = keyof typeof wixLossTitles

interface Feature {
  code: WixLossCode
  /** Start of the first such element in HTML. */
  tag: RegExp
  unit: string
}

const features: readonly Feature[] = [
  { code: 'wix-heading', tag: /<h[1-6]\b/i, unit: 'headings' },
  { code: 'wix-list', tag: /<[uo]l\b/i, unit: 'lists' },
  { code: 'wix-table', tag: /<table\b/i, unit: 'tables' },
  { code: 'wix-quote', tag: /<blockquote\b/i, unit: 'quotes' },
  { code: 'wix-code', tag: /<pre\b/i, unit: 'code blocks' },
  { code: 'wix-image', tag: /<img\b/i, unit: 'images' },
  { code: 'wix-media', tag: /<(video|audio|iframe|embed|object)\b/i, unit: 'media' },
  { code: 'wix-collapsible', tag: /<details\b/i, unit: 'collapsible sections' },
  { code: 'wix-divider', tag: /<hr\b/i, unit: 'dividers' },
  { code: 'wix-link', tag: /<a\b/i, unit: 'links' },
]

/** Marks of text and the elements they mostly come from. */
const marks: Record<string, RegExp> = {
  BOLD: /<(b|strong)\b/i,
  ITALIC: /<(i|em|cite|var|dfn)\b/i,
  UNDERLINE: /<(u|ins)\b/i,
  STRIKETHROUGH: /<(s|strike|del)\b/i,
  SUPERSCRIPT: /<sup\b/i,
  SUBSCRIPT: /<sub\b/i,
  FONT_FAMILY: /<(code|kbd|samp|tt|font|span)\b/i,
  FONT_SIZE: /<(small|big|font|span)\b/i,
  COLOR: /<(mark|font|span)\b/i,
}

const featureOfNode: Record<string, WixLossCode> = {
  HEADING: 'wix-heading',
  BULLETED_LIST: 'wix-list',
  ORDERED_LIST: 'wix-list',
  TABLE: 'wix-table',
  BLOCKQUOTE: 'wix-quote',
  CODE_BLOCK: 'wix-code',
  IMAGE: 'wix-image',
  VIDEO: 'wix-media',
  AUDIO: 'wix-media',
  HTML: 'wix-media',
  COLLAPSIBLE_LIST: 'wix-collapsible',
  DIVIDER: 'wix-divider',
}

/** What Wix's document lacks of what ours has, and of the words a browser shows. */
export function wixLosses(html: string, ours: RicosDocument, theirs: unknown): Loss[] {
  const losses: Loss[] = []
  const lost = findLostWords(visibleWords(parseFragment(html)), wordsOf(theirs))
  if (lost.length > 0)
    losses.push({
      ...placeOf(html, html.indexOf(lost[0]!)),
      code: 'wix-words',
      element: 'text',
      message: `Wix's converter left out or ran together ${lost.length} words, the first: "${shorten(lost[0]!, 60)}".`,
      instead: 'nothing',
    })
  const [has, got] = [countFeatures(ours), countFeatures(theirs)]
  for (const { code, tag, unit } of features) {
    const [before, after] = [has.get(code) ?? 0, got.get(code) ?? 0]
    if (after >= before) continue
    const match = tag.exec(html)
    losses.push({
      ...placeOf(html, match?.index ?? 0),
      code,
      element: match?.[0].slice(1).toLowerCase() ?? 'text',
      message: `Wix's converter lost ${before - after} of ${before} ${unit}.`,
      instead: 'the text that is left',
    })
  }
  return [...losses, ...lostFormat(html, has, got)]
}

/** One loss for all formatting, at the first element of the first kind that is missing. */
function lostFormat(html: string, has: Counts, got: Counts): Loss[] {
  const lost = Object.keys(marks).filter((mark) => (got.get(mark) ?? 0) < (has.get(mark) ?? 0))
  const [first] = lost
  if (first === undefined) return []
  const characters = lost.reduce((sum, mark) => sum + (has.get(mark) ?? 0) - (got.get(mark) ?? 0), 0)
  const names = lost.map((mark) => mark.toLowerCase().replaceAll('_', ' ')).join(', ')
  const match = marks[first]?.exec(html)
  const loss: Loss = {
    ...placeOf(html, match?.index ?? 0),
    code: 'wix-format',
    element: match?.[0].slice(1).toLowerCase() ?? 'text',
    message: `Wix's converter lost formatting of ${characters} characters: ${names}.`,
    instead: 'plain text',
  }
  return [loss]
}

/** A page with `converted`, of which every part was converted. */
export function comparePost(page: RenderedPage): Comparison {
  const html = cleanText(page.fields['body'] ?? '')
  const words = visibleWords(parseFragment(html))
  const ours = htmlToRicos(html, { seed: page.seed, schema: 'api' })
  const nodes = (page.converted ?? []).flatMap((part) =>
    'document' in part ? ((part.document as { nodes?: unknown[] } | null)?.nodes ?? []) : [],
  )
  const keptOf = (found: string[], losses: Loss[], titles: Record<string, string>): Kept => ({
    words: words.length - findLostWords(words, found).length,
    losses: [...Map.groupBy(losses, (loss) => loss.code)].map(([code, same]) => ({
      title: titles[code] ?? code,
      count: same.length,
    })),
  })
  return {
    words: words.length,
    ours: keptOf(split(ricosToText(ours.document)), withoutSizes(ours.losses), lossTitles),
    theirs: keptOf(wordsOf({ nodes }), wixLosses(html, ours.document, { nodes }), wixLossTitles),
  }
}

/** Words of `wanted` that `found` has not, or not as often; their order counts for nothing. */
function findLostWords(wanted: readonly string[], found: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const word of found) left.set(word, (left.get(word) ?? 0) + 1)
  return wanted.filter((word) => {
    const count = left.get(word) ?? 0
    if (count > 0) left.set(word, count - 1)
    return count === 0
  })
}

interface AnyNode {
  type?: unknown
  nodes?: unknown
  textData?: { text?: unknown; decorations?: unknown }
  buttonData?: { text?: unknown }
  imageData?: { caption?: unknown }
}

/** Like the text of our documents, of one that may hold anything. */
function wordsOf(document: unknown): string[] {
  let text = ''
  for (const node of nodesOf(document)) {
    if (node.type === 'TEXT') text += String(node.textData?.text ?? '')
    else text += `\n${String(node.buttonData?.text ?? node.imageData?.caption ?? '')}`
  }
  return split(text)
}

type Counts = ReadonlyMap<string, number>

/** Blocks and links by the code of their loss, formatted characters by the type of their mark. */
function countFeatures(document: unknown): Counts {
  const counts = new Map<string, number>()
  const add = (code: string, by: number) => counts.set(code, (counts.get(code) ?? 0) + by)
  const links = new Set<string>()
  for (const node of nodesOf(document)) {
    const code = featureOfNode[String(node.type)]
    if (code) add(code, 1)
    if (node.type !== 'TEXT' || !Array.isArray(node.textData?.decorations)) continue
    for (const mark of node.textData.decorations as { type?: unknown; linkData?: unknown }[]) {
      if (mark?.type === 'LINK') links.add(JSON.stringify(mark.linkData))
      else add(String(mark?.type), String(node.textData.text ?? '').trim().length)
    }
  }
  if (links.size > 0) add('wix-link', links.size)
  return counts
}

/** All nodes in reading order. */
function* nodesOf(document: unknown): Generator<AnyNode> {
  const listed = (value: unknown) => {
    const nodes = (value as AnyNode | null | undefined)?.nodes
    return Array.isArray(nodes) ? nodes.filter((node) => typeof node === 'object' && node !== null) : []
  }
  const stack: AnyNode[] = listed(document).reverse()
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node
    stack.push(...listed(node).reverse())
  }
}

function split(text: string): string[] {
  return text.split(/[ \t\n\r\f]+/).filter((word) => word !== '')
}

function placeOf(html: string, offset: number): { line: number; column: number } {
  const before = html.slice(0, Math.max(0, offset))
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: before.length - lineStart + 1 }
}
