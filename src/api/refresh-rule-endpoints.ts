// What projects do when their data are refreshed.
import { get, post, put } from './endpoint-methods.ts'
import { idParamsSchema } from './paging.ts'
import { refreshRuleInputSchema, refreshRuleSchema } from './refresh-rule.ts'
import { renewalSchema, renewInputSchema } from './schedule.ts'

const params = idParamsSchema
const response = refreshRuleSchema
const role = 'publisher'

export const refreshRuleEndpoints = {
  get: get('/projects/:id/refresh-rule', 'What a project does when its data are refreshed', {
    params,
    response,
  }),
  set: put('/projects/:id/refresh-rule', 'Show, plan, or publish within what is agreed to here', {
    role,
    params,
    body: refreshRuleInputSchema,
    response,
  }),
  renewal: get(
    '/projects/:id/refresh-rule/renewal',
    'What changed since it was agreed to, on some of its pages',
    {
      params,
      response: renewalSchema,
    },
  ),
  renew: post('/projects/:id/refresh-rule/renew', 'Agree to what changed, and go on', {
    role,
    params,
    body: renewInputSchema,
    response,
  }),
} as const
