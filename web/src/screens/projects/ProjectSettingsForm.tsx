import { Button, Select, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Connection } from '../../../../src/api/connection.ts'
import type { Destination } from '../../../../src/api/destination.ts'
import type { Project } from '../../../../src/api/project.ts'
import type { Template } from '../../../../src/api/template.ts'
import { projectFieldsQuery, useUpdateProject } from '../../queries/projects.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { InSlices } from '../../ui/InSlices.tsx'
import { notify } from '../../ui/Notices.tsx'
import { ConverterComparison } from './ConverterComparison.tsx'
import { OptionFields } from './OptionFields.tsx'
import { RedirectFields } from './RedirectFields.tsx'
import { useProjectChanges } from './useProjectChanges.ts'

interface Props {
  project: Project
  destination: Destination
  connections: Connection[]
  /** Those for the destination. */
  templates: Template[]
}

export function ProjectSettingsForm({ project, destination, connections, templates }: Props) {
  const changes = useProjectChanges(project, destination)
  const update = useUpdateProject(project.id)
  const fields = useQuery({ ...projectFieldsQuery(project.id), enabled: destination.fieldsDependOnSite })
  const isPublished = project.published.live + project.published.drafts > 0
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!changes.canSave || update.isPending) return
        update.mutate(changes.input, { onSuccess: () => notify('The settings are saved.') })
      }}
    >
      <Stack gap="md">
        <TextInput
          label="Name"
          maxLength={100}
          value={changes.name}
          error={changes.name.trim() === '' ? 'Enter a name.' : null}
          onChange={(event) => changes.setName(event.currentTarget.value)}
        />
        <Select
          label="Site"
          description={
            isPublished
              ? 'Pages that are already published stay on the site they were published to.'
              : undefined
          }
          allowDeselect={false}
          value={changes.connectionId}
          onChange={(id) => {
            if (id !== null && id !== changes.connectionId) changes.moveTo(id)
          }}
          data={connections.map((item) => ({ value: item.id, label: item.siteName ?? item.name }))}
        />
        <Select
          label="Template"
          allowDeselect={false}
          value={changes.templateId}
          onChange={(id) => id !== null && changes.setTemplate(id)}
          data={templates.map((item) => ({ value: item.id, label: item.name }))}
        />
        <OptionFields
          destination={destination}
          connectionId={changes.connectionId}
          values={changes.values}
          judged
          fields={fields.data?.fields ?? []}
          onChange={changes.setOption}
          after={(option) => option === 'converter' && <ConverterComparison project={project} />}
        />
        <InSlices>
          <Select
            label="Pages that changed here and in Wix"
            description={
              changes.edits === 'merge'
                ? 'What only one side changed is taken; what both changed differently waits for your decision.'
                : 'Every page that somebody edited in Wix waits for your decision.'
            }
            allowDeselect={false}
            value={changes.edits}
            onChange={(way) => way !== null && changes.setEdits(way as Project['edits'])}
            data={[
              { value: 'merge', label: 'Merge them' },
              { value: 'ask', label: 'Ask always' },
            ]}
          />
          <RedirectFields value={changes.redirects} onChange={changes.setRedirects} />
          {update.error && <ErrorNote title="The settings were not saved" error={update.error} />}
          <div>
            <Button type="submit" loading={update.isPending} disabled={!changes.canSave}>
              Save
            </Button>
          </div>
        </InSlices>
      </Stack>
    </form>
  )
}
