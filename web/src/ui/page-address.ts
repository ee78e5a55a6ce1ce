import { routes, urlOf } from '../api.ts'

/** Where a published page can be looked at: on the site, or what the practice site has, which is on no network. */
export function pageAddress(url: string, site: { id: string; kind: 'wix' | 'practice' }): string {
  if (site.kind === 'wix') return url
  return urlOf(routes.connections.page, { params: { id: site.id }, query: { url } })
}
