// The rules of the tree, as pure functions: files in, complaints out. `boundaries.test.ts` applies them.
import { posix } from 'node:path'

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  path: string
  text: string
}

/** Folder of `src/` (or `web`), or room of the dashboard, to those it may import. */
export type ImportTable = Map<string, Set<string>>

const libraries = new Set(['ricos', 'wix', 'simulator'])
const forbiddenFolders = new Set(['utils', 'common', 'shared', 'core', 'lib', 'services', 'helpers'])
/** The composition root: what puts the parts together, and the process around it. */
const composition = new Set(['main', 'program', 'uses', 'data-folder'])
const maxLines = 500

/** The table under a heading: the first column has the name, the last what it may import. */
export function readImportTable(markdown: string, heading: string): ImportTable {
  const section = markdown.split(/^## /m).find((part) => part.startsWith(`${heading}\n`))
  const table: ImportTable = new Map()
  for (const [, folder, allowed] of (section ?? '').matchAll(
    /^\| `([\w-]+)` \| (?:[^|]+ \| )?([^|]+) \|$/gm,
  )) {
    const names = allowed!.trim() === '-' ? [] : allowed!.split(',').map((name) => name.trim())
    table.set(folder!, new Set(names))
  }
  return table
}

/** Every path of folders that leads back to where it began. */
export function findCircles(table: ImportTable): string[] {
  const circles: string[] = []
  const visit = (folder: string, trail: string[]) => {
    const at = trail.indexOf(folder)
    if (at >= 0) circles.push([...trail.slice(at), folder].join(' -> '))
    else for (const next of table.get(folder) ?? []) visit(next, [...trail, folder])
  }
  for (const folder of table.keys()) visit(folder, [])
  return [...new Set(circles)]
}

export function checkImports(files: SourceFile[], table: ImportTable): string[] {
  return files.flatMap((file) => {
    const from = folderOf(file.path)
    if (from === null || !isCode(file.path)) return []
    const allowed = table.get(from)
    if (!allowed) return [`${file.path}: the import table of ARCHITECTURE.md has no line for \`${from}\``]
    // Tests may use anything that helps them, except those of a library: it stands alone, tests included.
    if (isTestFile(file.path) && !libraries.has(from)) return []
    return importsOf(file).flatMap((specifier) => {
      const path = resolved(file, specifier)
      const to = folderOf(path)
      if (to === from || (to !== null && allowed.has(to))) return []
      return [`${file.path}: \`${from}\` may not import \`${to ?? path}\` (${specifier})`]
    })
  })
}

/** The table under "Who owns which table": each database table and the folder that alone speaks SQL to it. */
export function readTableOwners(markdown: string): Map<string, string> {
  const section = markdown.split(/^## /m).find((part) => part.startsWith('Who owns which table'))
  const owners = new Map<string, string>()
  for (const [, folder, tables] of (section ?? '').matchAll(/^\| `([\w-]+)` \| ([^|]+) \|$/gm))
    for (const name of tables!.split(',')) owners.set(name.trim(), folder!)
  return owners
}

/** SQL in `src/` speaks to the tables of its own folder; tests may look anywhere. */
export function checkTables(files: SourceFile[], owners: ReadonlyMap<string, string>): string[] {
  return files
    .filter(({ path }) => folderOf(path) !== null && path.startsWith('src/') && !isTestFile(path))
    .flatMap(({ path, text }) => {
      const found = new Set(
        sqlIn(text).flatMap((sql) =>
          [...sql.matchAll(/\b(?:from|join|into|update|using)\s+([a-z_]+)\b/g)].map(([, name]) => name!),
        ),
      )
      return [...found].flatMap((name) => {
        const owner = owners.get(name)
        if (owner === undefined || owner === folderOf(path)) return []
        return [`${path}: speaks SQL to \`${name}\`, which is the table of \`${owner}\``]
      })
    })
}

/** Every table that a migration makes and that is still there afterwards. */
export function tablesMade(files: SourceFile[]): string[] {
  const made = new Set<string>()
  const statement = /^create (?:unlogged )?table (\w+)|^drop table (\w+)|^alter table (\w+) rename to (\w+)/gm
  for (const { path, text } of files.filter((one) => one.path.startsWith('migrations/'))) {
    if (!path.endsWith('.sql')) continue
    for (const [, created, dropped, from, to] of text.matchAll(statement)) {
      made.delete(dropped ?? from ?? '')
      const added = created ?? to
      if (added) made.add(added)
    }
  }
  return [...made]
}

/** Texts that are statements or parts of one, and not prose. */
function sqlIn(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  return [...code.matchAll(/`[^`]*`|'[^'\n]*'/g)]
    .map(([literal]) => literal)
    .filter((literal) => /^.\s*(select|insert|update|delete|with|from|join|left join)\b/.test(literal))
}

/** Imports between the rooms of `web/src`; what the whole of it may import is the other table's business. */
export function checkRooms(files: SourceFile[], table: ImportTable): string[] {
  return files.flatMap((file) => {
    const from = roomOf(file.path)
    if (from === null || !isCode(file.path) || isTestFile(file.path)) return []
    const allowed = table.get(from)
    if (!allowed) return [`${file.path}: the table of rooms in ARCHITECTURE.md has no line for \`${from}\``]
    return importedBy(file).flatMap((path) => {
      const to = roomOf(path)
      if (to === null || to === from || allowed.has(to)) return []
      return [`${file.path}: the room \`${from}\` may not import \`${to}\` (${path})`]
    })
  })
}

