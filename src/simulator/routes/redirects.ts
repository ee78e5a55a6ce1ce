// URL redirects (https://dev.wix.com/docs/api-reference/business-management/seo/redirects/redirect-v1/introduction).

import { inBulk } from '../bulk.ts'
import { applicationError, notFound, validationError } from '../errors.ts'
import { createRedirect, deleteRedirect, effective, redirectView } from '../redirects/rules.ts'
import type { RedirectRecord } from '../redirects/types.ts'
import type { Call, Route } from '../route.ts'
import { bool, guid, list, object, required, requiredObject, text } from '../shape.ts'
import type { Obj } from '../types.ts'

const service = '/seo-redirects-service/v1'
const seo = { permissions: ['Manage SEO Settings'] }
const fields = {
  from: required(950),
  to: required(4096),
  options: object({ groupRedirect: bool }),
  language: text(5, 2),
  id: guid,
}
const options = object({ forceReplace: bool })

export const redirectRoutes: Route[] = [
  {
    method: 'GET',
    path: `${service}/redirects`,
    ...seo,
    handle: (call) => ({ redirects: listed(call).map(redirectView) }),
  },
  {
    method: 'GET',
    path: `${service}/redirects/{redirectId}`,
    ...seo,
    query: object({ redirectId: text() }),
    handle(call) {
      const id = call.params['redirectId']!
      const found = effective(visible(call), call.steadyNow()).find((one) => one.id === id)
      if (!found) throw unknownRedirect(call, id)
      return { redirect: redirectView(found) }
    },
  },
  {
    method: 'DELETE',
    path: `${service}/redirects/{redirectId}`,
    ...seo,
    query: object({ redirectId: text() }),
    handle(call) {
      const id = call.params['redirectId']!
      if (!deleteRedirect(call, id)) throw unknownRedirect(call, id)
      return {}
    },
  },
  {
    method: 'POST',
    path: `${service}/create-redirect`,
    ...seo,
    body: object({ redirect: requiredObject(fields), options }),
    handle(call) {
      const input = call.body['redirect'] as Obj
      const redirect = createRedirect(call, input, { forceReplace: mayReplace(call, 'single') })
      if (!redirect) {
        const { id: _, ...asSent } = input
        return { redirect: asSent }
      }
      const { createdDate: __, ...made } = redirectView(redirect)
      return { redirect: made }
    },
  },
  {
    method: 'POST',
    path: `${service}/bulk/redirects/create`,
    ...seo,
    // The documentation says 500, the package 100.
    lifts: ({ redirectBulkLimit }) => (redirectBulkLimit === 500 ? ['redirects'] : []),
    body: object({ redirects: list(object(fields), 500, 1), returnFullEntity: bool, options }),
    handle(call) {
      const inputs = call.body['redirects'] as Obj[]
      checkLimit(call, inputs)
      const earlier: RedirectRecord[] = []
      const isFull = call.body['returnFullEntity'] === true
      return inBulk(call, inputs, (input) => {
        const redirect = createRedirect(call, input, {
          forceReplace: mayReplace(call, 'bulk'),
          earlier,
        })
        if (!redirect) return { id: undefined }
        earlier.push(redirect)
        return { id: redirect.id, ...(isFull && { extra: { item: redirectView(redirect) } }) }
      })
    },
  },
  {
    method: 'POST',
    path: `${service}/bulk/redirects/delete`,
    ...seo,
    body: object({ redirectIds: list(guid, 500, 1) }),
    handle: (call) =>
      inBulk(
        call,
        call.body['redirectIds'] as string[],
        (id) => {
          if (!deleteRedirect(call, id))
            throw applicationError(404, 'REDIRECT_NOT_FOUND', `Redirect ${id} not found`)
          return { id }
        },
        { idOf: (id) => id },
      ),
  },
]

function visible(call: Call): RedirectRecord[] {
  const { staleMs } = call.effects
  if (staleMs === 0) return call.store.all('redirect', call.site.id)
  return call.past.all('redirect', call.site.id, call.steadyNow() - staleMs)
}

/** All of them, in no page: what ended is gone, unless it stays listed. */
function listed(call: Call): RedirectRecord[] {
  const all = visible(call)
  const live = new Set(effective(all, call.steadyNow()))
  return all.filter((one) => live.has(one) || one.staysListed)
}

function mayReplace(call: Call, by: 'single' | 'bulk'): boolean {
  const { forceReplace } = call.site.switches
  const isAsked = (call.body['options'] as Obj | undefined)?.['forceReplace'] === true
  return isAsked && (forceReplace === 'honoured' || (forceReplace === 'single' && by === 'single'))
}

function checkLimit(call: Call, inputs: Obj[]): void {
  const limit = call.site.switches.redirectBulkLimit
  if (inputs.length <= limit) return
  const description = `has size ${inputs.length}, expected ${limit} or less`
  throw validationError([{ field: 'redirects', description, violatedRule: 'MAX_SIZE' }])
}

function unknownRedirect(call: Call, id: string) {
  if (call.site.switches.redirectNotFound === 'generic') return notFound('Redirect', id)
  return applicationError(404, 'REDIRECT_NOT_FOUND', `Redirect ${id} not found`)
}
