import { Button, Select, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import { shownValues } from '../../../../src/api/shown-options.ts'
import { connectionsQuery, destinationsQuery } from '../../queries/connections.ts'
import { projectFieldsQuery, useRemoveProject, useUpdateProject } from '../../queries/projects.ts'
import { templatesQuery } from '../../queries/templates.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { counted } from '../../ui/format.ts'
import { notify } from '../../ui/Notices.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { ConverterComparison } from './ConverterComparison.tsx'
import { OptionFields } from './OptionFields.tsx'
import { areOptionsRight, initialOptions, type OptionValues } from './options.ts'
import classes from './Projects.module.css'
import { ReadAgain } from './ReadAgain.tsx'

export function ProjectSettings({ project }: { project: Project }) {
  const navigate = useNavigate()
  const connections = useQuery(connectionsQuery)
  const destinations = useQuery(destinationsQuery)
  const templates = useQuery(templatesQuery)
  const update = useUpdateProject(project.id)
  const remove = useRemoveProject()
  const [removing, dialog] = useDisclosure(false)
  const [name, setName] = useState(project.name)
  const [connectionId, setConnection] = useState(project.connection.id)
  const [templateId, setTemplate] = useState(project.template.id)
  const [options, setOptions] = useState<OptionValues>(project.options)
  const destination = destinations.data?.find(({ id }) => id === project.destination)
  const fields = useQuery({
    ...projectFieldsQuery(project.id),
    enabled: destination?.fieldsDependOnSite === true,
  })
  const failed = [connections, destinations, templates].find((query) => query.error)
  if (failed) {
    return (
      <ErrorState
        title="The settings could not be loaded"
        error={failed.error}
        onRetry={() => void failed.refetch()}
      />
    )
  }
  if (!connections.data || !destination || !templates.data) return <BlockSkeleton lines={6} />

  // A project may be older than one of the options.
  const values = { ...initialOptions(destination.options), ...options }
  const published = project.published.live + project.published.drafts
  const isDirty =
    name.trim() !== project.name ||
    connectionId !== project.connection.id ||
    templateId !== project.template.id ||
    JSON.stringify(options) !== JSON.stringify(project.options)
  const isRight = name.trim() !== '' && areOptionsRight(destination.options, values)

  return (
    <div className={classes.settings}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isRight || !isDirty || update.isPending) return
          update.mutate(
            {
              name: name.trim(),
              connectionId,
              templateId,
              options: shownValues(destination.options, values),
            },
            { onSuccess: () => notify('The settings are saved.') },
          )
        }}
      >
        <Stack gap="md">
          <TextInput
            label="Name"
            maxLength={100}
            value={name}
            error={name.trim() === '' ? 'Enter a name.' : null}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label="Site"
            description={
              published > 0
                ? 'Pages that are already published stay on the site they were published to.'
                : undefined
            }
            allowDeselect={false}
            value={connectionId}
            onChange={(id) => {
              if (id === null || id === connectionId) return
              setConnection(id)
              const remote = destination.options.filter((spec) => spec.kind === 'remote_choice')
              setOptions((before) => ({
                ...before,
                ...Object.fromEntries(remote.map((spec) => [spec.name, undefined])),
              }))
            }}
            data={connections.data.map((item) => ({ value: item.id, label: item.siteName ?? item.name }))}
          />
          <Select
            label="Template"
            allowDeselect={false}
            value={templateId}
            onChange={(id) => setTemplate(id ?? templateId)}
            data={templates.data
              .filter((item) => item.destination === project.destination)
              .map((item) => ({ value: item.id, label: item.name }))}
          />
          <OptionFields
            destination={destination}
            connectionId={connectionId}
            values={values}
            judged
            fields={fields.data?.fields ?? []}
            onChange={(option, value) => setOptions((before) => ({ ...before, [option]: value }))}
            after={(option) => option === 'converter' && <ConverterComparison project={project} />}
          />
          {update.error && <ErrorNote title="The settings were not saved" error={update.error} />}
          <div>
            <Button type="submit" loading={update.isPending} disabled={!isDirty || !isRight}>
              Save
            </Button>
          </div>
        </Stack>
      </form>
      {destination.fieldsDependOnSite && <ReadAgain projectId={project.id} />}
      <section className={classes.danger}>
        <div>
          <h2>Delete the project</h2>
          <p>
            {published > 0
              ? `${counted(published, 'page')} stay in Wix, but SEOmatic forgets which row each belongs to.`
              : 'Data, template and connection stay.'}
          </p>
        </div>
        <Button variant="default" onClick={dialog.open}>
          Delete
        </Button>
      </section>
      <Confirm
        opened={removing}
        onClose={dialog.close}
        title={`Delete ${project.name}?`}
        action="Delete the project"
        busy={remove.isPending}
        error={remove.error}
        errorTitle="The project was not deleted"
        onConfirm={() => remove.mutate(project.id, { onSuccess: () => void navigate({ to: '/projects' }) })}
      >
        {published > 0
          ? `${counted(published, 'published page')} stay in Wix. They can no longer be updated or removed from here.`
          : 'Nothing of it was published. Its data, template and connection stay.'}
      </Confirm>
    </div>
  )
}
