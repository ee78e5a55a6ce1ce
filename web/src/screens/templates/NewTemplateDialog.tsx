import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { firstTexts } from '../../../../src/api/starters/starters.ts'
import { destinationsQuery } from '../../queries/connections.ts'
import { datasetsQuery } from '../../queries/data.ts'
import { useCreateTemplate } from '../../queries/templates.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { StarterChoice } from './StarterChoice.tsx'
import { useStarter } from './useStarter.ts'

/** Makes a template from the columns of a dataset, for a kind of page, or an empty one. */
export function NewTemplateDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  const destinations = useQuery(destinationsQuery)
  const datasets = useQuery(datasetsQuery)
  const create = useCreateTemplate()
  const [name, setName] = useState('')
  const [chosenDestination, setDestination] = useState<string | null>(null)
  const [datasetId, setDataset] = useState<string | null>(null)
  const [judged, setJudged] = useState(false)
  const destination = destinations.data?.find(({ id }) => id === chosenDestination) ?? destinations.data?.[0]
  const dataset = datasets.data?.find(({ id }) => id === datasetId)
  const choice = useStarter(dataset)

  // A collection has the fields that someone gave it.
  const comesFromSite = destination?.fieldsDependOnSite === true && destination.fields.length === 0

  const submit = () => {
    setJudged(true)
    if (comesFromSite || name.trim() === '' || !destination || create.isPending || choice.lacks) return
    create.mutate(
      {
        name: name.trim(),
        destination: destination.id,
        fields: dataset ? firstTexts(destination, destination.fields, dataset, choice.chosen) : {},
      },
      { onSuccess: (made) => void navigate({ to: '/templates/$id', params: { id: made.id }, search: {} }) },
    )
  }
  return (
    <Modal opened onClose={onClose} title="New template" size={dataset && !comesFromSite ? 720 : 460}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack gap="sm">
          {!comesFromSite && (
            <TextInput
              label="Name"
              data-autofocus
              maxLength={100}
              value={name}
              error={judged && name.trim() === '' ? 'Enter a name.' : null}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          {(destinations.data?.length ?? 0) > 1 && (
            <Select
              label="For"
              allowDeselect={false}
              value={destination?.id ?? null}
              onChange={setDestination}
              data={destinations.data?.map(({ id, name: label }) => ({ value: id, label })) ?? []}
            />
          )}
          {comesFromSite ? (
            <Text size="sm" c="dimmed">
              Which fields there are depends on the site. A new project asks it, suggests a column for each
              field and creates the template.
            </Text>
          ) : (
            <Select
              label="Start from the columns of"
              placeholder="An empty template"
              clearable
              searchable
              value={datasetId}
              onChange={setDataset}
              data={datasets.data?.map(({ id, name: label }) => ({ value: id, label })) ?? []}
            />
          )}
          {dataset && !comesFromSite && <StarterChoice dataset={dataset} choice={choice} />}
          {(destinations.error ?? datasets.error) && (
            <ErrorNote title="The choices could not be loaded" error={destinations.error ?? datasets.error} />
          )}
          {create.error && <ErrorNote title="The template was not created" error={create.error} />}
          <Group justify="flex-end" gap="xs" mt="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            {comesFromSite ? (
              <Button component={Link} to="/projects/new">
                New project
              </Button>
            ) : (
              <Button type="submit" loading={create.isPending} disabled={choice.lacks !== null}>
                Create template
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
