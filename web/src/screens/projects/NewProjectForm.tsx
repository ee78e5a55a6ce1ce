// Data, site, place, template: questions on one page, each answered as soon as it can be.
import { Button, Select, TextInput } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Connection } from '../../../../src/api/connection.ts'
import type { Dataset } from '../../../../src/api/dataset.ts'
import type { Destination } from '../../../../src/api/destination.ts'
import { shownValues } from '../../../../src/api/shown-options.ts'
import { starterFields } from '../../../../src/api/starter.ts'
import type { Template } from '../../../../src/api/template.ts'
import { usePracticeSite } from '../../queries/connections.ts'
import { useCreateProject } from '../../queries/projects.ts'
import { useCreateTemplate } from '../../queries/templates.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { counted } from '../../ui/format.ts'
import { DestinationCards } from './DestinationCards.tsx'
import { missingFields, type Sources, sourcesOf, templateOf } from './mapping.ts'
import { OptionFields } from './OptionFields.tsx'
import { areOptionsRight, initialOptions, type OptionValues } from './options.ts'
import classes from './Projects.module.css'
import { Question } from './Question.tsx'
import { SiteFields } from './SiteFields.tsx'
import { useSiteFields } from './useSiteFields.ts'

const starter = 'starter'

interface Props {
  datasets: Dataset[]
  connections: Connection[]
  destinations: Destination[]
  templates: Template[]
}

