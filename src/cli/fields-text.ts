// The fields a template can fill, in words. Pure.
import type { DestinationFields, FieldSpec } from '../api/destination.ts'
import { table } from './table.ts'
import { time } from './text.ts'

export function describeFields({ fields, notes, readAt }: DestinationFields, width: number): string {
  const parts = [
    fields.length === 0 ? 'No fields are known.' : fieldTable(fields, width),
    notes.map(({ severity, message }) => `${severity}: ${message}`).join('\n'),
    readAt === null ? '' : `Read ${time(readAt)}.`,
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

export function fieldTable(fields: FieldSpec[], width: number): string {
  const hasTypes = fields.some(({ type }) => type !== null)
  return table(
    ['Field', ...(hasTypes ? ['Label', 'Type'] : []), 'Required', 'Most', 'Description'],
    fields.map((field) => [
      field.name,
      ...(hasTypes ? [field.label, field.type ?? ''] : []),
      field.required ? 'yes' : '',
      field.maxLength === null ? '' : String(field.maxLength),
      field.unwritable === null ? field.help : `Cannot be filled. ${field.unwritable}`,
    ]),
    width,
  )
}
