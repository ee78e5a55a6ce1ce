import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ViewSearch } from '../../../src/api/view.ts'
import { useSaveView } from '../queries/views.ts'
import { ErrorNote } from './ErrorState.tsx'
import { Modal } from './Modal.tsx'

interface Props {
  opened: boolean
  list: string
  search: ViewSearch
  /** Names of other views of the list. */
  taken: readonly string[]
  onClose: () => void
}

/** Asks under which name the list is kept as it is shown now. */
export function SaveViewDialog({ opened, list, search, taken, onClose }: Props) {
  const save = useSaveView()
  const [name, setName] = useState('')
  const wanted = name.trim()
  const close = () => {
    setName('')
    save.reset()
    onClose()
  }
  return (
    <Modal opened={opened} onClose={close} title="Save this view" size={420}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (wanted !== '' && !save.isPending)
            save.mutate({ list, name: wanted, search }, { onSuccess: close })
        }}
      >
        <TextInput
          label="Name"
          description={
            taken.includes(wanted)
              ? 'There is one of this name. Saving replaces it.'
              : 'Search, filters, order and columns are kept, for you alone.'
          }
          data-autofocus
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {save.error ? <ErrorNote title="The view was not saved" error={save.error} /> : null}
        <Group justify="flex-end" gap="xs" mt="lg">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" disabled={wanted === ''} loading={save.isPending}>
            {taken.includes(wanted) ? 'Replace view' : 'Save view'}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
