// A set of rows is a list of pieces: stretches of rows that this set or an earlier one brought. Pure.
// What is borrowed is not stored again, though its line may be another here: why, in docs/decisions/shared-rows.md.

/** Rows by who brought them and the lines they had there, both ends included. */
export interface Stretch {
  setId: string
  from: number
  to: number
}

export interface Piece extends Stretch {
  /** The line of the first row in the set that consists of these pieces. */
  line: number
}

/** A row of the set that is being put together, and where it is stored. */
export interface PlacedRow {
  line: number
  setId: string
  /** On which line of `setId`. */
  storedLine: number
  /** Known to be stored right after the row before; what only seems to be may have another one in between. */
  isNext: boolean
}

/** Joins rows that come in the order of the set to as few pieces as they allow. */
export class PieceBuilder {
  private open: Piece | null = null
  private done: Piece[] = []

  add({ line, setId, storedLine, isNext }: PlacedRow): void {
    const { open } = this
    if (open && follows(open, line, setId, storedLine) && (isNext || storedLine === open.to + 1)) {
      open.to = storedLine
      return
    }
    if (open) this.done.push(open)
    this.open = { line, setId, from: storedLine, to: storedLine }
  }

  get count(): number {
    return this.done.length
  }

  /** The pieces that cannot grow any more, once each. */
  take(): Piece[] {
    const taken = this.done
    this.done = []
    return taken
  }

  /** No row comes any more. */
  end(): void {
    if (this.open) this.done.push(this.open)
    this.open = null
  }
}

/** Whether this row may lengthen the piece: same origin, and moved by as many lines. */
function follows(piece: Piece, line: number, setId: string, storedLine: number): boolean {
  return piece.setId === setId && storedLine > piece.to && line - storedLine === piece.line - piece.from
}

/** What of `all` lies in no stretch of `taken`, by set and from the first line on. Stretches may overlap. */
export function subtract(all: readonly Stretch[], taken: readonly Stretch[]): Stretch[] {
  const takenBySet = groupBySet(taken)
  const left: Stretch[] = []
  for (const [setId, stretches] of groupBySet(all)) {
    const holes = takenBySet.get(setId) ?? []
    let hole = 0
    for (const { from, to } of stretches) {
      let start = from
      // Both are in order: a hole that ends before this stretch is over for all that follow.
      while (hole < holes.length && holes[hole]!.to < start) hole++
      for (let at = hole; at < holes.length && holes[at]!.from <= to; at++) {
        if (holes[at]!.from > start) left.push({ setId, from: start, to: holes[at]!.from - 1 })
        start = holes[at]!.to + 1
      }
      if (start <= to) left.push({ setId, from: start, to })
    }
  }
  return left
}

/** Each set's stretches in order, those that touch or overlap as one. */
function groupBySet(stretches: readonly Stretch[]): Map<string, Stretch[]> {
  const bySet = new Map<string, Stretch[]>()
  for (const stretch of stretches) {
    const group = bySet.get(stretch.setId)
    if (group) group.push(stretch)
    else bySet.set(stretch.setId, [stretch])
  }
  for (const [setId, group] of bySet) bySet.set(setId, merge(group))
  return bySet
}

function merge(stretches: Stretch[]): Stretch[] {
  const merged: Stretch[] = []
  for (const { setId, from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && from <= last.to + 1) last.to = Math.max(last.to, to)
    else merged.push({ setId, from, to })
  }
  return merged
}
