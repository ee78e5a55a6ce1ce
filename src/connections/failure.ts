// What Wix's answers say about the credentials, in words: what happened, why as far as we know, what to do now. Pure.
import type { CheckFailure, PermissionState, SiteSummary } from '../api/connection.ts'
import { credentialLabels, type RecognisedCredentials } from '../api/credentials.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import type { ApiKeyCredentials, AppCredentials } from './credentials.ts'
import { appLinks, type Holder, keyLinks, permissionLinks } from './wix-pages.ts'

/** Enough of a site id to recognise it. */
export function shortId(id: string): string {
  return `${id.slice(0, 4)}…${id.slice(-4)}`
}

const rest = { links: [], requestId: null, reached: null, retryAfterMs: null }

export function shapeFailure({ problems, missing, kind }: RecognisedCredentials): CheckFailure {
  const said = problems.map(({ field, text }) => `${credentialLabels[field]}: ${text}`)
  const lacking = missing.filter((field) => !problems.some((one) => one.field === field))
  if (lacking.length > 0) said.push(`Missing: ${lacking.map((field) => credentialLabels[field]).join(', ')}.`)
  const title =
    kind === 'app' ? 'These are not the credentials of a Wix app' : 'This is not a Wix API key with a Site ID'
  const steps =
    kind === 'app'
      ? ['Open your app in the Wix developer dashboard and copy App ID, App Secret and Instance ID again.']
      : [
          'Open API Keys Manager in Wix (manage.wix.com/account/api-keys) and copy the whole key; it starts with IST.',
          'Open your site in the Wix dashboard and copy the address from the browser, or just the part after /dashboard/.',
        ]
  return { ...rest, code: 'WIX-SHAPE', title, reason: said.join(' '), steps }
}

const keySteps = [
  'Open API Keys Manager in Wix (manage.wix.com/account/api-keys).',
  'Check that the key is still listed; if you no longer have its full value, create a new one.',
  'Paste it here; it is checked automatically.',
]

/** Wix does not know the key. */
export function keyFailure({ apiKey }: ApiKeyCredentials, requestId: string | null): CheckFailure {
  return {
    ...rest,
    code: 'WIX-CRED',
    title: 'Invalid API key',
    reason: `Wix says this key isn't valid. It may have been deleted, or part of it is missing: yours has ${apiKey.length} characters and ends in …${apiKey.slice(-4)}.`,
    steps: keySteps,
    links: keyLinks,
    requestId,
  }
}

const appSteps = [
  'Open your app in the Wix developer dashboard and go to its OAuth page.',
  'Copy the App ID and the App Secret again; a secret that was rotated stops working at once.',
  'Paste them here; they are checked automatically.',
]

/** Wix refused to make a token; `blames` is what its answer names. */
export function tokenFailure(
  { appId, instanceId }: AppCredentials,
  blames: 'app' | 'instance' | 'unknown',
  requestId: string | null,
): CheckFailure {
  if (blames === 'app') {
    return {
      ...rest,
      code: 'WIX-CRED',
      title: 'Invalid App ID or App Secret',
      reason: `Wix refused the App ID ${shortId(appId)} with this secret.`,
      steps: appSteps,
      links: appLinks(appId, 'oauth'),
      requestId,
    }
  }
  const find =
    'Find the Instance ID: Wix adds it to the address (instanceId=) when the app is installed on the site.'
  if (blames === 'instance') {
    return {
      ...rest,
      code: 'WIX-SITE',
      title: 'Access denied or Site ID does not match',
      reason: `Wix knows the app, but the Instance ID ${shortId(instanceId)} isn't an installation of it on a site. The app may have been removed from the site, or the id is that of another app or of the site itself.`,
      steps: ['Install the app on the site, or check that it is still installed.', find],
      links: appLinks(appId, 'home'),
      requestId,
    }
  }
  return {
    ...rest,
    code: 'WIX-KEY-OR-SITE',
    title: 'Invalid App ID or App Secret, or the Instance ID does not match',
    reason: "Wix refused them and doesn't tell us which of the three is wrong.",
    steps: [find, ...appSteps],
    links: appLinks(appId, 'oauth', 'home'),
    requestId,
  }
}

const siteSteps = [
  "Check the Site ID: it is the part after /dashboard/ in the site's address (manage.wix.com/dashboard/{site-id}/...).",
  'Check that the key was created in the account that owns the site; only an owner or co-owner can create it.',
  'Edit the key in API Keys Manager and check that its site access includes this site.',
]

/** `sites`: what the key can open, when the account told. */
export function siteFailure(
  { siteId }: { siteId: string | null },
  sites: SiteSummary[] | null,
  requestId: string | null,
): CheckFailure {
  const id = shortId(siteId ?? '')
  const known = sites?.map(({ name, id: one }) => name ?? shortId(one)).slice(0, 10) ?? []
  const count = sites?.length === 1 ? '1 site' : `${sites?.length} sites`
  const canOpen =
    known.length > 0 ? ` This key can open ${count}: ${known.join(', ')}. Did you mean one of these?` : ''
  return {
    ...rest,
    code: 'WIX-SITE',
    title: 'Access denied or Site ID does not match',
    reason: sites
      ? `The key works, but site ${id} is not among the sites of its account.${canOpen}`
      : `Wix denied access to site ${id}: it belongs to another Wix account, this key is limited to other sites, or it has none of the permissions.`,
    steps: siteSteps,
    links: keyLinks,
    requestId,
  }
}

