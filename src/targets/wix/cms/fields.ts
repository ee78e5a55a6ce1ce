// What a template can fill: the fields of the collection, with what is known of each. Pure.
import type { FieldSpec } from '../../../api/destination.ts'
import type { FieldFacts, Limits } from './field-facts.ts'
import type { CmsOptions } from './options.ts'

type Kind = FieldSpec['kind']

interface TypeWords {
  kind: Kind
  group: FieldSpec['group']
  /** The form that is expected. */
  help: string
  /** Made of the expression for a cell. */
  example: (cell: string) => string
}

const value = (cell: string) => `{{ ${cell} }}`

const json = (example: (cell: string) => string, help: string): TypeWords => ({
  kind: 'json',
  group: 'content',
  help: `${help} Use the \`json\` filter for values.`,
  example,
})
const file: TypeWords = {
  kind: 'url',
  group: 'media',
  help: 'The web address of the file, or one of the site (wix:document://...).',
  example: value,
}

const words: Record<string, TypeWords> = {
  TEXT: { kind: 'text', group: 'content', help: 'Text without formatting.', example: value },
  RICH_TEXT: {
    kind: 'html',
    group: 'content',
    help: 'HTML, stored as it is; Wix shows the usual formatting.',
    example: (cell) => `<p>{{ ${cell} }}</p>`,
  },
  RICH_CONTENT: {
    kind: 'html',
    group: 'content',
    help: "HTML, converted to Wix's rich content.",
    example: (cell) => `<h2>About</h2><p>{{ ${cell} }}</p>`,
  },
  NUMBER: {
    kind: 'number',
    group: 'content',
    help: 'A number with a point for decimals, without separators for thousands.',
    example: value,
  },
  BOOLEAN: { kind: 'boolean', group: 'organise', help: 'true or false, yes or no, 1 or 0.', example: value },
  DATE: { kind: 'date', group: 'content', help: 'A day, as 2026-01-15.', example: value },
  DATETIME: {
    kind: 'datetime',
    group: 'content',
    help: 'A day with a time, as 2026-01-15T10:30:00Z. Without a time zone it counts as UTC.',
    example: value,
  },
  TIME: { kind: 'time', group: 'content', help: 'A time of day, as 14:30.', example: value },
  URL: {
    kind: 'url',
    group: 'content',
    help: 'A whole address: https, http, ftp, mailto, sms or tel.',
    example: value,
  },
  EMAIL: { kind: 'text', group: 'content', help: 'An e-mail address.', example: value },
  SLUG: {
    kind: 'slug',
    group: 'content',
    help: 'The last part of an address: lower case, no spaces, different on every item.',
    example: (cell) => `{{ ${cell} | slugify }}`,
  },
  LANGUAGE: {
    kind: 'language',
    group: 'organise',
    help: 'A code such as `en` or `pt-BR`.',
    example: () => 'en',
  },
  IMAGE: {
    kind: 'image',
    group: 'media',
    help: 'The address of an image. It is copied into the Media Manager of the site, once for all items that use it. A file that is there already can stand as wix:image://... too.',
    example: value,
  },
  MEDIA_GALLERY: {
    kind: 'images',
    group: 'media',
    help: 'Addresses of images, one per line, each with an optional text after a bar: `https://... | What it shows`.',
    example: (cell) => `{{ ${cell} }} | A view`,
  },
  VIDEO: file,
  DOCUMENT: file,
  AUDIO: file,
  ARRAY_DOCUMENT: { ...file, kind: 'list', help: 'Web addresses of files, one per line.' },
  ARRAY_STRING: {
    kind: 'list',
    group: 'organise',
    help: 'Texts, one per line or separated by semicolons. The same text in another case counts once.',
    example: (cell) => `{{ ${cell} }}; Other`,
  },
  REFERENCE: { kind: 'reference', group: 'organise', help: 'One item.', example: value },
  MULTI_REFERENCE: {
    kind: 'references',
    group: 'organise',
    help: 'Items, one per line or separated by semicolons. The template says all of them: links that it does not name are taken away.',
    example: value,
  },
  OBJECT: json((cell) => `{"name": {{ ${cell} | json }}}`, 'A JSON object.'),
  ARRAY: json((cell) => `[{{ ${cell} | json }}]`, 'A JSON list.'),
  ANY: json((cell) => `{{ ${cell} | json }}`, 'Any JSON value.'),
  ADDRESS: json(value, 'An address as one text, or a JSON object as Wix writes it.'),
  PAGE_LINK: {
    kind: 'text',
    group: 'content',
    help: 'The path of the page of the item, such as /places/vienna.',
    example: (cell) => `/places/{{ ${cell} | slugify }}`,
  },
}

const unknown: TypeWords = { kind: 'text', group: 'content', help: '', example: value }

/** Without facts of the collection none. In its order; those that cannot be written are among them, with the reason. */
export function cmsFields({ facts }: Partial<CmsOptions>): FieldSpec[] {
  return (facts?.fields ?? []).map((field) => {
    const { kind, group, example } = words[field.type] ?? unknown
    return {
      name: field.key,
      label: field.label,
      kind,
      type: field.type,
      unwritable: field.unwritable,
      required: field.required && field.unwritable === null,
      maxLength: field.limits.maxLength ?? null,
      help: field.unwritable ?? helpOf(field),
      example: example(cellOf(field.key)),
      group,
    }
  })
}

function helpOf(field: FieldFacts): string {
  const { help } = words[field.type] ?? unknown
  const parts = [help, referenceWords(field), limitWords(field.limits), valueWords(field)]
  if (field.isImmutable) parts.push('It can be set once and is not changed afterwards.')
  if (field.description) parts.push(`In the CMS: ${field.description}`)
  return parts.filter(Boolean).join(' ')
}

function referenceWords({ refersTo }: FieldFacts): string {
  if (!refersTo) return ''
  const by = refersTo.displayLabel === null ? 'by its id' : `by its id or its ${refersTo.displayLabel}`
  return `From the collection ${refersTo.label}, ${by}; it must already exist.`
}

function limitWords({ minLength, maxLength, min, max, minSize, maxSize }: Limits): string {
  return [
    range(minLength, maxLength, ' characters'),
    range(min, max, ''),
    range(minSize, maxSize, ' entries'),
  ]
    .filter(Boolean)
    .join(' ')
}

function range(from: number | undefined, to: number | undefined, unit: string): string {
  if (from && to !== undefined) return `${from} to ${to}${unit}.`
  if (to !== undefined) return `At most ${to}${unit}.`
  return from ? `At least ${from}${unit}.` : ''
}

const mostShown = 20

function valueWords({ values }: FieldFacts): string {
  if (!values) return ''
  const more = values.length > mostShown ? ` and ${values.length - mostShown} more` : ''
  return `One of: ${values.slice(0, mostShown).join(', ')}${more}.`
}

function cellOf(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `row.${key}` : `row[${JSON.stringify(key)}]`
}
