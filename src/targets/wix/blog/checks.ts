// What stops a post, or is worth knowing, before Wix sees it. Pure.

import type { Problem } from '../../../api/problem.ts'
import { shorten } from '../../../api/shorten.ts'
import type { Loss, RenderedPage } from '../../target.ts'
import { hasInvisible } from '../clean.ts'
import { documentWords, isEmptyDocument } from '../document.ts'
import { checkImages } from '../document-images.ts'
import { checkRawOutput } from '../raw-output.ts'
import { checkSeoFields } from '../seo-fields.ts'
import { checkSlug } from '../slug.ts'
import { checkCover } from './cover.ts'
import * as limits from './fields.ts'
import { blogFields } from './fields.ts'
import type { BlogPayload } from './post.ts'

export interface PostToCheck {
  page: RenderedPage
  fields: Record<string, string>
  payload: BlogPayload
  losses: Loss[]
  wireBytes: number
}

export function checkPost(post: PostToCheck): Problem[] {
  return [
    ...checkRequired(post),
    ...checkLengths(post.fields),
    ...checkSlug(post.payload.post.seoSlug),
    ...checkNames(post.payload),
    ...checkSeoFields(post.fields, post.page.siteUrl),
    ...checkLanguage((post.fields['language'] ?? '').trim()),
    ...checkCover(post.payload.post.media),
    ...checkImages('body', post.payload.post.richContent, post.losses),
    ...checkSize(post.wireBytes),
    ...checkInvisible(post.page.fields),
    ...checkRaw(post),
  ]
}

function checkRequired({ fields, payload }: PostToCheck): Problem[] {
  return blogFields
    .filter((field) => field.required)
    .filter(({ name }) => {
      if (name === 'body') return isEmptyDocument(payload.post.richContent)
      return (fields[name] ?? '').trim() === ''
    })
    .map(({ name, label }) => ({
      code: 'required_blank',
      severity: 'error',
      field: name,
      message: `${label} is empty. Wix needs it: fill the cells it comes from, or give the template a fallback.`,
    }))
}

/** Wix counts as Java does, in UTF-16 units, which is what `length` counts. */
function checkLengths(fields: Record<string, string>): Problem[] {
  return blogFields.flatMap(({ name, label, maxLength }): Problem[] => {
    const length = (fields[name] ?? '').trim().length
    if (maxLength === null || length <= maxLength) return []
    return [
      {
        code: 'too_long',
        severity: 'error',
        field: name,
        message: `${label} has ${length} characters; Wix allows ${maxLength}. Shorten it, for example with \`| truncate: ${maxLength}\`.`,
      },
    ]
  })
}

function checkNames({ categories = [], tags = [] }: BlogPayload): Problem[] {
  const check = (field: string, one: string, names: string[], most: number, longest: number): Problem[] => [
    ...(names.length > most
      ? [problem('too_many', field, `${names.length} ${field}; Wix allows ${most} for a post.`)]
      : []),
    ...names
      .filter((name) => name.length > longest)
      .map((name) =>
        problem(
          'label_too_long',
          field,
          `The ${one} "${name}" has ${name.length} characters; Wix allows ${longest}. Shorten it in the data or the template; several names need a semicolon or a line break between them.`,
        ),
      ),
  ]
  return [
    ...check('categories', 'category', categories, limits.mostCategories, limits.longestCategory),
    ...check('tags', 'tag', tags, limits.mostTags, limits.longestTag),
  ]
}

function checkLanguage(language: string): Problem[] {
  if (language === '' || /^[a-z]{2,4}(-[A-Za-z]{2,4})?$/.test(language)) return []
  const message = `"${shorten(language, 100)}" is not a language code. Use codes such as en, de or pt.`
  return [problem('language_invalid', 'language', message)]
}

function checkSize(wireBytes: number): Problem[] {
  if (wireBytes <= limits.longestPostBytes) return []
  const kilobytes = Math.ceil(wireBytes / 1000)
  return [
    problem(
      'post_too_large',
      'body',
      `The post has ${kilobytes} KB as Wix counts it, and ${limits.longestPostBytes / 1000} KB is the limit. Split it or leave something out.`,
    ),
  ]
}

function checkInvisible(fields: Record<string, string>): Problem[] {
  return ['title', 'slug', 'seo_title', 'seo_description']
    .filter((name) => hasInvisible(fields[name] ?? ''))
    .map((name) => ({
      ...problem(
        'invisible_removed',
        name,
        'Invisible characters (zero width or writing direction) were removed.',
      ),
      severity: 'note',
    }))
}

function checkRaw({ fields, payload }: PostToCheck): Problem[] {
  // Code may show braces on purpose.
  const words = documentWords(payload.post.richContent, ['CODE_BLOCK'])
  return Object.keys(fields)
    .filter((name) => name !== 'json_ld')
    .flatMap((name) => checkRawOutput(name, name === 'body' ? words : (fields[name] ?? '')))
}

function problem(code: string, field: string, message: string): Problem {
  return { code, severity: 'error', field, message }
}
