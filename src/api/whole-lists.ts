// What the lists that are given as a whole are searched, narrowed and sorted by, on every door. Pure.
import type { Dataset } from './dataset.ts'
import type { ListWords, SortOf } from './list-order.ts'
import type { Project } from './project.ts'
import type { Schedule } from './schedule.ts'
import type { Source } from './source.ts'
import type { Template } from './template.ts'

/** How far a project is, as lists are narrowed by it. */
export const projectStages = ['publishing', 'unpublished', 'partly', 'published'] as const
export type ProjectStage = (typeof projectStages)[number]

export const projectStageWords: Readonly<Record<ProjectStage, string>> = {
  publishing: 'Publishing',
  unpublished: 'Not published',
  partly: 'Partly published',
  published: 'Published',
}

export function projectStage({ activeRunId, published, dataset }: Project): ProjectStage {
  if (activeRunId !== null) return 'publishing'
  const there = published.live + published.drafts
  if (there === 0) return 'unpublished'
  return there >= dataset.rowCount ? 'published' : 'partly'
}

export const projectList = {
  text: ({ name, connection, dataset, destination }) =>
    [name, connection.name, dataset.name, destination].join('\n'),
  values: {
    name: ({ name }) => name,
    site: ({ connection }) => connection.name,
    destination: ({ destination }) => destination,
    state: (project) => projectStages.indexOf(projectStage(project)),
    pages: ({ dataset }) => dataset.rowCount,
    live: ({ published }) => published.live,
    at: ({ createdAt }) => createdAt,
  },
  filters: { stage: projectStage, site: ({ connection }) => connection.id },
} satisfies ListWords<Project>
export const projectSorts = namesOf(projectList)

export const datasetList = {
  text: ({ name, sourceName, keyColumn }) => [name, sourceName, keyColumn].join('\n'),
  values: {
    name: ({ name }) => name,
    rows: ({ rowCount }) => rowCount,
    columns: ({ columns }) => columns.length,
    key: ({ keyColumn }) => keyColumn,
    source: ({ sourceName }) => sourceName,
    at: ({ updatedAt }) => updatedAt,
  },
} satisfies ListWords<Dataset>
export const datasetSorts = namesOf(datasetList)

export const templateList = {
  text: ({ name, destination }) => [name, destination].join('\n'),
  values: {
    name: ({ name }) => name,
    destination: ({ destination }) => destination,
    version: ({ version }) => version,
    at: ({ updatedAt }) => updatedAt,
  },
} satisfies ListWords<Template>
export const templateSorts = namesOf(templateList)

/** @param nameOf what a dataset is called; a source is known by it, too */
export const sourceList = (nameOf: (datasetId: string) => string | undefined) =>
  ({
    text: ({ title, kindName, datasetId }) =>
      [title, kindName, (datasetId && nameOf(datasetId)) ?? ''].join('\n'),
    values: {
      name: ({ title }) => title,
      dataset: ({ datasetId }) => (datasetId && nameOf(datasetId)) || null,
      kind: ({ kindName }) => kindName,
      state: ({ state }) => state,
      next: ({ nextAt }) => nextAt,
      checked: ({ checkedAt }) => checkedAt,
      changed: ({ changedAt }) => changedAt,
    },
    filters: { state: ({ state }) => state },
  }) satisfies ListWords<Source>
export const sourceSorts = namesOf(sourceList(() => undefined))

export const scheduleList = {
  text: ({ projectName }) => projectName,
  values: {
    project: ({ projectName }) => projectName,
    state: ({ state }) => state,
    pages: ({ pages }) => pages.dated + pages.undated,
    next: ({ nextSlotAt }) => nextSlotAt,
    last: ({ lastSlotAt }) => lastSlotAt,
  },
  filters: { state: ({ state }) => state },
} satisfies ListWords<Schedule>
export const scheduleSorts = namesOf(scheduleList)

function namesOf<W extends { values: object }>({ values }: W): SortOf<W>[] {
  return Object.keys(values) as SortOf<W>[]
}
