// Entities that come one by one, as groups of rows.
import type { SourceRow } from '../formats/format.ts'

const groupSize = 100

export async function* inGroups<T>(
  entities: AsyncIterable<T>,
  toCells: (entity: T) => string[],
): AsyncGenerator<SourceRow[]> {
  let group: SourceRow[] = []
  let line = 1
  for await (const entity of entities) {
    group.push({ line: line++, cells: toCells(entity) })
    if (group.length < groupSize) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}
