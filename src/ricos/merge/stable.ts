// Which of the blocks that two versions have in common kept their order: the others were moved.

/**
 * The heaviest increasing run of a list that skips negative numbers, no number twice, as a flag for each place; of
 * several the same one every time.
 */
export function heaviestIncreasing(list: ArrayLike<number>, weightOf: (place: number) => number): Uint8Array {
  const isIn = new Uint8Array(list.length)
  const most = mostOf(list)
  if (most === null) return everything(list)
  /** Of the run that ends at each place: how heavy it is, and the place before its last one. */
  const weights = new Float64Array(list.length)
  const before = new Int32Array(list.length).fill(-1)
  const heavier = (a: number, b: number) => {
    if (a < 0 || b < 0) return Math.max(a, b)
    const more = (weights[a] as number) - (weights[b] as number)
    return more > 0 || (more === 0 && (list[a] as number) < (list[b] as number)) ? a : b
  }
  /** A tree of prefixes: where the heaviest run ends whose last number is one of some. */
  const ends = new Int32Array(most + 2).fill(-1)
  const endUpTo = (value: number) => {
    let end = -1
    for (let node = value + 1; node > 0; node -= node & -node) end = heavier(end, ends[node] as number)
    return end
  }
  for (let place = 0; place < list.length; place++) {
    const value = list[place] as number
    if (value < 0) continue
    const last = endUpTo(value - 1)
    before[place] = last
    weights[place] = weightOf(place) + (last < 0 ? 0 : (weights[last] as number))
    for (let node = value + 1; node < ends.length; node += node & -node)
      ends[node] = heavier(ends[node] as number, place)
  }
  for (let place = endUpTo(most); place >= 0; place = before[place] as number) isIn[place] = 1
  return isIn
}

/** The greatest number; null where they increase already, so that there is nothing to choose. */
function mostOf(list: ArrayLike<number>): number | null {
  let most = -1
  let isOrdered = true
  for (let place = 0; place < list.length; place++) {
    const value = list[place] as number
    if (value < 0) continue
    if (value < most) isOrdered = false
    else most = value
  }
  return isOrdered ? null : most
}

function everything(list: ArrayLike<number>): Uint8Array {
  return Uint8Array.from(list, (value) => (value >= 0 ? 1 : 0))
}
