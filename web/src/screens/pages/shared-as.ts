// What other sites show of a page when somebody shares its address. Pure.
import type { PagePreview } from '../../../../src/api/page.ts'

export interface SharedPage {
  title: string
  text: string
  host: string
  /** An address that a browser can show. */
  picture: string | null
}

/** Its own words for sharing where it has some, else those of the search result. */
export function sharedAs({ fields, search }: Pick<PagePreview, 'fields' | 'search'>): SharedPage {
  const text = (name: string) => (fields[name] ?? '').trim()
  const pictures = [
    text('og_image'),
    text('cover'),
    (text('images').split('\n')[0] ?? '').split('|')[0]!.trim(),
  ]
  return {
    title: text('og_title') || search.title,
    text: text('og_description') || search.description,
    host: URL.parse(search.url)?.host ?? search.url,
    picture: pictures.find((address) => /^https:\/\//i.test(address)) ?? null,
  }
}
