// npm run bench [-- publish plan render import formats ricos merge blog cms covers store store-v1 sections changes scale lists-ui] [--rows N]
// [--file F] [--postgres] [--pglite]: what tests do not assert, seconds. `changes`, `scale` and `lists-ui` (in a
// browser) take long and run only when they are named.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Engine } from '../test/crash/rig.ts'
import { ensurePostgres } from '../test/helpers/postgres.ts'
import { benchChanges } from './changes.ts'
import { benchDestination, measured } from './destinations.ts'
import { type Figure, formatFigures } from './figure.ts'
import { benchPlan, benchPublish } from './publish.ts'
import { benchRender } from './render.ts'
import { benchScale } from './scale.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string' },
    file: { type: 'string' },
    postgres: { type: 'boolean', default: false },
    pglite: { type: 'boolean', default: false },
  },
})

/** Those that measure themselves and print their own table. */
function runScript(file: string, args: string[], env: Record<string, string> = {}): Figure[] {
  const path = fileURLToPath(new URL(file, import.meta.url))
  spawnSync(process.execPath, [path, ...args], { stdio: 'inherit', env: { ...process.env, ...env } })
  return []
}

const benchmarks: Record<string, (engine: Engine, rows: number) => Promise<Figure[]> | Figure[]> = {
  publish: benchPublish,
  plan: benchPlan,
  render: benchRender,
  import: (engine, rows) =>
    runScript('./import.ts', [String(rows)], engine.kind === 'postgres' ? { DATABASE_URL: engine.url } : {}),
  formats: (engine, rows) =>
    runScript('./formats.ts', [String(rows)], engine.kind === 'postgres' ? { DATABASE_URL: engine.url } : {}),
  ricos: () => runScript('./ricos.ts', []),
  merge: () => runScript('./merge.ts', []),
  changes: benchChanges,
  scale: benchScale,
  'lists-ui': (_, rows) => runScript('./lists-ui.ts', [String(rows)]),
  ...Object.fromEntries(
    Object.keys(measured).map((name) => [
      name,
      (_: Engine, rows: number) => benchDestination(name, rows, values.file),
    ]),
  ),
}

const unknown = positionals.filter((name) => !(name in benchmarks))
if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(benchmarks).join(', ')}.`,
  )
  process.exit(2)
}

const server = values.postgres ? await ensurePostgres({ fsync: true }) : undefined
const engines: Engine[] = [
  ...(server ? [{ kind: 'postgres' as const, url: server.url }] : []),
  ...(values.pglite || !server ? [{ kind: 'pglite' as const }] : []),
]
const onlyNamed: Readonly<Record<string, number>> = {
  changes: 5_000,
  scale: 100_000,
  'lists-ui': 1_000_000,
}
const usualRows = (name: string) => onlyNamed[name] ?? 5127
for (const engine of engines)
  for (const [name, measure] of Object.entries(benchmarks)) {
    if (positionals.length > 0 ? !positionals.includes(name) : name in onlyNamed) continue
    console.log(`\n${name} (${engine.kind})`)
    const figures = await measure(engine, Number(values.rows ?? usualRows(name)))
    if (figures.length > 0) console.log(formatFigures(figures))
  }
await server?.stop()
