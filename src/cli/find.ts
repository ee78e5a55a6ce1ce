// Things by name or id. Pure.
import { CliError, usageError } from './errors.ts'

/** An id wins, then the exact name, then the name in another case. `noun` is the command that lists them. */
export function findNamed<T extends { id: string; name: string }>(
  items: T[],
  wanted: string,
  noun: string,
): T {
  const byId = items.find((item) => item.id === wanted)
  if (byId) return byId
  const exact = items.filter((item) => item.name === wanted)
  const found = exact.length > 0 ? exact : items.filter((item) => fold(item.name) === fold(wanted))
  if (found[0] && found.length === 1) return found[0]
  if (found.length > 1) {
    const ids = found.map((item) => item.id).join(', ')
    throw usageError(`${found.length} ${noun} are called "${wanted}". Name one by its id: ${ids}.`)
  }
  const some = items.slice(0, 5).map((item) => `"${item.name}"`)
  const advice =
    some.length === 0
      ? `There are no ${noun} yet.`
      : `There is ${some.join(', ')}${items.length > 5 ? ', ...' : ''}; see "seomatic ${noun} list".`
  throw new CliError('not_found', `No ${noun} called "${wanted}" and none with this id. ${advice}`)
}

function fold(text: string): string {
  return text.trim().toLowerCase()
}
