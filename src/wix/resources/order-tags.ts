// Tags of orders in Wix eCommerce, not of blog posts. Needs "Read Tags"; "Manage Blog" also reads them.
import type { Saved } from '../json.ts'
import { readEntities } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'

export interface OrderTag {
  id?: string
  name?: string
}

export type OrderTags = ReturnType<typeof createOrderTags>

export function createOrderTags(request: WixRequest) {
  return {
    /**
     * Shows whether the permission is there. GET /tags/v1/tags
     * https://dev.wix.com/docs/api-reference/business-management/tags/list-tags
     */
    async list(options?: CallOptions): Promise<Saved<OrderTag>[]> {
      const query = { fqdn: 'wix.ecom.v1.order' }
      return readEntities<OrderTag>(
        await request({ method: 'GET', path: '/tags/v1/tags', query, isWrite: false }, options),
        'tags',
      )
    },
  }
}
