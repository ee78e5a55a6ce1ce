// What editors write in ways of their own: Word's lists made of paragraphs, WordPress' captions and embeds.
import { attributeOf, type SourceElement } from '../parse.ts'
import { readPlayer } from '../players.ts'
import { readDisplay } from '../shown.ts'
import { PARAGRAPH } from '../text-block.ts'
import { embedHandler } from './embeds.ts'
import { caption, figure } from './figures.ts'
import { complete, type Handler, SKIP } from './handler.ts'
import { playPage } from './media.ts'
import { isMarker, isWordItem, wordItem } from './word-lists.ts'

const CAPTION_TEXT = /\bwp-caption-text\b/
const CAPTION = /\bwp-caption(?![\w-])/
const EMBED = /\bwp-block-embed__wrapper\b/

/** The handler of an element whose class or style says more than its name; `undefined` for any other. */
export function editorHandler(element: SourceElement): Handler | undefined {
  switch (element.tagName) {
    case 'p':
      if (isWordItem(element)) return wordItem
      return isWordPress(element, CAPTION_TEXT) ? caption : undefined
    case 'div':
      if (isWordPress(element, CAPTION)) return figure
      if (isWordPress(element, EMBED)) return embed
      return isWordItem(element) ? wordItem : embedHandler(element)
    case 'blockquote':
    case 'section':
    case 'figure':
      return embedHandler(element)
    case 'dialog':
      return isOpen(element) ? shown : undefined
    case 'span':
      return isMarker(element) ? marker : embedHandler(element)
    default:
      return undefined
  }
}

function isWordPress(element: SourceElement, names: RegExp): boolean {
  const classes = element.classes
  return classes?.includes('wp-') === true && names.test(classes)
}

/** A dialog is shown when it is open, or when its author says so. */
function isOpen(element: SourceElement): boolean {
  return attributeOf(element, 'open') !== undefined || readDisplay(element)?.outside === 'block'
}

const shown = complete({ display: 'block' })

/** Word's own bullet or number; the list draws one. */
const marker = complete({ display: 'none' })

/** The address of a film or track alone in a block: WordPress puts the player there when it shows the page. */
const embed = complete({
  display: 'block',
  enter(element, conversion) {
    conversion.enterBlock(PARAGRAPH)
    const [only, ...others] = element.childNodes
    if (only === undefined || others.length > 0 || !('value' in only)) return undefined
    const player = readPlayer(only.value.trim())
    if (player === undefined) return undefined
    conversion.atom(playPage(player, ''))
    return SKIP
  },
})
