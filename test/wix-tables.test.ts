// The simulator against the packages of Wix: every limit, filter and call that their types name.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeTables } from '../scripts/generate-wix-tables.ts'
import { type Simulator, startSimulator } from '../src/simulator/index.ts'
import { callName, packageCalls } from '../src/simulator/packages/calls.ts'
import { packageQueries, packageTypes } from '../src/simulator/packages/tables.generated.ts'
import type { Limit } from '../src/simulator/packages/tables.ts'
import { allRoutes } from '../src/simulator/routes/all.ts'
import { createWorld } from '../src/simulator/world.ts'

type Obj = Record<string, unknown>

const zero = '00000000-0000-0000-0000-000000000000'
const treeReference = { appNamespace: '@wix/stores', treeKey: null }
let wix: Simulator
let headers: Record<string, string>

beforeAll(async () => {
  wix = await startSimulator({ ratePerMinute: 0 })
  const { site } = wix.control.createSite({ installedApps: ['blog', 'members', 'cms', 'stores'] })
  headers = {
    authorization: wix.control.createKey().key,
    'wix-site-id': site.id,
    'content-type': 'application/json',
  }
})
afterAll(() => wix.close())

async function send(method: string, path: string, body?: Obj): Promise<{ status: number; body: Obj }> {
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
  const answer = await fetch(wix.url + path.replaceAll('{}', zero), init)
  return { status: answer.status, body: (await answer.json()) as Obj }
}

/** Calls that a route answers. */
function knownCalls(): Set<string> {
  const world = createWorld({ dataDir: undefined, ratePerMinute: 0, seed: 1, now: Date.now })
  return new Set(allRoutes(world.blog, world.history).map(({ method, path }) => callName(method, path)))
}

interface Case {
  /** Where the violation is, as an answer names it. */
  field: string
  wrong: unknown
}

/** One wrong value for each limit that a type has, at every depth but inside itself. */
function casesOf(type: string, within: string[] = []): Case[] {
  if (within.includes(type) || within.length > 6) return []
  return Object.entries(packageTypes[type] ?? {}).flatMap(([field, limit]) =>
    casesOfLimit(limit, [...within, type]).map((one) => ({ ...one, field: `${field}${one.field}` })),
  )
}

function casesOfLimit(limit: Limit, within: string[]): Case[] {
  const here = (...values: unknown[]): Case[] => values.map((wrong) => ({ field: '', wrong }))
  if (limit.kind === 'type')
    return casesOf(limit.name, within).map((one) => ({ ...one, field: `.${one.field}` }))
  if (limit.kind === 'enum') return here('NO_SUCH_VALUE')
  if (limit.kind === 'number')
    return here(
      ...(limit.max === undefined ? [] : [limit.max + 1]),
      ...(limit.min === undefined ? [] : [limit.min - 1]),
    )
  if (limit.kind === 'string') return here(...wrongTexts(limit))
  const inner = limit.of ? casesOfLimit(limit.of, within) : []
  const tooMany = limit.max !== undefined && limit.max <= 1000 ? here(Array(limit.max + 1).fill(null)) : []
  return [...tooMany, ...inner.map((one) => ({ ...one, field: `[0]${one.field}` }))]
}

function wrongTexts({ min, max, guid, decimal }: Extract<Limit, { kind: 'string' }>): string[] {
  return [
    ...(min === undefined || min === 0 ? [] : ['x'.repeat(min - 1)]),
    ...(max === undefined ? [] : ['x'.repeat(max + 1)]),
    ...(guid ? ['no-guid'] : []),
    ...(decimal?.['gte'] === undefined ? [] : [String(decimal['gte'] - 1)]),
    ...(decimal?.['lte'] === undefined ? [] : [String(decimal['lte'] + 1)]),
    ...(decimal?.['maxScale'] === undefined ? [] : [`1.${'1'.repeat(decimal['maxScale'] + 1)}`]),
  ]
}

