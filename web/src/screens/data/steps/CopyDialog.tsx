import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Dataset } from '../../../../../src/api/dataset.ts'
import type { Step } from '../../../../../src/api/step.ts'
import { useCopyDataset } from '../../../queries/steps.ts'
import { ErrorNote } from '../../../ui/ErrorState.tsx'
import { Modal } from '../../../ui/Modal.tsx'

interface Props {
  dataset: Dataset
  steps: Step[]
  onClose: () => void
}

/** Other data of the same file, with a key of its own: what combining two lists needs. */
export function CopyDialog({ dataset, steps, onClose }: Props) {
  const navigate = useNavigate()
  const copy = useCopyDataset(dataset.id)
  const [name, setName] = useState(`${dataset.name} shaped`.slice(0, 100))
  const isNamed = name.trim() !== ''
  return (
    <Modal opened onClose={onClose} title="Make other data of the same file">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!isNamed || copy.isPending) return
          copy.mutate(
            { steps, name: name.trim() },
            { onSuccess: ({ id }) => void navigate({ to: '/data/imports/$id', params: { id }, search: {} }) },
          )
        }}
      >
        <Stack gap="sm">
          <p>
            {dataset.name} stays as it is. The new data gets these steps and a key of its own, which you
            choose next.
          </p>
          <TextInput
            label="Name of the new data"
            maxLength={100}
            data-autofocus
            value={name}
            error={isNamed ? null : 'Enter a name.'}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {copy.error && <ErrorNote title="The data was not made" error={copy.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={copy.isPending}>
              Continue
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
