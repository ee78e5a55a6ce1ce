// What an app's access token is good for. The token itself never leaves the library.
import type { Authorizer } from '../authorizer.ts'
import { WixError } from '../errors.ts'
import { stringOrUndefined } from '../json.ts'
import type { CallOptions, Send } from '../send.ts'

export interface TokenFacts {
  isActive: boolean
  subjectType: string | undefined
  subjectId: string | undefined
  /** Equal to the app id, unless the credentials are mixed up. */
  clientId: string | undefined
  siteId: string | undefined
  instanceId: string | undefined
  /** Seconds since 1970. */
  expiresAtSecs: number | undefined
}

export function createToken(send: Send, authorizer: Authorizer) {
  return {
    /**
     * Facts about the current token, which is asked for first if there is none: a check of app credentials.
     * POST /oauth2/token-info
     * https://dev.wix.com/docs/rest/app-management/oauth-2/token-info
     */
    async info(options: CallOptions = {}): Promise<TokenFacts> {
      const call = { method: 'POST', path: '/oauth2/token-info', isWrite: false } as const
      if (!authorizer.token)
        throw new WixError({
          ...call,
          kind: 'validation',
          delivered: 'no',
          description: 'An API key has no token; only app credentials have.',
        })
      const { body } = await send(
        { ...call, body: { token: await authorizer.token(options.signal) } },
        {},
        options,
      )
      const exp = body['exp']
      return {
        isActive: body['active'] === true,
        subjectType: stringOrUndefined(body['subjectType']),
        subjectId: stringOrUndefined(body['subjectId']),
        clientId: stringOrUndefined(body['clientId']),
        siteId: stringOrUndefined(body['siteId']),
        instanceId: stringOrUndefined(body['instanceId']),
        expiresAtSecs: typeof exp === 'number' ? exp : undefined,
      }
    },
  }
}
