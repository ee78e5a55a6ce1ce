// Endpoints of notices.
import { z } from 'zod'
import { get, post, put } from './endpoint-methods.ts'
import {
  noticeCountSchema,
  noticeListQuerySchema,
  noticeReadSchema,
  noticeSchema,
  noticeSettingsSchema,
} from './notice.ts'
import { agedQuerySchema, idParamsSchema, pageOf } from './paging.ts'

export const noticeEndpoints = {
  list: get('/notices', 'The inbox, newest first unless told', {
    query: agedQuerySchema.extend(noticeListQuerySchema.shape),
    response: pageOf(noticeSchema),
  }),
  get: get('/notices/:id', 'One notice', { params: idParamsSchema, response: noticeSchema }),
  read: post('/notices/read', 'Mark as read or unread: these, all that match, or all', {
    role: 'viewer',
    body: noticeReadSchema,
    response: noticeCountSchema,
  }),
  test: post('/notices/test', 'Raise a test notice, which goes wherever notices go', {
    role: 'owner',
    body: z.object({}),
    response: noticeSchema,
    status: 201,
  }),
  settings: get('/notices/settings', 'Kinds that do not come into the inbox', {
    response: noticeSettingsSchema,
  }),
  update: put('/notices/settings', 'Switch kinds off or on for the inbox', {
    role: 'owner',
    body: noticeSettingsSchema,
    response: noticeSettingsSchema,
  }),
} as const
