import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ListWords } from '../../../../src/api/list-order.ts'
import type { Overview } from '../../../../src/api/overview.ts'
import type { Project } from '../../../../src/api/project.ts'
import { projectList, projectStages, projectStageWords } from '../../../../src/api/whole-lists.ts'
import { destinationsQuery } from '../../queries/connections.ts'
import { useLocalList } from '../../queries/local-list.ts'
import { counted } from '../../ui/format.ts'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { sortingOf } from '../../ui/sorting.ts'
import { useListAddress } from '../../ui/useListAddress.ts'
import { cardWith, columnsWith, type Known } from './project-columns.tsx'

interface Props {
  projects: Project[]
  overview: Overview | undefined
}

/** All projects, searched, narrowed and sorted as the address says. */
export function ProjectList({ projects, overview }: Props) {
  const address = useListAddress(useSearch({ from: '/shell/projects' }))
  const destinations = useQuery(destinationsQuery).data
  const known = useMemo<Known>(
    () => ({
      destination: ({ destination }) =>
        destinations?.find(({ id }) => id === destination)?.name ?? destination,
      standing: (project) => overview?.projects.find(({ id }) => id === project.id),
    }),
    [destinations, overview],
  )
  const words = useMemo(() => wordsWith(known), [known])
  const columns = useMemo(() => columnsWith(known), [known])
  const card = useMemo(() => cardWith(known), [known])
  const loaded = { data: projects, isPending: false, error: null, refetch: () => undefined }
  return (
    <ListFrame
      framed
      name="projects"
      label="Projects"
      address={address}
      list={useLocalList(loaded, address.search, words)}
      columns={columns}
      card={card}
      sorting={sortingOf(address, '')}
      rowKey={keyOf}
      rowWords={({ name }) => name}
      searchLabel="Search projects"
      filters={[
        {
          name: 'stage',
          label: 'State',
          any: 'Any state',
          choices: projectStages.map((value) => ({ value, label: projectStageWords[value] })),
        },
        { name: 'site', label: 'Site', any: 'Any site', choices: sitesOf(projects) },
      ]}
      failed="The projects could not be loaded"
      noMatch={{
        title: 'No project matches',
        text: `There ${projects.length === 1 ? 'is' : 'are'} ${counted(projects.length, 'project')}.`,
      }}
    />
  )
}

const keyOf = ({ id }: Project) => id

/** Those of the API, and what stands beside a project on this screen. */
function wordsWith({ destination, standing }: Known): ListWords<Project> {
  return {
    ...projectList,
    text: (project) => `${projectList.text(project)}\n${destination(project)}`,
    values: {
      ...projectList.values,
      destination,
      slot: (project) => standing(project)?.nextSlot?.at ?? null,
      run: (project) => standing(project)?.lastRun?.createdAt ?? null,
    },
  }
}

function sitesOf(projects: readonly Project[]): { value: string; label: string }[] {
  const sites = new Map(projects.map(({ connection }) => [connection.id, connection.name]))
  return [...sites]
    .map(([value, label]) => ({ value, label }))
    .sort((one, other) => one.label.localeCompare(other.label, 'en'))
}
