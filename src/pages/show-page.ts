// A page as a person sees it: the request, the text as Wix will show it, the search result. Pure. What rows hold
// decides how long it takes, so it happens in the render processes.
import type { PagePreview } from '../api/page.ts'
import { targetById } from '../targets/index.ts'
import { parsePayload } from './page.ts'

export interface PageToShow {
  payloadText: string
  /** Ids of the site by asset key, those that the page needs. */
  assets: [key: string, id: string][]
}

export type ShownPage = Pick<PagePreview, 'html' | 'payload' | 'search'>

export function showPage(
  { destination, options, siteUrl }: { destination: string; options: unknown; siteUrl: string | null },
  { payloadText, assets }: PageToShow,
): ShownPage {
  const target = targetById(destination)
  const payload = parsePayload({ payloadText })
  return {
    html: target.previewHtml(payload),
    payload: JSON.stringify(target.toWire(payload, new Map(assets), target.visibility(options))),
    search: target.searchResult(payload, siteUrl),
  }
}
