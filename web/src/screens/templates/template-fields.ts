// Which fields a template is edited by. Pure.
import type { Destination, FieldSpec } from '../../../../src/api/destination.ts'

/** Names alone, where nobody has asked a site what they mean. */
export function plainFields(names: string[]): FieldSpec[] {
  return names.map((name) => ({
    name,
    label: name,
    kind: 'text',
    type: null,
    unwritable: null,
    required: false,
    maxLength: null,
    help: '',
    example: '',
    group: 'content',
  }))
}

/** Fields that the template fills although the site does not have them, or lets nobody write them. */
export function strangeFields(fields: FieldSpec[], texts: Record<string, string>): FieldSpec[] {
  const writable = new Set(fields.filter(({ unwritable }) => unwritable === null).map(({ name }) => name))
  const names = Object.keys(texts).filter((name) => !writable.has(name) && texts[name]?.trim() !== '')
  return plainFields(names).map((field) => ({
    ...field,
    help: 'The site has no field of this name that can be filled. Clear the text, or no page can be created.',
  }))
}

/** What is read again: the collection, the store. */
export function placeWord(destination: Destination): string {
  return destination.fieldsDependOn ?? 'site'
}
