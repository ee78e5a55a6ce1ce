// Connecting a table: what kind, where it is, its first rows, and how often it is read again.
import { Button, Group, Select, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { SourceKind, SourceTry } from '../../../../src/api/source.ts'
import { datasetQuery } from '../../queries/data.ts'
import { sourceKindsQuery, useConnectSource, useTrySource } from '../../queries/sources.ts'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { bytes } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { Table } from '../../ui/Table.tsx'
import classes from './Data.module.css'
import { RhythmFields } from './RhythmFields.tsx'
import { toDraft, toRhythm } from './rhythm-draft.ts'
import { SourceFields } from './SourceFields.tsx'
import { filled, isComplete } from './source-form.ts'

export function ConnectScreen() {
  const { dataset: datasetId } = useSearch({ from: '/shell/data/connect' })
  const dataset = useQuery({ ...datasetQuery(datasetId ?? ''), enabled: datasetId !== undefined })
  const kinds = useQuery(sourceKindsQuery)
  return (
    <Page
      width="narrow"
      title={dataset.data ? `Connect ${dataset.data.name} to a source` : 'Connect a table'}
      parent={{ to: datasetId ? `/data/${datasetId}` : '/data', label: dataset.data?.name ?? 'Data' }}
      lead="Its rows are read from where they live, and again whenever you like. Nothing is replaced before you have seen them once."
    >
      {kinds.data ? (
        <ConnectForm kinds={kinds.data} datasetId={datasetId} />
      ) : kinds.error ? (
        <ErrorState
          title="The kinds of sources could not be loaded"
          error={kinds.error}
          onRetry={() => void kinds.refetch()}
        />
      ) : (
        <BlockSkeleton />
      )}
    </Page>
  )
}

function ConnectForm({ kinds, datasetId }: { kinds: SourceKind[]; datasetId: string | undefined }) {
  const navigate = useNavigate()
  const [kindId, setKindId] = useState(kinds[0]!.id)
  const [values, setValues] = useState<Record<string, unknown>>({})
  const [secrets, setSecrets] = useState<Record<string, string>>({})
  const [rhythm, setRhythm] = useState(toDraft(null))
  const trying = useTrySource()
  const connecting = useConnectSource()
  const kind = kinds.find(({ id }) => id === kindId)!
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const given = { kind: kindId, config: filled(values), secrets: filled(secrets) as Record<string, string> }
  const chosen = toRhythm(rhythm)
  const isReady = isComplete(kind, values, secrets) && chosen !== undefined

  function connect() {
    if (chosen === undefined) return
    connecting.mutate(
      { ...given, rhythm: chosen, timeZone, ...(datasetId !== undefined && { datasetId }) },
      {
        onSuccess: (created) =>
          void navigate({ to: '/data/imports/$id', params: { id: created.import.id }, search: {} }),
      },
    )
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady && !connecting.isPending) connect()
      }}
    >
      <Stack gap="md">
        <Select
          label="Where the table lives"
          description={kind.hint}
          allowDeselect={false}
          value={kindId}
          onChange={(next) => {
            if (next === null || next === kindId) return
            setKindId(next)
            setValues({})
            setSecrets({})
            trying.reset()
          }}
          data={kinds.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SourceFields
          kind={kind}
          values={values}
          secrets={secrets}
          onValue={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
          onSecret={(name, value) => setSecrets((before) => ({ ...before, [name]: value }))}
        />
        <RhythmFields draft={rhythm} timeZone={timeZone} onChange={setRhythm} />
        {trying.error && <ErrorNote title="It cannot be read like this" error={trying.error} />}
        {connecting.error && <ErrorNote title="It was not connected" error={connecting.error} />}
        <Group gap="xs">
          <Button
            variant="default"
            disabled={!isComplete(kind, values, secrets)}
            loading={trying.isPending}
            onClick={() => trying.mutate(given)}
          >
            Show the first rows
          </Button>
          <Button type="submit" disabled={!isReady} loading={connecting.isPending}>
            Connect
          </Button>
        </Group>
        {trying.data && <FirstRows found={trying.data} />}
      </Stack>
    </form>
  )
}

function FirstRows({ found }: { found: SourceTry }) {
  return (
    <section aria-label="The first rows">
      <p className={classes.sectionLead}>
        {found.fileName} · {found.format} · {bytes(found.bytes)}
      </p>
      <Table
        label="The first rows"
        rows={found.rows.map((cells, index) => ({ cells, index }))}
        rowKey={({ index }) => String(index)}
        columns={found.columns.slice(0, 8).map((header, column) => ({
          id: `c:${header}`,
          header,
          render: ({ cells }: { cells: string[] }) => cells[column] ?? '',
        }))}
      />
      {found.notes.map((note) => (
        <p key={note} className={classes.hint}>
          {note}
        </p>
      ))}
    </section>
  )
}
