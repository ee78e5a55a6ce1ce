// Recognises credentials of Wix by their shape, whichever field they were pasted into. Pure: the browser judges
// while someone types, the server and the command line before they ask Wix, and all three alike.
import { z } from 'zod'
import { type Bundle, readBundle } from './credential-bundle.ts'
import { type PastedText, type ProblemCode, readPasted } from './credential-text.ts'

export const credentialFields = ['apiKey', 'siteId', 'appId', 'appSecret', 'instanceId', 'accountId'] as const
export type CredentialField = (typeof credentialFields)[number]
export const credentialLabels: Record<CredentialField, string> = {
  apiKey: 'API key',
  siteId: 'Site ID',
  appId: 'App ID',
  appSecret: 'App Secret',
  instanceId: 'Instance ID',
  accountId: 'Account ID',
}

export const credentialNoteSchema = z.object({ field: z.enum(credentialFields), text: z.string() })
/** What was repaired or moved; `field` is where it was pasted. */
export type CredentialNote = z.infer<typeof credentialNoteSchema>

export interface CredentialProblem {
  field: CredentialField
  code: ProblemCode
  text: string
}

export interface RecognisedCredentials {
  kind: 'api_key' | 'app' | null
  /** Each under its true name, tidied. May hold secrets: for the caller's eyes only. */
  values: Partial<Record<CredentialField, string>>
  notes: CredentialNote[]
  problems: CredentialProblem[]
  /** What the kind still needs. */
  missing: CredentialField[]
  /** Worth asking Wix about at once: nothing missing, nothing odd. */
  complete: boolean
  /** Could be sent if someone insists: the shape of a key is a hint, and only Wix knows. */
  sendable: boolean
}

type Fields = Partial<Record<CredentialField, string | undefined>>
type Pasted = PastedText & { field: CredentialField }

const appFields = ['appId', 'appSecret', 'instanceId'] as const

export function recogniseCredentials(given: Fields): RecognisedCredentials {
  const { fields, notes } = unpack(given)
  const made = recogniseFields(fields)
  return { ...made, notes: [...notes, ...made.notes] }
}

/**
 * Several credentials with their names, or one that only its name tells from the text around it; null for what can be
 * read as one value.
 */
export function readNamed(text: string): Bundle | null {
  const bundle = readBundle(text)
  if (!bundle) return null
  const isOne = Object.keys(bundle.values).length === 1
  const { shape, problem } = readPasted(text)
  return isOne && shape !== 'other' && !problem ? null : bundle
}

/** Each named value goes into its own field, unless something else was put there. */
function unpack(given: Fields): { fields: Fields; notes: CredentialNote[] } {
  const fields = { ...given }
  const notes: CredentialNote[] = []
  for (const field of credentialFields) {
    const bundle = readNamed(given[field] ?? '')
    if (!bundle) continue
    fields[field] = ''
    const names = Object.keys(bundle.values) as CredentialField[]
    for (const name of names) if (!fields[name]) fields[name] = bundle.values[name]
    notes.push(...noteBundle(bundle).map((text) => ({ field, text })))
  }
  return { fields, notes }
}

/** What was taken out of a text with several credentials, in words. */
export function noteBundle({ values, doubles }: Bundle): string[] {
  const taken = credentialFields.filter((name) => values[name]).map((name) => credentialLabels[name])
  return [
    `Took out of what was pasted: ${taken.join(', ')}.`,
    ...doubles.map((name) => `It names two of ${credentialLabels[name]}; the first one is used.`),
  ]
}

function recogniseFields(fields: Fields): RecognisedCredentials {
  const pasted = credentialFields
    .map((field): Pasted => ({ field, ...readPasted(fields[field] ?? '') }))
    .filter((one) => one.shape !== 'empty')
  const key = findKey(pasted)
  if (key) return recogniseKey(key, pasted)
  return looksLikeApp(pasted) ? recogniseApp(pasted) : recogniseHalf(pasted)
}

/** What has the shape of a key; else whatever stands in the field of the key, unless it is the secret of an app. */
function findKey(pasted: Pasted[]): Pasted | undefined {
  const shaped = pasted.filter((one) => one.shape === 'key')
  const inPlace = pasted.find((one) => one.field === 'apiKey' && one.shape === 'other')
  const app = pasted.filter((one) => appFields.some((field) => field === one.field))
  return shaped.find((one) => one.field === 'apiKey') ?? shaped[0] ?? (app.length === 0 ? inPlace : undefined)
}

