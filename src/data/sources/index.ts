// Every source there is. A new one is a folder and a line here.
import { airtable } from './airtable/airtable.ts'
import { googleSheets } from './google-sheets/google-sheets.ts'
import { link } from './link/link.ts'
import { mysql } from './mysql/mysql.ts'
import { notion } from './notion/notion.ts'
import { postgresql } from './postgresql/postgresql.ts'
import type { Source } from './source.ts'
import { wix } from './wix/wix.ts'

/** In the order in which they are offered. */
export const sourceKinds: readonly Source[] = [
  link as Source,
  googleSheets as Source,
  airtable as Source,
  notion as Source,
  postgresql as Source,
  mysql as Source,
  wix as Source,
]

export function findSourceKind(id: string): Source | null {
  return sourceKinds.find((one) => one.id === id) ?? null
}
