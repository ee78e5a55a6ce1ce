// In which order the pages of a schedule go. Pure.
import { hash } from 'node:crypto'
import type { ReadAs } from '../api/reading.ts'
import type { Order } from '../api/schedule.ts'
import { readCell } from '../readings/read-as.ts'

export interface RankedRow {
  rowKey: string
  line: number
  /** The cell of the column that the order goes by. */
  value: string
}

const collator = new Intl.Collator('en', { numeric: true })

/**
 * Keys in the order of the rule. Rows that it does not tell apart stay in that of the file; blanks come last.
 * @param readAs how the column is read that the order goes by; null: as people sort texts with numbers in them
 */
export function rankRows(order: Order, rows: readonly RankedRow[], readAs: ReadAs | null = null): string[] {
  return sorted(order, rows, readAs).map((row) => row.rowKey)
}

/** Equal marks, equal orders of equal rows. */
export function orderMark(order: Order, readAs: ReadAs | null): string {
  return JSON.stringify(readAs ? { ...order, readAs } : order)
}

function sorted(order: Order, rows: readonly RankedRow[], readAs: ReadAs | null): RankedRow[] {
  if (order.by === 'row') return rows.toSorted((a, b) => a.line - b.line)
  if (order.by === 'shuffle') {
    // By each key alone, so that rows that come or go do not move the others.
    const places = new Map(rows.map(({ rowKey }) => [rowKey, hash('sha256', `${order.seed}\n${rowKey}`)]))
    return rows.toSorted((a, b) => (places.get(a.rowKey)! < places.get(b.rowKey)! ? -1 : 1))
  }
  const direction = order.descending ? -1 : 1
  if (readAs) return sortedAsRead(rows, readAs, direction)
  return rows.toSorted((a, b) => {
    if ((a.value === '') !== (b.value === '')) return a.value === '' ? 1 : -1
    return direction * collator.compare(a.value, b.value) || a.line - b.line
  })
}

/** What cannot be read comes behind what can, before what is blank. */
function sortedAsRead(rows: readonly RankedRow[], readAs: ReadAs, direction: number): RankedRow[] {
  const compare = (a: string, b: string) =>
    readAs.kind === 'number' ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0
  const read = rows.map((row) => {
    const value = readCell(row.value, readAs)
    return { row, value, place: value !== null ? 0 : row.value === '' ? 2 : 1 }
  })
  read.sort((a, b) => {
    if (a.place !== b.place) return a.place - b.place
    const order =
      a.value !== null && b.value !== null
        ? compare(a.value, b.value)
        : collator.compare(a.row.value, b.row.value)
    return direction * order || a.row.line - b.row.line
  })
  return read.map(({ row }) => row)
}
