// App credentials (https://dev.wix.com/docs/rest/app-management/oauth-2/create-access-token). Errors follow OAuth;
// which error goes with which mistake is inferred.

import { oauthError } from '../errors.ts'
import { guidPattern } from '../random.ts'
import { fingerprint } from '../request-log.ts'
import type { Route } from '../route.ts'
import { anything, object, text } from '../shape.ts'
import { global } from '../store.ts'

export const oauthRoutes: Route[] = [
  {
    method: 'POST',
    path: '/oauth2/token',
    permissions: [],
    site: false,
    body: object({
      grant_type: anything,
      client_id: anything,
      client_secret: anything,
      instance_id: anything,
    }),
    handle(call) {
      const { grant_type, client_id, client_secret, instance_id } = call.body
      if (grant_type !== 'client_credentials')
        throw oauthError(400, 'unsupported_grant_type', 'grant_type must be client_credentials')
      const app = call.store.get('app', global, String(client_id))
      if (!app || app.secret !== client_secret)
        throw oauthError(401, 'invalid_client', 'The client id or the client secret is wrong')
      const instanceId = String(instance_id ?? '')
      if (!guidPattern.test(instanceId)) throw oauthError(400, 'invalid_request', 'instance_id is not valid')
      const instance = app.instances.find((entry) => entry.instanceId === instanceId)
      if (!instance)
        throw call.switches.unknownInstance === 'invalid_request'
          ? oauthError(400, 'invalid_request', 'The request is not valid')
          : oauthError(400, 'invalid_grant', 'The app is not installed on this site')
      const issuedAtMs = call.steadyNow()
      const token = `OAUTH2.${fingerprint(call.newId())}${fingerprint(call.newId())}.${call.newId()}`
      call.store.put('token', global, token, {
        token,
        appId: app.appId,
        instanceId,
        siteId: instance.siteId,
        issuedAtMs,
        expiresAtMs: issuedAtMs + app.tokenLifeSecs * 1000,
      })
      return { access_token: token, token_type: 'Bearer', expires_in: app.tokenLifeSecs }
    },
  },
  {
    method: 'POST',
    path: '/oauth2/token-info',
    permissions: [],
    site: false,
    body: object({ token: text() }),
    handle(call) {
      const token = call.store.get('token', global, String(call.body['token'] ?? ''))
      if (!token || token.expiresAtMs <= call.steadyNow()) return { active: false }
      return {
        active: true,
        subjectType: 'APP',
        subjectId: token.appId,
        iat: Math.floor(token.issuedAtMs / 1000),
        exp: Math.floor(token.expiresAtMs / 1000),
        clientId: token.appId,
        siteId: token.siteId,
        instanceId: token.instanceId,
      }
    },
  },
]
