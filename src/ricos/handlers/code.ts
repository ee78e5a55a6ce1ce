// Code blocks. Ricos keeps their line ends, and any formatting inside.
import { attributeOf, isElement, type SourceElement } from '../parse.ts'
import { type Handler, type Handlers, same } from './handler.ts'

const LANGUAGE = /(?:^|\s)(?:lang(?:uage)?|brush|highlight-source|sourceCode)[-:\s]\s*([\w+#.-]+)/

const pre: Handler = {
  display: 'block',
  enter(element, conversion) {
    conversion.endText()
    const language = languageOf(element)
    if (language !== undefined) conversion.loss('code-language', language)
    conversion.enterBlock({ kind: 'code', level: 0, indentation: 0 })
    return undefined
  },
  leave(_element, conversion) {
    conversion.endText()
  },
}

/** Renderers put the language on the `pre` or on the `code` inside it. */
function languageOf(element: SourceElement): string | undefined {
  const inner = element.childNodes.find(isElement)
  for (const candidate of inner?.tagName === 'code' ? [element, inner] : [element]) {
    const classes = candidate.classes
    const named = attributeOf(candidate, 'data-lang') ?? attributeOf(candidate, 'data-language')
    const language = named ?? (classes === undefined ? undefined : LANGUAGE.exec(classes)?.[1])
    if (language !== undefined) return language
  }
  return undefined
}

export const code: Handlers = same('pre listing xmp plaintext', pre)
