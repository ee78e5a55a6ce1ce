import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import type { ListWords } from '../../../../src/api/list-order.ts'
import type { Template } from '../../../../src/api/template.ts'
import { templateList } from '../../../../src/api/whole-lists.ts'
import { destinationsQuery } from '../../queries/connections.ts'
import { useLocalList } from '../../queries/local-list.ts'
import { projectsQuery } from '../../queries/projects.ts'
import { draftsQuery } from '../../queries/templates.ts'
import { CardLine } from '../../ui/CardLine.tsx'
import { counted } from '../../ui/format.ts'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { sortingOf } from '../../ui/sorting.ts'
import type { Column } from '../../ui/Table.tsx'
import { Ago } from '../../ui/Time.tsx'
import { useListAddress } from '../../ui/useListAddress.ts'
import classes from './Templates.module.css'

interface Props {
  templates: Template[]
  /** What can be done with one. */
  menuOf: (template: Template) => ReactNode
}

/** All templates, searched and sorted as the address says. */
export function TemplateList({ templates, menuOf }: Props) {
  const address = useListAddress(useSearch({ from: '/shell/templates' }))
  const loaded = { data: templates, isPending: false, error: null, refetch: () => undefined }
  const words = useWords()
  const texts = useMemo(() => textsWith(words), [words])
  return (
    <ListFrame
      name="templates"
      label="Templates"
      address={address}
      list={useLocalList(loaded, address.search, texts)}
      columns={columnsWith(words, menuOf)}
      card={(template) => (
        <>
          <CardLine>
            <span>{words.destination(template)}</span>
            <Ago at={template.updatedAt} />
          </CardLine>
          <CardLine>
            <span>{words.users(template) || 'no project'}</span>
            {menuOf(template)}
          </CardLine>
        </>
      )}
      sorting={sortingOf(address, '')}
      rowKey={keyOf}
      rowWords={({ name }) => name}
      searchLabel="Search templates"
      failed="The templates could not be loaded"
      noMatch={{
        title: 'No template matches',
        text: `There ${templates.length === 1 ? 'is' : 'are'} ${counted(templates.length, 'template')}.`,
      }}
    />
  )
}

const keyOf = ({ id }: Template) => id

interface Words {
  destination: (template: Template) => string
  users: (template: Template) => string
  hasDraft: (template: Template) => boolean
}

function useWords(): Words {
  const projects = useQuery(projectsQuery).data
  const destinations = useQuery(destinationsQuery).data
  const drafts = useQuery(draftsQuery).data
  return useMemo(
    () => ({
      destination: ({ destination }) =>
        destinations?.find(({ id }) => id === destination)?.name ?? destination,
      users: ({ id }) =>
        (projects ?? [])
          .filter((project) => project.template.id === id)
          .map((project) => project.name)
          .join(', '),
      hasDraft: ({ id }) => (drafts ?? []).some(({ templateId }) => templateId === id),
    }),
    [projects, destinations, drafts],
  )
}

/** Those of the API, and what things are called here. */
function textsWith({ destination, users }: Words): ListWords<Template> {
  return {
    text: (template) => `${template.name}\n${destination(template)}\n${users(template)}`,
    values: { ...templateList.values, destination, projects: (template) => users(template) || null },
  }
}

function columnsWith({ destination, users, hasDraft }: Words, menuOf: Props['menuOf']): Column<Template>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      sort: 'name',
      render: (template) => (
        <>
          <Link to="/templates/$id" params={{ id: template.id }} className={classes.name}>
            {template.name}
          </Link>
          {hasDraft(template) && <span className={classes.draftMark}>Draft</span>}
        </>
      ),
    },
    {
      id: 'destination',
      header: 'For',
      sort: 'destination',
      width: '160px',
      wide: true,
      render: destination,
    },
    {
      id: 'projects',
      header: 'Used by',
      sort: 'projects',
      width: '240px',
      wide: 'phone',
      render: (template) => users(template) || 'no project',
    },
    {
      id: 'version',
      header: 'Version',
      sort: 'version',
      width: '100px',
      align: 'right',
      wide: true,
      render: (t) => t.version,
    },
    { id: 'at', header: 'Saved', sort: 'at', width: '120px', render: (t) => <Ago at={t.updatedAt} /> },
    {
      id: 'more',
      header: <span className="sr-only">Actions</span>,
      word: 'Actions',
      width: '52px',
      render: menuOf,
    },
  ]
}
