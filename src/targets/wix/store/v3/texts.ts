// Descriptions and info sections of Catalog V3, as documents or HTML as the project chose, for merging. Pure.
import type { FieldText, FieldTexts } from '../../../merge-fields.ts'
import { documentOnSite } from '../../document-on-site.ts'
import type { StorePayload } from '../catalog.ts'
import { sectionField } from '../names.ts'
import type { StoreOptions } from '../options.ts'
import { canonicalLine } from '../values.ts'
import type { RemoteProduct } from './canonical.ts'
import { wantedSections } from './wire.ts'

export function textsOf(payload: StorePayload): FieldTexts {
  const { descriptionDocument: document, descriptionHtml: html } = payload.product ?? {}
  const description = document ? ofDocument(document) : html === undefined ? null : ofHtml(html)
  return new Map([
    ...(description ? [['description', description] as const] : []),
    ...wantedSections(payload).map(
      (section) =>
        [
          sectionField(section.uniqueName),
          {
            ...(section.document ? ofDocument(section.document) : ofHtml(section.html)),
            beside: canonicalLine(section.title),
          },
        ] as const,
    ),
  ])
}

export function textsOnSite(raw: unknown, { mode, description }: StoreOptions): FieldTexts {
  const { product, sections } = raw as RemoteProduct
  const textOf = (found: { description?: unknown; plainDescription?: string | null }): FieldText =>
    description === 'html'
      ? ofHtml(found.plainDescription ?? '')
      : ofDocument(documentOnSite(found.description))
  return new Map([
    ...(mode === 'sections' ? [] : [['description', textOf(product)] as const]),
    ...sections.map(
      (section) =>
        [
          sectionField(section.uniqueName ?? ''),
          { ...textOf(section), beside: canonicalLine(section.title) },
        ] as const,
    ),
  ])
}

export function withTexts(payload: StorePayload, texts: FieldTexts): StorePayload {
  const { product, sections } = payload
  const description = texts.get('description')
  return {
    ...payload,
    ...(product && { product: { ...product, ...descriptionOf(product, description) } }),
    ...(sections && {
      sections: sections.map((section) => {
        const text = texts.get(sectionField(section.uniqueName))
        if (!text) return section
        const title = text.beside ?? section.title
        return text.kind === 'document'
          ? { ...section, title, document: text.document }
          : { ...section, title, html: text.html }
      }),
    }),
  }
}

function descriptionOf(
  { descriptionDocument, descriptionHtml }: NonNullable<StorePayload['product']>,
  text: FieldText | undefined,
): Partial<NonNullable<StorePayload['product']>> {
  if (text?.kind === 'document' && descriptionDocument) return { descriptionDocument: text.document }
  if (text?.kind === 'html' && descriptionHtml !== undefined) return { descriptionHtml: text.html }
  return {}
}

function ofDocument(document: ReturnType<typeof documentOnSite>): FieldText {
  return { kind: 'document', document }
}

function ofHtml(html: string): FieldText {
  return { kind: 'html', html }
}
