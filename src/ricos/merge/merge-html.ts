// Three versions of an HTML text as one.
import { type Entry, type Grammar, keysOfTexts, type Side } from './block.ts'
import { type HtmlBlock, type HtmlNode, htmlBlocks } from './html-blocks.ts'
import { mergeBlocks } from './merge-blocks.ts'
import { isSame, type Merge, toMerge } from './merged.ts'
import { isTorn } from './torn.ts'

/**
 * Merges what became of a text in HTML on two sides, as `mergeDocuments` merges documents. What nobody changed is
 * written as ours has it, letter by letter, and a block of theirs as theirs has it; tags that were left out, or that a
 * browser understands otherwise than they stand there, are written as the browser understands them. White space between
 * words, comments and the order of attributes are no difference. The tags of a block are apart from its content; marks
 * inside are not: other content on both sides is a collision. Nothing is cleaned.
 */
export function mergeHtml(base: string, ours: string, theirs: string): Merge<string, string> {
  const keyOf = keysOfTexts()
  const [b, o, t] = [base, ours, theirs].map((html) => htmlBlocks(html, keyOf))
  const lists = [b?.blocks ?? [], o?.blocks ?? [], t?.blocks ?? []] as const
  const { entries, taken } = mergeBlocks(...lists, htmlGrammar)
  const untouched = isSame(lists[0], lists[1])
    ? theirs
    : isSame(lists[0], lists[2]) || isSame(lists[1], lists[2])
      ? ours
      : null
  return toMerge({
    entries,
    taken,
    write(sideOf) {
      if (untouched !== null) return { whole: untouched, at: [] }
      const at: number[][] = []
      return { whole: write(entries, sideOf, at, []) + (o?.tail ?? ''), at }
    },
    fragment: (blocks) => join(blocks.map(sourceOf)).trim(),
    wording: (node) => `${node.form} ${node.content}`,
  })
}

const htmlGrammar: Grammar<HtmlNode> = {
  mergeLeaf(base, ours, theirs) {
    const tags = pick(base.node, ours.node, theirs.node, 'form')
    const content = pick(base.node, ours.node, theirs.node, 'content')
    if (!tags || !content) return null
    const { open, close, form } = tags
    return { ...ours.node, open, close, form, inner: content.inner, content: content.content }
  },

  mergeShell(base, ours, theirs) {
    const sides = [base, ours, theirs]
    if (base.type === 'table' && new Set(sides.map(widthOf)).size > 1) return null
    if (base.type === 'tr' && new Set(sides.map(({ children }) => children?.length)).size > 1) return null
    if (base.type === 'figure' && isTorn(base, ours, theirs, figureParts)) return null
    const tags = pick(base.node, ours.node, theirs.node, 'form')
    return tags && { ...ours.node, open: tags.open, close: tags.close, form: tags.form }
  },

  isByPlace: ({ type }) => type === 'tr',

  isSound: () => true,
}

/** The side that alone changed it. */
function pick(base: HtmlNode, ours: HtmlNode, theirs: HtmlNode, what: 'form' | 'content'): HtmlNode | null {
  if (ours[what] === theirs[what] || theirs[what] === base[what]) return ours
  return ours[what] === base[what] ? theirs : null
}

/** A figure inside another has a caption of its own. */
const figureParts = {
  picture: (figure: HtmlBlock): string =>
    partsOf(figure)
      .filter(({ type }) => type !== 'figcaption')
      .flatMap(({ node }) => `${node.form} ${node.content}`.match(ADDRESS) ?? [])
      .join(),
  caption: (figure: HtmlBlock): string =>
    partsOf(figure)
      .flatMap(({ type, key }) => (type === 'figcaption' ? key : []))
      .join(),
}

/** Of a picture or a player, also where a script loads it: what else the tags say is no other picture. */
const ADDRESS = /src(?:set)?="(?:[^"\\]|\\.)*"/g

function partsOf({ children }: HtmlBlock): HtmlBlock[] {
  return (children ?? []).flatMap((child) => (child.type === 'figure' ? [] : [child, ...partsOf(child)]))
}

/** The most cells of a row. */
function widthOf(block: HtmlBlock): number {
  const children = block.children ?? []
  return block.type === 'tr' ? children.length : Math.max(0, ...children.map(widthOf))
}

interface Piece {
  html: string
  /** Whether it stands in no element of its own. */
  isBare: boolean
}

function write(
  entries: readonly Entry<HtmlNode>[],
  sideOf: (clash: number) => Side,
  at: number[][],
  path: readonly number[],
): string {
  const pieces: Piece[] = []
  for (const entry of entries) {
    const place = [...path, pieces.length]
    if (entry.is === 'whole') pieces.push(sourceOf(entry.block))
    else if (entry.is === 'made') pieces.push(pieceOf(entry.node, entry.node.inner))
    else if (entry.is === 'opened')
      pieces.push(pieceOf(entry.node, write(entry.entries, sideOf, at, place) + entry.node.tail))
    else {
      const side = sideOf(at.length)
      at.push(place)
      pieces.push(...entry.clash[side].map(sourceOf))
    }
  }
  return join(pieces)
}

function sourceOf({ node, children }: HtmlBlock): Piece {
  return pieceOf(node, children ? join(children.map(sourceOf)) + node.tail : node.inner)
}

function pieceOf({ lead, open, close }: HtmlNode, inner: string): Piece {
  return { html: lead + open + inner + close, isBare: open === '' }
}

/** Bare texts that came to stand side by side keep their words apart. */
function join(pieces: readonly Piece[]): string {
  return pieces.reduce((html, piece, i) => {
    const isGlued = piece.isBare && pieces[i - 1]?.isBare === true && !/^\s/.test(piece.html)
    return html + (isGlued ? '\n' : '') + piece.html
  }, '')
}