export function NewProjectForm({ datasets, connections, destinations, templates }: Props) {
  const search = useSearch({ from: '/shell/projects/new' })
  const navigate = useNavigate()
  const practice = usePracticeSite()
  const createTemplate = useCreateTemplate()
  const create = useCreateProject()
  const asked = templates.find(({ id }) => id === search.template)
  const [chosen, setChosen] = useState<{ dataset?: string; connection?: string; template?: string }>({
    ...(search.dataset && { dataset: search.dataset }),
    ...(asked && { template: asked.id }),
  })
  const [destinationId, setDestination] = useState(asked?.destination)
  const [typedName, setName] = useState<string | null>(null)
  const [typedOptions, setOptions] = useState<OptionValues>({})
  const [chosenSources, setSources] = useState<Sources>({})
  const [judged, setJudged] = useState(false)

  const dataset =
    datasets.find(({ id }) => id === chosen.dataset) ?? (datasets.length === 1 ? datasets[0] : undefined)
  const connection =
    connections.find(({ id }) => id === chosen.connection) ??
    (connections.length === 1 ? connections[0] : undefined)
  const destination = destinations.find(({ id }) => id === destinationId) ?? destinations[0]
  const specs = destination?.options ?? []
  const options = { ...initialOptions(specs), ...typedOptions }
  const fitting = templates.filter((template) => template.destination === destination?.id)
  const template = fitting.find(({ id }) => id === chosen.template)
  const name = typedName ?? dataset?.name ?? ''
  const site = useSiteFields(destination, connection, options)
  const isMapped = destination?.fieldsDependOnSite === true && template === undefined
  const sources = dataset ? sourcesOf(site.fields, dataset, chosenSources) : {}
  const mapped = dataset ? templateOf(site.fields, sources, dataset) : {}
  const isBusy = create.isPending || createTemplate.isPending

  const problems = {
    dataset: dataset ? null : 'Choose the data.',
    connection: connection ? null : 'Choose the site.',
    name: name.trim() === '' ? 'Enter a name.' : null,
  }
  const isMappingRight = !isMapped || (site.isReady && missingFields(site.fields, mapped).length === 0)
  const isRight =
    Object.values(problems).every((problem) => problem === null) &&
    areOptionsRight(specs, options) &&
    isMappingRight

  const submit = async () => {
    setJudged(true)
    if (!isRight || isBusy || !dataset || !connection || !destination) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    try {
      const used =
        template ??
        (await createTemplate.mutateAsync({
          name: name.trim(),
          destination: destination.id,
          fields: isMapped ? mapped : starterFields(destination, dataset),
        }))
      // Should making the project fail, the next attempt takes the template that is already there.
      setChosen((before) => ({ ...before, template: used.id }))
      const project = await create.mutateAsync({
        name: name.trim(),
        datasetId: dataset.id,
        connectionId: connection.id,
        destination: destination.id,
        templateId: used.id,
        options: shownValues(specs, options),
      })
      await navigate({ to: '/projects/$id', params: { id: project.id }, search: {} })
    } catch {
      // Both mutations show their own error below.
    }
  }

  return (
    <form
      noValidate
      className={classes.wizard}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Question number={1} title="Which data?" text="Every row becomes one page.">
        {datasets.length === 0 ? (
          <Button component={Link} to="/data/import" variant="default" className={classes.alone}>
            Import a file first
          </Button>
        ) : (
          <Select
            aria-label="Data"
            placeholder="Choose the data"
            searchable
            allowDeselect={false}
            value={dataset?.id ?? null}
            error={judged ? problems.dataset : null}
            onChange={(id) => setChosen((before) => ({ ...before, dataset: id ?? undefined }))}
            data={datasets.map((item) => ({
              value: item.id,
              label: `${item.name} (${counted(item.rowCount, 'row')})`,
            }))}
          />
        )}
      </Question>
      <Question number={2} title="Which site?" text="Where the pages will be published.">
        {connections.length === 0 ? (
          <div className={classes.row}>
            <Button component={Link} to="/connections?connect=true" variant="default">
              Connect Wix
            </Button>
            <Button variant="default" loading={practice.isPending} onClick={() => practice.mutate()}>
              Try on a practice site
            </Button>
          </div>
        ) : (
          <Select
            aria-label="Site"
            placeholder="Choose the site"
            allowDeselect={false}
            value={connection?.id ?? null}
            error={judged ? problems.connection : null}
            onChange={(id) => {
              setChosen((before) => ({ ...before, connection: id ?? undefined }))
              setOptions({})
            }}
            data={connections.map((item) => ({ value: item.id, label: item.siteName ?? item.name }))}
          />
        )}
        {practice.error && (
          <ErrorNote title="The practice site could not be connected" error={practice.error} />
        )}
      </Question>
      <Question
        number={3}
        title="Published as what?"
        text="The part of the site the pages go to, and how. Chosen once for all pages of the project."
      >
        <DestinationCards
          destinations={destinations}
          chosen={destination?.id}
          connection={connection}
          onChoose={(id) => {
            setDestination(id)
            setChosen(({ template: _, ...before }) => before)
            setOptions({})
            setSources({})
            setJudged(false)
          }}
        />
        {destination && connection ? (
          <OptionFields
            destination={destination}
            connectionId={connection.id}
            values={options}
            judged={judged}
            fields={site.fields}
            onChange={(option, value) => setOptions((before) => ({ ...before, [option]: value }))}
          />
        ) : (
          <p className={classes.small}>Choose a site first; some of the answers come from it.</p>
        )}
      </Question>
      <Question
        number={4}
        title="What does each page say?"
        text="A template fills the fields from a row. You can change it at any time, beside a live preview."
        below={
          destination?.fieldsDependOnSite && (
            <SiteFields
              site={site}
              dataset={dataset}
              template={template}
              sources={sources}
              judged={judged}
              onChange={(field, source) => setSources((before) => ({ ...before, [field]: source }))}
            />
          )
        }
      >
        <Select
          aria-label="Template"
          allowDeselect={false}
          value={template?.id ?? starter}
          onChange={(id) =>
            setChosen(({ template: _, ...before }) =>
              id === starter || id === null ? before : { ...before, template: id },
            )
          }
          data={[
            { value: starter, label: 'A new template, made of the columns' },
            ...fitting.map((item) => ({ value: item.id, label: item.name })),
          ]}
        />
      </Question>
      <Question number={5} title="What is it called?" text="Only you see this name.">
        <TextInput
          aria-label="Name of the project"
          maxLength={100}
          value={name}
          error={judged ? problems.name : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Question>
      {createTemplate.error && (
        <ErrorNote title="The template was not created" error={createTemplate.error} />
      )}
      {create.error && <ErrorNote title="The project was not created" error={create.error} />}
      <div className={classes.wizardEnd}>
        <Button type="submit" loading={isBusy}>
          Make the project
        </Button>
        <Button component={Link} to="/projects" variant="subtle" color="gray">
          Cancel
        </Button>
      </div>
    </form>
  )
}
