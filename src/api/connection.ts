// Connections to Wix sites. No schema here has a field in which a secret could leave.
import { z } from 'zod'
import { credentialFields, credentialNoteSchema } from './credentials.ts'
import { leastRatePerMinute, usualRatePerMinute } from './pace.ts'
import { permissionSchema } from './permissions.ts'

/** What was found about one permission. `granted`: the calls for this purpose succeed. */
export const permissionStateSchema = permissionSchema.extend({
  state: z.enum(['granted', 'missing', 'unknown']),
  /** Another permission through which it is granted ("Manage Blog"). */
  via: z.string().nullable(),
  /** Why nobody can tell; null unless the state is `unknown`. */
  reason: z.string().nullable(),
  checkedAt: z.string().nullable(),
})
export type PermissionState = z.infer<typeof permissionStateSchema>

/**
 * Which of Wix's apps are on the site, by their ids: `yes`, `no` or `none`, `unknown`, or the version of one that has
 * versions (`V3`).
 */
export const capabilitiesSchema = z.record(z.string(), z.string())
export type Capabilities = z.infer<typeof capabilitiesSchema>

/** One of these apps, for people. */
export const siteAppSchema = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['yes', 'no', 'unknown']),
  version: z.string().nullable(),
})
export type SiteApp = z.infer<typeof siteAppSchema>

/** One line of the live check: what was tried, and how it went. */
export const checkStepSchema = z.object({
  id: z.string(),
  label: z.string(),
  state: z.enum(['ok', 'failed', 'warning', 'skipped']),
  detail: z.string(),
})
export type CheckStep = z.infer<typeof checkStepSchema>

const stageSchema = z.object({ state: z.enum(['ok', 'failed', 'skipped']), ms: z.number().nullable() })
/** How far a call got that was not answered. */
export const reachedSchema = z.object({
  host: z.string(),
  dns: stageSchema,
  tcp: stageSchema,
  tls: stageSchema,
  answer: stageSchema,
})
export type Reached = z.infer<typeof reachedSchema>

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
  /** Pages of Wix on which it is put right. */
  links: z.array(z.object({ label: z.string(), href: z.string() })).default([]),
  /** What Wix's support asks for. */
  requestId: z.string().nullable(),
  /** For timeouts and unreachable hosts. */
  reached: reachedSchema.nullable().default(null),
  /** Not worth asking again before. */
  retryAfterMs: z.number().nullable().default(null),
})
export type CheckFailure = z.infer<typeof checkFailureSchema>

export const siteSummarySchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  url: z.string().nullable(),
})
export type SiteSummary = z.infer<typeof siteSummarySchema>

export const connectionMethodSchema = z.enum(['api_key', 'app', 'practice'])

export const connectionCheckSchema = z.object({
  /** The number of the question. */
  number: z.number(),
  checkedAt: z.string(),
  /** What the credentials were recognised as. */
  method: z.enum(['api_key', 'app']).nullable(),
  /** Whether they can be stored: the site opens, and at least one destination with it. */
  ok: z.boolean(),
  site: siteSummarySchema.extend({ timeZone: z.string().nullable() }).nullable(),
  /** The sites the key can open; null while the account id is not known. */
  sites: z.array(siteSummarySchema).nullable(),
  /** False: the list broke off, or was never read, so that sites may be missing from it. */
  hasAllSites: z.boolean().default(false),
  steps: z.array(checkStepSchema),
  permissions: z.array(permissionStateSchema),
  capabilities: capabilitiesSchema,
  apps: z.array(siteAppSchema),
  /** With `ok` a warning: what is missing without keeping the site from being connected. */
  failure: checkFailureSchema.nullable(),
  /** What was repaired before asking, and what looks odd. */
  notes: z.array(credentialNoteSchema),
})
export type ConnectionCheck = z.infer<typeof connectionCheckSchema>

