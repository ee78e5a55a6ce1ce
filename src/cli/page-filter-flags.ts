// Which pages of a project are meant, in the words of its list: the same flags wherever pages are chosen.
import { type Command, Option } from 'commander'
import { type PageState, pageStateSchema } from '../api/page-state.ts'
import { usageError } from './errors.ts'

export interface PageFilterFlags {
  search?: string
  problem?: string
  state?: PageState
  category?: string
}

export interface PageSelectionFlags extends PageFilterFlags {
  row?: string[]
}

export function addPageFilter(command: Command): Command {
  return command
    .option('--search <text>', 'only pages with this text in title or key')
    .option('--problem <code>', 'only pages with this problem, from the last check')
    .addOption(new Option('--state <state>', 'only these').choices(pageStateSchema.options))
    .option('--category <name>', 'only pages in this category, or below it')
}

/** Without what was not given; empty when nothing was. */
export function readPageFilter({ search, problem, state, category }: PageFilterFlags): PageFilterFlags {
  return {
    ...(search && { search }),
    ...(problem && { problem }),
    ...(state && { state }),
    ...(category && { category }),
  }
}

/** Undefined: all pages. */
export function readPageSelection({ row, ...flags }: PageSelectionFlags) {
  const filter = readPageFilter(flags)
  const hasFilter = Object.keys(filter).length > 0
  if (row && hasFilter)
    throw usageError('Name the rows with --row, or say which pages are meant otherwise; not both.')
  if (row) return { rowKeys: row }
  return hasFilter ? { filter } : undefined
}