function recogniseKey(key: Pasted, pasted: Pasted[]): RecognisedCredentials {
  const made = start('api_key', pasted)
  made.values.apiKey = key.value
  if (key.field !== 'apiKey') move(made, key, 'apiKey')
  addProblem(made, key, 'apiKey')
  if (key.shape === 'other' && !key.problem)
    made.problems.push({
      field: key.field,
      code: 'IST.'.startsWith(key.value.toUpperCase()) ? 'incomplete' : 'not_a_key',
      text: 'Wix keys start with "IST."; this one does not.',
    })
  const others = pasted.filter((one) => one !== key)
  for (const one of others.filter(({ shape, value }) => shape === 'key' && value !== key.value))
    made.problems.push({
      field: one.field,
      code: 'two_keys',
      text: 'This is a second key. Keep one of them.',
    })
  const site = findSite(others)
  const beside = key.idBeside ?? others.find((one) => one.idBeside)?.idBeside
  if (site?.shape === 'id') {
    made.values.siteId = site.value
    if (site.field !== 'siteId') move(made, site, 'siteId')
  } else if (beside) made.values.siteId = beside
  else if (site) addProblem(made, site, 'siteId', 'siteId')
  readAccount(made, others, site)
  for (const one of others)
    if (one.shape !== 'key' && one !== site && one.field !== 'accountId')
      made.notes.push({
        field: one.field,
        text: `Not used: an API key needs no ${credentialLabels[one.field]}.`,
      })
  return finish(made, ['apiKey', 'siteId'], key.field)
}

/** A dashboard's address names a site for certain; then the field decides; then whatever id there is. */
function findSite(others: Pasted[]): Pasted | undefined {
  const ids = others.filter((one) => one.shape === 'id')
  const named = others.find((one) => one.field === 'siteId' && one.shape !== 'key')
  const order: CredentialField[] = ['instanceId', 'appId', 'appSecret', 'apiKey']
  return (
    ids.find((one) => one.isFromDashboard) ??
    (named?.shape === 'id' ? named : undefined) ??
    order.map((field) => ids.find((one) => one.field === field)).find((one) => one !== undefined) ??
    named
  )
}

function readAccount(made: RecognisedCredentials, others: Pasted[], site: Pasted | undefined): void {
  const account = others.find((one) => one.field === 'accountId' && one.shape !== 'key')
  if (!account || account === site) return
  if (account.shape !== 'id') addProblem(made, account, 'accountId', 'accountId')
  else if (account.value !== made.values.siteId) made.values.accountId = account.value
  else
    made.problems.push({
      field: 'accountId',
      code: 'same_twice',
      text: 'The same id stands as Site ID and as Account ID; it can be only one of them.',
    })
}

/** Two of the three of an app, or something that only an app has. */
function looksLikeApp(pasted: Pasted[]): boolean {
  const app = pasted.filter((one) => appFields.some((field) => field === one.field))
  return app.length > 0 && !(app.length === 1 && app[0]!.isFromDashboard)
}

function recogniseApp(pasted: Pasted[]): RecognisedCredentials {
  const made = start('app', pasted)
  const inPlace = pasted.find((one) => one.field === 'appSecret')
  const strays = pasted.filter(isStraySecret)
  const isElsewhere = inPlace?.shape !== 'other' && strays.length === 1
  // A secret may look like an id, but an id never looks like anything else.
  const secret = isElsewhere ? strays[0] : inPlace
  if (secret) {
    made.values.appSecret = secret.value
    if (secret.field !== 'appSecret') move(made, secret, 'appSecret')
    addProblem(made, secret, 'appSecret')
  }
  const rest = pasted.filter((one) => one !== secret && !['siteId', 'accountId'].includes(one.field))
  let strayed = rest.find((one) => one.shape === 'id' && one.field === 'appSecret')
  for (const field of ['appId', 'instanceId'] as const) {
    const here = rest.find((one) => one.field === field)
    if (here?.shape === 'id') made.values[field] = here.value
    else if (here) addProblem(made, here, field, field)
    else if (strayed) {
      made.values[field] = strayed.value
      move(made, strayed, field)
      strayed = undefined
    }
  }
  checkInstance(made, rest)
  const site = pasted.find((one) => one.field === 'siteId' && one.shape === 'id')
  if (site) made.values.siteId = site.value
  return finish(made, [...appFields])
}

