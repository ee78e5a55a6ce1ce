// This installation, and who did what.

import { diagnosticsSchema, licencesSchema } from './diagnostics.ts'
import { get } from './endpoint-methods.ts'
import { idParamsSchema, pageOf } from './paging.ts'
import { auditEventSchema, auditQuerySchema, statusSchema } from './status.ts'
import { storageSchema } from './storage.ts'

export const statusEndpoints = {
  get: get('/status', 'Version, database, key and retention of this installation', {
    response: statusSchema,
  }),
  audit: get('/audit-events', 'Who did what, newest first', {
    role: 'owner',
    query: auditQuerySchema,
    response: pageOf(auditEventSchema),
  }),
  auditEvent: get('/audit-events/:id', 'One entry of the audit log', {
    role: 'owner',
    params: idParamsSchema,
    response: auditEventSchema,
  }),
  storage: get('/status/storage', 'What is stored, how large it is and how long it stays', {
    role: 'owner',
    response: storageSchema,
  }),
  diagnostics: get(
    '/status/diagnostics',
    'What helps to find a fault: states, numbers and times, without secrets, names, addresses or content',
    { role: 'owner', response: diagnosticsSchema },
  ),
  licences: get('/status/licences', 'The packages SEOmatic is made of, with their licences', {
    response: licencesSchema,
  }),
} as const
