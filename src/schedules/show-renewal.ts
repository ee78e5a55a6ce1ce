// What changed since something was agreed to, shown on the pages that go next.
import type { Renewal } from '../api/schedule.ts'
import type { Database } from '../db/types.ts'
import { isAppError } from '../errors.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { readPresent } from './basis.ts'
import { type Basis, basisHash, changesOf } from './consent.ts'

/** A page as it is, or as it would be with an earlier version of its template and its settings. */
export type ShowPage = (
  project: ProjectRecord,
  rowKey: string,
  as?: { templateVersion: number; options: Record<string, unknown> },
) => Promise<{ title: string; html: string }>

/** @param rowKeys of the pages to show; those that are gone are left out */
export async function readRenewal(
  { database, showPage }: { database: Database; showPage: ShowPage },
  { basis: agreed, rowKeys }: { basis: Basis; rowKeys: readonly string[] },
  project: ProjectRecord,
): Promise<Renewal> {
  const { basis } = await readPresent(database, project)
  const pages: Renewal['pages'] = []
  for (const rowKey of rowKeys) {
    const after = await orGone(showPage(project, rowKey))
    if (!after) continue
    const { templateVersion, options } = agreed
    const isSameTemplate = agreed.templateId === basis.templateId
    const before = isSameTemplate
      ? await orGone(showPage(project, rowKey, { templateVersion, options }))
      : null
    pages.push({ rowKey, title: after.title, before: before?.html ?? null, after: after.html })
  }
  return { changes: changesOf(agreed, basis), basis: basisHash(basis), pages }
}

/** A row that has left the data, or a version that is no longer kept. */
async function orGone<T>(shown: Promise<T>): Promise<T | null> {
  try {
    return await shown
  } catch (error) {
    if (isAppError(error)) return null
    throw error
  }
}
