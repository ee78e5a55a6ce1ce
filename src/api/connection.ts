// Connections to Wix sites. No schema here has a field in which a secret could leave.
import { z } from 'zod'

export const permissionStateSchema = z.object({
  name: z.string(),
  purpose: z.string(),
  without: z.string(),
  required: z.boolean(),
  state: z.enum(['granted', 'missing', 'unknown']),
  checkedAt: z.string().nullable(),
})
export type PermissionState = z.infer<typeof permissionStateSchema>

/** One line of the live check: what was tried, and how it went. */
export const checkStepSchema = z.object({
  id: z.string(),
  label: z.string(),
  state: z.enum(['ok', 'failed', 'warning', 'skipped']),
  detail: z.string(),
})

/** A failure in words: what happened, why, what to do. */
export const checkFailureSchema = z.object({
  code: z.enum([
    'WIX-CRED',
    'WIX-KEY-OR-SITE',
    'WIX-SITE',
    'WIX-PERM',
    'WIX-TIMEOUT',
    'WIX-UNREACHABLE',
    'WIX-APP',
    'WIX-RATE',
    'WIX-OUTAGE',
    'WIX-SHAPE',
  ]),
  title: z.string(),
  reason: z.string(),
  steps: z.array(z.string()),
  requestId: z.string().nullable(),
})
export type CheckFailure = z.infer<typeof checkFailureSchema>

export const connectionCheckSchema = z.object({
  ok: z.boolean(),
  site: z.object({ id: z.string(), name: z.string().nullable(), url: z.string().nullable() }).nullable(),
  steps: z.array(checkStepSchema),
  permissions: z.array(permissionStateSchema),
  failure: checkFailureSchema.nullable(),
  notes: z.array(z.string()),
})
export type ConnectionCheck = z.infer<typeof connectionCheckSchema>

export const credentialsInputSchema = z.object({
  apiKey: z.string().min(1).max(4096),
  siteId: z.string().min(1).max(500),
})
export type CredentialsInput = z.infer<typeof credentialsInputSchema>

export const connectionInputSchema = credentialsInputSchema.extend({
  name: z.string().trim().max(100).default(''),
})

export const connectionStatusSchema = z.enum([
  'active',
  'limited',
  'needs_attention',
  'locked',
  'not_verified',
])
export const connectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['wix', 'practice']),
  method: z.enum(['api_key', 'app', 'practice']),
  siteId: z.string(),
  siteName: z.string().nullable(),
  siteUrl: z.string().nullable(),
  status: connectionStatusSchema,
  statusReason: z.string().nullable(),
  failure: checkFailureSchema.nullable(),
  permissions: z.array(permissionStateSchema),
  keyFingerprint: z.string().nullable(),
  keyLast4: z.string().nullable(),
  lastCheckedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  createdAt: z.string(),
  projects: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type Connection = z.infer<typeof connectionSchema>

/** Something of the site that can be chosen: an author, a category, a tag. */
export const choiceSchema = z.object({ id: z.string(), label: z.string(), hint: z.string().optional() })
export type Choice = z.infer<typeof choiceSchema>
export const choicesQuerySchema = z.object({
  destination: z.string(),
  kind: z.string(),
  search: z.string().max(200).default(''),
})
export const choicesSchema = z.object({ items: z.array(choiceSchema), complete: z.boolean() })
