// All that the palette can lead to or do, in groups.
import { useQuery } from '@tanstack/react-query'
import { connectionsQuery } from '../../queries/connections.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { datasetsQuery } from '../../queries/data.ts'
import { foundPagesQuery } from '../../queries/find.ts'
import { projectsQuery } from '../../queries/projects.ts'
import { runsQuery } from '../../queries/runs.ts'
import { templatesQuery } from '../../queries/templates.ts'
import { commandGroups } from '../../ui/commands.ts'
import { exact } from '../../ui/format.ts'
import { useLater } from '../../ui/useLater.ts'
import { fitting } from './palette-match.ts'
import { projectPlaces, wherever } from './places.ts'
import { recentPlaces } from './recent.ts'
import type { ScreenAction } from './screen-actions.ts'

export interface Entry {
  id: string
  words: string
  /** What kind of thing it is, or whose. */
  hint?: string
  /** Where it leads, or what it does. */
  go: { path: string } | { element: HTMLElement } | { run: () => void }
}

export interface EntryGroup {
  title: string
  entries: Entry[]
}

const mostOfGroup = 8
const settlesMs = 180

export function usePaletteEntries(
  text: string,
  path: string,
  actions: readonly ScreenAction[],
): { groups: EntryGroup[]; isSearching: boolean } {
  const query = text.trim()
  const things = useThings()
  const projectId = /^\/projects\/(prj_[^/?]+)/.exec(path)?.[1]
  const project = things.projects.find((one) => one.id === projectId)
  const searched = projectId ?? (things.projects.length === 1 ? things.projects[0]?.id : undefined)
  const settled = useLater(query, settlesMs)
  const isAsked = searched !== undefined && settled.length > 1
  const pages = useQuery({ ...foundPagesQuery(searched ?? '', settled), enabled: isAsked })
  const inProject = `/projects/${searched}?tab=pages`
  const groups: EntryGroup[] = [
    { title: 'Recent', entries: recentPlaces().map((one) => placeOf(one.words, one.path)) },
    {
      title: 'On this screen',
      entries: [
        ...actions.map(({ words, element }, at) => ({ id: `do ${at}`, words, go: { element } })),
        ...namedCommands(),
      ],
    },
    {
      title: project?.name ?? 'Project',
      entries: projectId
        ? projectPlaces.map(({ words, tab }) => placeOf(words, `/projects/${projectId}?tab=${tab}`))
        : [],
    },
    { title: 'Go to', entries: wherever.map(({ words, path }) => placeOf(words, path)) },
    ...things.groups,
  ]
  const fit = groups
    .map((group) => ({ ...group, entries: fitting(group.entries, query, ({ words }) => words) }))
    .filter(({ title }) => query === '' || title !== 'Recent')
  const found: EntryGroup = {
    title: 'Pages',
    entries: isAsked
      ? [
          ...(pages.data ?? []).map((page) =>
            placeOf(
              page.title || page.rowKey,
              `${inProject}&row=${encodeURIComponent(page.rowKey)}`,
              page.rowKey,
            ),
          ),
          placeOf(`Search pages for “${query}”`, `${inProject}&search=${encodeURIComponent(query)}`),
        ]
      : [],
  }
  return {
    groups: [...fit, found]
      .filter(({ entries }) => entries.length > 0)
      .map((group) => ({ ...group, entries: group.entries.slice(0, mostOfGroup) })),
    isSearching: isAsked && pages.isFetching,
  }
}

/** What has a key and a name, and perhaps no button. */
function namedCommands(): Entry[] {
  return commandGroups().flatMap(({ commands }) =>
    commands.flatMap(({ words, run, isKeyOnly }) =>
      run && !isKeyOnly ? [{ id: `key ${words}`, words, go: { run: () => void run() } }] : [],
    ),
  )
}

/** Everything that has a name, as it is known by now. */
function useThings() {
  const projects = useQuery(projectsQuery).data ?? []
  const datasets = useQuery(datasetsQuery).data ?? []
  const templates = useQuery(templatesQuery).data ?? []
  const connections = useQuery(connectionsQuery).data ?? []
  const runs = useCursorList(runsQuery(undefined)).rows
  const groups: EntryGroup[] = [
    { title: 'Projects', entries: projects.map(({ id, name }) => placeOf(name, `/projects/${id}`)) },
    { title: 'Data', entries: datasets.map(({ id, name }) => placeOf(name, `/data/${id}`)) },
    { title: 'Templates', entries: templates.map(({ id, name }) => placeOf(name, `/templates/${id}`)) },
    { title: 'Connections', entries: connections.map(({ name }) => placeOf(name, '/connections')) },
    {
      title: 'Runs',
      entries: runs.map(({ id, projectName, createdAt }) =>
        placeOf(`Run of ${projectName}`, `/runs/${id}`, exact(createdAt)),
      ),
    },
  ]
  return { projects, groups }
}

function placeOf(words: string, path: string, hint?: string): Entry {
  return { id: `${path} ${words}`, words, go: { path }, ...(hint !== undefined && { hint }) }
}
