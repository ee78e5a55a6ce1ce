// The rendered text of a field as the value Wix wants. Pure; what cannot be read is a problem of the row.

import type { Problem } from '../../../api/problem.ts'
import { shorten } from '../../../api/shorten.ts'
import { htmlToRicos, RicosLimitError } from '../../../ricos/index.ts'
import { isJsonObject } from '../../../wix/index.ts'
import type { Loss } from '../../target.ts'
import { cleanLine, cleanText } from '../clean.ts'
import { isEmptyDocument } from '../document.ts'
import { checkImages, withoutSizes } from '../document-images.ts'
import { lineEndsOf, type WithLineEnds } from '../line-ends.ts'
import { readList } from '../list.ts'
import { addressProblem } from '../media.ts'
import { checkSlug } from '../slug.ts'
import { readDate, readMoment, readTime } from './dates.ts'
import type { FieldFacts } from './field-facts.ts'
import type { CmsValue, GalleryImage } from './values.ts'

export interface Parsed {
  /** Null: nothing can be made of the text, and `problems` say why. */
  value: CmsValue | null
  problems: Problem[]
  losses: Loss[]
}

/** @param seed decides the node ids of rich content, and is different for every field of every row */
export function parseValue(field: FieldFacts, rendered: string, seed: string, options: WithLineEnds): Parsed {
  // Files from Windows end lines in their own way, and Wix need not keep that.
  const text = cleanText(rendered).replace(/\r\n?/g, '\n').trim()
  if (text === '') return made(emptyOf(field))
  switch (field.type) {
    case 'RICH_CONTENT':
      return parseRichContent(field, text, seed, options)
    case 'IMAGE':
      return parseImage(field, cleanLine(text))
    case 'MEDIA_GALLERY':
      return parseGallery(field, text)
    case 'SLUG': {
      const slug = cleanLine(text).normalize('NFC')
      const problems = checkSlug(slug).map((problem) => ({ ...problem, field: field.key }))
      return { ...made({ type: field.type, value: slug }), problems }
    }
    default: {
      const result = parsePlain(field, text)
      return 'reason' in result
        ? refused(field, result.code, result.reason)
        : made('type' in result ? result : { type: field.type, value: result.value })
    }
  }
}

/** Nothing to fill it with empties the field; links are all taken away. */
function emptyOf(field: FieldFacts): CmsValue {
  return field.type === 'MULTI_REFERENCE'
    ? { type: 'MULTI_REFERENCE', refersTo: field.refersTo?.collectionId ?? '', names: [] }
    : { type: field.type, value: null }
}

type Plain = { value: unknown } | CmsValue | { code: string; reason: string }

function parsePlain({ type, refersTo }: FieldFacts, text: string): Plain {
  const line = cleanLine(text)
  switch (type) {
    case 'NUMBER':
      return parseNumber(line)
    case 'BOOLEAN':
      return parseBoolean(line)
    case 'DATE':
      return known(readDate(line), 'date_invalid', line, 'not a date', 'Write it as 2026-01-15.')
    case 'DATETIME': {
      const moment = readMoment(line)
      const advice = 'Write it as 2026-01-15T10:30:00Z; without a time zone it counts as UTC.'
      return known(moment && { $date: moment }, 'date_invalid', line, 'not a date with a time', advice)
    }
    case 'TIME':
      return known(
        readTime(line),
        'time_invalid',
        line,
        'not a time of day',
        'Write it as 14:30 or 14:30:00.',
      )
    case 'URL': {
      const advice =
        'It must be a whole address that starts with https://, http://, ftp://, mailto:, sms: or tel:.'
      return known(isUrl(line) ? line : null, 'url_invalid', line, 'not a web address', advice)
    }
    case 'EMAIL': {
      const isEmail = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(line)
      return known(
        isEmail ? line : null,
        'email_invalid',
        line,
        'not an e-mail address',
        'Write it as name@example.com.',
      )
    }
    case 'LANGUAGE': {
      const isCode = /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(line)
      return known(
        isCode ? line : null,
        'language_invalid',
        line,
        'not a language code',
        'Use codes such as en or pt-BR.',
      )
    }
    case 'VIDEO':
    case 'DOCUMENT':
    case 'AUDIO':
      return known(
        isFile(line) ? line : null,
        'url_invalid',
        line,
        'not the address of a file',
        'It must start with https:// or http://, or name a file of the site (wix:document://...).',
      )
    case 'PAGE_LINK':
      return known(
        /^\/\S*$/.test(line) ? line : null,
        'path_invalid',
        line,
        'not the path of a page',
        'It must start with a slash and hold no spaces, such as /places/vienna.',
      )
    case 'ARRAY_STRING':
      return { value: readList(text) }
    case 'ARRAY_DOCUMENT': {
      const files = text
        .split(/\n/)
        .map(cleanLine)
        .map((one) => one.trim())
        .filter(Boolean)
      const bad = files.find((one) => !isFile(one))
      return known(
        bad === undefined ? files : null,
        'url_invalid',
        bad ?? '',
        'not the address of a file',
        'Write one whole web address a line.',
      )
    }
    case 'REFERENCE':
      return { type, refersTo: refersTo?.collectionId ?? '', name: line.trim() }
    case 'MULTI_REFERENCE':
      return { type, refersTo: refersTo?.collectionId ?? '', names: readReferences(text) }
    case 'ADDRESS':
      return text.startsWith('{')
        ? parseJson(text, isJsonObject, 'an object')
        : { value: { formatted: line } }
    case 'OBJECT':
      return parseJson(text, isJsonObject, 'an object ({...})')
    case 'ARRAY':
      return parseJson(text, Array.isArray, 'a list ([...])')
    case 'ANY':
      return parseJson(text, () => true, 'any value')
    default:
      return { value: text }
  }
}

