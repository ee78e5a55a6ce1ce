// SEO tags as people speak of them, from the text they are compared by (`canonicalSeo`). Pure.

const names: Record<string, string> = {
  description: 'Description for search results',
  'og:title': 'Title when shared',
  'og:description': 'Description when shared',
  'og:image': 'Picture when shared',
  robots: 'For search engines',
}
const line = /^(\w+)((?: [\w:-]+="(?:[^"\\]|\\.)*")*)( disabled)?(?: (.*))?$/s

/** Of destinations whose field `seo` is what they are given by their SEO fields; see `Target.fieldWords`. */
export function fieldWords(field: string, text: string): string | null {
  return field === 'seo' ? seoSentences(text) : null
}

/** One line for each tag; what is no tag stays as it is. */
export function seoSentences(tags: string): string {
  return tags.split('\n').map(sentence).join('\n')
}

function sentence(text: string): string {
  const [match, type, attributes = '', disabled, children = ''] = line.exec(text) ?? []
  if (match === undefined) return text
  const props = new Map(
    Array.from(attributes.matchAll(/ ([\w:-]+)=("(?:[^"\\]|\\.)*")/g), ([, name = '', value = '""']) => [
      name,
      String(JSON.parse(value)),
    ]),
  )
  const said = say(type ?? '', props, children)
  return said === null ? text : `${said}${disabled ? ' (switched off)' : ''}`
}

function say(type: string, props: ReadonlyMap<string, string>, children: string): string | null {
  const name = props.get('name') ?? props.get('property') ?? ''
  if (type === 'title') return `Title for search results: ${children}`
  if (type === 'meta' && name !== '') return `${names[name] ?? name}: ${props.get('content') ?? ''}`
  if (type === 'link' && props.get('rel') === 'canonical')
    return `Canonical address: ${props.get('href') ?? ''}`
  if (type === 'script' && props.get('type') === 'application/ld+json') return `Structured data: ${children}`
  return null
}
