// The access token of an app: asked for when needed, shared by all calls, renewed before it ends.
import type { Authorizer } from './authorizer.ts'
import { isWixError, WixError } from './errors.ts'
import type { Answer, Call, Send } from './send.ts'

interface Token {
  value: string
  expiresAt: number
}

/** Renewed this long before its end (or after nine tenths of a short life), so that none ends under way. */
const marginMs = 5 * 60 * 1000
/** Near its end a refusal without a word may be the token's fault (Wix uses 401 and 403 for it). */
const doubtMs = 60 * 1000
/** Between attempts to renew a token that is still good. */
const pauseMs = 30 * 1000
/** Wix documents 4 hours and always sends it. */
const usualLifeSecs = 14_400

/** Mints at `POST /oauth2/token`. https://dev.wix.com/docs/rest/app-management/oauth-2/create-access-token */
export function createAppToken(
  credentials: { appId: string; appSecret: string; instanceId: string },
  deps: { send: Send; now: () => number; remember: (secret: string) => void },
): Authorizer & { token: (signal: AbortSignal | undefined) => Promise<string> } {
  let current: Token | undefined
  let renewAt = 0
  let minting: Promise<string> | undefined

  async function mint(): Promise<string> {
    const asked = deps.now()
    let answer: Answer
    try {
      // Repeating this leaves no trace, so it is sent as a read. It belongs to no caller's signal: others wait for it.
      answer = await deps.send(mintCall(credentials), {}, {})
    } catch (error) {
      // A token still good outlives a passing problem of the endpoint.
      const failure = asAuthError(error)
      if (!current || deps.now() >= current.expiresAt || failure.kind === 'auth') throw failure
      renewAt = Math.min(current.expiresAt, deps.now() + pauseMs)
      return current.value
    }
    const value = answer.body['access_token']
    if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value))
      throw answer.malformed('The answer holds no usable access token.')
    const secs = answer.body['expires_in']
    const lifeMs = 1000 * (typeof secs === 'number' && secs > 0 ? secs : usualLifeSecs)
    deps.remember(value)
    current = { value, expiresAt: asked + lifeMs }
    renewAt = current.expiresAt - Math.min(marginMs, lifeMs / 10)
    return value
  }

  function token(signal: AbortSignal | undefined): Promise<string> {
    if (current && deps.now() < renewAt) return Promise.resolve(current.value)
    minting ??= mint().finally(() => {
      minting = undefined
    })
    return orAbort(minting, signal)
  }

  return {
    token,
    // An app token carries its site; a wix-site-id beside it has been seen to break calls.
    async headers(_call, signal) {
      return { authorization: await token(signal) }
    },
    renew(refusal, sent) {
      const isRefused =
        refusal.kind === 'auth' ||
        (refusal.kind === 'forbidden' &&
          refusal.description === '' &&
          current !== undefined &&
          deps.now() >= current.expiresAt - doubtMs)
      // Another call may have brought a new token meanwhile: then that one is used and none is asked for.
      if (isRefused && current?.value === sent['authorization']) current = undefined
      return isRefused
    },
  }
}

function mintCall(credentials: { appId: string; appSecret: string; instanceId: string }): Call {
  return {
    method: 'POST',
    path: '/oauth2/token',
    isWrite: false,
    body: {
      grant_type: 'client_credentials',
      client_id: credentials.appId,
      client_secret: credentials.appSecret,
      instance_id: credentials.instanceId,
    },
  }
}

/** This endpoint refuses credentials with 400 as well as 401 (IETF form). */
function asAuthError(error: unknown): WixError {
  if (!isWixError(error)) throw error
  const isRefusal = error.kind === 'validation' || error.kind === 'forbidden'
  return isRefusal ? new WixError({ ...error.toJSON(), kind: 'auth' }) : error
}

/** Lets one caller leave without ending the work for the others. */
function orAbort(work: Promise<string>, signal: AbortSignal | undefined): Promise<string> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const leave = () =>
      reject(
        new WixError({
          kind: 'aborted',
          method: 'POST',
          path: '/oauth2/token',
          isWrite: false,
          delivered: 'no',
        }),
      )
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  })
}