/** `a.b[0].c` and a value, as a body. */
function bodyOf({ field, wrong }: Case): Obj {
  const parts = field.split(/\.|(?=\[)/)
  return parts.reduceRight<unknown>(
    (inner, part) => (part === '[0]' ? [inner] : { [part]: inner }),
    wrong,
  ) as Obj
}

it('is made from the packages that are installed', async () => {
  const file = readFileSync('src/simulator/packages/tables.generated.ts', 'utf8')
  expect(await makeTables(process.cwd()), 'run node scripts/generate-wix-tables.ts').toBe(file)
})

it('refuses every value beyond a limit of the packages, and names the field', async () => {
  const known = knownCalls()
  let sent = 0
  const passed: string[] = []
  for (const [name, type] of packageCalls) {
    const [method = '', path = ''] = name.split(' ')
    if (!type || !known.has(name) || method === 'GET' || method === 'DELETE') continue
    for (const one of casesOf(type)) {
      sent += 1
      const { status, body } = await send(method, path, bodyOf(one))
      const isNamed = JSON.stringify(body).includes(`"${one.field}"`)
      const isUnread = String(body['message']).startsWith('Failed to parse')
      if (status !== 400 || !(isNamed || isUnread))
        passed.push(`${name} ${one.field} ${JSON.stringify(one.wrong).slice(0, 40)}`)
    }
  }
  process.stdout.write(`${sent} violations sent, ${sent - passed.length} refused\n`)
  expect(passed).toEqual([])
  expect(sent).toBeGreaterThan(600)
}, 240_000)

/** Where the queries of the table are asked. */
const asked: [string, string, (filter: Obj) => Obj][] = [
  ['blog_categories:CategoryQuerySpec', '/blog/v3/categories/query', (filter) => ({ query: { filter } })],
  ['blog_draft-posts:DraftPostQuerySpec', '/blog/v3/draft-posts/query', (filter) => ({ query: { filter } })],
  ['blog_posts:PostQuerySpec', '/blog/v3/posts/query', (filter) => ({ query: { filter } })],
  ['blog_tags:BlogTagQuerySpec', '/blog/v3/tags/query', (filter) => ({ query: { filter } })],
  ['members_members:MemberQuerySpec', '/members/v1/members/query', (filter) => ({ query: { filter } })],
  [
    'categories_categories:CategoryQuerySpec',
    '/categories/v1/categories/query',
    (filter) => ({ query: { filter }, treeReference }),
  ],
  [
    'stores_info-sections-v-3:InfoSectionQuerySpec',
    '/stores/v3/info-sections/query',
    (filter) => ({ query: { filter } }),
  ],
  [
    'stores_inventory-items-v-3:InventoryItemQuerySpec',
    '/stores/v3/inventory-items/query',
    (filter) => ({ query: { filter } }),
  ],
  [
    'stores_products-v-3:V3ProductQuerySpec',
    '/stores/v3/products/query',
    (filter) => ({ query: { filter } }),
  ],
  [
    'stores_products-v-3:V3ProductSearchSpec',
    '/stores/v3/products/search',
    (filter) => ({ search: { filter } }),
  ],
  [
    'stores_read-only-variants-v-3:ReadOnlyVariantQuerySpec',
    '/stores/v3/products/query-variants',
    (filter) => ({ query: { filter } }),
  ],
  [
    'stores_read-only-variants-v-3:ReadOnlyVariantSearchSpec',
    '/stores/v3/products/search-variants',
    (filter) => ({ search: { filter } }),
  ],
]

function operandOf(operator: string): unknown {
  if (operator === '$matchItems') return [{ id: 'a' }]
  if (operator === '$exists' || operator === '$isEmpty') return true
  return /^\$(in|nin|has)/.test(operator) ? ['a'] : 'a'
}

it.each(asked)('takes every filter of %s', async (spec, path, bodyFor) => {
  const refused: string[] = []
  for (const [field, { operators }] of Object.entries(packageQueries[spec]!))
    for (const operator of operators ?? [
      '$eq',
      '$ne',
      '$in',
      '$gt',
      '$lt',
      '$exists',
      '$startsWith',
      '$hasSome',
    ]) {
      const operand = operandOf(operator)
      const { status } = await send('POST', path, bodyFor({ [field]: { [operator]: operand } }))
      if (status !== 200) refused.push(`${field} ${operator} ${status}`)
    }
  expect(refused).toEqual([])
})

it('answers no call of the packages that it does not know for a neighbour', async () => {
  const known = knownCalls()
  const unknown = [...packageCalls.keys()].filter((name) => !known.has(name))
  expect(unknown).toContain('GET /members/v1/members/my')
  expect(unknown).toContain('GET /categories/v1/categories/list-trees')
  for (const name of unknown) {
    const [method = '', path = ''] = name.split(' ')
    const { status, body } = await send(method, path, method === 'GET' ? undefined : {})
    expect([name, status, String(body['message']).slice(0, 22)]).toEqual([
      name,
      404,
      'The simulator knows no',
    ])
  }
})
