// Data, site, template, options: four questions on one page, each answered as soon as it can be.
import { Button, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { counted } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { connectionsQuery, destinationsQuery, usePracticeSite } from '../connections/queries.ts'
import { datasetsQuery } from '../data/queries.ts'
import { templatesQuery, useCreateTemplate } from '../templates/queries.ts'
import { starterFields } from '../templates/starter.ts'
import { initialOptions, OptionField, type OptionValues, optionProblem } from './OptionField.tsx'
import classes from './Projects.module.css'
import { useCreateProject } from './queries.ts'

const starter = 'starter'

export function NewProjectScreen() {
  const search = useSearch({ from: '/shell/projects/new' })
  const navigate = useNavigate()
  const datasets = useQuery(datasetsQuery)
  const connections = useQuery(connectionsQuery)
  const destinations = useQuery(destinationsQuery)
  const templates = useQuery(templatesQuery)
  const practice = usePracticeSite()
  const createTemplate = useCreateTemplate()
  const create = useCreateProject()
  const [chosen, setChosen] = useState<{
    dataset?: string
    connection?: string
    destination?: string
    template?: string
  }>({})
  const [typedName, setName] = useState<string | null>(null)
  const [typedOptions, setOptions] = useState<OptionValues>({})
  const [judged, setJudged] = useState(false)

  const queries = [datasets, connections, destinations, templates]
  const failed = queries.find((query) => query.error)
  const frame = (children: ReactNode) => (
    <Page
      width="narrow"
      title="New project"
      parent={{ to: '/projects', label: 'Projects' }}
      lead="Nothing is sent to Wix by making a project. You will see every page and a plan first."
    >
      {children}
    </Page>
  )
  if (failed) {
    return frame(
      <ErrorState
        title="The choices could not be loaded"
        error={failed.error}
        onRetry={() => queries.forEach((query) => void query.refetch())}
      />,
    )
  }
  if (!datasets.data || !connections.data || !destinations.data || !templates.data) {
    return frame(<BlockSkeleton lines={8} />)
  }

  const dataset =
    datasets.data.find(({ id }) => id === (chosen.dataset ?? search.dataset)) ??
    (datasets.data.length === 1 ? datasets.data[0] : undefined)
  const connection =
    connections.data.find(({ id }) => id === chosen.connection) ??
    (connections.data.length === 1 ? connections.data[0] : undefined)
  const destination = destinations.data.find(({ id }) => id === chosen.destination) ?? destinations.data[0]
  const fitting = templates.data.filter((template) => template.destination === destination?.id)
  const template = fitting.find(({ id }) => id === (chosen.template ?? search.template))
  const options = { ...initialOptions(destination?.options ?? []), ...typedOptions }
  const name = typedName ?? dataset?.name ?? ''
  const isBusy = create.isPending || createTemplate.isPending

  const problems = {
    dataset: dataset ? null : 'Choose the data.',
    connection: connection ? null : 'Choose the site.',
    name: name.trim() === '' ? 'Enter a name.' : null,
  }
  const isRight =
    Object.values(problems).every((problem) => problem === null) &&
    (destination?.options ?? []).every((spec) => optionProblem(spec, options[spec.name]) === null)

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
          fields: starterFields(destination, dataset),
        }))
      // Should making the project fail, the next attempt takes the template that is already there.
      setChosen((before) => ({ ...before, template: used.id }))
      const project = await create.mutateAsync({
        name: name.trim(),
        datasetId: dataset.id,
        connectionId: connection.id,
        destination: destination.id,
        templateId: used.id,
        options,
      })
      await navigate({ to: '/projects/$id', params: { id: project.id }, search: {} })
    } catch {
      // Both mutations show their own error below.
    }
  }

  return frame(
    <form
      noValidate
      className={classes.wizard}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Question number={1} title="Which data?" text="Every row becomes one page.">
        {datasets.data.length === 0 ? (
          <Button component={Link} to="/data/import" variant="default">
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
            data={datasets.data.map((item) => ({
              value: item.id,
              label: `${item.name} (${counted(item.rowCount, 'row')})`,
            }))}
          />
        )}
      </Question>
      <Question number={2} title="Which site?" text="Where the pages will be published.">
        {connections.data.length === 0 ? (
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
            data={connections.data.map((item) => ({
              value: item.id,
              label: item.siteName ?? item.name,
            }))}
          />
        )}
        {practice.error && (
          <ErrorNote title="The practice site could not be connected" error={practice.error} />
        )}
        {destinations.data.length > 1 && (
          <Select
            label="Published as"
            description={destination?.description}
            allowDeselect={false}
            value={destination?.id ?? null}
            onChange={(id) => {
              setChosen((before) => ({ ...before, destination: id ?? undefined, template: undefined }))
              setOptions({})
            }}
            data={destinations.data.map((item) => ({ value: item.id, label: item.name }))}
          />
        )}
        {destinations.data.length === 1 && destination && (
          <p className={classes.small}>
            Published as <b>{destination.name}</b>. {destination.description}
          </p>
        )}
      </Question>
      <Question number={3} title="Which template?" text="What each page says. You can change it at any time.">
        <Select
          aria-label="Template"
          allowDeselect={false}
          value={template?.id ?? starter}
          onChange={(id) =>
            setChosen((before) => ({ ...before, template: id === starter ? '' : (id ?? '') }))
          }
          data={[
            { value: starter, label: 'Start from one made of the columns' },
            ...fitting.map((item) => ({ value: item.id, label: item.name })),
          ]}
        />
      </Question>
      <Question
        number={4}
        title="How should it be published?"
        text="Chosen once for all pages of the project."
      >
        {destination && connection ? (
          destination.options.map((spec) => (
            <OptionField
              key={`${connection.id}:${spec.name}`}
              spec={spec}
              destination={destination.id}
              connectionId={connection.id}
              value={options[spec.name]}
              judged={judged}
              onChange={(value) => setOptions((before) => ({ ...before, [spec.name]: value }))}
            />
          ))
        ) : (
          <p className={classes.small}>Choose a site first; some of the answers come from it.</p>
        )}
        <TextInput
          label="Name of the project"
          maxLength={100}
          value={name}
          error={judged ? problems.name : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Question>
      {createTemplate.error && <ErrorNote title="The template was not made" error={createTemplate.error} />}
      {create.error && <ErrorNote title="The project was not made" error={create.error} />}
      <div className={classes.wizardEnd}>
        <Button type="submit" loading={isBusy}>
          Make the project
        </Button>
        <Button component={Link} to="/projects" variant="subtle" color="gray">
          Cancel
        </Button>
      </div>
    </form>,
  )
}

function Question(props: { number: number; title: string; text: string; children: ReactNode }) {
  return (
    <section className={classes.question}>
      <div>
        <h2>
          <span className="num">{props.number}.</span> {props.title}
        </h2>
        <p>{props.text}</p>
      </div>
      <div className={classes.answers}>{props.children}</div>
    </section>
  )
}
