// What an app may do on the site it is installed on, and which site that is. App credentials only.
import { isJsonObject, stringOrUndefined } from '../json.ts'
import { readObject, readOptionalObject } from '../read-answer.ts'
import type { WixRequest } from '../request.ts'
import type { CallOptions } from '../send.ts'

export interface AppInstance {
  instanceId: string | undefined
  appName: string | undefined
  appVersion: string | undefined
  /** What the user granted. Wix does not say whether as names or as scope ids: compare with both. */
  permissions: string[]
  site: {
    siteId: string | undefined
    siteDisplayName: string | undefined
    /** Only when the site is published. */
    url: string | undefined
    locale: string | undefined
    installedWixApps: string[]
    ownerEmail: string | undefined
  }
}

export function createAppInstance(request: WixRequest) {
  return {
    /**
     * GET /apps/v1/instance ("Manage Your App")
     * https://dev.wix.com/docs/rest/app-management/app-instance/get-app-instance
     */
    async get(options?: CallOptions): Promise<AppInstance> {
      const answer = await request({ method: 'GET', path: '/apps/v1/instance', isWrite: false }, options)
      const instance = readObject(answer, 'instance')
      const site = readOptionalObject(answer, 'site')
      const owner = isJsonObject(site['ownerInfo']) ? site['ownerInfo'] : {}
      return {
        instanceId: stringOrUndefined(instance['instanceId']),
        appName: stringOrUndefined(instance['appName']),
        appVersion: stringOrUndefined(instance['appVersion']),
        permissions: readTexts(instance['permissions']),
        site: {
          siteId: stringOrUndefined(site['siteId']),
          siteDisplayName: stringOrUndefined(site['siteDisplayName']),
          url: stringOrUndefined(site['url']),
          locale: stringOrUndefined(site['locale']),
          installedWixApps: readTexts(site['installedWixApps']),
          ownerEmail: stringOrUndefined(owner['email']),
        },
      }
    },
  }
}

function readTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}
