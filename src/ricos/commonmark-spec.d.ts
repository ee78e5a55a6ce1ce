// The package brings no types.

declare module 'commonmark-spec' {
  /** Tabs are written as arrows. */
  export const tests: { markdown: string; html: string; section: string; number: number }[]
}
