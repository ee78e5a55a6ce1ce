import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFileText, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { Template } from '../../../../src/api/template.ts'
import { destinationsQuery } from '../../queries/connections.ts'
import { projectsQuery } from '../../queries/projects.ts'
import { templatesQuery, useRemoveTemplate } from '../../queries/templates.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { MoreMenu } from '../../ui/MoreMenu.tsx'
import { Page } from '../../ui/Page.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Table } from '../../ui/Table.tsx'
import { Ago } from '../../ui/Time.tsx'
import classes from './Templates.module.css'

const NewTemplateDialog = lazy(async () => ({
  default: (await import('./NewTemplateDialog.tsx')).NewTemplateDialog,
}))

export function TemplatesScreen() {
  const templates = useQuery(templatesQuery)
  const projects = useQuery(projectsQuery)
  const destinations = useQuery(destinationsQuery)
  const [creating, dialog] = useDisclosure(false)
  const button = (
    <Button leftSection={<IconPlus size={15} />} onClick={dialog.open}>
      New template
    </Button>
  )
  const usersOf = (id: string) => projects.data?.filter((project) => project.template.id === id) ?? []
  return (
    <Page
      title="Templates"
      lead="What a page says: a Liquid text for every field, filled from a row."
      actions={templates.data && templates.data.length > 0 ? button : null}
    >
      {templates.isPending ? (
        <RowsSkeleton />
      ) : templates.error ? (
        <ErrorState
          title="The templates could not be loaded"
          error={templates.error}
          onRetry={() => void templates.refetch()}
        />
      ) : templates.data.length === 0 ? (
        <EmptyState icon={IconFileText} title="Write what every page says" action={button}>
          A template turns a row into a page: its title, address, text, categories and what search engines
          see. Start from one built from your data's columns and change it beside a live preview.
        </EmptyState>
      ) : (
        <Table
          label="Templates"
          rows={templates.data}
          rowKey={(template) => template.id}
          columns={[
            {
              id: 'name',
              header: 'Name',
              render: (template) => (
                <Link to="/templates/$id" params={{ id: template.id }} className={classes.name}>
                  {template.name}
                </Link>
              ),
            },
            {
              id: 'destination',
              header: 'For',
              width: '160px',
              wide: true,
              render: (template) =>
                destinations.data?.find(({ id }) => id === template.destination)?.name ??
                template.destination,
            },
            {
              id: 'projects',
              header: 'Used by',
              width: '240px',
              wide: true,
              render: (template) =>
                usersOf(template.id)
                  .map((project) => project.name)
                  .join(', ') || 'no project',
            },
            {
              id: 'version',
              header: 'Version',
              width: '84px',
              align: 'right',
              wide: true,
              render: (t) => t.version,
            },
            {
              id: 'at',
              header: 'Saved',
              width: '120px',
              render: (template) => <Ago at={template.updatedAt} />,
            },
            {
              id: 'more',
              header: <span className="sr-only">Actions</span>,
              width: '52px',
              render: (template) => <TemplateMenu template={template} />,
            },
          ]}
        />
      )}
      {creating && (
        <Suspense fallback={null}>
          <NewTemplateDialog onClose={dialog.close} />
        </Suspense>
      )}
    </Page>
  )
}

function TemplateMenu({ template }: { template: Template }) {
  const remove = useRemoveTemplate()
  const [removing, dialog] = useDisclosure(false)
  return (
    <>
      <MoreMenu
        label={`More for ${template.name}`}
        entries={[{ label: 'Delete', icon: IconTrash, isRemoval: true, onPick: dialog.open }]}
      />
      <Confirm
        opened={removing}
        onClose={dialog.close}
        title={`Delete ${template.name}?`}
        action="Delete template"
        busy={remove.isPending}
        error={remove.error}
        errorTitle="The template was not deleted"
        onConfirm={() => remove.mutate(template.id, { onSuccess: dialog.close })}
      >
        Published pages stay in Wix. A template used by a project cannot be deleted.
      </Confirm>
    </>
  )
}
