// Walks the set that is being replaced in step with the rows that replace it, so that equal rows meet without a look
// into an index for each.
import type { Queries } from '../../db/types.ts'

const chunk = 2_000
/** How far the walk is ahead, so that rows may have been put in before. */
const lead = 4_000
/** Rows that nobody came for, which are remembered in case they come later. */
const mostWaiting = 12_000

export interface BaseRow {
  setId: string
  /** On which line of `setId` it is stored. */
  line: number
  /** Counts the rows of the base, and skips a number where a new piece begins. */
  ordinal: number
}

interface WalkedPiece {
  /** The line of the base on which the piece begins. */
  piece: number
  setId: string
  /** Where the last of these rows stands in the base. */
  last: number
  lines: number[]
  hashes: string
}

export class BaseWalk {
  private readonly queries: Queries
  private readonly baseId: string
  private readonly waiting = new Map<string, BaseRow>()
  private cursor: number | null = 0
  private loaded = 0
  private ordinal = 0
  private piece = -1

  constructor(queries: Queries, baseId: string) {
    this.queries = queries
    this.baseId = baseId
  }

  /** Ensures that the walk is ahead of that many rows of the new set. */
  async keepAheadOf(rows: number): Promise<void> {
    while (this.cursor !== null && this.loaded < rows + lead) await this.loadMore(this.cursor)
  }

  /** The row with these cells, when it is near; each row once. */
  take(hash: string): BaseRow | undefined {
    const found = this.waiting.get(hash)
    if (found) this.waiting.delete(hash)
    return found
  }

  private async loadMore(after: number): Promise<void> {
    const { rows: pieces } = await this.queries.query<WalkedPiece>(walkSql, [this.baseId, after, chunk])
    for (const { piece, setId, lines, hashes } of pieces) {
      if (piece !== this.piece) this.ordinal++
      this.piece = piece
      for (const [i, hash] of hashes.split(',').entries()) {
        this.waiting.set(hash, { setId, line: lines[i]!, ordinal: this.ordinal++ })
      }
      this.loaded += lines.length
    }
    this.cursor = pieces.at(-1)?.last ?? null
    for (const hash of this.waiting.keys()) {
      if (this.waiting.size <= mostWaiting) break
      this.waiting.delete(hash)
    }
  }
}

// A row for each piece instead of one for each row: most of the time would go into taking them apart.
const walkSql = `
  with part as (
    select p.line as piece, p.from_set_id, p.line - p.from_line as shift, b.line, b.hash
      from row_set_pieces p
      cross join lateral (
        select line, hash from rows
         where row_set_id = p.from_set_id and line between p.from_line and p.to_line
           and line > $2::bigint - p.line + p.from_line
         order by line limit $3) b
     where p.row_set_id = $1
       and p.line >= coalesce((select max(line) from row_set_pieces where row_set_id = $1 and line <= $2), 0)
     order by p.line, b.line limit $3)
  select piece, from_set_id as "setId", max(line) + shift as last, array_agg(line order by line) as lines,
         string_agg(hash, ',' order by line) as hashes
    from part group by piece, from_set_id, shift order by piece`
