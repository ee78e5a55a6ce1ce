// Requests that nobody thought of: made from the contract of the API, mostly as it wants them, each bent somewhere.
// The same seed gives the same requests.
import { z } from 'zod'
import type { Endpoint } from '../../src/api/endpoint.ts'

export interface GeneratedRequest {
  endpoint: Endpoint
  method: string
  path: string
  /** Undefined where nothing is sent. */
  payload: string | Buffer | undefined
  contentType: string
}

/** What generated requests may name: things that exist, by the name of the field or the noun of the path. */
export interface Existing {
  ids: Record<string, string[]>
  rowKeys: string[]
  /** As answers gave them, of every list. */
  cursors: string[]
}

type Json = Record<string, unknown>
type Random = () => number

const text = (count: number, of = 'x') => of.repeat(count)
const nested = (depth: number) => JSON.parse(`${text(depth, '[')}${text(depth, ']')}`) as unknown

const oddTexts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'half \udc00 pair',
  'ﬃ İ ß',
  'e\u0301'.repeat(50),
  '\u202eright to left',
  '\u200b',
  '🙂'.repeat(30),
  text(101),
  text(2_001),
  text(70_000),
  '%',
  '%00',
  '%_\\',
  "' or 1=1 --",
  '{{ row.name',
  '{% for x in row %}{{ x }}',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-1',
  '1e999',
  '99999999999999999999',
  '2147483648',
  'infinity',
  '../../etc/passwd',
  '2026-02-30T25:61:00Z',
] as const

const oddValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e308,
  -0,
  [],
  {},
  [null],
  [[]],
  [text(10)],
  { toString: 1 },
  { length: 5 },
  nested(40),
  nested(70),
  nested(1_000),
]

/** Texts of JSON that no `JSON.stringify` gives. */
const oddBodies: readonly (string | Buffer)[] = [
  '',
  '{',
  '[]',
  'null',
  '"x"',
  '{"name":"x"',
  '{"__proto__":{"role":"owner"}}',
  '{"constructor":{"prototype":{"a":1}}}',
  '{"name":"\\ud800"}',
  '{"\\u0000":1}',
  '{"name":1e999}',
  '{"name":"a","name":"b"}',
  `${text(5_000, '{"a":')}1${text(5_000, '}')}`,
  text(300_000, '['),
  `${text(300_000, '[')}${text(300_000, ']')}`,
  `{"fields":${text(5_000, '[')}${text(5_000, ']')}}`,
  Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]),
  Buffer.from('{"name":"\xe4"}', 'latin1'),
]

export function* generateRequests(
  endpoints: readonly Endpoint[],
  existing: Existing,
  seed: number,
): Generator<GeneratedRequest> {
  const random = randomFrom(seed)
  for (let turn = 0; ; turn++) {
    const endpoint = endpoints[turn % endpoints.length]!
    yield generate(endpoint, existing, random)
  }
}

function generate(endpoint: Endpoint, existing: Existing, random: Random): GeneratedRequest {
  const maker = makeMaker(existing, random)
  const noun = endpoint.path.split('/')[2] ?? ''
  // Seldom, or nothing would be left to ask for.
  const share = endpoint.method === 'DELETE' ? 0.05 : 0.8
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    addressPart(maker.chance(share) ? maker.known(name === 'id' ? noun : name) : maker.oddText()),
  )
  const query = endpoint.query || maker.chance(0.1) ? queryOf(endpoint, maker) : ''
  const sends = endpoint.method !== 'GET' && (endpoint.method !== 'DELETE' || maker.chance(0.1))
  const isUpload = endpoint.kind === 'upload'
  return {
    endpoint,
    method: endpoint.method,
    path: `${path}${query && `?${query}`}`,
    payload: sends ? (isUpload ? formOf(maker) : bodyOf(endpoint, maker)) : undefined,
    contentType: isUpload
      ? maker.pick([
          'multipart/form-data; boundary=b',
          'multipart/form-data; boundary=b',
          'multipart/form-data',
        ])
      : 'application/json',
  }
}

type Maker = ReturnType<typeof makeMaker>

