// Addresses of the published site. Needs "Read Site URLs".
import { isJsonObject } from '../json.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'

export interface PublishedUrl {
  url: string
  primary: boolean
}

export function createSiteUrls(request: WixRequest) {
  return {
    /**
     * Empty while the site is not published. GET /urls-server/v2/published-site-urls
     * https://dev.wix.com/docs/rest/business-management/site-urls/published-site-urls/list-published-site-urls
     */
    async published(options?: CallOptions): Promise<PublishedUrl[]> {
      const path = '/urls-server/v2/published-site-urls'
      const answer = await request({ method: 'GET', path, isWrite: false }, options)
      const urls = answer.body['urls'] ?? []
      if (!Array.isArray(urls)) throw answer.malformed('urls is not a list.')
      return urls.map((entry: unknown) => {
        const url = isJsonObject(entry) ? entry['url'] : undefined
        if (!isJsonObject(entry) || typeof url !== 'string')
          throw answer.malformed('An entry of urls has no url.')
        return { url, primary: entry['primary'] === true }
      })
    },
  }
}
