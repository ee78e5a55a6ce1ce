// Overviews as the doors use them. Every figure is that of the noun it belongs to; here they come together.
import type { Overview, Planned, ProjectOverview } from '../api/overview.ts'
import type { PageCounts } from '../api/page.ts'
import type { Project } from '../api/project.ts'
import type { Database } from '../db/types.ts'
import { readLiveHistory } from '../pages/live-history.ts'
import type { Pages } from '../pages/pages.ts'
import { countStatesOf } from '../pages/state-lists.ts'
import type { Projects } from '../projects/projects.ts'
import { findRuns, listRuns } from '../runs/run-list.ts'
import { together, untilNow } from './history.ts'
import { inOrder, needsOf } from './needs.ts'
import { readStandings, type Standing } from './standing.ts'

export interface OverviewsDeps {
  database: Database
  projects: Pick<Projects, 'get' | 'list'>
  pages: Pick<Pages, 'counts'>
}

export interface Overviews {
  project(workspaceId: string, projectId: string): Promise<ProjectOverview>
  all(workspaceId: string): Promise<Overview>
}

const newestRuns = 5
/** Lists that are brought up to date before an overview of all projects answers: the others follow. */
const filledAtOnce = 3

export function createOverviews({ database, projects, pages }: OverviewsDeps): Overviews {
  /** As the list of each has them; of one that nobody has looked at since its rows changed, what is known so far. */
  async function countsOf(workspaceId: string, all: readonly Project[]): Promise<Map<string, PageCounts>> {
    const known = await countStatesOf(
      database,
      all.map(({ id }) => id),
    )
    const counts = new Map(
      all.map(({ id, dataset }): [string, PageCounts] => {
        const states = known.get(id) ?? {}
        const total = Object.values(states).reduce((sum, count) => sum + count, 0)
        return [id, { states, total, isFilling: total !== dataset.rowCount }]
      }),
    )
    const open = all.filter(({ id }) => counts.get(id)?.isFilling)
    for (const { id } of open.slice(0, filledAtOnce))
      counts.set(id, await pages.counts(workspaceId, id, { search: '' }))
    return counts
  }

  return {
    async project(workspaceId, projectId) {
      const project = await projects.get(workspaceId, projectId)
      const counts = await pages.counts(workspaceId, projectId, { search: '' })
      const { items: runs } = await listRuns(database, workspaceId, {
        projectId,
        limit: newestRuns,
        slots: true,
      })
      const byId = new Map(runs.map((run) => [run.id, run]))
      if (project.activeRunId !== null && !byId.has(project.activeRunId))
        for (const [id, run] of await findRuns(database, workspaceId, [project.activeRunId]))
          byId.set(id, run)
      const [standing] = await readStandings(database, [project], byId)
      const samples = await readLiveHistory(database, [projectId])
      return {
        pages: counts,
        live: project.published.live,
        needs: needsOf(standing!, counts.states),
        planned: plannedOf(standing!),
        nextSlot: standing!.schedule?.next ?? null,
        runs,
        history: historyOf(project, samples.get(projectId) ?? []),
      }
    },

    async all(workspaceId) {
      const all = await projects.list(workspaceId)
      const counts = await countsOf(workspaceId, all)
      const runIds = all.flatMap(({ activeRunId, lastRunId }) => [activeRunId ?? [], lastRunId ?? []].flat())
      const runs = await findRuns(database, workspaceId, runIds)
      const standings = await readStandings(database, all, runs)
      const samples = await readLiveHistory(
        database,
        all.map(({ id }) => id),
      )
      return {
        needs: inOrder(
          standings.flatMap((standing) => needsOf(standing, counts.get(standing.project.id)?.states ?? {})),
        ),
        history: together(all.map((project) => historyOf(project, samples.get(project.id) ?? []))),
        projects: standings.map(({ project, schedule, lastRun }) => ({
          id: project.id,
          name: project.name,
          pages: counts.get(project.id)!,
          live: project.published.live,
          nextSlot: schedule?.next ?? null,
          lastRun,
        })),
      }
    },
  }

  function historyOf({ createdAt, published: { live } }: Project, samples: Parameters<typeof untilNow>[0]) {
    return untilNow(samples, { createdAt, live, now: database.now() })
  }
}

/** What the newest plan of all pages says, and whether what it was made of is still as it was. */
function plannedOf({ project, datasetVersion, plan, planOfAll }: Standing): Planned | null {
  if (!planOfAll) return null
  const isShown = plan?.id === planOfAll.id && plan.state === 'ready' && plan.outlook?.taken === 0
  return {
    planId: planOfAll.id,
    madeAt: planOfAll.createdAt,
    changed: isShown ? { update: planOfAll.counts.update ?? 0, move: planOfAll.counts.move ?? 0 } : null,
    since: [
      ...(datasetVersion !== null && datasetVersion !== planOfAll.datasetVersion ? (['data'] as const) : []),
      ...(project.template.version !== planOfAll.templateVersion ? (['template'] as const) : []),
    ],
  }
}
