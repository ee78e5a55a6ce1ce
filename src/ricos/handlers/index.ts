// The table: which family handles which element. A new element is one handler, one name here, one fixture.
import { isComponentName } from '../embeds.ts'
import type { SourceElement } from '../parse.ts'
import { blocks } from './blocks.ts'
import { breaks } from './breaks.ts'
import { code } from './code.ts'
import { definitions } from './definitions.ts'
import { details } from './details.ts'
import { dropped } from './dropped.ts'
import { editorHandler } from './editors.ts'
import { embedHandler } from './embeds.ts'
import { figures } from './figures.ts'
import { foreign, foreignPart } from './foreign.ts'
import { forms } from './forms.ts'
import { complete, type Handler, type Handlers } from './handler.ts'
import { images } from './images.ts'
import { links } from './links.ts'
import { lists } from './lists.ts'
import { marks } from './marks.ts'
import { media } from './media.ts'
import { noscript } from './noscript.ts'
import { quotes } from './quotes.ts'
import { ruby } from './ruby.ts'
import { tables } from './tables.ts'

/** By element name, in lower case. */
export const handlers: ReadonlyMap<string, Handler> = new Map(
  Object.entries({
    ...foreign,
    ...blocks,
    ...breaks,
    ...code,
    ...definitions,
    ...details,
    ...dropped,
    ...figures,
    ...forms,
    ...images,
    ...links,
    ...lists,
    ...marks,
    ...media,
    ...noscript,
    ...quotes,
    ...ruby,
    ...tables,
  } satisfies Handlers).map(([name, handler]) => [name, complete(handler)]),
)

/** Elements of no known name are shown by browsers as text in the line. */
const UNKNOWN = complete({ display: 'inline', loss: 'unknown-element' })
/** Names with a colon are an editor's own and mean nothing by themselves. */
const CUSTOM = complete({ display: 'inline' })

export function handlerFor(element: SourceElement): Handler {
  const { tagName, namespaceURI } = element
  if (namespaceURI !== HTML && tagName !== 'svg' && tagName !== 'math') return foreignPart(element)
  const special = element.attrs.length > 0 ? editorHandler(element) : undefined
  return (
    special ??
    handlers.get(tagName) ??
    (isComponentName(tagName) ? embedHandler(element) : undefined) ??
    unknown(tagName)
  )
}

function unknown(tagName: string): Handler {
  return tagName.includes(':') ? CUSTOM : UNKNOWN
}

const HTML = 'http://www.w3.org/1999/xhtml'
