// Whether what a source gives now may take the place of what it gave before without anybody looking. Pure.
import type { RefreshReason } from '../../api/import.ts'
import type { ChangeCounts } from '../imports/changes.ts'

interface Shape {
  rowCount: number
  /** Of the file, so without a column that only holds a combined key. */
  columnNames: readonly string[]
}

/** Under this share of its rows or keys, a table is more likely broken than meant. */
const leastShare = 0.5

/**
 * @param before what the dataset has
 * @param now what was read
 * @param keyColumns of the file, of which the key is made
 * @param changes null: not compared yet
 */
export function judgeRefresh(
  before: Shape,
  now: Shape,
  keyColumns: readonly string[],
  changes: ChangeCounts | null,
): RefreshReason[] {
  const reasons: RefreshReason[] = []
  const there = new Set(now.columnNames)
  const lost = before.columnNames.filter((name) => !there.has(name))
  const keyLost = lost.filter((name) => keyColumns.includes(name))
  const others = lost.filter((name) => !keyColumns.includes(name))
  if (keyLost.length > 0) {
    reasons.push({
      code: 'key_gone',
      message: `${columns(keyLost)} ${keyLost.length === 1 ? 'is' : 'are'} not in it any more, and the key is made of ${keyLost.length === 1 ? 'it' : 'them'}, so nobody can tell which row is which page. Name ${keyLost.length === 1 ? 'it' : 'them'} as before in the source.`,
    })
  }
  if (others.length > 0) {
    reasons.push({
      code: 'column_lost',
      message: `${columns(others)} ${others.length === 1 ? 'is' : 'are'} not in it any more. Bring ${others.length === 1 ? 'it' : 'them'} back in the source, or take this over if it is meant.`,
    })
  }
  if (now.rowCount < before.rowCount * leastShare) {
    reasons.push({
      code: 'rows_lost',
      message: `It has ${count(now.rowCount)} rows where the dataset has ${count(before.rowCount)}: under half. Look at the source, or take this over if it is meant.`,
    })
  } else if (changes && changes.same + changes.changed < before.rowCount * leastShare) {
    reasons.push({
      code: 'key_changed',
      message: `Only ${count(changes.same + changes.changed)} of the ${count(before.rowCount)} keys of the dataset are in it, so its key seems to be another one. Look at ${columns(keyColumns).replace('The', 'the')} in the source, or take this over if it is meant.`,
    })
  }
  return reasons
}

function columns(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`)
  const last = quoted.at(-1)
  return names.length === 1
    ? `The column ${last}`
    : `The columns ${quoted.slice(0, -1).join(', ')} and ${last}`
}

function count(number: number): string {
  return number.toLocaleString('en')
}