/** Names are exact here: case makes two of them. */
function readReferences(text: string): string[] {
  return [...new Set(text.split(/[\n\r;]+/).map((one) => cleanLine(one).trim()))].filter(Boolean)
}

function known(value: unknown, code: string, text: string, what: string, advice: string): Plain {
  return value === null ? { code, reason: `"${shorten(text, 80)}" is ${what}. ${advice}` } : { value }
}

function parseNumber(line: string): Plain {
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(line) && Number.isFinite(Number(line))
  if (isNumber) return { value: Number(line) }
  return {
    code: 'number_invalid',
    reason: `"${shorten(line, 80)}" is not a number. Write digits with a point for decimals, without separators for thousands or units: 1234.5.`,
  }
}

const truths = new Map([
  ...['true', 'yes', '1', 'on'].map((word): [string, boolean] => [word, true]),
  ...['false', 'no', '0', 'off'].map((word): [string, boolean] => [word, false]),
])

function parseBoolean(line: string): Plain {
  const value = truths.get(line.toLowerCase()) ?? null
  return known(
    value,
    'boolean_invalid',
    line,
    'neither yes nor no',
    'Write true or false, yes or no, 1 or 0.',
  )
}

function parseJson(text: string, isRight: (value: unknown) => boolean, what: string): Plain {
  try {
    const value: unknown = JSON.parse(text)
    if (isRight(value)) return { value }
    return { code: 'json_invalid', reason: `The JSON is not ${what}, which the field takes.` }
  } catch (error) {
    const reason = shorten((error as Error).message, 80)
    return { code: 'json_invalid', reason: `It is not JSON: ${reason}. Use the \`json\` filter for values.` }
  }
}

function parseRichContent(field: FieldFacts, html: string, seed: string, options: WithLineEnds): Parsed {
  try {
    const { document, losses } = htmlToRicos(html, { seed, schema: 'api', lineEnds: lineEndsOf(options) })
    const problems = checkImages(field.key, document, losses)
    const value = isEmptyDocument(document) ? null : document
    return { value: { type: field.type, value }, problems, losses: withoutSizes(losses) }
  } catch (error) {
    if (!(error instanceof RicosLimitError)) throw error
    return refused(field, 'body_not_convertible', error.message)
  }
}

function parseImage(field: FieldFacts, address: string): Parsed {
  const reason = addressProblem(address)
  if (reason !== null) return refused(field, 'image_address', reason)
  return made({ type: 'IMAGE', image: address })
}

/** One a line: the address, and after a bar what it shows. */
function parseGallery(field: FieldFacts, text: string): Parsed {
  const images: GalleryImage[] = []
  for (const line of text.split(/[\n\r]+/)) {
    const [address = '', ...rest] = cleanLine(line).split('|')
    const url = address.trim()
    if (url === '') continue
    const reason = addressProblem(url)
    if (reason !== null) return refused(field, 'image_address', reason)
    images.push({ url, alt: rest.join('|').trim() })
  }
  return made(images.length > 0 ? { type: 'MEDIA_GALLERY', images } : emptyOf(field))
}

function isUrl(line: string): boolean {
  const url = URL.parse(line)
  if (!url || /\s/.test(line)) return false
  if (/^(mailto|sms|tel):$/.test(url.protocol)) return url.pathname !== ''
  return /^(https?|ftp):$/.test(url.protocol)
}

function isFile(line: string): boolean {
  return /^wix:(video|document|audio):\/\/v1\/\S+$/.test(line) || (isUrl(line) && /^https?:/i.test(line))
}

function made(value: CmsValue): Parsed {
  return { value, problems: [], losses: [] }
}

function refused(field: FieldFacts, code: string, reason: string): Parsed {
  const problem: Problem = { code, severity: 'error', field: field.key, message: `${field.label}: ${reason}` }
  return { value: null, problems: [problem], losses: [] }
}
