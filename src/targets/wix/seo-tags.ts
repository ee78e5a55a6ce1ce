// SEO fields of a page as the tags Wix keeps on posts and products.

export interface WixSeoTag {
  type: string
  props?: Record<string, string>
  children?: string
  custom?: boolean
  disabled?: boolean
}

export const seoFieldNames = [
  'seo_title',
  'seo_description',
  'canonical',
  'og_title',
  'og_description',
  'og_image',
  'json_ld',
] as const

/**
 * The tags of the fields that have a text, in a fixed order; undefined when the template has none of these fields,
 * so that what the site's owner entered by hand is left alone.
 */
export function toSeoTags(fields: Record<string, string>): WixSeoTag[] | undefined {
  if (!seoFieldNames.some((name) => fields[name] !== undefined)) return undefined
  const text = (name: string) => (fields[name] ?? '').trim()
  const tags: WixSeoTag[] = []
  if (text('seo_title')) tags.push({ type: 'title', children: text('seo_title') })
  const meta = (props: Record<string, string>) => tags.push({ type: 'meta', props })
  if (text('seo_description')) meta({ name: 'description', content: text('seo_description') })
  if (text('canonical')) tags.push({ type: 'link', props: { rel: 'canonical', href: text('canonical') } })
  if (text('og_title')) meta({ property: 'og:title', content: text('og_title') })
  if (text('og_description')) meta({ property: 'og:description', content: text('og_description') })
  if (text('og_image')) meta({ property: 'og:image', content: text('og_image') })
  const jsonLd = toScriptJson(text('json_ld'))
  if (jsonLd) tags.push({ type: 'script', props: { type: 'application/ld+json' }, children: jsonLd })
  return tags
}

/** The JSON without spaces and without a `<` that could end the script element; empty when it is no JSON. */
export function toScriptJson(text: string): string {
  if (text === '') return ''
  try {
    return JSON.stringify(JSON.parse(text)).replaceAll('<', '\\u003c')
  } catch {
    return ''
  }
}

/** Tags as one comparable text: what Wix adds (`custom`, `disabled`, empty parts) and their order do not matter. */
export function canonicalSeo(tags: unknown): string {
  if (!Array.isArray(tags)) return ''
  return tags
    .map((tag: WixSeoTag) => {
      const props = Object.entries(tag.props ?? {})
        .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
        .sort()
      const disabled = tag.disabled ? ' disabled' : ''
      return `${[tag.type, ...props].join(' ')}${disabled}${tag.children ? ` ${tag.children}` : ''}`
    })
    .sort()
    .join('\n')
}
