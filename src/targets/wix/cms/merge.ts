// The rich texts of an item, for merging. Pure.
import type { RicosDocument } from '../../../ricos/index.ts'
import type { DataItem } from '../../../wix/index.ts'
import { isJsonObject } from '../../../wix/index.ts'
import type { FieldText, MergeFields } from '../../merge-fields.ts'
import { withImageFiles } from '../document-images.ts'
import { documentOnSite } from '../document-on-site.ts'
import type { CmsOptions } from './options.ts'
import { type CmsPayload, comparedName } from './payload.ts'
import type { CmsValue } from './values.ts'

export const cmsMerge: MergeFields<CmsOptions, CmsPayload> = {
  texts: ({ fields }, assets) =>
    new Map(
      Object.entries(fields).flatMap(([key, value]): [string, FieldText][] => {
        if (!('value' in value)) return []
        const text = textOf(value.type, value.value, (document) => withImageFiles(document, assets))
        return text ? [[comparedName(key), text]] : []
      }),
    ),
  textsOnSite(raw, { facts }) {
    const data = (raw as DataItem).data ?? {}
    return new Map(
      (facts?.fields ?? []).flatMap(({ key, type }): [string, FieldText][] => {
        const text = textOf(type, data[key], documentOnSite)
        return text ? [[comparedName(key), text]] : []
      }),
    )
  },
  withTexts(payload, texts) {
    const fields = Object.entries(payload.fields).map(([key, value]): [string, CmsValue] => {
      const text = texts.get(comparedName(key))
      if (!text || !(value.type === 'RICH_CONTENT' || value.type === 'RICH_TEXT')) return [key, value]
      return [key, { type: value.type, value: text.kind === 'html' ? text.html : text.document }]
    })
    return { ...payload, fields: Object.fromEntries(fields) }
  },
  isMember: () => false,
  writtenWith: () => null,
}

function textOf(
  type: string,
  value: unknown,
  read: (document: RicosDocument) => RicosDocument,
): FieldText | undefined {
  if (type === 'RICH_TEXT' && typeof value === 'string') return { kind: 'html', html: value }
  if (type === 'RICH_CONTENT' && isJsonObject(value))
    return { kind: 'document', document: read(value as unknown as RicosDocument) }
  return undefined
}
