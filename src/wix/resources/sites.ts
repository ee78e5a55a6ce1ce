// The sites of an account. Needs an API key with an account id and the account permission "Read sites".
import type { JsonObject, Saved } from '../json.ts'
import { type Page, type PageQuery, readPage, toQueryBody, walkPages } from '../paging.ts'
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
  async function queryPage(query: Omit<PageQuery, 'offset'>, options?: CallOptions) {
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
    return { answer, page: readPage<Site>(answer, 'sites', 'metadata') }
  }

  return {
    /**
     * One page. POST /site-list/v2/sites/query
     * https://dev.wix.com/docs/rest/account-level/sites/sites/query-sites
     */
    async query(query: Omit<PageQuery, 'offset'> = {}, options?: CallOptions): Promise<Page<Site>> {
      return (await queryPage(query, options)).page
    },

    /** Every site of the account, 100 a call, which takes Wix about 0.7 s as seen by its own staff. */
    queryAll(options?: CallOptions): AsyncGenerator<Saved<Site>, void, undefined> {
      return walkPages((cursor) => queryPage({ limit: 100, ...(cursor ? { cursor } : {}) }, options))
    },
  }
}
