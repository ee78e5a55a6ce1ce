// Addresses and structured data before Wix sees them. Pure.
import type { Problem } from '../../../api/problem.ts'
import { toScriptJson } from '../seo-tags.ts'
import { problem } from './row-error.ts'

export function checkSeo(fields: Record<string, string>, siteUrl: string | null): Problem[] {
  return [...checkJson((fields['json_ld'] ?? '').trim()), ...checkAddresses(fields, siteUrl)]
}

function checkJson(text: string): Problem[] {
  if (text === '' || toScriptJson(text) !== '') return []
  const message = 'The structured data is not JSON. Use the `json` filter for values.'
  return [problem('json_invalid', 'json_ld', message)]
}

function checkAddresses(fields: Record<string, string>, siteUrl: string | null): Problem[] {
  return ['canonical', 'og_image'].flatMap((name): Problem[] => {
    const text = (fields[name] ?? '').trim()
    if (text === '') return []
    const url = URL.parse(text)
    if (!url || !/^https?:$/.test(url.protocol)) {
      const message = `"${text.slice(0, 100)}" is no full web address. It has to start with https:// or http://.`
      return [problem('url_invalid', name, message)]
    }
    const site = siteUrl === null ? null : URL.parse(siteUrl)
    if (name !== 'canonical' || !site || site.host === url.host) return []
    const message = `The canonical address leads to ${url.host}: search engines will show that page and not this one.`
    return [{ ...problem('canonical_elsewhere', name, message), severity: 'warning' }]
  })
}
