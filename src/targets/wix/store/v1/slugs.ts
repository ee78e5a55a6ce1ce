// Addresses of products as they are compared. Pure.

/** Some answers carry slugs percent-encoded. */
export function canonicalSlug(slug: string | null | undefined): string {
  if (!slug) return ''
  try {
    return decodeURIComponent(slug).normalize('NFC')
  } catch {
    return slug.normalize('NFC')
  }
}

/** What Wix appends to a taken slug; a lost create can hardly have met more neighbours. */
const suffixes = ['', '-1', '-2', '-3']

/** `name` and what Wix makes of it where that is taken. */
export function suffixedSlugs(slug: string): string[] {
  return slug === '' ? [] : suffixes.map((suffix) => slug + suffix)
}

/** Whether Wix took no notice of the slug we sent: how it makes one of a name is not documented. */
export function isMadeFromName(slug: string | null | undefined, name: string): boolean {
  const [found, wanted] = [signs(canonicalSlug(slug)), signs(name)]
  return found.startsWith(wanted) && /^\d{0,3}$/.test(found.slice(wanted.length))
}

function signs(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
