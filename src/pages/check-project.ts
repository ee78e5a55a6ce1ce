// The check of all pages of a project, as a background job.

import { hash } from 'node:crypto'
import type { Problem } from '../api/problem.ts'
import type { Database } from '../db/types.ts'
import { isAppError } from '../errors.ts'
import type { ImageChecks } from '../images/image-checks.ts'
import type { Logger } from '../logger.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { targetById } from '../targets/index.ts'
import { type AssetNeed, imageKind } from '../targets/target.ts'
import { createCategoryCount } from './categories.ts'
import {
  type CheckParts,
  failCheck,
  finishCheck,
  replaceProblems,
  reportProgress,
  startCheck,
} from './check-store.ts'
import { duplicateSlugs, duplicateTitles, groupProblems, type RowProblems } from './checks.ts'
import { indexPages } from './index-pages.ts'
import type { PagesDeps } from './make-pages.ts'
import { canonicalJson } from './page.ts'
import { clearFailures, failInCheck, failuresOf, walkFailures } from './page-states.ts'
import { type ProjectParts, readParts } from './project-parts.ts'

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
    const parts = await readParts(database, project)
    const { rowCount, rowSetId } = parts
    await startCheck(database, project.id, rowCount, checkParts(project, parts))
    const categories = createCategoryCount(parts.target.categoryKind)
    const rows = await checkRows(deps, project, rowSetId, { signal, onNeeds: categories.add })
    const found = rows.filter((row) => row.problems.length > 0)
    await replaceProblems(database, project.id, found)
    await judgeChecked(database, project.id, found)
    await finishCheck(database, project.id, {
      checked: rows.length,
      withErrors: found.filter((row) => row.problems.some((one) => one.severity === 'error')).length,
      groups: groupProblems(found),
      categories: categories.counts(),
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

/** What a check of these pages is made of. */
export function checkParts(
  { options }: ProjectRecord,
  { rowSetId, template }: Pick<ProjectParts, 'rowSetId' | 'template'>,
): CheckParts {
  const mark = (value: unknown) => hash('sha256', canonicalJson(value), 'base64url').slice(0, 22)
  return { data: rowSetId, template: mark(template.fields), settings: mark(options) }
}

async function checkRows(
  deps: CheckDeps,
  project: ProjectRecord,
  rowSetId: string,
  { signal, onNeeds }: { signal: AbortSignal | undefined; onNeeds: (needs: readonly AssetNeed[]) => void },
): Promise<RowProblems[]> {
  const rows: CheckedRow[] = []
  for await (const { pages } of indexPages(deps, project, { rowSetId, ...(signal && { signal }) })) {
    for (const { rowKey, title, slug, problems, needs } of pages) {
      rows.push({ rowKey, title, slug, problems, images: imagesOf(needs) })
      onNeeds(needs)
    }
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

/** The check saw every row: what it no longer finds is no error any more. What a run met is for the next run. */
async function judgeChecked(
  database: Database,
  projectId: string,
  found: readonly RowProblems[],
): Promise<void> {
  const failures = failuresOf(new Map(found.map(({ rowKey, problems }) => [rowKey, problems])))
  const failed = new Set(failures.map((one) => one.rowKey))
  for await (const before of walkFailures(database, projectId)) {
    const over = before.filter(({ rowKey, by }) => by === 'check' && !failed.has(rowKey))
    await clearFailures(
      database,
      projectId,
      over.map((one) => one.rowKey),
    )
  }
  await failInCheck(database, projectId, failures)
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
