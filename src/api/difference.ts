// What differs between two texts, word by word. Pure.

export interface Piece {
  kind: 'same' | 'removed' | 'added'
  text: string
}

/** Beyond this many words on either side the table below would grow too large; the middle is cut at words to hold on to. */
const mostWords = 1200

function words(text: string): string[] {
  return text.match(/\s+|[^\s<>]+|<[^<>]*>|[<>]/g) ?? []
}

function pushAll(pieces: Piece[], kind: Piece['kind'], texts: string[]): void {
  for (const text of texts) pieces.push({ kind, text })
}

/** The pieces of both texts in order: common ones once, removed before added. */
export function difference(before: string, after: string): Piece[] {
  const pieces: Piece[] = []
  for (const { kind, text } of joined(aligned(words(before), words(after)))) {
    const last = pieces.at(-1)
    if (last?.kind === kind) last.text += text
    else pieces.push({ kind, text })
  }
  return pieces
}

/** Between two changes: a space, or one short word that both versions have by chance. */
const chance = /^\s*(?:[\p{L}\p{N}]{1,4}\s+)?$/u

/**
 * Changes that only chance keeps apart become one, removed before added: a rewritten sentence reads as two
 * sentences, not as shreds.
 */
export function joined(pieces: Piece[]): Piece[] {
  const result: Piece[] = []
  let at = 0
  while (at < pieces.length) {
    if (pieces[at]?.kind === 'same') {
      result.push(...pieces.slice(at, at + 1))
      at += 1
      continue
    }
    const removed: Piece[] = []
    const added: Piece[] = []
    while (at < pieces.length) {
      const piece = pieces[at]
      if (piece?.kind === 'removed') removed.push(piece)
      else if (piece?.kind === 'added') added.push(piece)
      else {
        const end = pieces.findIndex((other, index) => index > at && other.kind !== 'same')
        const between = end < 0 ? [] : pieces.slice(at, end)
        const text = between.map((one) => one.text).join('')
        if (between.length === 0 || !chance.test(text)) break
        removed.push(...between.map((one): Piece => ({ ...one, kind: 'removed' })))
        added.push(...between.map((one): Piece => ({ ...one, kind: 'added' })))
        at = end
        continue
      }
      at += 1
    }
    result.push(...removed, ...added)
  }
  return result
}

/** For texts that are cut into words already: one piece for each word. */
export function aligned(old: string[], now: string[]): Piece[] {
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1
  let end = 0
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end))
    end += 1

  const pieces: Piece[] = []
  pushAll(pieces, 'same', old.slice(0, start))
  const a = old.slice(start, old.length - end)
  const b = now.slice(start, now.length - end)
  if (a.length > mostWords || b.length > mostWords) between(a, b, pieces)
  else middle(a, b, pieces)
  pushAll(pieces, 'same', old.slice(old.length - end))
  return pieces
}

/** A long middle, part by part between words that stand once on each side; without any it is shown as replaced. */
function between(a: string[], b: string[], pieces: Piece[]): void {
  let i = 0
  let j = 0
  for (const [nextI, nextJ] of anchors(a, b)) {
    pieces.push(...aligned(a.slice(i, nextI), b.slice(j, nextJ)))
    pieces.push({ kind: 'same', text: a[nextI] ?? '' })
    i = nextI + 1
    j = nextJ + 1
  }
  if (i > 0) pieces.push(...aligned(a.slice(i), b.slice(j)))
  else {
    pushAll(pieces, 'removed', a)
    pushAll(pieces, 'added', b)
  }
}

/** Places of words that stand once on each side: the longest row of them that is in the same order on both. */
function anchors(a: string[], b: string[]): [number, number][] {
  const there = placesOfSingles(b)
  const pairs = [...placesOfSingles(a)].flatMap(([word, i]): [number, number][] => {
    const j = there.get(word)
    return j === undefined ? [] : [[i, j]]
  })
  // By length of row: the pair with the smallest place at which such a row ends, and what comes before each pair.
  const ends: number[] = []
  const former: number[] = []
  for (const [at, [, j]] of pairs.entries()) {
    let low = 0
    let high = ends.length
    while (low < high) {
      const half = (low + high) >> 1
      if ((pairs[ends[half] ?? 0]?.[1] ?? 0) < j) low = half + 1
      else high = half
    }
    former[at] = low > 0 ? (ends[low - 1] ?? -1) : -1
    ends[low] = at
  }
  const row: [number, number][] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = former[at] ?? -1) row.push(pairs[at] ?? [0, 0])
  return row.reverse()
}

/** In the order in which they stand. */
function placesOfSingles(words: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return new Map([...words.entries()].flatMap(([at, word]) => (counts.get(word) === 1 ? [[word, at]] : [])))
}

/** Longest common subsequence of the differing middle. */
function middle(a: string[], b: string[], pieces: Piece[]): void {
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      pieces.push({ kind: 'same', text: a[i] ?? '' })
      i += 1
      j += 1
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      pieces.push({ kind: 'removed', text: a[i] ?? '' })
      i += 1
    } else {
      pieces.push({ kind: 'added', text: b[j] ?? '' })
      j += 1
    }
  }
  pushAll(pieces, 'removed', a.slice(i))
  pushAll(pieces, 'added', b.slice(j))
}

const keptAround = 90

/** Long equal stretches shortened to what stands next to a difference. */
export function folded(pieces: Piece[]): Piece[] {
  if (pieces.every((piece) => piece.kind === 'same')) return pieces
  return pieces.map((piece, index) => {
    if (piece.kind !== 'same' || piece.text.length < keptAround * 4) return piece
    const head = index === 0 ? '' : piece.text.slice(0, keptAround)
    const tail = index === pieces.length - 1 ? '' : piece.text.slice(-keptAround)
    const left = piece.text.length - head.length - tail.length
    return { kind: 'same', text: `${head}\n… ${left} equal characters …\n${tail}`.trim() }
  })
}
