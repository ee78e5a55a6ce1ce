// Headers on every answer: pages, files, API, errors.

export interface HeaderSettings {
  /** True when people reach us through https. */
  isHttps: boolean
}

/**
 * What the dashboard's page may do besides: its policy, which loads our own files only. Style elements need the
 * nonce of the answer; style attributes are open, since the preview frame (srcdoc) inherits this policy and shows
 * pages with them.
 */
export function pageHeaders(nonce: string): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "style-src-attr 'unsafe-inline'",
      "img-src 'self' data: https:",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "frame-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "object-src 'none'",
      "form-action 'self'",
    ].join('; '),
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'x-frame-options': 'DENY',
  }
}

/** Nothing but the page is a document: opened as one, it loads nothing and runs nothing. */
const inertPolicy =
  "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'none'"

/**
 * Not on scripts, style sheets and fonts of the dashboard, of which a first visit fetches twenty: the first two speak
 * to documents, the third to what a page links to, and nobody looks for a font in the log.
 */
export const needlessOnFiles = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'referrer-policy',
  'x-request-id',
] as const

export function securityHeaders(settings: HeaderSettings): Record<string, string> {
  return {
    'content-security-policy': inertPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // Files that may be kept say so themselves.
    'cache-control': 'no-store',
    ...(settings.isHttps && { 'strict-transport-security': 'max-age=31536000' }),
  }
}
