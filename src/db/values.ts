// The one place that turns PostgreSQL's text into values and values into text. Both drivers are told to leave
// values alone, so that a query gives the same types on the embedded engine and on a server.

export type Parse = (text: string) => unknown
export type ParserFor = (oid: number) => Parse

const asText: Parse = (text) => text

function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`The database returned ${text}, too big for a number: cast the column to text.`)
  }
  return value
}

/**
 * `2026-01-02 03:04:05.678+00` becomes `2026-01-02T03:04:05.678Z`. Three decimals as in `toISOString`, six only
 * where the microseconds are not zero, so that a time read back and used as a cursor is still the same time.
 */
export function parseTimestamptz(text: string): string {
  const match = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?([+-]\d\d(?::?\d\d)?(?::\d\d)?)$/.exec(text)
  if (!match) return text // infinity, years before Christ
  const [, date = '', time = '', fraction = '', offset = ''] = match
  const seconds = offset === '+00' ? `${date}T${time}` : shiftToUtc(date, time, offset)
  return `${seconds}.${padFraction(fraction)}Z`
}

function shiftToUtc(date: string, time: string, offset: string): string {
  const minutes = offset.length === 3 ? `${offset}:00` : offset
  return new Date(`${date}T${time}${minutes}`).toISOString().slice(0, -5)
}

function padFraction(fraction: string): string {
  const micros = fraction.padEnd(6, '0')
  return micros.endsWith('000') ? micros.slice(0, 3) : micros
}

function parseTimestamp(text: string): string {
  const match = /^(\S+) (\d\d:\d\d:\d\d)(?:\.(\d+))?$/.exec(text)
  return match ? `${match[1]}T${match[2]}.${padFraction(match[3] ?? '')}` : text
}

function parseBytea(text: string): Buffer {
  return Buffer.from(text.slice(2), 'hex')
}

/** Reads `{1,"a \"b\"",NULL,{2}}`. */
export function parseArray(text: string, parse: Parse): unknown[] {
  let at = text.indexOf('{') // `[2:3]={...}` carries its bounds in front
  const list = (): unknown[] => {
    const items: unknown[] = []
    at++ // the opening brace
    while (text[at] !== '}' && at < text.length) {
      if (text[at] === ',') at++
      if (text[at] === '{') items.push(list())
      else items.push(item())
    }
    at++
    return items
  }
  const item = (): unknown => {
    if (text[at] !== '"') {
      const start = at
      while (text[at] !== ',' && text[at] !== '}') at++
      const raw = text.slice(start, at)
      return raw === 'NULL' ? null : parse(raw)
    }
    let raw = ''
    for (at++; text[at] !== '"'; at++) {
      if (text[at] === '\\') at++
      raw += text[at]
    }
    at++
    return parse(raw)
  }
  return list()
}

const single: [oid: number, arrayOid: number, parse: Parse][] = [
  [16, 1000, (text) => text === 't'], // bool
  [17, 1001, parseBytea],
  [20, 1016, parseInt8],
  [21, 1005, Number], // int2
  [23, 1007, Number], // int4
  [26, 1028, Number], // oid
  [700, 1021, Number], // float4
  [701, 1022, Number], // float8
  [114, 199, JSON.parse],
  [3802, 3807, JSON.parse], // jsonb
  [1114, 1115, parseTimestamp],
  [1184, 1185, parseTimestamptz],
  [19, 1003, asText], // name
  [25, 1009, asText], // text
  [1042, 1014, asText], // char(n)
  [1043, 1015, asText], // varchar
  [1082, 1182, asText], // date
  [1083, 1183, asText], // time
  [1186, 1187, asText], // interval
  [1700, 1231, asText], // numeric: a string, since a number would lose digits
  [2950, 2951, asText], // uuid
]

const parsers = new Map<number, Parse>()
for (const [oid, arrayOid, parse] of single) {
  parsers.set(oid, (text) => parse(text))
  parsers.set(arrayOid, (text) => parseArray(text, (item) => parse(item)))
}

/** How a column of this type is read; a type not listed comes as PostgreSQL's own text. */
export const parserFor: ParserFor = (oid) => parsers.get(oid) ?? asText

/** Types as node-postgres gives them where a library expects them: times as `Date`. */
export const parserWithDates: ParserFor = (oid) => {
  if (oid === 1184) return (text) => new Date(parseTimestamptz(text))
  if (oid === 1114) return (text) => new Date(`${parseTimestamp(text)}Z`)
  return parserFor(oid)
}

/**
 * A parameter as PostgreSQL's text. An array is an SQL array; to store one in a json column, pass
 * `JSON.stringify(list)`, on both engines. Other objects are JSON.
 */
function toParameter(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return toArray(value)
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

const maxParameters = 65_535

/** All parameters of a statement. */
export function toParameters(values: readonly unknown[]): (string | null)[] {
  if (values.length > maxParameters) {
    throw new RangeError(
      `A statement takes ${maxParameters} parameters, not ${values.length}: pass arrays and unnest() them.`,
    )
  }
  return values.map(toParameter)
}

function toArray(values: unknown[]): string {
  const items = values.map((value) => {
    if (Array.isArray(value)) return toArray(value)
    const text = toParameter(value)
    return text === null ? 'NULL' : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  })
  return `{${items.join(',')}}`
}
