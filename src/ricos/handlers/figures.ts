// Figures: an image with its caption is one Ricos node; any other figure is its content and a paragraph.
import type { Conversion } from '../conversion.ts'
import type { ImageNode, ParagraphNode, RicosNode, TextNode } from '../document.ts'
import { createText, mergeTexts } from '../line.ts'
import { PARAGRAPH } from '../text-block.ts'
import type { Handler, Handlers } from './handler.ts'

const captions = new WeakSet<RicosNode>()

/** Makes paragraphs from a caption recognisable to the figure around it. */
export function markCaption(conversion: Conversion, start: number): void {
  for (const node of conversion.scope.frame.nodes.slice(start)) captions.add(node)
}

/** Joins one image and its caption, when the frame holds just those two since `start`. */
export function joinCaption(conversion: Conversion, start: number): void {
  const { frame } = conversion.scope
  const own = frame.nodes.slice(start)
  const image = own.find((node): node is ImageNode => node.type === 'IMAGE')
  const texts = own.filter((node): node is ParagraphNode => node.type === 'PARAGRAPH' && captions.has(node))
  if (image === undefined || texts.length === 0 || texts.length + 1 !== own.length) return
  const lines = texts.map(({ nodes }) => nodes).filter(({ length }) => length > 0)
  const text = collapse(lines.map((line) => line.map(({ textData }) => textData.text).join('')).join(' '))
  if (text === '') return
  const nodes = mergeTexts(
    lines.flatMap((line, i): TextNode[] => (i === 0 ? line : [createText(' ', []), ...line])),
  )
  if (conversion.settings.schema === 'api') {
    image.nodes.push({ type: 'CAPTION', id: '', nodes, captionData: {} })
  } else {
    image.imageData.caption = text
    const lost = new Set(
      nodes.flatMap(({ textData }) => textData.decorations.map(({ type }) => LINKS.has(type))),
    )
    if (lost.has(true)) conversion.loss('caption-link')
    if (lost.has(false)) conversion.loss('caption-plain')
  }
  if (lines.length > 1) conversion.loss('line-joined')
  frame.nodes.splice(start, own.length, image)
  for (const paragraph of texts) conversion.anchors.replace(paragraph, image)
}

const LINKS = new Set(['LINK', 'ANCHOR'])

function collapse(text: string): string {
  return text.replace(/[ \t]+/g, ' ').replace(/^ | $/g, '')
}

export const figure: Handler = {
  display: 'block',
  enter(_element, conversion) {
    conversion.endText()
    conversion.enterBlock(PARAGRAPH)
    return conversion.scope.frame.nodes.length
  },
  leave(_element, conversion, mark) {
    conversion.endText()
    joinCaption(conversion, mark)
  },
}

export const caption: Handler = {
  display: 'block',
  enter(_element, conversion) {
    conversion.endText()
    conversion.enterBlock(PARAGRAPH)
    return conversion.scope.frame.nodes.length
  },
  leave(_element, conversion, mark) {
    conversion.endText()
    markCaption(conversion, mark)
  },
}

export const figures: Handlers = { figure, figcaption: caption }
