// Headers on every answer: pages, files, API, errors.

export interface HeaderSettings {
  /** True when people reach us through https. */
  isHttps: boolean
}

/**
 * What a page may load. Scripts are our own files only. Style elements need the nonce of the answer; style
 * attributes are open, since the preview frame (srcdoc) inherits this policy and shows pages with them.
 */
export function contentSecurityPolicy(nonce?: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce ? ` 'nonce-${nonce}'` : ''}`,
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
  ].join('; ')
}

/**
 * What says how a document may behave, and nothing to a browser that fetched a script, a style sheet or a font for
 * one. A first visit fetches twenty of those, each with half a kilobyte of it.
 */
export const documentHeaders = [
  'content-security-policy',
  'permissions-policy',
  'x-frame-options',
  'cross-origin-opener-policy',
] as const

export function securityHeaders(settings: HeaderSettings): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'x-frame-options': 'DENY',
    // Files that may be kept say so themselves.
    'cache-control': 'no-store',
    ...(settings.isHttps && { 'strict-transport-security': 'max-age=31536000' }),
  }
}
