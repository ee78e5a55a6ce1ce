import type { SiteRedirect } from './redirect.ts'

/** For tests: one of a site, from one path to another. */
export const redirect = (from: string, to: string, more: Partial<SiteRedirect> = {}): SiteRedirect => ({
  id: `${from}-${to}`,
  from,
  to,
  isGroup: false,
  language: null,
  ...more,
})
