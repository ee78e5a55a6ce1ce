// What stands in a field of Airtable, as a text. By the form of the value alone, since the types of fields are known
// only to some tokens. https://airtable.com/developers/web/api/field-model. Pure.

export interface CellReading {
  /** Attachments by their address, which expires, or by their name. */
  files: 'address' | 'name'
  /** The field holds the error of a formula, or a number that is none. */
  onError(): void
}

/** Of several values, one after the other. */
const between = ', '

export function airtableText(value: unknown, reading: CellReading): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) {
    return value
      .map((one) => airtableText(one, reading))
      .filter((text) => text !== '')
      .join(between)
  }
  return textOfObject(value as Record<string, unknown>, reading)
}

function textOfObject(value: Record<string, unknown>, reading: CellReading): string {
  // {"error":"#ERROR!"}, {"specialValue":"NaN"}
  if ('error' in value || 'specialValue' in value) {
    reading.onError()
    return ''
  }
  // An attachment: {"id":"att...","url":"https://...","filename":"a.png"}
  if ('filename' in value) return textIn(value, reading.files === 'name' ? ['filename'] : ['url'])
  // A barcode {"text"}, a button {"label","url"}, a text of Airtable's AI {"state","value"}, a person {"name","email"}
  return textIn(value, ['text', 'url', 'value', 'name', 'email', 'id'])
}

function textIn(value: Record<string, unknown>, names: readonly string[]): string {
  for (const name of names) {
    const found = value[name]
    if (typeof found === 'string' && found !== '') return found
  }
  return ''
}
