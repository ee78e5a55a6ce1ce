// Descriptions and texts of sections: safe HTML, and the same as a document. Pure.
import type { Problem } from '../../../api/problem.ts'
import { htmlToRicos, type RicosDocument, RicosLimitError, ricosToHtml } from '../../../ricos/index.ts'
import type { Loss } from '../../target.ts'
import { cleanText } from '../clean.ts'
import { canonicalDocument } from '../document.ts'
import { lineEndsOf, type WithLineEnds } from '../line-ends.ts'

export interface CleanHtml {
  /** Without scripts, handlers and whatever else no shop shows. */
  html: string
  document: RicosDocument
  losses: Loss[]
  problems: Problem[]
}

/** What was made of the fields that hold HTML, by the name of the field. */
export type HtmlFields = ReadonlyMap<string, CleanHtml>

/** @param seed decides the node ids of the document, by which a product is recognised */
export function toCleanHtml(
  field: string,
  text: string,
  seed: string,
  options: WithLineEnds = {},
): CleanHtml {
  try {
    const { document, losses } = htmlToRicos(cleanText(text), {
      seed,
      schema: 'api',
      lineEnds: lineEndsOf(options),
    })
    return {
      html: ricosToHtml(document),
      document,
      losses: losses.map((loss) => ({ ...loss, field })),
      problems: [],
    }
  } catch (error) {
    if (!(error instanceof RicosLimitError)) throw error
    const document: RicosDocument = { nodes: [], metadata: { version: 1 } }
    const problem: Problem = {
      code: 'html_not_convertible',
      severity: 'error',
      field,
      message: error.message,
    }
    return { html: '', document, losses: [], problems: [problem] }
  }
}

/** HTML as one comparable text: how it is written makes no difference, words, marks, links and structure do. */
export function canonicalHtml(html: string | null | undefined): string {
  try {
    return canonicalDocument(htmlToRicos(html ?? '', { schema: 'api' }).document)
  } catch (error) {
    if (!(error instanceof RicosLimitError)) throw error
    return (html ?? '').trim()
  }
}
