// A cell of an OpenDocument spreadsheet as text: as it is shown, which stands in the file, or its value. Pure.
import { numberText } from '../sheet/number-text.ts'

export interface OdsCell {
  attributes: Record<string, string>
  /** Its paragraphs, as the program showed them; null where it has none. */
  text: string | null
}

export interface OdsText {
  text: string
  /** `missing`: a formula without its result. */
  kind: 'text' | 'error' | 'missing'
}

export function readCell({ attributes, text }: OdsCell, values: 'shown' | 'stored'): OdsText {
  if (attributes['calcext:value-type'] === 'error') return { text: text ?? '', kind: 'error' }
  const type = attributes['office:value-type']
  if (type === undefined && text === null) {
    return { text: '', kind: attributes['table:formula'] === undefined ? 'text' : 'missing' }
  }
  if (values === 'shown' && text !== null) return { text, kind: 'text' }
  return { text: storedText(type, attributes) ?? text ?? '', kind: 'text' }
}

function storedText(type: string | undefined, attributes: Record<string, string>): string | null {
  switch (type) {
    case 'float':
    case 'percentage':
    case 'currency': {
      const value = attributes['office:value']
      return value === undefined ? null : numberText(value)
    }
    case 'date':
      return attributes['office:date-value']?.replace(/T00:00:00(?:[.,]0+)?Z?$/, '') ?? null
    case 'time':
      return timeText(attributes['office:time-value'])
    case 'boolean':
      return attributes['office:boolean-value'] === 'true' ? 'TRUE' : 'FALSE'
    default:
      return attributes['office:string-value'] ?? null
  }
}

/** "PT36H05M00S" as 36:05:00. */
function timeText(value: string | undefined): string | null {
  const found = /^(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?$/.exec(value ?? '')
  if (!found) return value ?? null
  const [days, hours, minutes, seconds] = found.slice(2).map((part) => Number(part ?? 0))
  const two = (number: number) => String(number).padStart(2, '0')
  return `${found[1]}${two(days! * 24 + hours!)}:${two(minutes!)}:${two(seconds!)}`
}
