// Which column plays which part of a starter, by what it is called and by what it holds. Pure.

import { titleColumn } from '../column-roles.ts'
import type { Column, Dataset } from '../dataset.ts'
import { fold, wordsOf } from '../name-words.ts'
import { isPicture } from '../suggest-mapping.ts'
import type { Part, PartColumns, Starter } from './starter-page.ts'

const exactly = 100
const asLastWord = 60
const asAnyWord = 40
/** A column that nobody called so, but that can hardly be anything else. */
const onlyHolds = 20

/** Each part gets the column that suits it best, and each column one part. */
export function mapParts(starter: Starter, dataset: Dataset): PartColumns {
  const columns = dataset.columns.filter(({ type }) => type !== 'empty')
  const pairs = starter.parts
    .flatMap((part) => columns.map((column) => ({ part, column, score: scoreOf(part, column) })))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  const found: Record<string, string> = {}
  const taken = new Set<string>()
  for (const { part, column } of pairs) {
    if (found[part.id] !== undefined || taken.has(column.name)) continue
    found[part.id] = column.name
    taken.add(column.name)
  }
  const title = titleColumn(dataset)
  const takesTitle = starter.parts.some(({ id }) => id === 'name')
  if (takesTitle && found['name'] === undefined && title && !taken.has(title.name)) found['name'] = title.name
  return found
}

/** Parts without which the starter has nothing to say, and that no column plays. */
export function missingParts(starter: Starter, columns: PartColumns): Part[] {
  return starter.parts.filter(({ id, isNeeded }) => isNeeded && columns[id] === undefined)
}

/** The starter that says most of these columns, or null where none says anything in particular. */
export function bestStarter(starters: readonly Starter[], dataset: Dataset): Starter | null {
  const judged = starters.map((starter) => {
    const columns = mapParts(starter, dataset)
    const played = starter.parts.filter(({ id }) => id !== 'name' && columns[id] !== undefined).length
    return { starter, worth: missingParts(starter, columns).length > 0 ? 0 : played / starter.parts.length }
  })
  const best = judged.sort((a, b) => b.worth - a.worth)[0]
  return best && best.worth >= leastWorth ? best.starter : null
}

const leastWorth = 0.3

function scoreOf(part: Part, column: Column): number {
  if (!holds(part, column)) return 0
  const names = [fold(column.name), fold(column.header)]
  const at = part.names.findIndex((name) => names.includes(name))
  if (at !== -1) return exactly - at
  const words = wordsOf(column.name)
  const last = words.at(-1) ?? ''
  if (part.names.includes(last)) return asLastWord
  if (words.some((word) => word.length > 3 && part.names.includes(word))) return asAnyWord
  return part.holds === 'picture' ? onlyHolds : 0
}

function holds({ holds: wanted }: Part, column: Column): boolean {
  if (wanted === 'picture') return isPicture(column)
  if (isPicture(column)) return false
  if (wanted === 'number') return column.type === 'number'
  if (wanted === 'link') return column.type === 'url'
  if (wanted === 'long') return column.type === 'html' || column.type === 'text'
  return column.type !== 'html'
}
