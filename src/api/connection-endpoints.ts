// Connected sites.
import { z } from 'zod'
import {
  checkInputSchema,
  choicesQuerySchema,
  choicesSchema,
  connectionCheckSchema,
  connectionInputSchema,
  connectionSchema,
  createdConnectionSchema,
  paceInputSchema,
  replaceInputSchema,
  sitePaceSchema,
} from './connection.ts'
import { get, patch, post, put, remove } from './endpoint-methods.ts'
import { idParamsSchema } from './paging.ts'
import { permissionSchema } from './permissions.ts'

const id = idParamsSchema
const emptySchema = z.object({})

export const connectionEndpoints = {
  list: get('/connections', 'Connections', { response: z.object({ items: z.array(connectionSchema) }) }),
  permissions: get('/connections/permissions', 'Permissions that a key can use', {
    response: z.object({ items: z.array(permissionSchema) }),
  }),
  get: get('/connections/:id', 'One connection', { params: id, response: connectionSchema }),
  page: get('/connections/:id/page', 'A page of the practice site as its visitors would see it, HTML', {
    params: id,
    query: z.object({ url: z.url().max(2000) }),
    kind: 'download',
  }),
  test: post('/connections/check', 'Try credentials without storing them', {
    role: 'owner',
    body: checkInputSchema,
    response: connectionCheckSchema,
  }),
  create: post('/connections', 'Check credentials and store them sealed', {
    role: 'owner',
    confirms: true,
    body: connectionInputSchema,
    response: createdConnectionSchema,
    status: 201,
  }),
  practice: post('/connections/practice', 'Connect the built-in practice site', {
    body: emptySchema,
    response: connectionSchema,
    status: 201,
  }),
  check: post('/connections/:id/check', 'Check a stored connection now', {
    params: id,
    body: emptySchema,
    response: connectionSchema,
  }),
  replaceCredentials: put('/connections/:id/credentials', 'Replace the credentials', {
    role: 'owner',
    confirms: true,
    params: id,
    body: replaceInputSchema,
    response: connectionSchema,
  }),
  update: patch('/connections/:id', 'Rename', {
    params: id,
    body: z.object({ name: z.string().trim().min(1).max(100) }),
    response: connectionSchema,
  }),
  remove: remove('/connections/:id', 'Disconnect; nothing is removed from Wix', {
    role: 'owner',
    confirms: true,
    params: id,
  }),
  pace: get('/connections/:id/pace', 'How fast requests leave for the site just now', {
    params: id,
    response: sitePaceSchema,
  }),
  setPace: put('/connections/:id/pace', 'Let fewer requests a minute leave for the site than Wix allows', {
    role: 'owner',
    params: id,
    body: paceInputSchema,
    response: sitePaceSchema,
  }),
  choices: get('/connections/:id/choices', 'Authors, categories or tags of the site', {
    params: id,
    query: choicesQuerySchema,
    response: choicesSchema,
  }),
} as const
