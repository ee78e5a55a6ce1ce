// Descriptions and info sections of Catalog V1, which are HTML, for merging. Pure.
import type { StoreProductV1 } from '../../../../wix/index.ts'
import type { FieldText, FieldTexts } from '../../../merge-fields.ts'
import type { StorePayload } from '../catalog.ts'
import type { StoreOptions } from '../options.ts'
import { keyed, toV1Sections } from './sections.ts'

export function textsOf({ product, sections }: StorePayload): FieldTexts {
  return allTexts(product?.descriptionHtml, toV1Sections(sections ?? []))
}

export function textsOnSite(raw: unknown, { mode }: StoreOptions): FieldTexts {
  const { description, additionalInfoSections } = raw as StoreProductV1
  return allTexts(mode === 'sections' ? null : description, additionalInfoSections ?? [])
}

export function withTexts(payload: StorePayload, texts: FieldTexts): StorePayload {
  const { product, sections } = payload
  const description = htmlOf(texts.get('description'))
  const keys = keyed(toV1Sections(sections ?? [])).map(([key]) => key)
  return {
    ...payload,
    ...(product && {
      product: {
        ...product,
        ...(description !== undefined &&
          product.descriptionHtml !== undefined && { descriptionHtml: description }),
      },
    }),
    ...(sections && {
      sections: sections.map((section, at) => ({
        ...section,
        html: htmlOf(texts.get(keys[at] ?? '')) ?? section.html,
      })),
    }),
  }
}

function allTexts(
  description: string | null | undefined,
  sections: NonNullable<StoreProductV1['additionalInfoSections']>,
): FieldTexts {
  return new Map([
    ...(typeof description === 'string' ? [['description', html(description)] as const] : []),
    ...keyed(sections).map(([key, section]) => [key, html(section.description ?? '')] as const),
  ])
}

function html(text: string): FieldText {
  return { kind: 'html', html: text }
}

function htmlOf(text: FieldText | undefined): string | undefined {
  return text?.kind === 'html' ? text.html : undefined
}
