// Lists that come page by page: the same options and the same last line everywhere.
import { type Command, InvalidArgumentError } from 'commander'
import type { Searched } from '../api/paging.ts'
import { count } from './text.ts'

export interface PagingOptions {
  limit: number
  cursor?: string
  all?: boolean
}

export interface Paged<T> {
  items: T[]
  nextCursor: string | null
  total: number | null
  searched?: Searched | undefined
}

export function addPaging(command: Command): Command {
  return command
    .option('--limit <number>', 'how many to list, up to 500', readLimit, 50)
    .option('--cursor <cursor>', 'continue where the last list ended')
    .option('--all', 'the whole list, however long')
}

/**
 * As many as were asked for, or with `--all` everything, in the form of one page. A search looks at a part of a long
 * list at a time, so a part may hold fewer, or none; `progress` is told how far it is.
 */
export async function readPages<T>(
  options: PagingOptions,
  read: (page: { limit: number; cursor?: string }) => Promise<Paged<T>>,
  progress: (text: string) => void = () => undefined,
): Promise<Paged<T>> {
  const limit = options.all ? 500 : options.limit
  const first = await read({ limit, ...(options.cursor && { cursor: options.cursor }) })
  const items = [...first.items]
  let { nextCursor: cursor, searched } = first
  while (cursor !== null && (options.all || items.length < limit)) {
    if (searched) progress(`Searched ${count(searched.rows)} of ${count(searched.of)}`)
    const next = await read({ limit: options.all ? limit : limit - items.length, cursor })
    items.push(...next.items)
    cursor = next.nextCursor
    if (searched && next.searched)
      searched = { rows: searched.rows + next.searched.rows, of: next.searched.of }
  }
  return { items, nextCursor: cursor, total: first.total, ...(searched && { searched }) }
}

/** Under a list: how much of it is shown and how to see the rest. Empty when nothing is missing. */
export function moreLine({ items, nextCursor, total }: Paged<unknown>): string {
  if (nextCursor === null) return ''
  const of = total === null ? '' : ` of ${count(total)}`
  return `\n\n${count(items.length)}${of} shown. Next: --cursor ${nextCursor}, or --all.`
}

function readLimit(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1 && value <= 500) return value
  throw new InvalidArgumentError('It must be a whole number from 1 to 500.')
}
