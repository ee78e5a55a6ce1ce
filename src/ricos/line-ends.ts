// Line ends in text that stands in no paragraph. To a browser they are blanks; to WordPress, whose editor wrote texts
// without paragraphs for years, a blank line starts a paragraph and a single line end a line.
import type { Conversion } from './conversion.ts'
import type { Settings } from './options.ts'
import { isElement, type SourceText } from './parse.ts'

const BLANK_LINE = /\n[ \t\r\f]*\n\s*/
/** Elements whose line ends are blanks to WordPress too, or that hold one line. */
const ONE_PARAGRAPH = new Set('p h1 h2 h3 h4 h5 h6 pre summary button select textarea legend'.split(' '))

/** Whether line ends of a text can mean anything; most are the blanks between two elements, or a line's wrapping. */
export function holdsLineEnds(value: string, { lineEnds }: Settings): boolean {
  return lineEnds === 'paragraphs' ? value.includes('\n') : BLANK_LINE.test(value)
}

/** Adds a text that holds line ends, as the option `lineEnds` says. */
export function addLines(node: SourceText, conversion: Conversion): void {
  const { value } = node
  const isParagraphs = conversion.settings.lineEnds === 'paragraphs'
  const isPlain = conversion.scope.block.kind !== 'paragraph' || conversion.style.whiteSpace !== 'normal'
  if (isPlain || isInParagraph(node)) conversion.text(value)
  else if (isParagraphs) addParagraphs(value, conversion)
  else addJoined(value, conversion)
}

function isInParagraph(node: SourceText): boolean {
  for (let at = node.parentNode; at !== null && isElement(at); at = at.parentNode)
    if (ONE_PARAGRAPH.has(at.tagName)) return true
  return false
}

function addParagraphs(value: string, conversion: Conversion): void {
  value.split(BLANK_LINE).forEach((part, i) => {
    if (i > 0) conversion.breakLine()
    part.split('\n').forEach((line, j) => {
      // Where a block has just ended there is no line to end.
      if (j > 0) conversion.breakLine()
      conversion.text(line)
    })
  })
}

/** As a browser shows it; a reader who meant paragraphs is told. */
function addJoined(value: string, conversion: Conversion): void {
  const hasWords = value.trim() !== ''
  value.split(BLANK_LINE).forEach((part, i) => {
    if (i > 0 && hasWords) conversion.noteBlankLine()
    conversion.text(i === 0 ? part : ` ${part}`)
  })
}
