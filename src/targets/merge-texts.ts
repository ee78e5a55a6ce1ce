// A rich text that changed here and on the site, merged block by block. Pure.
import {
  type BlockCollision,
  htmlToRicos,
  type MergeSide,
  mergeDocuments,
  mergeHtml,
  type RicosDocument,
  ricosToHtml,
  ricosToText,
} from '../ricos/index.ts'
import type { FieldText } from './merge-fields.ts'

/** What both sides changed of it, and differently: some blocks, or what stands beside them. */
export interface TextCollision {
  /** Within the text. */
  id: string
  base: Shown
  ours: Shown
  theirs: Shown
}

/** `html`: safe, of blocks; null of plain text. */
export interface Shown {
  text: string
  html: string | null
}

export interface MergedText {
  /** With theirs where nothing else is chosen. */
  text: FieldText
  collisions: TextCollision[]
}

/** The id of what stands beside the blocks, such as the title of an info section. */
const besideId = 'title'

/** @returns null where the three are not of one kind, so that they merge only as a whole */
export function mergeTexts(
  base: FieldText,
  ours: FieldText,
  theirs: FieldText,
  choices: Readonly<Record<string, MergeSide>>,
): MergedText | null {
  const blocks = mergeBlocks(base, ours, theirs, choices)
  if (blocks === null) return null
  const beside = mergeBeside(base.beside, ours.beside, theirs.beside, choices[besideId])
  return {
    text: { ...blocks.text, ...(beside.text !== undefined && { beside: beside.text }) },
    collisions: [...beside.collisions, ...blocks.collisions],
  }
}

function mergeBlocks(
  base: FieldText,
  ours: FieldText,
  theirs: FieldText,
  choices: Readonly<Record<string, MergeSide>>,
): MergedText | null {
  if (base.kind === 'document' && ours.kind === 'document' && theirs.kind === 'document') {
    const merge = mergeDocuments(base.document, ours.document, theirs.document)
    return {
      text: { kind: 'document', document: merge.withChoices(choices) },
      collisions: merge.collisions.map((one) => shown(one, ofNodes)),
    }
  }
  if (base.kind === 'html' && ours.kind === 'html' && theirs.kind === 'html') {
    const merge = mergeHtml(base.html, ours.html, theirs.html)
    return {
      text: { kind: 'html', html: merge.withChoices(choices) },
      collisions: merge.collisions.map((one) => shown(one, ofHtml)),
    }
  }
  return null
}

function mergeBeside(
  base: string | undefined,
  ours: string | undefined,
  theirs: string | undefined,
  choice: MergeSide | undefined,
): { text: string | undefined; collisions: TextCollision[] } {
  if (theirs === base || ours === theirs) return { text: ours, collisions: [] }
  if (ours === base) return { text: theirs, collisions: [] }
  const side = (text = ''): Shown => ({ text, html: null })
  return {
    text: choice === 'ours' ? ours : theirs,
    collisions: [{ id: besideId, base: side(base), ours: side(ours), theirs: side(theirs) }],
  }
}

function shown<Fragment>(
  { id, base, ours, theirs }: BlockCollision<Fragment>,
  show: (fragment: Fragment) => Shown,
): TextCollision {
  return { id, base: show(base), ours: show(ours), theirs: show(theirs) }
}

function ofNodes(nodes: RicosDocument['nodes']): Shown {
  const document: RicosDocument = { nodes, metadata: { version: 1 } }
  return { text: ricosToText(document), html: ricosToHtml(document) }
}

/** What a person wrote on the site may hold anything; through the converter it is safe to show. */
function ofHtml(html: string): Shown {
  return ofNodes(htmlToRicos(html).document.nodes)
}
