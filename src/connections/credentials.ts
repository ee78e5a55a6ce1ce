// What people paste, made usable: stray characters go, and a value in the wrong field is recognised. Pure.
import type { CredentialsInput } from '../api/connection.ts'

export interface Credentials {
  apiKey: string
  siteId: string
}

/** What cannot be a key or a site id, with the words to put it right. */
export interface ShapeProblem {
  field: 'apiKey' | 'siteId'
  reason: string
  steps: string[]
}

export interface ReadCredentials {
  /** Null when there is a problem. */
  credentials: Credentials | null
  /** What was repaired, and what looks odd without being wrong for certain. */
  notes: string[]
  problem: ShapeProblem | null
}

const guid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i
const onlyGuid = new RegExp(`^${guid.source}$`, 'i')
const invisible = /[\u00AD\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g
const quotes = /^["'`\u2018\u2019\u201C\u201D\u00AB\u00BB]+|["'`\u2018\u2019\u201C\u201D\u00AB\u00BB]+$/g

/** Every Wix key seen so far has several hundred characters. */
const shortestUsualKey = 100

export function readCredentials(input: CredentialsInput): ReadCredentials {
  const notes: string[] = []
  const apiKey = readApiKey(input.apiKey, notes)
  const siteId = readSiteId(input.siteId, notes)
  if (typeof apiKey !== 'string') return { credentials: null, notes, problem: apiKey }
  if (typeof siteId !== 'string') return { credentials: null, notes, problem: siteId }
  return { credentials: { apiKey, siteId }, notes, problem: null }
}

function readApiKey(pasted: string, notes: string[]): string | ShapeProblem {
  let key = tidy(pasted, 'the key', notes)
  const bare = key.replace(/^(authorization\s*:\s*)?(bearer\s+)?/i, '').replace(quotes, '')
  if (bare !== key) notes.push('Removed "Bearer" in front of the key.')
  key = bare
  const half = key.slice(0, key.length / 2)
  if (half.length > 20 && key === half + half) {
    notes.push('The key was pasted twice; the second copy was removed.')
    key = half
  }
  const reason = findKeyProblem(key)
  if (reason) {
    return {
      field: 'apiKey',
      reason,
      steps: ['Open API Keys Manager in Wix and copy the whole key; it starts with IST.'],
    }
  }
  if (!key.startsWith('IST.')) notes.push('Wix keys start with "IST."; this one does not.')
  else if (key.length < shortestUsualKey)
    notes.push(`This key has ${key.length} characters; Wix keys are longer, so a part may be missing.`)
  return key
}

function findKeyProblem(key: string): string | null {
  if (key === '') return 'The key is empty.'
  if (/^[*\u2022.]+\S{0,4}$/.test(key))
    return 'This is the masked key as it is shown on screen, not the key itself.'
  if (/[\r\n]/.test(key)) return 'The key has a line break in the middle.'
  if (/\s/.test(key)) return 'The key has a space in the middle.'
  if (!/^[\x21-\x7e]+$/.test(key)) return 'The key holds characters that no Wix key has.'
  if (onlyGuid.test(key)) return 'This is an id (of a site, an account or an app), not an API key.'
  if (/^https?:\/\//i.test(key)) return 'This is a web address, not an API key.'
  if (key.lastIndexOf('IST.') > 0) return 'Two keys run together here.'
  return null
}

function readSiteId(pasted: string, notes: string[]): string | ShapeProblem {
  const text = tidy(pasted, 'the site ID', notes)
  if (onlyGuid.test(text)) return text.toLowerCase()
  const inDashboard = new RegExp(`/dashboard/(${guid.source})`, 'i').exec(text)?.[1]
  if (inDashboard) {
    notes.push('Took the site ID out of the dashboard address.')
    return inDashboard.toLowerCase()
  }
  return {
    field: 'siteId',
    reason: findSiteProblem(text),
    steps: [
      'Open your site in the Wix dashboard.',
      'Copy the address from the browser, or just the part after /dashboard/, and paste it here.',
    ],
  }
}

function findSiteProblem(text: string): string {
  if (text === '') return 'The site ID is empty.'
  if (text.startsWith('IST.'))
    return 'This is an API key. It belongs into the field above; the site ID goes here.'
  if (/^https?:\/\/|^www\.|\.[a-z]{2,}$/i.test(text)) return 'This is an address without a site ID in it.'
  return 'A site ID looks like 12345678-90ab-cdef-1234-567890abcdef; this does not.'
}

/** Removes what copying adds: spaces and quotes around, invisible characters anywhere. */
function tidy(pasted: string, what: string, notes: string[]): string {
  const visible = pasted.replace(invisible, '')
  if (visible !== pasted) notes.push(`Removed invisible characters from ${what}.`)
  const trimmed = visible.trim().replace(quotes, '').trim()
  if (trimmed !== visible) notes.push(`Removed spaces or quotes around ${what}.`)
  return trimmed
}
