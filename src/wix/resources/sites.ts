// The sites of an account. Needs an API key with an account id and the account permission "Read sites".
import type { JsonObject } from '../json.ts'
import { type Page, type PageQuery, readPage, toQueryBody } from '../paging.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'

export interface Site {
  id: string
  displayName?: string
  viewUrl?: string
  published?: boolean
  premium?: boolean
}

/** Without a namespace Wix hides headless sites. */
const everyKind: JsonObject = { namespace: { $in: ['WIX', 'HEADLESS'] } }

export function createSites(request: WixRequest) {
  return {
    /**
     * One page. POST /site-list/v2/sites/query
     * https://dev.wix.com/docs/rest/account-level/sites/sites/query-sites
     */
    async query(query: Omit<PageQuery, 'offset'> = {}, options?: CallOptions): Promise<Page<Site>> {
      const answer = await request(
        {
          method: 'POST',
          path: '/site-list/v2/sites/query',
          body: { query: toQueryBody({ filter: everyKind, ...query }) },
          isWrite: false,
          level: 'account',
        },
        options,
      )
      return readPage<Site>(answer, 'sites', 'metadata')
    },
  }
}
