import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFileText, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { Template } from '../../../../src/api/template.ts'
import { templatesQuery, useRemoveTemplate } from '../../queries/templates.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { MoreMenu } from '../../ui/MoreMenu.tsx'
import { Page } from '../../ui/Page.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { TemplateList } from './TemplateList.tsx'

const NewTemplateDialog = lazy(async () => ({
  default: (await import('./NewTemplateDialog.tsx')).NewTemplateDialog,
}))

export function TemplatesScreen() {
  const templates = useQuery(templatesQuery)
  const [creating, dialog] = useDisclosure(false)
  const button = (
    <Button leftSection={<IconPlus size={15} />} onClick={dialog.open}>
      New template
    </Button>
  )
  return (
    <Page
      width={templates.data && templates.data.length > 0 ? 'full' : 'wide'}
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
        <TemplateList
          templates={templates.data}
          menuOf={(template) => <TemplateMenu template={template} />}
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
