// What a site says about itself
// (https://dev.wix.com/docs/api-reference/business-management/site-properties/properties/introduction).

import { allPermissions, scopeOf } from '../permissions.ts'
import type { Route } from '../route.ts'
import { object, text } from '../shape.ts'
import type { Obj, Site } from '../types.ts'

const permissions = ['Read site, business, and email details']

export const siteInfoRoutes: Route[] = [
  {
    method: 'GET',
    path: '/site-properties/v4/properties',
    permissions,
    query: object({ fields: text() }),
    handle(call) {
      const all = properties(call.site)
      const mask = String(call.query['fields'] ?? '')
        .split(',')
        .map((part) => part.replace(/^properties\./, '').split('.')[0]!)
        .filter(Boolean)
      const shown =
        mask.length === 0 ? all : Object.fromEntries(Object.entries(all).filter(([k]) => mask.includes(k)))
      return { version: '1', properties: shown }
    },
  },
  {
    method: 'GET',
    path: '/urls-server/v2/published-site-urls',
    permissions,
    handle: ({ site }) => ({ urls: site.published ? [{ url: site.url, primary: true }] : [] }),
  },
  {
    method: 'GET',
    path: '/apps/v1/instance',
    permissions: ['Manage Your App'],
    handle({ site, app, instanceId }) {
      return {
        instance: {
          instanceId: instanceId ?? '',
          appName: app?.name ?? '',
          appVersion: '1.0.0',
          isFree: true,
          permissions: granted(app?.permissions ?? [], site.switches.instancePermissions),
        },
        site: {
          siteId: site.id,
          siteDisplayName: site.name,
          locale: site.language,
          paymentCurrency: 'USD',
          ...(site.published && { url: site.url }),
          installedWixApps: site.installedApps,
        },
      }
    },
  },
]

// The list a user granted; which spelling Wix uses is not stated.
function granted(held: string[], spelling: Site['switches']['instancePermissions']): string[] {
  const names = held.includes('*') ? [...allPermissions] : held
  return spelling === 'scopes' ? names.map((name) => scopeOf[name] ?? name) : names
}

function properties(site: Site): Obj {
  return {
    siteDisplayName: site.name,
    businessName: site.name,
    language: site.language,
    locale: { languageCode: site.language, country: 'US' },
    paymentCurrency: 'USD',
    timeZone: site.timeZone ?? 'Etc/UTC',
    email: 'owner@example.com',
    description: '',
    multilingual: {
      supportedLanguages: site.multilingual ? site.supportedLanguages : [],
      autoRedirect: false,
    },
    externalSiteUrl: '',
  }
}
