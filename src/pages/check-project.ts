// The check of all pages of a project, as a background job.

import type { Problem } from '../api/problem.ts'
import type { Database } from '../db/types.ts'
import { isAppError } from '../errors.ts'
import type { ImageChecks } from '../images/image-checks.ts'
import type { Logger } from '../logger.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { targetById } from '../targets/index.ts'
import { type AssetNeed, imageKind } from '../targets/target.ts'
import { failCheck, finishCheck, replaceProblems, reportProgress, startCheck } from './check-store.ts'
import { duplicateSlugs, duplicateTitles, groupProblems, type RowProblems } from './checks.ts'
import { indexPages } from './index-pages.ts'
import type { PagesDeps } from './make-pages.ts'
import { readParts } from './project-parts.ts'

export interface CheckDeps {
  database: Database
  renderers: PagesDeps['renderers']
  logger: Logger
  /** Looks at the addresses of pictures; without it they are left to the plan. */
  images?: ImageChecks
}

/** Safe to repeat: a check that was interrupted starts from the beginning. */
export async function checkProject(
  deps: CheckDeps,
  project: ProjectRecord,
  signal?: AbortSignal,
): Promise<void> {
  const { database, logger } = deps
  try {
    const { rowCount, rowSetId } = await readParts(database, project)
    await startCheck(database, project.id, rowCount)
    const rows = await checkRows(deps, project, rowSetId, signal)
    const found = rows.filter((row) => row.problems.length > 0)
    await replaceProblems(database, project.id, found)
    await finishCheck(database, project.id, {
      checked: rows.length,
      withErrors: found.filter((row) => row.problems.some((one) => one.severity === 'error')).length,
      groups: groupProblems(found),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    logger.warn({ err: error, projectId: project.id }, 'the check of the pages failed')
    const message = isAppError(error)
      ? error.message
      : 'Something went wrong on our side while the pages were checked. Check again; the log has the details.'
    await failCheck(database, project.id, message)
  }
}

async function checkRows(
  deps: CheckDeps,
  project: ProjectRecord,
  rowSetId: string,
  signal: AbortSignal | undefined,
): Promise<RowProblems[]> {
  const rows: CheckedRow[] = []
  for await (const { pages } of indexPages(deps, project, { rowSetId, ...(signal && { signal }) })) {
    for (const { rowKey, title, slug, problems, needs } of pages)
      rows.push({ rowKey, title, slug, problems, images: imagesOf(needs) })
    await reportProgress(deps.database, project.id, rows.length)
  }
  const images = await checkImages(deps.images, rows, signal)
  const [slugs, titles] = [
    duplicateSlugs(rows, targetById(project.destination).addresses),
    duplicateTitles(rows),
  ]
  return rows.map(({ rowKey, problems, images: urls }) => ({
    rowKey,
    problems: [
      ...problems,
      ...one(slugs, rowKey),
      ...one(titles, rowKey),
      ...urls.flatMap((url) => images.get(url)?.problem ?? []),
    ],
  }))
}

interface CheckedRow {
  rowKey: string
  title: string
  slug: string
  problems: Problem[]
  images: string[]
}

function imagesOf(needs: readonly AssetNeed[]): string[] {
  return needs.filter((need) => need.kind === imageKind).map((need) => need.name)
}

async function checkImages(
  images: ImageChecks | undefined,
  rows: readonly CheckedRow[],
  signal: AbortSignal = new AbortController().signal,
): Promise<Map<string, { problem: Problem | null }>> {
  const urls = [...new Set(rows.flatMap((row) => row.images))]
  return images && urls.length > 0 ? images.check(urls, signal) : new Map()
}

function one(found: ReadonlyMap<string, Problem>, rowKey: string): Problem[] {
  const problem = found.get(rowKey)
  return problem ? [problem] : []
}
