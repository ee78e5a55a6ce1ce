// What stands in the fields of the dialog, and what becomes of it when something is typed or pasted. Pure.
import type { Bundle } from '../../../../src/api/credential-bundle.ts'
import { readPasted } from '../../../../src/api/credential-text.ts'
import {
  type CredentialField,
  credentialFields,
  credentialLabels,
  noteBundle,
  type RecognisedCredentials,
  readNamed,
  recogniseCredentials,
} from '../../../../src/api/credentials.ts'

export type Fields = Record<CredentialField, string>
export type Tab = 'api_key' | 'app'

export interface Entry {
  tab: Tab
  fields: Fields
  /** What was repaired or moved, under the field where it stands now. */
  notes: Partial<Record<CredentialField, string[]>>
}

export const fieldsOf: Record<Tab, readonly CredentialField[]> = {
  api_key: ['apiKey', 'siteId', 'accountId'],
  app: ['appId', 'appSecret', 'instanceId'],
}

export function startEntry(tab: Tab, known: Partial<Fields> = {}): Entry {
  const empty = Object.fromEntries(credentialFields.map((name) => [name, ''])) as Fields
  return { tab, fields: { ...empty, ...known }, notes: {} }
}

/** Only what is on the open tab counts: what was left on the other one is not meant. */
export function recogniseEntry({ fields, tab }: Entry): RecognisedCredentials {
  return recogniseCredentials(Object.fromEntries(fieldsOf[tab].map((name) => [name, fields[name]])))
}

/** What can be asked about without being told to; a half-typed account id keeps nobody waiting. */
export function askableValues(made: RecognisedCredentials): RecognisedCredentials['values'] | null {
  const isOnlyAccount = made.problems.every(({ field }) => field === 'accountId')
  return made.complete || (made.sendable && isOnlyAccount) ? made.values : null
}

export function typeInto(entry: Entry, field: CredentialField, text: string): Entry {
  return { ...entry, fields: { ...entry.fields, [field]: text }, notes: { ...entry.notes, [field]: [] } }
}

/** A whole key or id, or several with their names: pasting it replaces what stands in the field, whatever that is. */
export function isWhole(text: string): boolean {
  const { shape } = readPasted(text)
  return shape === 'key' || shape === 'id' || readNamed(text) !== null
}

/** A whole key or id was pasted: it goes where it belongs, and so does what it pushes aside. */
export function pasteInto(entry: Entry, field: CredentialField, text: string): Entry {
  const bundle = readNamed(text)
  if (bundle) return pasteNamed(entry, field, bundle)
  const pasted = readPasted(text)
  const before = readPasted(entry.fields[field])
  let next = typeInto(entry, field, text)
  if (before.shape !== pasted.shape && isWhole(entry.fields[field]))
    next = putHome(next, field, entry.fields[field])
  const settled = settle(next)
  if (settled !== next || pasted.problem || pasted.idBeside) return settled
  const moved = putHome(typeInto(next, field, ''), field, text)
  if (moved.fields[field] === '' && Object.values(moved.fields).includes(pasted.value)) return moved
  return {
    ...next,
    fields: { ...next.fields, [field]: pasted.value },
    notes: { ...next.notes, [field]: pasted.notes },
  }
}

/** Several credentials with their names were pasted: each stands in its own field, on the tab of their kind. */
function pasteNamed(entry: Entry, from: CredentialField, bundle: Bundle): Entry {
  const { values } = bundle
  const isApp = !values.apiKey && (values.appSecret !== undefined || values.instanceId !== undefined)
  const tab: Tab = values.apiKey ? 'api_key' : isApp ? 'app' : entry.tab
  const wanted = credentialFields.filter((name) => values[name] && fieldsOf[tab].includes(name))
  const fields = { ...entry.fields, [from]: '' }
  const notes = { ...entry.notes, [from]: [] }
  for (const name of wanted) fields[name] = readPasted(values[name]!).value
  const told = wanted.includes(from) ? from : (wanted[0] ?? from)
  return { tab, fields, notes: { ...notes, [told]: noteBundle(bundle) } }
}

/** Puts a key or an id into the empty field it belongs to, on the tab where the two can be told apart. */
function putHome(entry: Entry, from: CredentialField, text: string): Entry {
  const { shape, value, notes, isFromDashboard, problem } = readPasted(text)
  const home = shape === 'key' ? 'apiKey' : 'siteId'
  const isTold = from === 'apiKey' || shape === 'key' || isFromDashboard
  if (entry.tab !== 'api_key' || from === home || entry.fields[home] !== '' || problem || !isTold)
    return entry
  const note = `Moved here from ${credentialLabels[from]}: this is the ${credentialLabels[home]}.`
  return {
    ...entry,
    fields: { ...entry.fields, [home]: value },
    notes: { ...entry.notes, [home]: [note, ...notes] },
  }
}

/** Once the credentials are whole, each stands tidied under its own name, on the tab of its kind. */
export function settle(entry: Entry): Entry {
  const made = recogniseEntry(entry)
  if (!made.complete || !made.kind) return entry
  const values = Object.entries(made.values) as [CredentialField, string][]
  const wanted = values.filter(([name]) => fieldsOf[made.kind!].includes(name))
  if (made.kind === entry.tab && wanted.every(([name, value]) => entry.fields[name] === value)) return entry
  const fields = { ...entry.fields }
  const notes = { ...entry.notes }
  const origins = wanted.map(([name, value]) => originOf(entry, name, value))
  for (const origin of origins) if (origin) fields[origin] = ''
  wanted.forEach(([name, value], index) => {
    const origin = origins[index] ?? name
    const repairs = readPasted(entry.fields[origin]).notes
    const move = `Moved here from ${credentialLabels[origin]}: this is the ${credentialLabels[name]}.`
    fields[name] = value
    if (origin !== name) notes[name] = [move, ...repairs]
    else if (repairs.length > 0) notes[name] = repairs
  })
  return { tab: made.kind, fields, notes }
}

function originOf({ fields, tab }: Entry, name: CredentialField, value: string): CredentialField | undefined {
  const holds = (field: CredentialField) => {
    if (readNamed(fields[field])?.values[name]?.toLowerCase() === value.toLowerCase()) return true
    const { value: held, idBeside } = readPasted(fields[field])
    return held === value || idBeside === value
  }
  return [name, ...fieldsOf[tab]].find((field) => fieldsOf[tab].includes(field) && holds(field))
}

/** The other tab was chosen; a key or a dashboard's address left in a field of an app comes along. */
export function switchTab(entry: Entry, tab: Tab): Entry {
  let next: Entry = { ...entry, tab }
  if (tab === 'app') return next
  for (const field of fieldsOf.app) {
    const text = entry.fields[field]
    const moved = isWhole(text) ? putHome(next, field, text) : next
    if (moved !== next) next = { ...moved, fields: { ...moved.fields, [field]: '' } }
  }
  return next
}
