// Name, language and currency of the site. Needs "Read site, business, and email details".
import type { PropertiesOriginal } from '@wix/auto_sdk_business-tools_site-properties/meta'
import type { Jsonify } from '../json.ts'
import { readObject } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'

export type SiteProperties = Jsonify<PropertiesOriginal>

export function createSiteProperties(request: WixRequest) {
  return {
    /**
     * All properties, or those of `fields`, which travel as one comma list here and nowhere else.
     * GET /site-properties/v4/properties
     * https://dev.wix.com/docs/rest/business-management/site-properties/properties/get-site-properties
     */
    async get(settings: { fields?: readonly string[] } = {}, options?: CallOptions): Promise<SiteProperties> {
      const path = '/site-properties/v4/properties'
      const query = { fields: settings.fields?.join(',') }
      const answer = await request({ method: 'GET', path, query, isWrite: false }, options)
      return readObject(answer, 'properties')
    },
  }
}