function makeMaker(existing: Existing, random: Random) {
  const chance = (share: number) => random() < share
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const int = (most: number) => Math.floor(random() * most)
  const oddText = () => pick(oddTexts)

  /** One that exists, where something of that name does. */
  function known(name: string): string {
    if (name === 'rowKey') return pick(existing.rowKeys)
    const noun = name.endsWith('Id') ? `${name.slice(0, -2)}s` : name
    return pick(existing.ids[noun] ?? Object.values(existing.ids).flat())
  }

  function cursor(): string {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    return pick([
      () => pick(existing.cursors) ?? '',
      () => (pick(existing.cursors) ?? '').split('').reverse().join(''),
      () => encode(pick(oddValues.slice(0, 16))),
      () => encode(oddText()),
      () => encode(pick([2 ** 31, 2 ** 53 - 1, -5, 3])),
      oddText,
      () => String(pick([0, 7, -1, 1.5, 2 ** 31, 2 ** 63])),
    ])()
  }

  /** As the schema wants it. */
  function good(schema: Json, name: string): unknown {
    if ('const' in schema) return schema['const']
    if (schema['enum']) return pick(schema['enum'] as unknown[])
    const either = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined
    if (either) return good(pick(either), name)
    switch (schema['type']) {
      case 'null':
        return null
      case 'boolean':
        return chance(0.5)
      case 'integer':
      case 'number':
        return pick([
          1,
          2,
          Number(schema['minimum'] ?? 0),
          Math.min(Number(schema['maximum'] ?? 100), 2 ** 31),
        ])
      case 'string':
        return goodText(schema, name)
      case 'array':
        return Array.from({ length: int(3) }, () => good((schema['items'] ?? {}) as Json, name))
      case 'object':
        return goodObject(schema)
      default:
        return pick([...oddValues.slice(0, 12), 'text'])
    }
  }

  function goodText(schema: Json, name: string): string {
    if (name === 'cursor') return cursor()
    if (/Id$|^rowKeys?$/.test(name)) return known(name.replace(/s$/, ''))
    if (name === 'destination') return pick(['wix/blog', 'wix/cms', 'wix/store', 'wix/nothing'])
    if (name === 'keyColumn') return pick(['key', 'town', 'nothing'])
    if (schema['format'] === 'email') return 'someone@example.com'
    const usual = pick(['a', 'Town', 'title', '{{ row.town }}', 'four other unrelated words', '10'])
    return usual.padEnd(Number(schema['minLength'] ?? 0), 'y')
  }

  function goodObject(schema: Json): Json {
    const made: Json = {}
    const required = (schema['required'] ?? []) as string[]
    for (const [name, part] of Object.entries((schema['properties'] ?? {}) as Record<string, Json>))
      if (required.includes(name) || chance(0.6)) made[name] = good(part, name)
    const rest = schema['additionalProperties'] as Json | undefined
    if (rest && typeof rest === 'object')
      for (const name of ['title', 'slug', 'body', 'authorId', oddText()])
        if (chance(0.5)) made[name] = good(rest, name)
    return made
  }

  /** Something in it is not as the schema wants it. */
  function bent(value: unknown): unknown {
    if (chance(0.3) || value === null || typeof value !== 'object')
      return chance(0.5) ? oddText() : pick(oddValues)
    if (Array.isArray(value))
      return value.length === 0 ? [pick(oddValues)] : [bent(value[0]), ...value.slice(1)]
    const names = Object.keys(value)
    const name = pick(names) ?? 'name'
    if (chance(0.15)) return Object.fromEntries(Object.entries(value).filter(([other]) => other !== name))
    if (chance(0.15)) return { ...value, [oddText()]: pick(oddValues) }
    return { ...value, [name]: bent((value as Json)[name]) }
  }

  return { chance, pick, oddText, known, good, bent }
}

function queryOf(endpoint: Endpoint, maker: Maker): string {
  const made = maker.good(schemaOf(endpoint.query ?? z.object({ search: z.string() })), 'query') as Json
  const parts = Object.entries(made).flatMap(([name, value]) => {
    const shown = maker.chance(0.3) ? maker.oddText() : String(value)
    const part = `${name}=${addressPart(shown)}`
    return maker.chance(0.05) ? [part, part] : [part]
  })
  return [...parts, ...(maker.chance(0.05) ? [maker.pick(['%', 'a=%ff', 'cursor[]=1', '=&&='])] : [])].join(
    '&',
  )
}

function bodyOf(endpoint: Endpoint, maker: Maker): string | Buffer {
  if (maker.chance(0.12)) return maker.pick(oddBodies)
  const made = maker.good(schemaOf(endpoint.body ?? z.object({})), 'body')
  return JSON.stringify(maker.chance(0.6) ? maker.bent(made) : made) ?? ''
}

function formOf(maker: Maker): string {
  const field = (name: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const file = (name: string, content: string) =>
    `--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${content}\r\n`
  const csv = 'key,town\na,Town A\nb,Town B\n'
  return maker.pick([
    () => `${file('towns.csv', csv)}--b--\r\n`,
    () => `${file(maker.oddText(), csv)}--b--\r\n`,
    () => `${file('x.csv', maker.oddText())}--b--\r\n`,
    () => `${field('datasetId', maker.oddText())}${file('x.csv', csv)}--b--\r\n`,
    () => `${file('x.csv', csv)}${field('datasetId', maker.known('datasetId'))}--b--\r\n`,
    () => `${field(maker.oddText(), maker.oddText())}${file('x.csv', csv)}--b--\r\n`,
    () => file('x.csv', csv),
    () => file('x.csv', csv).slice(0, -20),
    () => '--b\r\nContent-Disposition: form-data; name="file"; file',
    () => `--b\r\n${text(20_000)}\r\n\r\nx\r\n--b--\r\n`,
    () => `${Array.from({ length: 30 }, (_, n) => field(`f${n}`, 'x')).join('')}--b--\r\n`,
    () => `${field('datasetId', text(20_000))}--b--\r\n`,
    () => `${file('x.csv', csv)}${file('y.csv', csv)}--b--\r\n`,
    () => '--b--\r\n',
    () => 'no form at all',
    () => '',
  ])()
}

/** As it stands where it can: a browser would escape it, others do not. */
function addressPart(value: string): string {
  return value.isWellFormed() ? encodeURIComponent(value).slice(0, 9_000) : '%ED%A0%80'
}

function schemaOf(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
}

/** Mulberry32. */
function randomFrom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