/** The token belongs to another site than the one that was named. */
export function otherSiteFailure({ appId }: AppCredentials, wanted: string, found: string): CheckFailure {
  return {
    ...rest,
    code: 'WIX-SITE',
    title: 'Access denied or Site ID does not match',
    reason: `These credentials open site ${shortId(found)}, not site ${shortId(wanted)}.`,
    steps: ['Use the Instance ID of the app on the site you mean, or leave the Site ID empty.'],
    links: appLinks(appId, 'home'),
  }
}

/** Everything was refused, and Wix gives no reason. */
export function keyOrSiteFailure(
  { siteId, accountId }: ApiKeyCredentials,
  requestId: string | null,
): CheckFailure {
  const split = accountId ? [] : ['Add your Account ID, and we can tell which of the two is wrong.']
  return {
    ...rest,
    code: 'WIX-KEY-OR-SITE',
    title: 'Invalid API key, or the Site ID does not match',
    reason: `Wix refused this key for this site and doesn't tell us which of the two is wrong. Either the key can't open site ${shortId(siteId)}, or it is no longer valid, or it has none of the permissions.`,
    steps: [...siteSteps, ...keySteps.slice(0, 2), ...split],
    links: keyLinks,
    requestId,
  }
}

export function permissionFailure(holder: Holder, missing: PermissionState[], site: string): CheckFailure {
  const names = missing.map(({ name }) => name)
  const count = names.length === 1 ? '1 permission is missing' : `${names.length} permissions are missing`
  return {
    ...rest,
    code: 'WIX-PERM',
    title: 'Insufficient permissions',
    reason: `Connected to ${site}, but ${count}. ${missing.map((one) => `${one.name} (${one.purpose.replace(/\.$/, '')}): ${one.without}`).join(' ')}`,
    steps: permissionSteps(holder, names),
    links: permissionLinks(holder),
  }
}

/** The credentials are good and the site is theirs, and yet nothing at all is allowed. */
export function nothingAllowedFailure(holder: Holder, requestId: string | null): CheckFailure {
  return {
    ...rest,
    code: 'WIX-PERM',
    title: 'Insufficient permissions',
    reason:
      holder.kind === 'app'
        ? 'Wix accepts the app on this site, but refuses everything it asks: the app has none of the permissions.'
        : 'The key is valid and the site is in its account, but Wix refuses everything: the key has none of the permissions, or it is limited to other sites.',
    steps: permissionSteps(holder, ['the permissions listed']),
    links: permissionLinks(holder),
    requestId,
  }
}

function permissionSteps({ kind }: Holder, names: string[]): string[] {
  const again =
    'Come back; it is checked again automatically for a minute. A new permission can take a moment.'
  if (kind === 'app') {
    return [
      'Open your app in the Wix developer dashboard and go to its Permissions page.',
      `Add: ${names.join(', ')}. Save.`,
      'Update the app on the site, so that the owner agrees to the new permissions.',
      again,
    ]
  }
  return [
    'Open API Keys Manager in Wix (manage.wix.com/account/api-keys) and edit this key.',
    `Tick: ${names.join(', ')}. Save.`,
    again,
  ]
}

/** `apps`: names as Wix shows them. */
export function appFailure(apps: string[], requestId: string | null): CheckFailure {
  const names = apps.join(', ').replace(/, ([^,]*)$/, ' and $1')
  const verb = apps.length === 1 ? 'is' : 'are'
  return {
    ...rest,
    code: 'WIX-APP',
    title: `${names} ${verb} not installed on this site`,
    reason: 'The credentials are fine; the app that pages go to is not installed yet.',
    steps: [`Add ${apps.join(' or ')} in the Wix dashboard of the site.`, 'Come back and check again.'],
    requestId,
  }
}

const errorCodeOf: Record<CheckFailure['code'], ErrorCode> = {
  'WIX-CRED': 'connection_refused',
  'WIX-KEY-OR-SITE': 'connection_refused',
  'WIX-SITE': 'connection_site',
  'WIX-PERM': 'connection_permission',
  'WIX-TIMEOUT': 'connection_unreachable',
  'WIX-UNREACHABLE': 'connection_unreachable',
  'WIX-APP': 'wix_app_missing',
  'WIX-RATE': 'wix_error',
  'WIX-OUTAGE': 'wix_error',
  'WIX-SHAPE': 'bad_request',
}

/** Whether the failure says something about the credentials, and not only about this moment. */
export function isVerdict(failure: CheckFailure): boolean {
  return !['WIX-TIMEOUT', 'WIX-UNREACHABLE', 'WIX-RATE', 'WIX-OUTAGE'].includes(failure.code)
}

export function toAppError(failure: CheckFailure, details: Record<string, unknown>): AppError {
  const message = [`${failure.title}.`, failure.reason, ...failure.steps].join(' ')
  return new AppError(errorCodeOf[failure.code], message, { details })
}
