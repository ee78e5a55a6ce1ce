// Lists in order. Cells are texts, and as texts 10 comes before 9: entries that are numbers go by their value, before
// all others, which go by their letters.
import { compare, type Decimal, toDecimal } from './decimal.ts'
import { type FilterDefinition, numberText, toDateText } from './filter.ts'

interface Entry {
  value: unknown
  number: Decimal | null
  text: string
}

function sort(value: unknown, fold: (text: string) => string): unknown[] {
  const list: unknown[] = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]
  const entries = list.map((entry): Entry => {
    const digits = numberText(entry)
    return { value: entry, number: digits === null ? null : toDecimal(digits), text: fold(toDateText(entry)) }
  })
  return entries.sort(inOrder).map((entry) => entry.value)
}

function inOrder(a: Entry, b: Entry): number {
  if (a.number && b.number) return compare(a.number, b.number)
  if (a.number || b.number) return a.number ? -1 : 1
  return a.text < b.text ? -1 : a.text > b.text ? 1 : 0
}

export const sortFilters: FilterDefinition[] = [
  {
    name: 'sort',
    description: 'Sorts a list: numbers by their value, then texts by their letters.',
    example: '{{ "10,b,9,a" | split: "," | sort | join: "," }} → 9,10,a,b',
    run: (value) => sort(value, (text) => text),
  },
  {
    name: 'sort_natural',
    description: 'The same, ignoring case.',
    example: '{{ "b,A" | split: "," | sort_natural | join: "," }} → A,b',
    run: (value) => sort(value, (text) => text.toLowerCase()),
  },
]
