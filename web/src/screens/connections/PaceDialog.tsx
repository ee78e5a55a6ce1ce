import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Connection } from '../../../../src/api/connection.ts'
import { leastRatePerMinute, usualRatePerMinute } from '../../../../src/api/pace.ts'
import { paceQuery, useSetPace } from '../../queries/diagnostics.ts'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { notify } from '../../ui/Notices.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'

interface Props {
  connection: Connection
  opened: boolean
  onClose: () => void
}

/** How many requests a minute may leave for a site. */
export function PaceDialog({ connection, opened, onClose }: Props) {
  const query = useQuery({ ...paceQuery(connection.id), enabled: opened })
  return (
    <Modal opened={opened} onClose={onClose} title={`Pace of ${connection.name}`} size={440}>
      {query.data ? (
        <PaceForm
          key={query.data.mostPerMinute}
          id={connection.id}
          most={query.data.mostPerMinute}
          onDone={onClose}
        />
      ) : query.error ? (
        <ErrorState
          title="The pace could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <BlockSkeleton lines={3} />
      )}
    </Modal>
  )
}

function PaceForm({ id, most, onDone }: { id: string; most: number | null; onDone: () => void }) {
  const save = useSetPace(id)
  const [text, setText] = useState(most === null ? '' : String(most))
  const value = text.trim() === '' ? null : Number(text)
  const isWrong =
    value !== null && !(Number.isInteger(value) && value >= leastRatePerMinute && value <= usualRatePerMinute)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (isWrong || save.isPending) return
        save.mutate(value, {
          onSuccess: ({ usualPerMinute }) => {
            notify(`At most ${usualPerMinute} requests a minute from now on.`)
            onDone()
          },
        })
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Requests a minute, at most"
          description={`Blank for ${usualRatePerMinute}, just under what Wix allows. Fewer leave room for other programs that use the same site; runs and plans take longer.`}
          inputMode="numeric"
          data-autofocus
          value={text}
          error={
            isWrong ? `Enter a number from ${leastRatePerMinute} to ${usualRatePerMinute}, or nothing.` : null
          }
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {save.error && <ErrorNote title="The pace was not saved" error={save.error} />}
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
