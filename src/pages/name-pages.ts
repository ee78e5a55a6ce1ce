// What pages that were never published are called in a list, without the cost of making them.
import { hash } from 'node:crypto'
import type { DataRow } from '../data/rows/rows.ts'
import { codeMark } from './code-mark.ts'
import { findIndexed } from './index-pages.ts'
import { readMadeAs } from './key-changes.ts'
import type { PagesDeps } from './make-pages.ts'
import { canonicalJson } from './page.ts'
import type { Asker } from './page-renderers.ts'
import type { ProjectParts } from './project-parts.ts'

export interface PageName {
  title: string
  slug: string
}

/** As the page index has them, else rendered with the two fields that a list shows. By row key. */
export async function namesOf(
  deps: PagesDeps,
  parts: ProjectParts,
  rows: readonly DataRow[],
  asker: Asker = {},
): Promise<Map<string, PageName>> {
  const names = new Map<string, PageName>(await findIndexed(deps.database, parts, rows))
  const open = rows.filter((row) => !names.has(row.rowKey))
  if (open.length === 0) return names
  const renderer = deps.renderers.texts({ ...parts.template, fields: nameFields(parts) }, asker)
  const madeAs = await readMadeAs(
    deps.database,
    parts.projectId,
    open.map((row) => row.rowKey),
  )
  const named = open.map((row) => {
    const as = madeAs.get(row.rowKey)
    return as === undefined ? row : { ...row, madeAs: as }
  })
  for (const { rowKey, fields } of await renderer.render(named))
    names.set(rowKey, { title: fields['title']?.trim() ?? '', slug: fields['slug']?.trim() ?? '' })
  return names
}

/** Equal marks, equal names of equal rows. */
export function namesMark(parts: ProjectParts): string {
  const { kinds, readings } = parts.template
  const text = canonicalJson({ fields: nameFields(parts), kinds, readings, code: codeMark() })
  return hash('sha256', text, 'base64url').slice(0, 22)
}

function nameFields({ template: { fields } }: ProjectParts) {
  return { title: fields['title'] ?? '', slug: fields['slug'] ?? '' }
}
