// Makes src/simulator/packages/tables.generated.ts from the packages of Wix among the devDependencies: the routes they
// call, the limits of their requests and the fields of their queries. Run it after one of them gets another version.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Limit } from '../src/simulator/packages/tables.ts'
import { type Declarations, readDeclarations, readQuerySpecs } from './wix-types.ts'

/** Their names behind `@wix/auto_sdk_`, as the table has them too. */
const packages = [
  'blog_categories',
  'blog_draft-posts',
  'blog_posts',
  'blog_tags',
  'categories_categories',
  'data_collections',
  'media_files',
  'members_members',
  'seo_redirects',
  'stores_catalog-versioning',
  'stores_collections',
  'stores_info-sections-v-3',
  'stores_inventory-items-v-3',
  'stores_products',
  'stores_products-v-3',
  'stores_read-only-variants-v-3',
]
const file = 'src/simulator/packages/tables.generated.ts'

/** Documents have rules of their own, in `ricos/`; their types hold themselves. */
const ownRules = /^(?:RichContent|Node|DocumentStyle)$/

interface Call {
  method: string
  path: string
  request: string
}

export async function makeTables(root: string): Promise<string> {
  const routes: Record<string, string> = {}
  const types: Record<string, Record<string, Limit>> = {}
  const queries: Record<string, unknown> = {}
  for (const name of packages) {
    const folder = join(root, 'node_modules/@wix', `auto_sdk_${name}`, 'build/es')
    const text = readFileSync(join(folder, 'meta.d.mts'), 'utf8')
    const declared = readDeclarations(text)
    for (const { method, path, request } of await readCalls(folder, text)) {
      collect(declared, name, request, types)
      routes[`${method} ${path}`] ??= types[`${name}:${request}`] ? `${name}:${request}` : ''
    }
    for (const entry of readdirSync(folder).filter((one) => one.endsWith('.d.mts') && one !== 'meta.d.mts'))
      for (const [spec, fields] of readQuerySpecs(readFileSync(join(folder, entry), 'utf8')))
        queries[`${name}:${spec}`] ??= Object.fromEntries([...fields].sort())
  }
  const tables = [
    `// Made by scripts/generate-wix-tables.ts from Wix's own packages; not to be edited.`,
    `import type { PackageQueries, PackageRoutes, PackageTypes } from './tables.ts'`,
    '',
    `/** Every call of the packages, and the type of its request where that has limits. */`,
    `export const packageRoutes: PackageRoutes = ${print(routes)}`,
    '',
    `/** The limited fields of each type. */`,
    `export const packageTypes: PackageTypes = ${print(types)}`,
    '',
    `/** What can be filtered and sorted by; without operators: by each. */`,
    `export const packageQueries: PackageQueries = ${print(queries)}`,
  ]
  return `${tables.join('\n')}\n`
}

/** One entry a line, so that a new version of a package shows what it changed. */
function print(table: Record<string, unknown>): string {
  const lines = Object.keys(table)
    .sort()
    .map((key) => `  ${JSON.stringify(key)}: ${JSON.stringify(table[key])},`)
  return `{\n${lines.join('\n')}\n}`
}

/** Calls as the package makes them for `www.wixapis.com`, with the type of each request. */
async function readCalls(folder: string, text: string): Promise<Call[]> {
  const module = (await import(pathToFileURL(join(folder, 'meta.mjs')).href)) as Record<string, unknown>
  const calls: Call[] = []
  for (const [name, make] of Object.entries(module)) {
    if (typeof make !== 'function') continue
    const made = make() as { httpMethod?: string; getUrl?: (host: { host: string }) => string }
    if (!made.httpMethod || !made.getUrl) continue
    const path = made.getUrl({ host: 'www.wixapis.com' }).replace(/:[\w.]+/g, '{}')
    const types = new RegExp(`declare function ${name}\\(\\): __PublicMethodMetaInfo<(.*?)>;`, 's').exec(
      text,
    )?.[1]
    const request =
      types
        ?.replace(/\{.*?\}/s, '')
        .split(',')[3]
        ?.trim() ?? ''
    calls.push({ method: made.httpMethod, path, request })
  }
  return calls
}

/** Puts a type and those it holds into the table, under the name of its package. */
function collect(
  declared: Declarations,
  of: string,
  name: string,
  into: Record<string, Record<string, Limit>>,
): void {
  const key = `${of}:${name}`
  const type = declared.types.get(name)
  if (!type || into[key]) return
  into[key] = {}
  const fields = new Map(type.fields)
  for (let above = type.extends; above; above = declared.types.get(above)?.extends ?? null)
    for (const [field, limit] of declared.types.get(above)?.fields ?? []) fields.set(field, limit)
  for (const [field, limit] of [...fields].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const known = resolve(declared, of, limit, into)
    if (known) into[key][field] = known
  }
}

function resolve(
  declared: Declarations,
  of: string,
  limit: Limit,
  into: Record<string, Record<string, Limit>>,
): Limit | null {
  if (limit.kind === 'list') {
    const { of: inner, ...sizes } = limit
    const known = inner && resolve(declared, of, inner, into)
    return known || Object.keys(sizes).length > 1 ? { ...sizes, ...(known && { of: known }) } : null
  }
  if (limit.kind !== 'type') return limit
  const values = declared.enums.get(limit.name)
  if (values) return { kind: 'enum', values }
  if (ownRules.test(limit.name) || !declared.types.has(limit.name)) return null
  collect(declared, of, limit.name, into)
  return { kind: 'type', name: `${of}:${limit.name}` }
}

if (import.meta.main) writeFileSync(file, await makeTables(process.cwd()))
