// The one path every call takes: put the credential on, send, and once more with a new token if that was refused.
import type { Authorizer } from './authorizer.ts'
import { isWixError } from './errors.ts'
import type { Answer, Call, CallOptions, Send } from './send.ts'

/** Sends a call; throws a `WixError` unless Wix answers 200 with a JSON object. */
export type WixRequest = (call: Call, options?: CallOptions) => Promise<Answer>

/** A write is repeated here too: Wix refused it for its token, so it was not applied. */
export function createRequest(send: Send, authorizer: Authorizer): WixRequest {
  return async (call, options = {}) => {
    const headers = await authorizer.headers(call, options.signal)
    try {
      return await send(call, headers, options)
    } catch (error) {
      if (!isWixError(error) || !authorizer.renew(error, headers)) throw error
      return await send(call, await authorizer.headers(call, options.signal), options)
    }
  }
}
