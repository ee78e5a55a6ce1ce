// Notes which branches a template takes while it is rendered: a mark that prints nothing stands at the beginning of each,
// and a filter with a fallback says when it used it.
import { CaseTag, Filter, ForTag, IfTag, TablerowTag, type Template, UnlessTag } from 'liquidjs'
import { isBlank, toPlain } from '../filters/filter.ts'
import type { FoundBranch } from './find-branches.ts'

interface Block {
  token: { begin: number }
  branches?: { templates: Template[] }[]
  templates?: Template[]
  elseTemplates?: Template[]
}

interface WatchedFilter {
  name: string
  token: { begin: number }
  handler: (this: unknown, value: unknown, ...args: unknown[]) => unknown
}

/** Changes what is given: it renders the same, and adds the ids of the branches it takes to `taken`. */
export function watchBranches(
  parsed: Template[],
  branches: readonly FoundBranch[],
  taken: Set<number>,
): void {
  const ids = new Map(branches.map(({ at, nth, id }) => [`${at} ${nth}`, id]))
  const mark = (list: Template[] | undefined, at: number, nth: number | 'else') => {
    const id = ids.get(`${at} ${nth}`)
    if (id !== undefined) list?.unshift(markOf(id, taken))
  }
  const seen = new Set<object>()
  const todo: unknown[] = [parsed]
  while (todo.length > 0) {
    const value = todo.pop()
    if (value === null || typeof value !== 'object' || seen.has(value)) continue
    seen.add(value)
    if (value instanceof Filter) watchFilter(value as unknown as WatchedFilter, ids, taken)
    else if (isBlock(value)) {
      const block = value as unknown as Block
      const { begin } = block.token
      block.elseTemplates ??= []
      for (const [nth, { templates }] of (block.branches ?? []).entries()) mark(templates, begin, nth)
      mark(block.templates, begin, 0)
      mark(block.elseTemplates, begin, 'else')
    }
    for (const [name, inner] of Object.entries(value))
      if (name !== 'liquid' && name !== 'token' && name !== 'tokenizer') todo.push(inner)
  }
}

function isBlock(value: object): boolean {
  return [IfTag, UnlessTag, CaseTag, ForTag, TablerowTag].some((tag) => value instanceof tag)
}

function markOf(id: number, taken: Set<number>): Template {
  return { render: () => void taken.add(id) } as unknown as Template
}

function watchFilter(filter: WatchedFilter, ids: ReadonlyMap<string, number>, taken: Set<number>): void {
  const id = ids.get(`${filter.token.begin} 0`)
  if (id === undefined) return
  const { handler, name } = filter
  filter.handler = function (value, ...args) {
    const result = handler.call(this, value, ...args)
    const plain = toPlain(value)
    if (name === 'default' ? result !== plain : isBlank(plain)) taken.add(id)
    return result
  }
}
