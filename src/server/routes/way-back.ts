import { routes } from '../../api/routes.ts'
import { type PublishedPages, publishedPagesWords, type TakeDownPreview } from '../../api/way-back.ts'
import { refuseUnknownColumns } from '../../data/columns/columns-asked.ts'
import { datasetVersion } from '../../data/datasets.ts'
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { publishedPages } from '../../pages/published-pages.ts'
import type { LedgerPage } from '../../pages/read-ledger.ts'
import { createPlan, getPlan } from '../../plans/plans.ts'
import type { PlanScope } from '../../plans/scope.ts'
import { type ProjectRecord, targetOptions } from '../../projects/project-record.ts'
import type { Projects } from '../../projects/projects.ts'
import { refuseDuringRun } from '../../runs/runs-of.ts'
import { runsWithTemplate } from '../../runs/runs-with-template.ts'
import { targetById } from '../../targets/index.ts'
import { type Actor, type Route, route } from '../route.ts'

export interface WayBackRouteDeps {
  database: Database
  projects: Pick<Projects, 'record'>
  /** Hands the building of a plan to a worker. */
  requestPlan: (planId: string) => Promise<void>
}

const mostShown = 5

export function wayBackRoutes({ database, projects, requestPlan }: WayBackRouteDeps): Route[] {
  async function* chosen(project: ProjectRecord, pages: PublishedPages, isDown: boolean) {
    const data = await datasetVersion(database, project.datasetId)
    if (!data) throw new AppError('not_found', 'The dataset of this project is gone. Choose another.')
    const { where, templateVersion } = pages.filter ?? {}
    if (where) await refuseUnknownColumns(database, data.rowSetId, where)
    const runIds =
      templateVersion === undefined ? null : await runsWithTemplate(database, project.id, templateVersion)
    const { categoryKind } = targetById(project.destination)
    const place = { projectId: project.id, rowSetId: data.rowSetId, categoryKind, runIds }
    yield* publishedPages(database, place, pages, isDown)
  }

  async function makePlan(
    actor: Actor,
    project: ProjectRecord,
    pages: PublishedPages,
    scope: Pick<Extract<PlanScope, { kind: 'rows' }>, 'origin' | 'how' | 'redirectTo'>,
  ) {
    const isBack = scope.origin === 'bring_back'
    const rowKeys: string[] = []
    for await (const part of chosen(project, pages, isBack))
      for (const page of part) rowKeys.push(page.rowKey)
    if (rowKeys.length === 0) throw nothingChosen(isBack)
    const count = rowKeys.length
    const id = await createPlan(database, project, actor.name, {
      scope: { kind: 'rows', ...scope, count, words: publishedPagesWords(pages, count) },
      rowKeys,
      refuse: (tx) => refuseDuringRun(tx, project.id),
    })
    await requestPlan(id)
    return getPlan(database, actor.workspaceId, id)
  }

  return [
    route(routes.wayBack.preview, async ({ params, body, actor }) => {
      const project = await projects.record(actor.workspaceId, params.id)
      const found: LedgerPage[] = []
      for await (const part of chosen(project, body.pages, false)) found.push(...part)
      return previewOf(project, body.pages, found)
    }),
    route(routes.wayBack.takeDown, async ({ params, body, actor }) => {
      const project = await projects.record(actor.workspaceId, params.id)
      const { how, redirect } = body
      if (!waysOf(project).some((way) => way.how === how)) throw noSuchWay(project)
      return makePlan(actor, project, body.pages, {
        origin: 'take_down',
        how,
        ...(redirect && { redirectTo: redirect }),
      })
    }),
    route(routes.wayBack.bringBack, async ({ params, body, actor }) => {
      const project = await projects.record(actor.workspaceId, params.id)
      return makePlan(actor, project, body.pages, { origin: 'bring_back' })
    }),
  ]
}

function waysOf(project: ProjectRecord): TakeDownPreview['hows'] {
  return targetById(project.destination).wayBack?.takeDowns(targetOptions(project)) ?? []
}

/** Pure. */
function previewOf(
  project: ProjectRecord,
  { rowKeys }: PublishedPages,
  found: readonly LedgerPage[],
): TakeDownPreview {
  const without = rowKeys ? new Set(rowKeys).size - found.length : 0
  const down = found.filter((page) => page.down !== null && page.down.how !== 'before').length
  const dated = found.filter((page) => page.visibility?.state === 'dated').length
  const warnings = [
    without > 0 &&
      `${rows(without, 'has', 'have')} no page in Wix, so nothing happens with ${them(without)}.`,
    down > 0 && `${pages(down, 'is', 'are')} down already and only taken further where that is chosen.`,
    dated > 0 && `${pages(dated, 'has', 'have')} a date in Wix and ${dated === 1 ? 'loses' : 'lose'} it.`,
  ].filter((warning) => warning !== false)
  return {
    count: found.length,
    sample: found.slice(0, mostShown).map(({ rowKey, title, url }) => ({ rowKey, title, url })),
    hows: waysOf(project),
    warnings,
  }
}

function rows(count: number, one: string, many: string): string {
  return count === 1 ? `1 chosen row ${one}` : `${count.toLocaleString('en')} chosen rows ${many}`
}

function pages(count: number, one: string, many: string): string {
  return count === 1 ? `1 page ${one}` : `${count.toLocaleString('en')} pages ${many}`
}

function them(count: number): string {
  return count === 1 ? 'it' : 'them'
}

function noSuchWay(project: ProjectRecord): AppError {
  const ways = waysOf(project).map(({ how }) => how)
  const { name } = targetById(project.destination)
  return new AppError(
    'bad_request',
    ways.length === 0
      ? `Pages of this project cannot be taken down: with these settings they are not its own.`
      : `${name} has no such way off the site. Choose one of: ${ways.join(', ')}.`,
  )
}

function nothingChosen(isBack: boolean): AppError {
  return new AppError(
    'bad_request',
    isBack
      ? 'None of the chosen pages is down, so there is nothing to bring back. Choose others.'
      : 'None of the chosen pages is in Wix, so there is nothing to take down. Choose others.',
  )
}
