// A product before its checks, with what it was made from.
import type { RenderedPage } from '../../target.ts'
import type { StorePayload } from './catalog.ts'
import type { HtmlFields } from './html.ts'
import type { StoreOptions } from './options.ts'

export interface ProductToCheck {
  page: RenderedPage
  fields: Record<string, string>
  html: HtmlFields
  payload: StorePayload
  options: StoreOptions
}
