// What can be chosen for a person who begins with a table of their own. Pure.
import type { Connection } from './connection.ts'
import type { Import } from './import.ts'

/** A site that works, a real one first: who has connected one wants to use it. The practice site where there is none. */
export function suggestConnection<C extends Pick<Connection, 'kind' | 'status'>>(
  connections: readonly C[],
): C | undefined {
  const active = connections.filter(({ status }) => status === 'active')
  return (
    active.find(({ kind }) => kind === 'wix') ??
    connections.find(({ kind }) => kind === 'practice') ??
    connections[0]
  )
}

/**
 * The columns that tell rows apart: the one that the import suggests, else the first two that do it together in every
 * row that is shown; empty where none do.
 */
export function suggestKey({
  suggestedKey,
  columns,
  preview,
  rowCount,
}: Pick<Import, 'suggestedKey' | 'columns' | 'preview' | 'rowCount'>): string[] {
  if (suggestedKey !== null) return [suggestedKey]
  const complete = columns.filter(({ filled }) => filled === rowCount && rowCount > 0).map(({ name }) => name)
  for (const [at, first] of complete.entries())
    for (const second of complete.slice(at + 1)) {
      const keys = new Set(preview.map((cells) => JSON.stringify([cells[first], cells[second]])))
      if (keys.size === preview.length) return [first, second]
    }
  return []
}
