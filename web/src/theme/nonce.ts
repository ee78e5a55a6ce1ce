// The nonce of this page's Content-Security-Policy, for styles added at run time.
export const styleNonce: string =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

// Mantine's dialogs lock scrolling with a style element of a package that looks for the nonce here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce })
