import type { Settlement } from './item-ledger.ts'

/** What a look for a page found whose answer was lost. */
export type Look = { found: true; settlement: Settlement } | { found: false }
