// A line of the document as clean HTML. Pure.
import { tagName } from './attributes.ts'
import { writeLine, writeText } from './entities.ts'
import { type DocumentMark, type DocumentNode, textOf } from './node.ts'

const newTags: Readonly<Record<string, string>> = {
  bold: '<strong>',
  italic: '<em>',
  underline: '<u>',
  strike: '<s>',
  code: '<code>',
}

const openOf = (mark: DocumentMark) => textOf(mark, 'open') ?? newTags[mark.type] ?? ''
const key = (mark: DocumentMark) => `${mark.type} ${openOf(mark)}`

export function writeInline(content: readonly DocumentNode[], keepsSpace: boolean): string {
  let text = ''
  let open: DocumentMark[] = []
  content.forEach((node, index) => {
    const marks = node.marks ?? []
    const kept = open.findIndex((mark) => !marks.some((other) => key(other) === key(mark)))
    const staying = kept === -1 ? open : open.slice(0, kept)
    text += closing(open.slice(staying.length))
    const begun = marks
      .filter((mark) => !staying.some((other) => key(other) === key(mark)))
      .toSorted((a, b) => reach(content, index, b) - reach(content, index, a))
    text += begun.map(openOf).join('')
    open = [...staying, ...begun]
    text += writeNode(node, keepsSpace)
  })
  return text + closing(open)
}

const closing = (marks: readonly DocumentMark[]) =>
  marks
    .toReversed()
    .map((mark) => `</${tagName(openOf(mark))}>`)
    .join('')

/** How far a mark goes: the one that goes furthest is outermost. */
function reach(content: readonly DocumentNode[], from: number, mark: DocumentMark): number {
  const end = content.findIndex(
    (node, index) => index > from && !(node.marks ?? []).some((other) => key(other) === key(mark)),
  )
  return end === -1 ? content.length : end
}

function writeNode(node: DocumentNode, keepsSpace: boolean): string {
  if (node.text !== undefined) return keepsSpace ? writeText(node.text) : writeLine(node.text)
  if (node.type === 'lineBreak') return textOf(node, 'source') ?? '<br>'
  return textOf(node, 'source') ?? ''
}
