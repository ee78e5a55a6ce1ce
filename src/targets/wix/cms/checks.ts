// What stops an item, or is worth knowing, before Wix sees it. Pure. Wix enforces hardly any of it: it would store
// what its own pages then cannot show.

import type { Problem } from '../../../api/problem.ts'
import { shorten } from '../../../api/shorten.ts'
import { documentWords } from '../document.ts'
import { checkRawOutput } from '../raw-output.ts'
import type { FieldFacts } from './field-facts.ts'
import type { CmsValue } from './values.ts'

/** Wix's recommended limit of an item; it refuses above 512 KB (`WDE0009`). */
export const longestItemBytes = 500_000

const jsonTypes = new Set(['OBJECT', 'ARRAY', 'ANY', 'ADDRESS'])

/** @param rendered what the template made of the field, before it was read as a value */
export function checkValue(field: FieldFacts, value: CmsValue, rendered: string): Problem[] {
  return [...checkLimits(field, value), ...checkRaw(field, value, rendered)]
}

function checkLimits(field: FieldFacts, value: CmsValue): Problem[] {
  const { limits, values } = field
  const problem = (code: string, message: string): Problem[] => [
    { code, severity: 'error', field: field.key, message: `${field.label}: ${message}` },
  ]
  const content = 'value' in value ? value.value : null
  if (typeof content === 'number') {
    const { min = -Infinity, max = Infinity } = limits
    if (content >= min && content <= max) return []
    return problem('out_of_range', `${content} is outside what the field allows: ${rangeWords(min, max)}.`)
  }
  if (typeof content === 'string') {
    if (values !== null && !values.includes(content)) {
      const some = values.slice(0, 10).join(', ')
      const known = values.length > 10 ? `${some} and ${values.length - 10} more` : some
      return problem(
        'not_in_list',
        `"${shorten(content, 80)}" is not among the values of the field: ${known}.`,
      )
    }
    const { minLength = 0, maxLength = Infinity } = limits
    if (content.length > maxLength)
      return problem(
        'too_long',
        `it has ${content.length} characters; the field allows ${maxLength}. Shorten it, for example with \`| truncate: ${maxLength}\`.`,
      )
    if (content.length < minLength)
      return problem(
        'too_short',
        `it has ${content.length} characters; the field requires at least ${minLength}.`,
      )
    return []
  }
  const entries = entriesOf(value)
  if (entries === null) return []
  const { minSize = 0, maxSize = Infinity } = limits
  if (entries >= minSize && entries <= maxSize) return []
  return problem(
    'out_of_range',
    `it has ${entries} entries; the field allows ${rangeWords(minSize, maxSize)}.`,
  )
}

function entriesOf(value: CmsValue): number | null {
  if ('names' in value) return value.names.length
  if ('images' in value) return value.images.length
  return 'value' in value && Array.isArray(value.value) ? value.value.length : null
}

function rangeWords(min: number, max: number): string {
  if (!Number.isFinite(max)) return `at least ${min}`
  return Number.isFinite(min) && min !== 0 ? `from ${min} to ${max}` : `at most ${max}`
}

/** In JSON braces and `null` have their own meaning, and code may show braces on purpose. */
function checkRaw(field: FieldFacts, value: CmsValue, rendered: string): Problem[] {
  if (jsonTypes.has(field.type) && !('value' in value && typeof value.value === 'string')) return []
  const content = 'value' in value ? value.value : null
  const text = field.type === 'RICH_CONTENT' ? documentWords(content, ['CODE_BLOCK']) : rendered
  return checkRawOutput(field.key, text)
}

export function requiredBlank(field: FieldFacts, severity: 'error' | 'warning'): Problem {
  const advice =
    severity === 'error'
      ? 'Fill the cells it comes from, or give the template a fallback.'
      : 'An item that is taken over may have it already; a new one would lack it.'
  return {
    code: 'required_blank',
    severity,
    field: field.key,
    message: `${field.label} is empty, and the collection requires it. ${advice}`,
  }
}

export function checkSize(bytes: number): Problem[] {
  if (bytes <= longestItemBytes) return []
  return [
    {
      code: 'item_too_large',
      severity: 'error',
      message: `The item has ${Math.ceil(bytes / 1000)} KB; Wix allows ${longestItemBytes / 1000} KB. Split it or leave something out.`,
    },
  ]
}
