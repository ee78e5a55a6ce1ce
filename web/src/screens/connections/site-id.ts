const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** The Site ID in what was pasted: the id alone, or a dashboard address that contains it. */
export function siteIdFrom(pasted: string): string | null {
  return guid.exec(pasted.trim())?.[0].toLowerCase() ?? null
}