/** The recogniser has better words than a schema for what is too long; this only bounds its work. */
const pastedSchema = z.string().max(16_384).optional()
export const credentialsInputSchema = z.object(
  Object.fromEntries(credentialFields.map((name) => [name, pastedSchema])) as Record<
    (typeof credentialFields)[number],
    typeof pastedSchema
  >,
)
export type CredentialsInput = z.infer<typeof credentialsInputSchema>

export const checkInputSchema = credentialsInputSchema.extend({
  /** Comes back with the answer, so that late answers to older text can be told. */
  number: z.number().int().min(0).default(0),
  /** Ask Wix again, although the same credentials were checked within the last minute. */
  fresh: z.boolean().default(false),
})

export const replaceInputSchema = credentialsInputSchema.extend({
  /** Store although Wix could not be reached; ignored when it could. */
  saveUnverified: z.boolean().default(false),
})
export const connectionInputSchema = replaceInputSchema.extend({
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
  method: connectionMethodSchema,
  siteId: z.string(),
  siteName: z.string().nullable(),
  siteUrl: z.string().nullable(),
  /** Of the site, such as Europe/Berlin; null where Wix does not say it to these credentials. */
  timeZone: z.string().nullable(),
  /** Ids that are no secrets, so that only the secret has to be entered again. */
  appId: z.string().nullable(),
  instanceId: z.string().nullable(),
  accountId: z.string().nullable(),
  status: connectionStatusSchema,
  /** Beside `active`: what is missing without anyone needing it. */
  statusReason: z.string().nullable(),
  failure: checkFailureSchema.nullable(),
  permissions: z.array(permissionStateSchema),
  capabilities: capabilitiesSchema,
  apps: z.array(siteAppSchema),
  /** Of the API key or the app secret. */
  keyFingerprint: z.string().nullable(),
  keyLast4: z.string().nullable(),
  lastCheckedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  createdAt: z.string(),
  projects: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      destination: z.string(),
      /** Required permissions that this connection certainly lacks. */
      missing: z.array(z.string()),
    }),
  ),
  /** Runs that are not over: what disconnecting would stop. */
  liveRuns: z.array(z.object({ id: z.string(), projectName: z.string(), state: z.string() })),
})
export type Connection = z.infer<typeof connectionSchema>

/** `isNew`: false where the same credentials were stored for the same site before, which is the same connection. */
export const createdConnectionSchema = connectionSchema.extend({ isNew: z.boolean() })
export type CreatedConnection = z.infer<typeof createdConnectionSchema>

/** How fast requests leave for a site just now. Wix lets about 200 a minute through for each credential and site. */
export const sitePaceSchema = z.object({
  /** At most so many requests a minute; it falls when Wix asks to wait, and rises again slowly. */
  ratePerMinute: z.number(),
  /** What it is while Wix does not ask for less. */
  usualPerMinute: z.number(),
  /** What the owner set; null: as many as Wix allows. */
  mostPerMinute: z.number().int().nullable(),
  /** Requests in the last minute, over all runs, plans and checks. */
  lastMinute: z.number().int(),
  /** Nobody sends before; null: somebody may. */
  blockedUntil: z.string().nullable(),
  /** Why; blank where nothing is blocked. */
  blockedReason: z.string(),
})
export type SitePace = z.infer<typeof sitePaceSchema>

export const paceInputSchema = z.object({
  /** Null: as many as Wix allows. */
  mostPerMinute: z.number().int().min(leastRatePerMinute).max(usualRatePerMinute).nullable(),
})

/** Something of the site that can be chosen: an author, a category, a tag. */
export const choiceSchema = z.object({ id: z.string(), label: z.string(), hint: z.string().optional() })
export type Choice = z.infer<typeof choiceSchema>
export const choicesQuerySchema = z.object({
  destination: z.string(),
  kind: z.string(),
  search: z.string().max(200).default(''),
})
export const choicesSchema = z.object({ items: z.array(choiceSchema), complete: z.boolean() })
