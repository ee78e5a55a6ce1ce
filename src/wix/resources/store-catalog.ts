// Which catalog the store of a site has; the calls of one are refused on the other (`wrong_catalog`).
import type { VersionWithLiteralsOriginal } from '@wix/auto_sdk_stores_catalog-versioning/meta'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'

export type CatalogVersion = `${VersionWithLiteralsOriginal}`

const versions: readonly CatalogVersion[] = ['V1_CATALOG', 'V3_CATALOG', 'STORES_NOT_INSTALLED']

export type StoreCatalog = ReturnType<typeof createStoreCatalog>

export function createStoreCatalog(request: WixRequest) {
  return {
    /**
     * As good as permanent: Wix may move a site from V1 to V3, never back. GET /stores/v3/provision/version
     * https://dev.wix.com/docs/rest/business-solutions/stores/catalog-versioning/get-catalog-version
     */
    async version(options?: CallOptions): Promise<CatalogVersion> {
      const path = '/stores/v3/provision/version'
      const answer = await request({ method: 'GET', path, isWrite: false }, options)
      const version = versions.find((one) => one === answer.body['catalogVersion'])
      if (version === undefined) throw answer.malformed('The answer names no catalog version that is known.')
      return version
    },
  }
}
