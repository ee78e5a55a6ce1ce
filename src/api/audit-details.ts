// What is noted beside an entry of the audit log, in words: for the sentence, and for the entry in full. Pure.

interface Detail {
  /** What it is called beside its value. */
  label: string
  value: (value: unknown) => string
  /** In the sentence, in brackets; null where it says nothing that the sentence does not. */
  said: (value: unknown) => string | null
}

const scopes: Readonly<Record<string, string>> = {
  read: 'read',
  edit: 'read and edit',
  publish: 'read, edit and publish',
  manage: 'do everything',
}

const states: Readonly<Record<string, string>> = {
  on: 'switched on',
  off: 'switched off',
  failing: 'not delivered',
}

const details: Readonly<Record<string, Detail>> = {
  scope: named('May', (value) => scopes[String(value)] ?? String(value), 'may'),
  changed: named('Changed', (value) => listed(value).map(asWords).join(', '), 'changed:'),
  fingerprint: named('Key', String, 'key'),
  perDay: limit('Pages a day', 'no limit any more'),
  perMinute: limit('Requests a minute', 'as fast as Wix allows'),
  resealed: counted('Sealed anew', 'secret sealed anew', 'secrets sealed anew'),
  endedTokens: counted('API tokens', 'API token ended', 'API tokens ended'),
  off: {
    label: 'Switched off',
    value: (value) => listed(value).map(asWords).join(', ') || 'none',
    said: (value) => {
      const { length } = listed(value)
      return length === 0 ? 'all of them' : `all but ${length}`
    },
  },
  host: named('Server', String, 'at'),
  from: named('From', String, 'from'),
  to: named('To', (value) => listed(value).join(', '), 'to'),
  state: named('State', (value) => states[String(value)] ?? String(value)),
}

/** What is told by the sentence itself. */
const told = new Set(['name', 'siteId'])

type Noted = Readonly<Record<string, unknown>>

/** The end of a sentence, in brackets; empty where nothing follows. */
export function detailWords(detail: Noted): string {
  const parts = entriesOf(detail).flatMap(([name, value]) => {
    const known = detailOf(name)
    const words = known ? known.said(value) : value === null ? null : `${asWords(name)}: ${plain(value)}`
    return words === null ? [] : [words]
  })
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

/** All of it as pairs of a label and a value. */
export function detailPairs(detail: Noted): [string, string][] {
  return entriesOf(detail).map(([name, value]) => {
    const known = detailOf(name)
    return known ? [known.label, known.value(value)] : [sentenceCase(asWords(name)), plain(value)]
  })
}

function entriesOf(detail: Noted): [string, unknown][] {
  return Object.entries(detail).filter(([name, value]) => !told.has(name) && value !== '')
}

function detailOf(name: string): Detail | undefined {
  return Object.hasOwn(details, name) ? details[name] : undefined
}

function named(label: string, value: (value: unknown) => string, before?: string): Detail {
  return { label, value, said: (given) => (before ? `${before} ${value(given)}` : value(given)) }
}

function limit(label: string, none: string): Detail {
  return {
    label,
    value: (value) => (value === null ? none : String(value)),
    said: (value) => (value === null ? none : `at most ${value}`),
  }
}

function counted(label: string, one: string, many: string): Detail {
  const words = (value: unknown) => `${value} ${value === 1 ? one : many}`
  return { label, value: words, said: (value) => (value === 0 ? null : words(value)) }
}

function listed(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)]
}

/** A name of code as words: `currencyCode` is "currency code". */
function asWords(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
}

function sentenceCase(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.join(', ') : JSON.stringify(value)
}