/** Circles of files that import each other, types included: one for each import that closes one. */
export function findFileCircles(files: SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: SourceFile, trail: string[]) => {
    const at = trail.indexOf(file.path)
    if (at >= 0) circles.push([...trail.slice(at), file.path].join(' -> '))
    if (at >= 0 || done.has(file.path)) return
    for (const path of importedBy(file)) {
      const next = byPath.get(path)
      if (next) visit(next, [...trail, file.path])
    }
    done.add(file.path)
  }
  for (const file of files) visit(file, [])
  return circles
}

export function checkLength(files: SourceFile[]): string[] {
  return files
    .filter(({ path }) => (isCode(path) || /\.(css|sql)$/.test(path)) && !isGiven(path))
    .flatMap(({ path, text }) => {
      const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
      return lines > maxLines ? [`${path}: ${lines} lines; cut it into parts of at most ${maxLines}`] : []
    })
}

export function checkEnvironment(files: SourceFile[]): string[] {
  return files
    .filter(({ path }) => folderOf(path) !== null && path !== 'src/config.ts' && !isTestFile(path))
    .filter(({ text }) =>
      /\bprocess\s*\??\.\s*env\b|process\[['"]env['"]\]|import\s*\{[^}]*\benv\b[^}]*\}\s*from 'node:process'|import\.meta\.env/.test(
        text,
      ),
    )
    .map(({ path }) => `${path}: reads the environment; only src/config.ts does`)
}

export function checkExports(files: SourceFile[]): string[] {
  return files
    .filter(({ path }) => isCode(path) && !/\.config\.ts$/.test(path) && !isGiven(path))
    .filter(({ text }) => /^\s*export default\b|\bas default\b/m.test(text))
    .map(({ path }) => `${path}: has a default export; name it`)
}

export function checkMarks(files: SourceFile[]): string[] {
  const mark = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK'].join('|')})\\b`)
  return files
    .filter(({ path }) => (isCode(path) || /\.(css|sql)$/.test(path)) && !isGiven(path))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, i) => (mark.test(line) ? [`${path}:${i + 1}: do it now, or open an issue`] : [])),
    )
}

export function checkFolderNames(files: SourceFile[]): string[] {
  const bad = new Set<string>()
  for (const { path } of files) {
    const parts = path.split('/').slice(0, -1)
    if (parts[0] !== 'src') continue
    parts.forEach((part, i) => {
      if (forbiddenFolders.has(part)) bad.add(parts.slice(0, i + 1).join('/'))
    })
  }
  return [...bad].map((folder) => `${folder}: the name says nothing; name the folder after what is in it`)
}

export function checkSkippedTests(files: SourceFile[]): string[] {
  const skipping =
    /\b(?:it|test|describe|suite|bench)(?:\.\w+)*\.(?:skip|only|todo|skipIf|runIf)\b|\b(?:xit|xdescribe|fit|fdescribe)\(|\b(?:ctx|context|task)\.skip\(/
  return files
    .filter(({ path }) => /\.test\.tsx?$/.test(path))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, i) =>
          skipping.test(line) ? [`${path}:${i + 1}: a test that does not run is no test`] : [],
        ),
    )
}

function isCode(path: string): boolean {
  return /\.(ts|tsx|mjs)$/.test(path)
}

/** Not written by hand for this place: fixtures and what a script wrote. */
function isGiven(path: string): boolean {
  return /(^|\/)fixtures\//.test(path) || /\.generated\./.test(path)
}

/** Tests and what only they use: fixtures, and files called `test-...`. */
export function isTestFile(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /(^|\/)(fixtures|test)\//.test(path) || /\/test-[\w-]+\.ts$/.test(path)
}

/** The folder of `src/` a file belongs to, or its own name when it stands there alone; `web` for the dashboard. */
function folderOf(path: string): string | null {
  const [top, second = ''] = path.split('/')
  if (top === 'web' && second === 'src') return 'web'
  if (top !== 'src') return null
  const name = second.replace(/(\.test)?\.(ts|tsx)$/, '')
  return composition.has(name) ? 'main' : name
}

/** The room of `web/src` a file belongs to: a folder, a folder of `screens/`, `api`, or `main` for what starts it. */
function roomOf(path: string): string | null {
  const [top, source, first = '', second] = path.split('/')
  if (top !== 'web' || source !== 'src') return null
  if (second === undefined) return /^api(\.test)?\.ts$/.test(first) ? 'api' : 'main'
  return first === 'screens' ? second : first
}

function resolved(file: SourceFile, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(file.path), specifier))
}

/** Paths from the root of what a file imports from beside it. */
function importedBy(file: SourceFile): string[] {
  return importsOf(file).map((specifier) => resolved(file, specifier))
}

/** Relative specifiers of imports, exports, dynamic imports, workers and whatever else is found beside this file. */
function importsOf({ text }: SourceFile): string[] {
  const found = text.matchAll(
    /(?:\bfrom|\bimport|\bimport\(|\brequire\(|\bnew URL\()\s*['"](\.{1,2}\/[^'"]*)['"]/g,
  )
  return [...found]
    .map(([, specifier]) => specifier!)
    .filter((specifier) => /\.(ts|tsx|mjs)$/.test(specifier))
}
