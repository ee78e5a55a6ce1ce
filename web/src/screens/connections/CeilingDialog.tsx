import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Connection } from '../../../../src/api/connection.ts'
import { ceilingQuery, useSetCeiling } from '../../queries/schedules.ts'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { notify } from '../../ui/Notices.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'

interface Props {
  connection: Connection
  opened: boolean
  onClose: () => void
}

/** How many pages all schedules of a site may publish on one day. */
export function CeilingDialog({ connection, opened, onClose }: Props) {
  const query = useQuery({ ...ceilingQuery(connection.id), enabled: opened })
  return (
    <Modal opened={opened} onClose={onClose} title="Pages a day on this site" size={440}>
      {query.data ? (
        <CeilingForm key={query.data.perDay} id={connection.id} perDay={query.data.perDay} onDone={onClose} />
      ) : query.error ? (
        <ErrorState
          title="The limit could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <BlockSkeleton lines={3} />
      )}
    </Modal>
  )
}

function CeilingForm({ id, perDay, onDone }: { id: string; perDay: number | null; onDone: () => void }) {
  const save = useSetCeiling(id)
  const [text, setText] = useState(perDay === null ? '' : String(perDay))
  const value = text.trim() === '' ? null : Number(text.replaceAll(/[\s,]/g, ''))
  const isWrong = value !== null && !(Number.isInteger(value) && value >= 1 && value <= 100_000)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (isWrong || save.isPending) return
        save.mutate(value, {
          onSuccess: () => {
            notify(
              value === null
                ? 'Schedules have no limit on this site.'
                : 'The limit holds for every schedule.',
            )
            onDone()
          },
        })
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="At most, over all schedules"
          description="Blank for no limit. What you publish yourself is not held back."
          inputMode="numeric"
          data-autofocus
          value={text}
          error={isWrong ? 'Enter a number from 1 to 100,000, or nothing.' : null}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {save.error && <ErrorNote title="The limit was not saved" error={save.error} />}
        <Group justify="flex-end" gap="xs" mt="sm">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={isWrong}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
