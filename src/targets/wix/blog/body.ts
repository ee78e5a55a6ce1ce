// The body of a post from HTML, by our converter or from what Wix's made of it. Pure.
import type { Problem } from '../../../api/problem.ts'
import { htmlToRicos, type RicosDocument, RicosLimitError } from '../../../ricos/index.ts'
import type { Loss, RenderedPage } from '../../target.ts'
import { withoutSizes } from '../document-images.ts'
import { lineEndsOf } from '../line-ends.ts'
import { wixLosses } from './compare.ts'
import type { BlogOptions } from './options.ts'
import { cutSections, sectionLimit } from './sections.ts'
import { joinSections } from './wix-converter.ts'

export interface Body {
  document: RicosDocument
  losses: Loss[]
  problems: Problem[]
  convertedBy: 'seomatic' | 'wix'
}

/** @param html the body without the characters no page can hold */
export function toBody(page: RenderedPage, html: string, options: BlogOptions): Body {
  const ours = convertBody(html, page.seed, options)
  if (options.converter !== 'wix') return ours
  const cut = cutSections(html)
  const { converted } = page
  if (!('sections' in cut)) return withProblem(ours, 'wix_cannot_convert', cannotCut(cut))
  if (converted?.length !== cut.sections.length) return withProblem(ours, 'wix_not_asked', notAsked, 'note')
  const documents: unknown[] = []
  for (const [at, part] of converted.entries()) {
    if ('document' in part) documents.push(part.document)
    else return withProblem(ours, 'wix_cannot_convert', refused(part.refused, at + 1, converted.length))
  }
  const document = joinSections(documents, page.seed)
  return { document, losses: wixLosses(html, ours.document, document), problems: [], convertedBy: 'wix' }
}

function convertBody(html: string, seed: string, options: BlogOptions): Body {
  try {
    const { document, losses } = htmlToRicos(html, { seed, schema: 'api', lineEnds: lineEndsOf(options) })
    return { document, losses: withoutSizes(losses), problems: [], convertedBy: 'seomatic' }
  } catch (error) {
    if (!(error instanceof RicosLimitError)) throw error
    const empty: RicosDocument = { nodes: [], metadata: { version: 1 } }
    const body: Body = { document: empty, losses: [], problems: [], convertedBy: 'seomatic' }
    return withProblem(body, 'body_not_convertible', error.message)
  }
}

const otherWay = "choose SEOmatic's converter in the settings of the project."
const notAsked =
  'Shown is the conversion by SEOmatic: Wix has not converted this text yet. It does when a plan is built or the page is opened.'

function cannotCut(cut: Exclude<ReturnType<typeof cutSections>, { sections: string[] }>): string {
  if ('tooDeep' in cut)
    return `The elements are nested too deeply to be sent to Wix's converter in sections. Simplify the HTML, or ${otherWay}`
  const { element, length } = cut.tooLong
  const name = element === 'text' ? 'A run of text' : `A <${element}>`
  return `${name} has ${length} characters; Wix's converter takes fewer than ${sectionLimit} at once. Divide it, or ${otherWay}`
}

function refused(reason: string, at: number, of: number): string {
  return `Wix's converter refused section ${at} of ${of}: ${reason}. Simplify the HTML, or ${otherWay}`
}

function withProblem(
  body: Body,
  code: string,
  message: string,
  severity: Problem['severity'] = 'error',
): Body {
  return { ...body, problems: [...body.problems, { code, severity, field: 'body', message }] }
}
