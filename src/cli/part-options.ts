// Which part of a plan is meant, on the command line.
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { PlanAction } from '../api/plan.ts'
import { planActionNames } from '../api/plan-action.ts'
import type { Selection } from '../api/selection.ts'

export interface PartOptions {
  first?: number
  rows?: string[]
  row?: string[]
  where?: { column: string; value: string }[]
  search?: string
  problem?: string
  action?: PlanAction
}

export function addPartOptions(command: Command): Command {
  return command
    .option('--first <number>', 'only the first so many that go, to look at them', readPages)
    .option('--rows <keys>', 'only these rows, separated by commas', readKeys)
    .option('--row <key...>', 'only these rows, for keys with commas')
    .option(
      '--where <column=value>',
      'only rows with this in a column; again for another column, or for another value of the same',
      readWhere,
    )
    .option('--search <text>', 'only pages with this text in title or key')
    .option('--problem <code>', 'only pages with this problem')
    .addOption(new Option('--action <action>', 'only these').choices(planActionNames))
}

/** Undefined: the whole plan. */
export function readPart({
  first,
  rows,
  row,
  where,
  search,
  problem,
  action,
}: PartOptions): Selection | undefined {
  const rowKeys = [...new Set([...(rows ?? []), ...(row ?? [])])]
  const filter = {
    ...(action && { action }),
    ...(problem && { problem }),
    ...(search && { search }),
    ...(where && { where }),
  }
  const part: Selection = {
    ...(first !== undefined && { first }),
    ...(rowKeys.length > 0 && { rowKeys }),
    ...(Object.keys(filter).length > 0 && { filter }),
  }
  return Object.keys(part).length > 0 ? part : undefined
}

/** How many pages, from 1 on. */
export function readPages(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1 && number <= 1_000_000) return number
  throw new InvalidArgumentError('It must be a whole number from 1 on.')
}

/** Keys separated by commas; given again, more of them. */
export function readKeys(text: string, before: string[] = []): string[] {
  const keys = text.split(',').map((key) => key.trim())
  return [...before, ...keys.filter((key) => key !== '')]
}

export function readWhere(text: string, before: { column: string; value: string }[] = []) {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('It must be a column and its value, such as type=Café.')
  return [...before, { column: text.slice(0, at).trim(), value: text.slice(at + 1) }]
}
