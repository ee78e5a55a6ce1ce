// What stands in a property of a page of Notion, as a text.
// https://developers.notion.com/reference/page-property-values. Pure.

export interface PropertyReading {
  /** Files by their address, which expires for those that Notion keeps, or by their name. */
  files: 'address' | 'name'
  /** Notion gives only the first 25 of what the property names. */
  onCut(): void
}

type Value = Readonly<Record<string, unknown>>
type Reader = (value: unknown, reading: PropertyReading, property: Value) => string

/** Of several values, one after the other. */
const between = ', '

const readers: Readonly<Record<string, Reader>> = {
  title: plainText,
  rich_text: plainText,
  number: scalar,
  checkbox: scalar,
  url: scalar,
  email: scalar,
  phone_number: scalar,
  string: scalar,
  boolean: scalar,
  created_time: scalar,
  last_edited_time: scalar,
  select: named,
  status: named,
  multi_select: (value) => joined(value, named),
  date: (value) => period(value),
  people: (value) => joined(value, person),
  created_by: person,
  last_edited_by: person,
  files: (value, { files }) => joined(value, (one) => fileText(one, files)),
  relation(value, { onCut }, property) {
    if (property['has_more'] === true) onCut()
    return joined(value, (one) => text(one, 'id'))
  },
  formula: typed,
  rollup: typed,
  array: (value, reading) => joined(value, (one) => typed(one, reading)),
  unique_id: (value) =>
    [text(value, 'prefix'), number(value, 'number')].filter((part) => part !== '').join('-'),
  verification: (value) => text(value, 'state'),
}

/** Empty for what has no text (a button) and for kinds that came after this was written. */
export function notionText(property: unknown, reading: PropertyReading): string {
  return typed(property, reading)
}

export function isReadable(type: string): boolean {
  return type in readers
}

/** `{"type":"select","select":{...}}`: the value stands under the name of its type. */
function typed(property: unknown, reading: PropertyReading): string {
  if (!isValue(property)) return ''
  const type = property['type']
  if (typeof type !== 'string' || !Object.hasOwn(readers, type)) return ''
  return readers[type]!(property[type], reading, property)
}

function isValue(value: unknown): value is Value {
  return typeof value === 'object' && value !== null
}

function text(value: unknown, name: string): string {
  const found = isValue(value) ? value[name] : undefined
  return typeof found === 'string' ? found : ''
}

function number(value: unknown, name: string): string {
  const found = isValue(value) ? value[name] : undefined
  return typeof found === 'number' ? String(found) : ''
}

function scalar(value: unknown): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value)
}

function named(value: unknown): string {
  return text(value, 'name')
}

function plainText(value: unknown): string {
  return Array.isArray(value) ? value.map((part) => text(part, 'plain_text')).join('') : ''
}

function joined(value: unknown, read: (one: unknown) => string): string {
  if (!Array.isArray(value)) return ''
  return value
    .map(read)
    .filter((one) => one !== '')
    .join(between)
}

/** A day or a time; a span as ISO 8601 writes it, "2026-03-01/2026-03-05". */
function period(value: unknown): string {
  const end = text(value, 'end')
  return `${text(value, 'start')}${end === '' ? '' : `/${end}`}`
}

function person(value: unknown): string {
  return text(value, 'name') || (isValue(value) ? text(value['person'], 'email') : '') || text(value, 'id')
}

/** `{"name":"a.png","type":"file","file":{"url":"https://..."}}`, or `external` in place of `file`. */
function fileText(value: unknown, files: 'address' | 'name'): string {
  if (files === 'name' || !isValue(value)) return text(value, 'name')
  return text(value['file'], 'url') || text(value['external'], 'url') || text(value, 'name')
}
