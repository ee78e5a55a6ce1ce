// A document as plain text: one line per block, in reading order.
import type { RicosDocument, RicosNode } from './document.ts'
import { childrenOf } from './document.ts'

/** The document's words, blocks separated by a line end. Captions and button texts are blocks of their own. */
export function ricosToText(document: RicosDocument): string {
  const lines: string[] = []
  const visit = (node: RicosNode) => {
    switch (node.type) {
      case 'PARAGRAPH':
      case 'HEADING':
      case 'CODE_BLOCK':
      case 'CAPTION':
        lines.push(node.nodes.map(({ textData }) => textData.text).join(''))
        break
      case 'BUTTON':
        lines.push(node.buttonData.text)
        break
      default:
        if (node.type === 'IMAGE' && node.imageData.caption !== undefined) lines.push(node.imageData.caption)
        for (const child of childrenOf(node)) visit(child)
    }
  }
  for (const node of document.nodes) visit(node)
  return lines.join('\n')
}
