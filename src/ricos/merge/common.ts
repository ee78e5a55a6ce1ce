// What two lists have in common, in order.

/** A longer middle is taken as all different: its table would not fit in memory. */
const MOST_CELLS = 1_000_000

/** A longest common part of two lists, as pairs of places. */
export function commonOf<T>(
  left: readonly T[],
  right: readonly T[],
  isEqual: (a: T, b: T) => boolean,
): [number, number][] {
  const shorter = Math.min(left.length, right.length)
  const isSame = (i: number, j: number) => isEqual(left[i] as T, right[j] as T)
  let start = 0
  while (start < shorter && isSame(start, start)) start++
  let end = 0
  while (end < shorter - start && isSame(left.length - 1 - end, right.length - 1 - end)) end++
  const [rows, columns] = [left.length - start - end, right.length - start - end]
  const pairs: [number, number][] = Array.from({ length: start }, (_, i) => [i, i])
  for (const [i, j] of commonMiddle(rows, columns, (i, j) => isSame(start + i, start + j)))
    pairs.push([start + i, start + j])
  for (; end > 0; end--) pairs.push([left.length - end, right.length - end])
  return pairs
}

function commonMiddle(
  rows: number,
  columns: number,
  isSame: (i: number, j: number) => boolean,
): [number, number][] {
  if (rows === 0 || columns === 0 || rows * columns > MOST_CELLS) return []
  const width = columns + 1
  const lengths = new Int32Array((rows + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] as number
  for (let i = rows - 1; i >= 0; i--)
    for (let j = columns - 1; j >= 0; j--)
      lengths[i * width + j] = isSame(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (isSame(i, j)) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return pairs
}
