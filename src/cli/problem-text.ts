// Problems of rows, pages and templates, in words. Pure.
import type { Problem, ProblemGroup } from '../api/problem.ts'
import { table } from './table.ts'
import { count } from './text.ts'

/** One line each: `error    body 3:14  There is no column "citty". Did you mean "city"?` */
export function describeProblems(problems: Problem[]): string {
  return table(
    ['Severity', 'Where', 'Problem'],
    problems.map((problem) => [problem.severity, placeOf(problem), problem.message]),
  )
}

function placeOf({ field, line, column }: Problem): string {
  const place = line === undefined ? '' : column === undefined ? `line ${line}` : `${line}:${column}`
  return [field ?? '', place].filter((part) => part !== '').join(' ')
}

export function describeGroups(groups: ProblemGroup[], width: number): string {
  return table(
    ['Severity', { title: 'Pages', align: 'right' }, 'Field', 'Problem', 'For example'],
    groups.map((group) => [
      group.severity,
      count(group.count),
      group.field ?? '',
      group.title,
      group.sampleRowKeys.slice(0, 3).join(', '),
    ]),
    width,
  )
}
