// Checks over all pages of a project, and problems gathered into groups. Pure.
import type { Problem, ProblemGroup } from '../api/problem.ts'
import type { Target } from '../targets/target.ts'
import { problemTitle } from './problem-titles.ts'

const mostSamples = 10
/** Other rows named in one message. */
const mostNamed = 3

export interface RowProblems {
  rowKey: string
  problems: readonly Problem[]
}

/** The same problem of many rows as one group, the most serious and most frequent first. A row counts once. */
export function groupProblems(rows: readonly RowProblems[]): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>()
  for (const { rowKey, problems } of rows) {
    const seen = new Set<string>()
    for (const problem of problems) {
      const key = `${problem.code} ${problem.field ?? ''} ${problem.severity}`
      if (seen.has(key)) continue
      seen.add(key)
      const group = groups.get(key) ?? emptyGroup(problem)
      groups.set(key, group)
      group.count += 1
      if (group.sampleRowKeys.length < mostSamples) group.sampleRowKeys.push(rowKey)
    }
  }
  const rank = { error: 0, warning: 1, note: 2 }
  return [...groups.values()].sort((a, b) => rank[a.severity] - rank[b.severity] || b.count - a.count)
}

function emptyGroup(problem: Problem): ProblemGroup {
  return {
    code: problem.code,
    severity: problem.severity,
    ...(problem.field !== undefined && { field: problem.field }),
    title: problemTitle(problem),
    count: 0,
    sampleRowKeys: [],
  }
}

/** Rows whose address another row has too, which is an error only where the site does not take it; case, width and the spelling of accents do not make two addresses. */
export function duplicateSlugs(
  rows: Iterable<{ rowKey: string; slug: string }>,
  addresses: Target['addresses'],
): Map<string, Problem> {
  const problems = new Map<string, Problem>()
  for (const [slug, rowKeys] of gather(rows, (row) => foldAddress(row.slug))) {
    for (const rowKey of rowKeys) problems.set(rowKey, duplicateSlug(slug, rowKey, rowKeys, addresses))
  }
  return problems
}

/** Rows whose title another row has too. */
export function duplicateTitles(rows: Iterable<{ rowKey: string; title: string }>): Map<string, Problem> {
  const problems = new Map<string, Problem>()
  for (const [, rowKeys] of gather(rows, (row) => foldTitle(row.title))) {
    for (const rowKey of rowKeys) problems.set(rowKey, duplicateTitle(rowKeys.length))
  }
  return problems
}

/** Keys that more than one row has; blank ones are someone else's problem. */
function* gather<Row extends { rowKey: string }>(
  rows: Iterable<Row>,
  keyOf: (row: Row) => string,
): Generator<[key: string, rowKeys: string[]]> {
  const byKey = new Map<string, string[]>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key === '') continue
    const rowKeys = byKey.get(key)
    if (rowKeys) rowKeys.push(row.rowKey)
    else byKey.set(key, [row.rowKey])
  }
  for (const entry of byKey) if (entry[1].length > 1) yield entry
}

function foldAddress(slug: string): string {
  return slug.normalize('NFKC').toLowerCase().replace(/\/+$/, '')
}

function foldTitle(title: string): string {
  return title.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

function duplicateSlug(
  slug: string,
  rowKey: string,
  rowKeys: string[],
  addresses: Target['addresses'],
): Problem {
  const named: string[] = []
  for (const other of rowKeys) {
    if (named.length === mostNamed) break
    if (other !== rowKey) named.push(other)
  }
  const rest = rowKeys.length - 1 - named.length
  const more = rest > 0 ? ` and ${rest} more` : ''
  return {
    code: 'duplicate_slug',
    severity: addresses === 'unique' ? 'error' : 'warning',
    field: 'slug',
    message: `The address "${slug}" is also used by ${named.join(', ')}${more}. Add something unique to the template, such as the key column.`,
  }
}

function duplicateTitle(count: number): Problem {
  return {
    code: 'duplicate_title',
    severity: 'warning',
    field: 'title',
    message: `${count} pages have this title. Search engines may treat them as duplicates.`,
  }
}
