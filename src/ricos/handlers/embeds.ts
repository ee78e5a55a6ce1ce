// Places that scripts fill: a player where the element tells which, otherwise a link, or word of the loss.
import type { Conversion } from '../conversion.ts'
import { type Embed, embedOf, isComponentName } from '../embeds.ts'
import type { SourceElement } from '../parse.ts'
import { resolveUrl } from '../urls.ts'
import { complete, type Handler, SKIP } from './handler.ts'
import { img } from './images.ts'
import { media, playPage } from './media.ts'

/** The handler of an element that stands for something else; `undefined` for any other. */
export function embedHandler(element: SourceElement): Handler | undefined {
  const found = embedOf(element)
  if (found === undefined) return undefined
  // A component without content stands in the line, and none may end for it.
  return found.kind === 'unknown' && isComponentName(element.tagName) ? embedInLine : embed
}

const embed = complete({
  display: 'block',
  enter(element, conversion) {
    const found = embedOf(element)
    if (found !== undefined) place(found, element, conversion)
    return SKIP
  },
})

const embedInLine = complete({ ...embed, display: 'inline' })

function place(found: Embed, element: SourceElement, conversion: Conversion): void {
  switch (found.kind) {
    case 'player':
      conversion.atom(playPage(found.player, ''))
      return
    case 'file':
      if (found.of === 'image') img.enter?.(element, conversion)
      else media[found.of]?.enter?.(element, conversion)
      return
    case 'page':
      conversion.loss('embed-linked', found.url)
      writeLink(found.url, conversion)
      return
    case 'unknown':
      // Of glyphs, icons and their like there may be hundreds.
      conversion.lossOnce('script-filled', found.url ?? element.tagName)
  }
}

function writeLink(address: string, conversion: Conversion): void {
  const { style } = conversion
  const url = resolveUrl(address, conversion.settings.baseUrl)
  conversion.style = style.linked({ link: { url }, isButton: false })
  conversion.text(url)
  conversion.style = style
}
