// Several credentials in one pasted text, each with its name: a .env file, a curl command, JSON, a block of headers.
// All of them name a value, a sign and the value, and that is all this looks for. Pure.

export type BundledField = 'apiKey' | 'siteId' | 'appId' | 'appSecret' | 'instanceId' | 'accountId'

export interface Bundle {
  /** What the text names, as it stands there. May hold secrets. */
  values: Partial<Record<BundledField, string>>
  /** Named twice, with two values; the first one counts. */
  doubles: BundledField[]
}

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const key = /^IST\.[\w.-]+$/
const secret = /^[\w.~+/=-]{16,}$/

/** Names as Wix, its SDK and people write them, without what parts their words; any word may stand in front. */
const names: { field: BundledField; name: RegExp; value: RegExp }[] = [
  { field: 'apiKey', name: /(?:authorization|api(?:key|token)|wix(?:key|token))$/, value: key },
  { field: 'siteId', name: /(?:siteid|msid)$/, value: guid },
  { field: 'accountId', name: /accountid$/, value: guid },
  { field: 'appId', name: /(?:app|client)(?:def)?id$/, value: guid },
  { field: 'appSecret', name: /(?:app|client)secret(?:key)?$/, value: secret },
  { field: 'instanceId', name: /instanceid$/, value: guid },
]

/** A name, a sign (`=`, `:`, `=>`, a comma between quotes, a tab) and a value, either perhaps in (escaped) quotes. */
const pair =
  /(?<![\w.-])([A-Za-z][\w -]{2,60}?)(?:\\*["'`][ \t]*,|\\*["'`]?[ \t]*(?:=>|[:=])|\t)[ \t]*\\*["'`]?(?:Bearer\s+)?([\w.~+/-]+={0,2})/gi
const longestChars = 16_384

/** Null where the text names nothing that has the shape of its name. */
export function readBundle(text: string): Bundle | null {
  if (text.length > longestChars) return null
  const made: Bundle = { values: {}, doubles: [] }
  for (const [, name = '', value = ''] of prepared(text).matchAll(pair)) {
    const plain = name.replace(/[-_ ]/g, '').toLowerCase()
    const known = names.find((one) => one.name.test(plain) && one.value.test(value))
    if (!known) continue
    const before = made.values[known.field]
    if (before === undefined) made.values[known.field] = value
    else if (before !== value && !made.doubles.includes(known.field)) made.doubles.push(known.field)
  }
  return Object.keys(made.values).length > 0 ? made : null
}

/** Without lines that are commented out; a command that was wrapped goes on behind the sign for it. */
function prepared(text: string): string {
  return text.replace(/^[ \t]*(?:#|\/\/|;).*$/gm, '').replace(/[\\^`]\r?\n[ \t]*/g, ' ')
}
