// How a column is read: what templates compare, sort and compute by, tried on its first rows.
import { Button, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Dataset } from '../../../../src/api/dataset.ts'
import type { ReadAs, TriedReading } from '../../../../src/api/reading.ts'
import { readingWords } from '../../../../src/api/reading-words.ts'
import { triedReadingQuery, useSetReading } from '../../queries/data.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { count } from '../../ui/format.ts'
import { Modal } from '../../ui/Modal.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Table } from '../../ui/Table.tsx'
import classes from './Data.module.css'
import { PickField } from './steps/fields.tsx'
import { NotationFields } from './steps/NotationFields.tsx'

type Kind = ReadAs['kind'] | 'text'

const kinds = [
  { value: 'text', label: 'As it stands' },
  { value: 'number', label: 'Numbers' },
  { value: 'date', label: 'Dates' },
] as const

const usual: Record<Kind, ReadAs | null> = {
  text: null,
  number: { kind: 'number', decimal: ',' },
  date: { kind: 'date', order: 'dmy', lastYear: 49, language: 'en' },
}

interface Props {
  dataset: Dataset
  name: string
  onClose: () => void
}

export function ReadingDialog({ dataset, name, onClose }: Props) {
  const column = dataset.columns.find((one) => one.name === name)
  const guess = column?.reading
  const before = column?.readAs ?? null
  const [readAs, setReadAs] = useState<ReadAs | null>(before ?? guess?.reads ?? null)
  const tried = useQuery(triedReadingQuery(dataset.id, name, readAs))
  const set = useSetReading(dataset.id, name)

  function choose(kind: Kind) {
    setReadAs(guess?.reads.kind === kind ? guess.reads : usual[kind])
  }

  return (
    <Modal opened onClose={onClose} title={`How ${name} is read`} size={520}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (set.isPending) return
          set.mutate(readAs, {
            onSuccess: () => {
              notify(readAs ? `${name} is read so from now on.` : `${name} is read as it stands.`)
              onClose()
            },
          })
        }}
      >
        <Stack gap="sm">
          <p className={classes.hint}>
            Filters, comparisons and sorting go by what is read. Pages print the cell as it stands; to change
            that too,{' '}
            <Link
              to="/data/$id"
              params={{ id: dataset.id }}
              search={{ tab: 'steps', ...(guess && { read: name }) }}
            >
              use a step
            </Link>
            .
          </p>
          {guess && (
            <p className={classes.hint}>
              {readingWords(guess)}. {guess.reason}
            </p>
          )}
          <PickField label="Read it as" value={readAs?.kind ?? 'text'} choices={kinds} onChange={choose} />
          {readAs && <NotationFields value={readAs} onChange={setReadAs} />}
          {readAs && tried.data && <Tried tried={tried.data} />}
          {tried.error && <ErrorNote title="This was not tried" error={tried.error} />}
          {set.error && <ErrorNote title="The reading was not changed" error={set.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              loading={set.isPending}
              disabled={JSON.stringify(readAs) === JSON.stringify(before)}
            >
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function Tried({ tried: { rows, filled, read, samples } }: { tried: TriedReading }) {
  const all = filled === read
  return (
    <section aria-label="What that makes of its cells">
      <p className={classes.sectionLead}>
        {all ? `All ${count(filled)}` : `${count(read)} of ${count(filled)}`} filled cells of the first{' '}
        {count(rows)} rows can be read.
        {!all && ' The others stay as they are.'}
      </p>
      <Table
        label="What that makes of its cells"
        rows={samples}
        rowKey={({ text }) => text}
        columns={[
          { id: 'text', header: 'Cell', render: ({ text }) => text },
          {
            id: 'value',
            header: 'Read as',
            render: ({ value }) => value ?? <span className={classes.empty}>cannot be read</span>,
          },
        ]}
      />
    </section>
  )
}
