// What the text of a style attribute comes to, wherever it stands: read once for all elements that have the same, since
// editors and templates write the same few all over.
import { type Declarations, keywordOf, readDeclarations } from './css.ts'
import { type Display, displayOf } from './display.ts'
import type { Options } from './options.ts'
import { type CssReading, readCss } from './read-css.ts'

export interface StyleText {
  readonly declarations: Declarations
  readonly display: Display | undefined
  /** As a keyword. */
  readonly visibility: string | undefined
  /** What Word says of an element's place in a list, in a property of its own. */
  readonly wordList: string | undefined
  /** What it says of words, by schema, once someone asked. */
  published: CssReading | undefined
  api: CssReading | undefined
}

const known = new Map<string, StyleText>()
const MAX_KNOWN = 200
const MAX_KNOWN_LENGTH = 100

/** What a style attribute says. */
export function readStyleText(style: string): StyleText {
  if (style.length > MAX_KNOWN_LENGTH) return createStyleText(readDeclarations(style))
  let text = known.get(style)
  if (text !== undefined) return text
  text = createStyleText(readDeclarations(style))
  if (known.size >= MAX_KNOWN) known.clear()
  known.set(style, text)
  return text
}

export function createStyleText(declarations: Declarations): StyleText {
  const display = declarations.get('display')
  const visibility = declarations.get('visibility')
  return {
    declarations,
    display: display === undefined ? undefined : displayOf(keywordOf(display)),
    visibility: visibility === undefined ? undefined : keywordOf(visibility),
    wordList: declarations.get('mso-list'),
    published: undefined,
    api: undefined,
  }
}

/** What the declarations say of words. */
export function readingOf(text: StyleText, schema: NonNullable<Options['schema']>): CssReading {
  text[schema] ??= readCss(text.declarations, schema === 'published')
  return text[schema]
}
