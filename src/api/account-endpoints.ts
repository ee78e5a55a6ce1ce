// Signing in: the first account, sessions, passwords and API tokens.
import { z } from 'zod'
import { get, patch, post, put, remove } from './endpoint-methods.ts'
import { idParamsSchema } from './paging.ts'
import { resetInputSchema, resetSchema } from './reset.ts'
import {
  confirmInputSchema,
  emailInputSchema,
  loginInputSchema,
  passwordChangeSchema,
  profileInputSchema,
  sessionEntrySchema,
  sessionSchema,
  setupInputSchema,
  setupStateSchema,
} from './session.ts'
import { createdTokenSchema, tokenInputSchema, tokenSchema } from './token.ts'

const id = idParamsSchema

export const setupEndpoints = {
  state: get('/setup', 'Whether the owner account still has to be created', {
    role: 'public',
    response: setupStateSchema,
  }),
  create: post('/setup', 'Create the owner account with the token from the server log', {
    role: 'public',
    body: setupInputSchema,
    response: sessionSchema,
    status: 201,
  }),
} as const

export const sessionEndpoints = {
  get: get('/session', 'The signed-in user', { response: sessionSchema }),
  create: post('/session', 'Log in', { role: 'public', body: loginInputSchema, response: sessionSchema }),
  remove: remove('/session', 'Log out', { role: 'viewer' }),
  confirm: post('/session/confirm', 'Give the password again, for what asks for a recent sign-in', {
    role: 'viewer',
    body: confirmInputSchema,
    status: 204,
  }),
} as const

export const accountEndpoints = {
  sessions: get('/account/sessions', 'Signed-in browsers', {
    response: z.object({ items: z.array(sessionEntrySchema) }),
  }),
  removeSession: remove('/account/sessions/:id', 'Sign a browser out', { role: 'viewer', params: id }),
  change: patch('/account', 'Change your name, or that of the workspace', {
    role: 'owner',
    body: profileInputSchema,
    response: sessionSchema,
  }),
  changeEmail: put('/account/email', 'Change the e-mail address you sign in with', {
    role: 'owner',
    confirms: true,
    body: emailInputSchema,
    response: sessionSchema,
  }),
  changePassword: post('/account/password', 'Change the password; all other browsers are signed out', {
    role: 'viewer',
    body: passwordChangeSchema,
    status: 204,
  }),
  reset: post('/account/reset', 'A new password, with the token left in the data folder of the server', {
    role: 'public',
    body: resetInputSchema,
    response: resetSchema,
  }),
} as const

export const tokenEndpoints = {
  list: get('/tokens', 'API tokens', { response: z.object({ items: z.array(tokenSchema) }) }),
  create: post('/tokens', 'Create an API token; its secret is in this answer only', {
    role: 'owner',
    confirms: true,
    body: tokenInputSchema,
    response: createdTokenSchema,
    status: 201,
  }),
  remove: remove('/tokens/:id', 'Revoke an API token', { role: 'owner', confirms: true, params: id }),
} as const
