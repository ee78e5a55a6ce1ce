// Every source there is. A new one is a folder and a line here.
import { csv } from './csv/csv.ts'
import { readHead } from './file-head.ts'
import type { Source } from './source.ts'

const sources: readonly Source[] = [csv as Source]

/** The source with this id; the ids are kept in the database, so one that is not there is our own mistake. */
export function sourceById(id: string): Source {
  const source = sources.find((one) => one.id === id)
  if (!source) throw new RangeError(`There is no source "${id}".`)
  return source
}

/** The source that reads this file, by its first bytes. What nobody reads, CSV refuses by the name of what it is. */
export async function recogniseFile(path: string): Promise<Source> {
  const head = await readHead(path)
  return sources.find((one) => one.accepts?.(head)) ?? sourceById(csv.id)
}
