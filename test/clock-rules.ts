// Which clock a file may use, as pure functions: files and the table of docs/decisions/clock.md in, complaints out.
import { isTestFile, type SourceFile } from './boundary-rules.ts'

export interface ClockTable {
  /** Files whose SQL asks the database what time it is. */
  database: Set<string>
  /** Columns, as `table.column`, that the database may fill by their default. */
  defaults: Set<string>
  /** Files that ask the machine. */
  machine: Set<string>
}

/** The tables under "The database's own" and "The machine's": a file, what for, and columns filled by default or `-`. */
export function readClockTable(markdown: string): ClockTable {
  const section = (heading: string) =>
    markdown.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  const rows = (heading: string) => [
    ...section(heading).matchAll(/^\| `(src\/[\w./-]+)` \| [^|]+(?: \| ([^|]+))? \|$/gm),
  ]
  const own = rows("The database's own")
  return {
    database: new Set(own.map(([, path]) => path!)),
    defaults: new Set(
      own.flatMap(([, , columns]) => [...(columns ?? '').matchAll(/`(\w+\.\w+)`/g)].map(([, name]) => name!)),
    ),
    machine: new Set(rows("The machine's").map(([, path]) => path!)),
  }
}

const sqlClock =
  /(?<![.\w])(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\(\)|(?<![.\w])(?:current_timestamp|localtimestamp|current_date)\b/

/** SQL that asks the database what time it is stands in the files of the table alone, and each of them has some. */
export function checkSqlClock(files: SourceFile[], { database }: ClockTable): string[] {
  const asking = new Set(
    productOf(files)
      .filter(({ text }) => textsIn(text).some((one) => sqlClock.test(one)))
      .map(({ path }) => path),
  )
  return [
    ...[...asking]
      .filter((path) => !database.has(path))
      .map(
        (path) => `${path}: its SQL uses the database's clock; pass queries.now(), or say why in clock.md`,
      ),
    ...[...database]
      .filter((path) => !asking.has(path))
      .map((path) => `${path}: clock.md names it, and it does not use the database's clock`),
  ]
}

/** `new Date()`, or a date around `Date.now()`, stands in the files of the table alone; durations are measured freely. */
export function checkMachineClock(files: SourceFile[], { machine }: ClockTable): string[] {
  return productOf(files)
    .filter(
      ({ path, text }) =>
        !machine.has(path) && /\bnew Date\(\s*(?:\)|Date\.now\b)/.test(withoutComments(text)),
    )
    .map(({ path }) => `${path}: asks the machine for the time; use queries.now()`)
}

/** An insert names every column that the database would fill with its own clock. */
export function checkClockDefaults(files: SourceFile[], { defaults }: ClockTable): string[] {
  const filled = clockDefaults(files)
  const insert = /\binsert into (\w+)(?: as \w+)?\s*\(([^)]*)\)/g
  return productOf(files).flatMap(({ path, text }) =>
    textsIn(text)
      .flatMap((sql) => [...sql.matchAll(insert)])
      .flatMap(([, table, columns]) => {
        const named = new Set(columns!.split(',').map((one) => one.trim()))
        return (filled.get(table!) ?? [])
          .filter((column) => !named.has(column) && !defaults.has(`${table}.${column}`))
          .map((column) => `${path}: leaves ${table}.${column} to the database's clock`)
      }),
  )
}

/** By table, the columns that migrations give a clock as their default. */
export function clockDefaults(files: SourceFile[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const clock =
    /^\s*(?:add column )?(\w+) (?:timestamptz|date)\b[^,]*default (?:now\(\)|clock_timestamp\(\)|current_date)/
  for (const { path, text } of files) {
    if (!path.startsWith('migrations/')) continue
    let table = ''
    for (const line of text.split('\n')) {
      const start = /^(?:create (?:unlogged )?table|alter table) (\w+)(.*)/.exec(line)
      if (start) table = start[1]!
      const column = clock.exec(start ? start[2]! : line)?.[1]
      if (column) found.set(table, [...(found.get(table) ?? []), column])
    }
  }
  return found
}

function productOf(files: SourceFile[]): SourceFile[] {
  // The simulator is a Wix with a clock of its own.
  return files.filter(
    ({ path }) => path.startsWith('src/') && !path.startsWith('src/simulator/') && !isTestFile(path),
  )
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}

/** What stands between quotes; what code puts in between is no text. */
function textsIn(text: string): string[] {
  return [...withoutComments(text).matchAll(/`[^`]*`|'[^'\n]*'/g)].map(([one]) =>
    one.replace(/\$\{[^}]*\}/g, '?'),
  )
}
