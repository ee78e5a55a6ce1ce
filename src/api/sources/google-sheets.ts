// What is said of a sheet of Google.
import { z } from 'zod'

export const googleSheetsConfigSchema = z.object({
  link: z
    .string()
    .trim()
    .min(1, 'Copy the address of the sheet from the browser.')
    .max(2_000)
    .refine(
      (link) => sheetPlace(link) !== null,
      'This is no address of a Google Sheet. Open the sheet in the browser and copy its address; it begins with https://docs.google.com/spreadsheets/.',
    )
    .meta({
      title: 'Address of the sheet',
      description:
        'As the browser shows it while the tab with the table is open, or as "Publish to web" gives it.',
    }),
  sheet: z.string().trim().max(200).default('').meta({
    title: 'Tab',
    description:
      'Its name, for a service account. Empty: the tab that the address says (gid=...), else the first.',
  }),
  values: z.enum(['shown', 'raw']).default('shown').meta({
    title: 'Numbers',
    description: 'As the sheet shows them, or raw and without their format (for a service account).',
  }),
})
export type GoogleSheetsConfig = z.infer<typeof googleSheetsConfigSchema>

export interface SheetPlace {
  /** `published`: what "Publish to web" made, which has an id of its own. */
  kind: 'document' | 'published'
  id: string
  /** Of the tab; null where the address does not say. */
  gid: string | null
}

/** Which sheet an address means: of the browser, of an export, of a published copy, or the id alone. Pure. */
export function sheetPlace(link: string): SheetPlace | null {
  if (/^[\w-]{25,}$/.test(link)) return { kind: 'document', id: link, gid: null }
  const url = URL.parse(link)
  if (!url || !/^https?:$/.test(url.protocol)) return null
  const gid =
    /(?:^|[#&])gid=(\d+)/.exec(url.hash)?.[1] ?? /^\d+$/.exec(url.searchParams.get('gid') ?? '')?.[0] ?? null
  const published = /\/spreadsheets\/(?:u\/\d+\/)?d\/e\/([\w-]+)/.exec(url.pathname)?.[1]
  if (published !== undefined) return { kind: 'published', id: published, gid }
  const named = url.searchParams.get('key') ?? url.searchParams.get('id')
  const isOld = /\/(?:spreadsheets?\/ccc|open|uc)$/.test(url.pathname)
  const id = /\/spreadsheets\/(?:u\/\d+\/)?d\/([\w-]+)/.exec(url.pathname)?.[1] ?? (isOld ? named : null)
  return id === null || !/^[\w-]+$/.test(id) ? null : { kind: 'document', id, gid }
}
