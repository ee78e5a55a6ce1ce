// Three versions of a Ricos document as one.
import type { RicosDocument, RicosNode } from '../document.ts'
import { keysOfTexts } from './block.ts'
import { mergeBlocks } from './merge-blocks.ts'
import { isSame, type Merge, toMerge } from './merged.ts'
import {
  type AnyNode,
  attributesMeaning,
  childrenOf,
  isTextBlock,
  meaning,
  runsMeaning,
  runsOf,
} from './node.ts'
import { blocksOf, ricosGrammar } from './ricos-grammar.ts'
import { writeDocument } from './write-document.ts'

/**
 * Merges what became of a document on two sides. Nothing that a side alone did is lost, and nothing that both did
 * otherwise is decided here:
 *
 * - Blocks that one side put in, changed, moved or removed are so in the result; what both did alike is there once.
 *   New blocks of both at one place: theirs, then ours.
 * - A block with other words on both sides, or removed on one and changed on the other, is a collision. One that was
 *   moved on both stands where theirs has it; one that was removed on one and only moved on the other is gone. Moved is
 *   what stands elsewhere among the same neighbours: out of one list and into another it is gone there and new here.
 * - Lists, tables and other blocks with blocks inside are merged inside, unless the result could be none that Wix
 *   takes; then they are a collision as a whole. So is a table of which one side has other columns.
 * - Marks (bold, links, ...) and attributes (level, alignment, ...) of a block are apart from its words and from each
 *   other. Marks that one side set where the other has other words are a collision.
 *
 * Blocks are known by their content, and by their ids where these agree with it; in the result they have the ids of
 * ours. Where one side did nothing the result is the other, to the letter. What a document says beside its blocks is as
 * theirs has it. What Wix writes out or leaves out without meaning is no difference. Pure; recursion is as deep as the
 * documents.
 */
export function mergeDocuments(
  base: RicosDocument,
  ours: RicosDocument,
  theirs: RicosDocument,
): Merge<RicosDocument, RicosNode[]> {
  const keyOf = keysOfTexts()
  const blocks = (document: RicosDocument) => blocksOf(childrenOf(document), keyOf)
  const [b, o, t] = [blocks(base), blocks(ours), blocks(theirs)]
  const { entries, taken } = mergeBlocks(b, o, t, ricosGrammar)
  const untouched = isSame(b, o) ? theirs : isSame(b, t) || isSame(o, t) ? withBeside(ours, theirs) : null
  return toMerge({
    entries,
    taken,
    write(sideOf) {
      if (untouched) return { whole: untouched, at: [] }
      const { nodes, at } = writeDocument(entries, childrenOf(ours), sideOf)
      return { whole: { ...withBeside(ours, theirs), nodes: nodes as unknown as RicosNode[] }, at }
    },
    fragment: (list) => list.map(({ node }) => node as unknown as RicosNode),
    wording,
  })
}

/** What a document says beside its blocks, as its style, is a person's to set: as theirs has it. */
function withBeside(ours: RicosDocument, theirs: RicosDocument): RicosDocument {
  const [our, their] = [ours, theirs].map(({ nodes: _, metadata: __, ...beside }) => beside)
  return meaning(our) === meaning(their) ? ours : { ...ours, ...their }
}

function wording(node: AnyNode): string {
  const attributes = attributesMeaning(node)
  if (isTextBlock(node)) return `${attributes} ${runsMeaning(runsOf(node))}`
  return `${attributes} [${childrenOf(node).map(wording).join()}]`
}
