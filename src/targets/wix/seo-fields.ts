// The SEO fields of posts and products, and what is wrong with them before Wix sees them. Pure.

import type { FieldSpec } from '../../api/destination.ts'
import type { Problem } from '../../api/problem.ts'
import { shorten } from '../../api/shorten.ts'
import { field } from './field-spec.ts'
import { toScriptJson } from './seo-tags.ts'

/** The Wix dashboard's own limit for structured data; the API has none in writing. */
export const longestJsonLd = 7000

/** @param one what a page is called (`post`); `schemaType` stands in the example of structured data */
export function seoFields(one: string, schemaType: string): FieldSpec[] {
  return [
    field({
      name: 'seo_title',
      label: 'SEO title',
      kind: 'text',
      help: 'The title in search results. Without it the site uses its own pattern.',
      example: '{{ row.name }}: facts and map',
      group: 'seo',
    }),
    field({
      name: 'seo_description',
      label: 'SEO description',
      kind: 'long_text',
      help: 'The text in search results; about 155 characters are shown.',
      example: 'What to know about {{ row.name }}.',
      group: 'seo',
    }),
    field({
      name: 'canonical',
      label: 'Canonical address',
      kind: 'url',
      help: 'Only when another address holds the original of this page.',
      example: 'https://www.example.com/{{ row.code }}',
      group: 'seo',
    }),
    field({
      name: 'og_title',
      label: 'Open Graph title',
      kind: 'text',
      help: `The title when someone shares the ${one}.`,
      example: '{{ row.name }}',
      group: 'seo',
    }),
    field({
      name: 'og_description',
      label: 'Open Graph description',
      kind: 'long_text',
      help: `The text when someone shares the ${one}.`,
      example: '{{ row.description }}',
      group: 'seo',
    }),
    field({
      name: 'og_image',
      label: 'Open Graph image',
      kind: 'url',
      help: `The address of the image when someone shares the ${one}.`,
      example: 'https://static.wixstatic.com/media/{{ row.image }}',
      group: 'seo',
    }),
    field({
      name: 'json_ld',
      label: 'Structured data (JSON-LD)',
      kind: 'json',
      help: `A JSON object for search engines, up to ${longestJsonLd} characters.`,
      example: `{"@context": "https://schema.org", "@type": "${schemaType}", "name": {{ row.name | json }}}`,
      group: 'seo',
    }),
  ]
}

export function checkSeoFields(fields: Record<string, string>, siteUrl: string | null): Problem[] {
  return [
    ...checkJsonLd((fields['json_ld'] ?? '').trim()),
    ...['canonical', 'og_image'].flatMap((name) => checkAddress(name, (fields[name] ?? '').trim(), siteUrl)),
  ]
}

function checkJsonLd(text: string): Problem[] {
  if (text === '') return []
  const script = toScriptJson(text)
  if (script === '') {
    const message = `The structured data is not JSON: ${reasonOf(text)}. Use the \`json\` filter for values.`
    return [{ code: 'json_invalid', severity: 'error', field: 'json_ld', message }]
  }
  if (script.length <= longestJsonLd) return []
  const message = `The structured data has ${script.length} characters; Wix's own editor stops at ${longestJsonLd}.`
  return [{ code: 'json_ld_long', severity: 'warning', field: 'json_ld', message }]
}

function checkAddress(name: string, text: string, siteUrl: string | null): Problem[] {
  if (text === '') return []
  const url = parseUrl(text)
  if (!url) {
    const message = `"${shorten(text, 100)}" is not a full web address. It must start with https:// or http://.`
    return [{ code: 'url_invalid', severity: 'error', field: name, message }]
  }
  const site = siteUrl === null ? undefined : parseUrl(siteUrl)
  if (name !== 'canonical' || !site || site.host === url.host) return []
  const message = `The canonical address leads to ${url.host}: search engines will show that page and not this one.`
  return [{ code: 'canonical_elsewhere', severity: 'warning', field: name, message }]
}

function parseUrl(text: string): URL | undefined {
  const url = URL.parse(text)
  return url && /^https?:$/.test(url.protocol) ? url : undefined
}

function reasonOf(json: string): string {
  try {
    JSON.parse(json)
    return ''
  } catch (error) {
    return shorten((error as Error).message, 100)
  }
}
