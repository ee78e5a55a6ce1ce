// The architecture as a test: the import table of ARCHITECTURE.md and the rules of the tree hold for every file.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  checkEnvironment,
  checkExports,
  checkFolderNames,
  checkImports,
  checkLength,
  checkMarks,
  checkRooms,
  checkSkippedTests,
  checkTables,
  findCircles,
  findFileCircles,
  readImportTable,
  readTableOwners,
  type SourceFile,
  tablesMade,
} from './boundary-rules.ts'
import {
  checkClockDefaults,
  checkMachineClock,
  checkSqlClock,
  clockDefaults,
  readClockTable,
} from './clock-rules.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const architecture = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
const table = readImportTable(architecture, 'Who may import whom')
const rooms = readImportTable(architecture, 'Rooms of the dashboard')
const owners = readTableOwners(architecture)
const clocks = readClockTable(readFileSync(join(root, 'docs/decisions/clock.md'), 'utf8'))
/** Where no file leads back to itself by its imports. */
const withoutFileCircles = ['src/', 'web/src/']

const notOurs = new Set(['node_modules', 'dist', '.cache', '.vite'])

/** Every file of ours that is code; a walk, not a question to git, so that an archive can be tested too. */
function readTree(): SourceFile[] {
  const walk = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : walk(path)
      return entry.isFile() ? [path] : []
    })
  return ['src', 'web', 'test', 'scripts', 'bench', 'migrations', 'bin']
    .flatMap(walk)
    .concat('vitest.config.ts')
    .filter((path) => /\.(ts|tsx|mjs|css|sql)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

describe('this repository', () => {
  const tree = readTree()

  it('is read whole, and so is the table', () => {
    expect(tree.length).toBeGreaterThan(200)
    expect(table.size).toBeGreaterThan(15)
  })
  it('imports only what the table allows', () => expect(checkImports(tree, table)).toEqual([]))
  it('has a table without circles', () => expect(findCircles(table)).toEqual([]))
  it('speaks SQL to each table in one folder', () => expect(checkTables(tree, owners)).toEqual([]))
  it('names the owner of every table that a migration makes', () =>
    expect([...owners.keys()].sort()).toEqual(tablesMade(tree).sort()))
  it('keeps the rooms of the dashboard apart as their table says', () =>
    expect(checkRooms(tree, rooms)).toEqual([]))
  it('has rooms without circles', () => {
    expect(rooms.size).toBeGreaterThan(12)
    expect(findCircles(rooms)).toEqual([])
  })
  it('has no circle of files', () => {
    const files = tree.filter(({ path }) => withoutFileCircles.some((folder) => path.startsWith(folder)))
    expect(findFileCircles(files)).toEqual([])
  })
  it('asks the database and the machine for the time where the decision says, and nowhere else', () => {
    expect(clocks.database.size).toBeGreaterThan(10)
    expect(clockDefaults(tree).size).toBeGreaterThan(15)
    const complaints = [checkSqlClock, checkMachineClock, checkClockDefaults].flatMap((check) =>
      check(tree, clocks),
    )
    expect(complaints).toEqual([])
  })
  it('has no file over 500 lines', () => expect(checkLength(tree)).toEqual([]))
  it('reads the environment in one place', () => expect(checkEnvironment(tree)).toEqual([]))
  it('has named exports only', () => expect(checkExports(tree)).toEqual([]))
  it('puts nothing off', () => expect(checkMarks(tree)).toEqual([]))
  it('has no folder whose name says nothing', () => expect(checkFolderNames(tree)).toEqual([]))
  it('skips no test', () => expect(checkSkippedTests(tree)).toEqual([]))
})

describe('the rules, on made-up trees', () => {
  it('tells who speaks SQL to the table of somebody else, and not of words in a comment', () => {
    const owned = readTableOwners(
      '## Who owns which table\n| Folder | Tables |\n| --- | --- |\n| `runs` | runs, run_items |',
    )
    const read = (path: string, text: string) => checkTables([{ path, text }], owned)
    expect(read('src/plans/row.ts', 'query(`select 1 from runs r`)')).toEqual([
      'src/plans/row.ts: speaks SQL to `runs`, which is the table of `runs`',
    ])
    expect(read('src/plans/row.ts', '// a page from runs\n/** join runs */')).toEqual([])
    expect(read('src/runs/store.ts', 'query(`delete from run_items`)')).toEqual([])
    expect(read('src/plans/row.test.ts', 'query(`delete from run_items`)')).toEqual([])
  })

  it('tells SQL that asks the database for the time, and a line of the decision that is out of date', () => {
    const table = readClockTable(
      "## The database's own\n| File | For | Columns |\n| --- | --- | --- |\n| `src/runs/a.ts` | leases | `runs.due_at` |\n## The machine's\n| `src/clock.ts` | it |",
    )
    const asks = { path: 'src/runs/a.ts', text: 'query(`select now()`)' }
    const check = (text: string) => checkSqlClock([asks, { path: 'src/plans/a.ts', text }], table)
    expect(check(`// now()\nconst a = now()\nquery(\`set at = $1, b = \${tx.now()}\`)`)).toEqual([])
    for (const clock of ['now()', 'clock_timestamp()', 'current_timestamp'])
      expect(check(`query('set at = ${clock}')`), clock).toHaveLength(1)
    expect(checkSqlClock([], table)).toEqual([
      "src/runs/a.ts: clock.md names it, and it does not use the database's clock",
    ])
    const machine = (path: string, text: string) => checkMachineClock([{ path, text }], table)
    expect(machine('src/clock.ts', 'new Date()')).toEqual([])
    expect(machine('src/plans/a.ts', 'new Date(ms), Date.now() - start')).toEqual([])
    expect(machine('src/plans/a.ts', 'new Date().getTime()')).toHaveLength(1)
    expect(machine('src/plans/a.ts', 'new Date(Date.now() + 5)')).toHaveLength(1)
  })

  it('tells an insert that leaves a shown time to the database', () => {
    const table = {
      database: new Set<string>(),
      machine: new Set<string>(),
      defaults: new Set(['runs.due_at']),
    }
    const migration = {
      path: 'migrations/0001_x.sql',
      text: 'create table runs (\n  id text,\n  created_at timestamptz not null default now()\n);\nalter table runs add column due_at timestamptz not null default now();',
    }
    const check = (text: string) => checkClockDefaults([migration, { path: 'src/runs/a.ts', text }], table)
    expect(clockDefaults([migration])).toEqual(new Map([['runs', ['created_at', 'due_at']]]))
    expect(check('query(`insert into runs as r (id,\n created_at) values ($1, $2)`)')).toEqual([])
    expect(check('query(`insert into runs (id) values ($1)`)')).toEqual([
      "src/runs/a.ts: leaves runs.created_at to the database's clock",
    ])
  })

  it('follows tables through migrations', () => {
    const text =
      'create table a (\n);\nalter table a rename to b;\ncreate table a (\n);\ndrop table b;\ncreate unlogged table c ('
    expect(tablesMade([{ path: 'migrations/0001_x.sql', text }])).toEqual(['a', 'c'])
  })

  const made = readImportTable(
    '# A\n## Who may import whom\n| Folder | May import |\n| --- | --- |\n| `api` | - |\n| `db` | errors |\n| `wix` | - |\n| `main` | db |\n| `web` | api |\n## B\n| `x` | y |',
    'Who may import whom',
  )
  const file = (path: string, text = ''): SourceFile => ({ path, text })
  const imports = (path: string, ...specifiers: string[]) =>
    checkImports([file(path, specifiers.map((one) => `import { x } from '${one}'\n`).join(''))], made)

  it('reads the table of its own section alone', () => {
    expect([...made.keys()]).toEqual(['api', 'db', 'wix', 'main', 'web'])
    expect([...made.get('db')!]).toEqual(['errors'])
    expect(made.get('api')!.size).toBe(0)
  })

  it('lets a folder import itself, packages and what its line names', () => {
    expect(imports('src/db/deep/open.ts', '../lock.ts', '../../errors.ts', 'pg', 'node:fs')).toEqual([])
    expect(imports('src/program.ts', './db/open.ts', './main.ts')).toEqual([])
    expect(imports('web/src/screens/runs/RunScreen.tsx', '../../../../src/api/run.ts')).toEqual([])
  })

  it('refuses any other import, types and workers included', () => {
    expect(imports('src/db/open.ts', '../runs/ledger.ts')).toEqual([
      'src/db/open.ts: `db` may not import `runs` (../runs/ledger.ts)',
    ])
    const lines = [
      `import type { A } from '../runs/a.ts'`,
      `export * from '../runs/b.ts'`,
      `await import('../runs/c.ts')`,
      `new Worker(new URL('../runs/d.ts', import.meta.url))`,
      `import {\n  e,\n} from "../runs/e.ts"`,
    ]
    expect(checkImports([file('src/db/all.ts', lines.join('\n'))], made)).toHaveLength(5)
    expect(imports('web/src/api.ts', '../../src/db/open.ts')).toHaveLength(1)
    expect(imports('src/main.ts', './wix/index.ts')).toHaveLength(1)
  })

  it('refuses code of the product that needs what is outside it', () => {
    expect(imports('src/db/open.ts', '../../test/helpers/database.ts')).toHaveLength(1)
  })

  it('lets tests use anything, but not those of a library', () => {
    expect(imports('src/db/open.test.ts', '../../test/helpers/database.ts', '../wix/index.ts')).toEqual([])
    expect(imports('src/wix/client.test.ts', '../simulator/index.ts')).toHaveLength(1)
  })

  it('refuses a folder that the table does not name', () => {
    expect(imports('src/extras/a.ts')).toEqual([
      'src/extras/a.ts: the import table of ARCHITECTURE.md has no line for `extras`',
    ])
  })

  it('finds circles', () => {
    const line = (folder: string, ...names: string[]): [string, Set<string>] => [folder, new Set(names)]
    expect(findCircles(new Map([line('a', 'b'), line('b', 'c'), line('c')]))).toEqual([])
    expect(findCircles(new Map([line('a', 'b'), line('b', 'a')]))).toContain('a -> b -> a')
  })

  it('lets a room of the dashboard import what its line names, and itself', () => {
    const lines: [string, Set<string>][] = [
      ['plans', new Set(['pages', 'api'])],
      ['api', new Set()],
      ['main', new Set(['plans'])],
    ]
    const complaints = (path: string, specifier: string) =>
      checkRooms([file(path, `import type { X } from '${specifier}'\n`)], new Map(lines))
    const plan = 'web/src/screens/plans/PlanTab.tsx'
    expect(complaints(plan, '../pages/Findings.tsx')).toEqual([])
    expect(complaints(plan, './deep/Row.tsx')).toEqual([])
    expect(complaints(plan, '../../api.ts')).toEqual([])
    expect(complaints(plan, '../../../../src/api/plan.ts')).toEqual([])
    expect(complaints(plan, '../runs/RunBar.tsx')).toEqual([
      'web/src/screens/plans/PlanTab.tsx: the room `plans` may not import `runs` (web/src/screens/runs/RunBar.tsx)',
    ])
    expect(complaints('web/src/api.ts', './router.ts')).toHaveLength(1)
    expect(complaints('web/src/router.ts', './screens/plans/PlanTab.tsx')).toEqual([])
    expect(complaints('web/src/screens/plans/PlanTab.test.tsx', '../runs/RunBar.tsx')).toEqual([])
    expect(complaints('web/src/extras/a.ts', './b.ts')).toEqual([
      'web/src/extras/a.ts: the table of rooms in ARCHITECTURE.md has no line for `extras`',
    ])
  })

  it('finds circles of files, types and late imports included', () => {
    const a = file('src/a.ts', `import type { B } from './deep/b.ts'`)
    const b = file('src/deep/b.ts', `const c = () => import('../c.ts')`)
    expect(findFileCircles([a, b, file('src/c.ts', `export { x } from './d.ts'`)])).toEqual([])
    expect(findFileCircles([a, b, file('src/c.ts', `export { x } from './a.ts'`)])).toEqual([
      'src/a.ts -> src/deep/b.ts -> src/c.ts -> src/a.ts',
    ])
    const two = [
      a,
      file('src/deep/b.ts', `import '../a.ts'\nimport '../c.ts'`),
      file('src/c.ts', `import './deep/b.ts'`),
    ]
    expect(findFileCircles(two)).toHaveLength(2)
  })

  it('refuses file number 501 of the lines, generated files and fixtures aside', () => {
    const lines = (count: number) => 'x\n'.repeat(count)
    expect(checkLength([file('src/a.ts', lines(500))])).toEqual([])
    expect(checkLength([file('src/a.ts', lines(501))])).toHaveLength(1)
    expect(checkLength([file('web/src/a.css', lines(501))])).toHaveLength(1)
    expect(
      checkLength([file('src/a.generated.ts', lines(501)), file('src/x/fixtures/a.ts', lines(501))]),
    ).toEqual([])
  })

  it('refuses every way to read the environment outside src/config.ts', () => {
    const ways = ['process.env.PORT', `process['env']`, 'process?.env', 'import.meta.env.X']
    for (const way of [...ways, `import { env } from 'node:process'`]) {
      expect(checkEnvironment([file('src/db/a.ts', way)]), way).toHaveLength(1)
      expect(checkEnvironment([file('src/config.ts', way), file('scripts/a.ts', way)]), way).toEqual([])
    }
  })

  it('refuses default exports outside configurations', () => {
    const text = 'export de' + 'fault { a: 1 }'
    expect(checkExports([file('src/a.ts', text)])).toHaveLength(1)
    expect(checkExports([file('web/src/A.tsx', 'const a = 1\nexport { a as de' + 'fault }')])).toHaveLength(1)
    expect(checkExports([file('vite.config.ts', text)])).toEqual([])
  })

  it('refuses marks of work put off', () => {
    for (const mark of ['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK']) {
      expect(checkMarks([file('src/a.ts', `a\n// ${mark}: later`)])).toEqual([
        'src/a.ts:2: do it now, or open an issue',
      ])
    }
    expect(checkMarks([file('src/a.ts', 'const todos = 1')])).toEqual([])
  })

  it('refuses folders whose names say nothing, at any depth', () => {
    expect(checkFolderNames([file('src/utils/a.ts'), file('src/runs/helpers/a.ts')])).toHaveLength(2)
    expect(checkFolderNames([file('test/helpers/a.ts'), file('src/runs/core.ts')])).toEqual([])
  })

  it('refuses tests that are switched off or that switch the others off', () => {
    const ways = [
      'it.sk' + 'ip(',
      'test.on' + 'ly(',
      'it.to' + 'do(',
      'describe.sk' + 'ipIf(true)(',
      'it.run' + 'If(true)(',
      'x' + 'it(',
    ]
    for (const way of ways) {
      expect(checkSkippedTests([file('src/a.test.ts', `${way}'x', () => {})`)]), way).toHaveLength(1)
    }
    expect(checkSkippedTests([file('src/a.test.ts', `it('skips a page', () => {})`)])).toEqual([])
  })
})