/** Long enough for a secret, and no id that is still being typed. */
function isStraySecret({ field, shape, problem, value }: Pasted): boolean {
  if (!['appId', 'instanceId', 'apiKey'].includes(field) || shape !== 'other' || problem) return false
  return value.length >= 16 && !(/^[0-9a-f-]+$/i.test(value) && value.length < 36)
}

function checkInstance(made: RecognisedCredentials, rest: Pasted[]): void {
  const { appId, instanceId } = made.values
  const instance = rest.find((one) => one.field === 'instanceId')
  if (instance?.isFromDashboard)
    made.problems.push({
      field: 'instanceId',
      code: 'site_not_instance',
      text: 'This address holds a Site ID. An Instance ID is another id: it names the installation of your app on the site.',
    })
  else if (appId !== undefined && appId === instanceId)
    made.problems.push({
      field: 'instanceId',
      code: 'same_twice',
      text: 'The same id stands as App ID and as Instance ID; it can be only one of them.',
    })
}

/** Nothing that decides yet: ids alone, or nothing at all. */
function recogniseHalf(pasted: Pasted[]): RecognisedCredentials {
  const made = start(pasted.length > 0 ? 'api_key' : null, pasted)
  const site = findSite(pasted)
  if (site?.shape === 'id') {
    made.values.siteId = site.value
    if (site.field !== 'siteId' && site.field !== 'apiKey') move(made, site, 'siteId')
  } else if (site) addProblem(made, site, 'siteId', 'siteId')
  const inKey = pasted.find((one) => one.field === 'apiKey')
  if (inKey)
    made.problems.push({
      field: 'apiKey',
      code: 'not_a_key',
      text: 'This is an id (of a site, an account or an app), not an API key. A key starts with "IST.".',
    })
  readAccount(made, pasted, site)
  return finish(made, ['apiKey', 'siteId'])
}

function start(kind: RecognisedCredentials['kind'], pasted: Pasted[]): RecognisedCredentials {
  const notes = pasted.flatMap((one) => one.notes.map((text) => ({ field: one.field, text })))
  return { kind, values: {}, notes, problems: [], missing: [], complete: false, sendable: false }
}

function move(made: RecognisedCredentials, one: Pasted, to: CredentialField): void {
  const text = `This is the ${credentialLabels[to]}; it is used as such.`
  made.notes.push({ field: one.field, text })
}

/** `idOf`: the field holds an id, so that everything else in it is wrong. */
function addProblem(
  made: RecognisedCredentials,
  one: Pasted,
  as: CredentialField,
  idOf?: CredentialField,
): void {
  const { field, problem, value } = one
  if (problem) made.problems.push({ field, ...problem })
  else if (idOf) {
    const isBegun = /^[0-9a-f-]+$/i.test(value) && value.length < 36
    const what = credentialLabels[as]
    made.problems.push({
      field,
      code: isBegun ? 'incomplete' : 'not_an_id',
      text: isBegun
        ? `The ${what} is not complete: ${value.length} of 36 characters.`
        : `A ${what} looks like 12345678-90ab-cdef-1234-567890abcdef; this does not.`,
    })
  }
}

const harmless = new Set<ProblemCode>(['cut_short', 'not_a_key'])

/** What is wrong with an account id alone does not keep the rest from being tried. */
function finish(
  made: RecognisedCredentials,
  needed: CredentialField[],
  keyField: CredentialField = 'apiKey',
): RecognisedCredentials {
  const missing = needed.filter((field) => !made.values[field])
  const isAccount = ({ field }: CredentialProblem) => field === 'accountId' && keyField !== 'accountId'
  const blocking = made.problems.filter((one) => !harmless.has(one.code) && !isAccount(one))
  const sendable = missing.length === 0 && blocking.length === 0
  return { ...made, missing, sendable, complete: sendable && made.problems.length === 0 }
}
