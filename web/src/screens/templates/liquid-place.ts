// Where in a Liquid text a place is, as far as one has to know to complete a word or to say what it stands for. Pure.

export interface LiquidPlace {
  /** `column`: behind `row.`; `value`: where a value may begin. */
  kind: 'column' | 'value' | 'filter' | 'tag'
  /** Where the word begins that is being written. */
  from: number
}

const wordEnd = /[\w\-\u0080-\uffff]*$/

/** What is being written at the end of this text; null outside of braces and inside of quotes. */
export function liquidPlace(before: string): LiquidPlace | null {
  const open = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'))
  if (open === -1) return null
  const inside = before.slice(open + 2)
  if (/%\}|\}\}/.test(inside)) return null
  // Whole quotes go; what is left of one is still open.
  if (/["']/.test(inside.replace(/"[^"]*"|'[^']*'/g, ''))) return null
  const word = wordEnd.exec(inside)?.[0] ?? ''
  const from = before.length - word.length
  const lead = inside.slice(0, inside.length - word.length)
  if (/\|\s*$/.test(lead)) return { kind: 'filter', from }
  if (before[open + 1] === '%' && /^-?\s*$/.test(lead)) return { kind: 'tag', from }
  if (/(^|[^\w.])row\.$/.test(lead)) return { kind: 'column', from }
  return /(^-?|[\s(,:=<>[])$/.test(lead) ? { kind: 'value', from } : null
}

const path = /row\.([\w\-\u0080-\uffff]+)|row\[(?:"([^"]+)"|'([^']+)')\]|(?<![\w."'-])([A-Za-z_][\w-]*)/g

export interface NamedPlace {
  name: string
  from: number
  to: number
}

/** The column that is named at a place of a line; null where there is none, or outside of braces. */
export function columnAt(line: string, at: number, names: ReadonlySet<string>): NamedPlace | null {
  const open = Math.max(line.lastIndexOf('{{', at), line.lastIndexOf('{%', at))
  if (open === -1 || /%\}|\}\}/.test(line.slice(open + 2, at))) return null
  for (const found of line.matchAll(path)) {
    const from = found.index
    const to = from + found[0].length
    const name = found[1] ?? found[2] ?? found[3] ?? found[4] ?? ''
    if (from <= at && at <= to && from > open && names.has(name)) return { name, from, to }
  }
  return null
}
