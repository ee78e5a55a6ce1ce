// Who is calling, for which site or account, and whether they may: in the order Wix's gateway is believed to ask.

import { dataError } from './cms/errors.ts'
import {
  applicationError,
  appNotInstalled,
  noSite,
  permissionDenied,
  unknownIdentity,
  WixError,
} from './errors.ts'
import { holds } from './permissions.ts'
import type { Route } from './route.ts'
import { global, type Store } from './store.ts'
import type { ApiKey, AppCredential, Site, Switches } from './types.ts'

export interface Caller {
  /** Absent on calls about an account. */
  site: Site | undefined
  accountId: string
  permissions: string[]
  /** Sites the credential is restricted to; empty means every site of the account. */
  sites: string[]
  app: AppCredential | undefined
  instanceId: string | undefined
}

type Headers = Record<string, string | undefined>

const appLabels = {
  blog: 'Blog',
  stores: 'Stores',
  cms: 'Data',
  members: 'Members',
  multilingual: 'Multilingual',
}

/** Resolves the credential and the site, or throws what Wix answers. */
export function identify(
  store: Store,
  route: Route,
  headers: Headers,
  fallback: Switches,
  nowMs: number,
): Caller {
  const siteHeader = headers['wix-site-id']
  const named = siteHeader ? store.get('site', global, siteHeader.toLowerCase()) : undefined
  const status = (named?.switches ?? fallback).swap401and403 ? 401 : 403

  const authorization = headers['authorization']?.trim()
  if (!authorization) throw unknownIdentity(status)
  const token = store.get('token', global, authorization.replace(/^Bearer /, ''))
  if (token) {
    if (token.expiresAtMs <= nowMs) throw expiredToken()
    const app = store.get('app', global, token.appId)
    const site = store.get('site', global, token.siteId)
    if (!app?.instances.some((i) => i.instanceId === token.instanceId)) throw unknownIdentity(status)
    // A site header that contradicts the token breaks the identity, as observed on PATCH calls.
    if (!site || (siteHeader && siteHeader.toLowerCase() !== site.id)) throw noSite(status)
    const { permissions } = app
    const { instanceId } = token
    return { site, accountId: site.accountId, permissions, sites: [site.id], app, instanceId }
  }

  const key = knownKey(store, authorization, status)
  if (!siteHeader) throw noSite(status)
  if (!named && route.app === 'cms' && fallback.unknownSite === 'WDE0117')
    throw dataError('WDE0117', 'MetaSite not found.')
  const isAllowed = named && named.accountId === key.accountId
  if (!isAllowed || (key.sites.length > 0 && !key.sites.includes(named.id)))
    throw permissionDenied(
      `the key's account does not own site ${siteHeader}, or the key is not allowed there`,
      deniedStatus(named?.switches ?? fallback),
    )
  return callerOf(key, named)
}

/** Account-level calls take a key and the account it belongs to, and no app token. */
export function identifyAccount(store: Store, headers: Headers, fallback: Switches): Caller {
  const status = fallback.swap401and403 ? 401 : 403
  const authorization = headers['authorization']?.trim()
  if (!authorization) throw unknownIdentity(status)
  const key = knownKey(store, authorization, status)
  const account = headers['wix-account-id']
  if (account?.toLowerCase() !== key.accountId.toLowerCase())
    throw permissionDenied(
      `the key does not belong to account ${account ?? '(no wix-account-id)'}`,
      deniedStatus(fallback),
    )
  return callerOf(key, undefined)
}

export function authorize(route: Route, caller: Caller, fallback: Switches): void {
  const { site } = caller
  const checkApp = () => {
    const app = route.app
    if (!app || !site || site.installedApps.includes(app)) return
    if (app === 'cms')
      throw new WixError(
        400,
        {
          message: 'WDE0110: Wix Code not enabled.',
          details: { applicationError: { code: 'WDE0110', description: 'Wix Code not enabled.' } },
        },
        'CMS is not installed',
      )
    throw appNotInstalled(appLabels[app])
  }
  if (site?.switches.appCheckBeforePermission) checkApp()
  const { permissions } = route
  if (permissions.length > 0 && !permissions.some((needed) => mayCall(caller, needed)))
    throw denied(route, site?.switches ?? fallback)
  checkApp()
}

export function mayCall(caller: Caller, permission: string): boolean {
  return holds(caller.permissions, permission, caller.site?.switches)
}

function denied(route: Route, switches: Switches): WixError {
  const needed = route.permissions.join(' or ')
  const status = deniedStatus(switches)
  if (route.app !== 'cms' || switches.dataDenied !== 'WDE0027')
    return permissionDenied(`needs ${needed}`, status)
  const description = 'The current user does not have permissions to do this.'
  return applicationError(status, 'WDE0027', description, `WDE0027: ${description}`)
}

function deniedStatus({ deny401 }: Switches): 401 | 403 {
  return deny401 ? 401 : 403
}

function knownKey(store: Store, authorization: string, status: 401 | 403): ApiKey {
  const key = store.get('key', global, authorization)
  if (!key || key.revoked) throw unknownIdentity(status)
  return key
}

function callerOf(key: ApiKey, site: Site | undefined): Caller {
  const { accountId, permissions, sites } = key
  return { site, accountId, permissions, sites, app: undefined, instanceId: undefined }
}

function expiredToken(): WixError {
  return new WixError(401, { message: 'Token expired', details: {} }, 'expired token')
}
