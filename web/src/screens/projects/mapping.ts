// Where each field of a new project gets its text from. Pure.
import type { Dataset } from '../../../../src/api/dataset.ts'
import type { FieldSpec } from '../../../../src/api/destination.ts'
import { suggestMapping, textOfColumn } from '../../../../src/api/suggest-mapping.ts'

export type Source = { from: 'column'; column: string } | { from: 'text'; text: string } | { from: 'nothing' }
/** By the name of the field. */
export type Sources = Record<string, Source>

const nothing: Source = { from: 'nothing' }

/** A person's choices over our suggestions. A choice of a column that the data does not have counts for nothing. */
export function sourcesOf(fields: FieldSpec[], dataset: Dataset, chosen: Sources): Sources {
  const suggested = suggestMapping(fields, dataset.columns)
  const isThere = (name: string) => dataset.columns.some((column) => column.name === name)
  return Object.fromEntries(
    fields
      .filter((field) => field.unwritable === null)
      .map(({ name }): [string, Source] => {
        const own = chosen[name]
        if (own && (own.from !== 'column' || isThere(own.column))) return [name, own]
        const column = suggested[name]
        return [name, column === undefined ? nothing : { from: 'column', column }]
      }),
  )
}

/** What the template says for a field; blank where it is left alone. */
export function textOf(field: FieldSpec, source: Source | undefined, dataset: Dataset): string {
  if (source?.from === 'text') return source.text
  const column = source?.from === 'column' && dataset.columns.find(({ name }) => name === source.column)
  return column ? textOfColumn(field, column, dataset) : ''
}

/** The fields of the template. A field that is left alone is not in it, so that Wix keeps its value. */
export function templateOf(fields: FieldSpec[], sources: Sources, dataset: Dataset): Record<string, string> {
  return Object.fromEntries(
    fields
      .map((field) => [field.name, textOf(field, sources[field.name], dataset)] as const)
      .filter(([, text]) => text.trim() !== ''),
  )
}

/** What Wix would refuse an item without. */
export function missingFields(fields: FieldSpec[], texts: Record<string, string>): FieldSpec[] {
  return fields.filter(
    ({ name, required, unwritable }) => required && unwritable === null && (texts[name] ?? '').trim() === '',
  )
}
