import { Button, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Source, SourceKind } from '../../../../src/api/source.ts'
import { sourceKindsQuery, useUpdateSource } from '../../queries/sources.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { notify } from '../../ui/Notices.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { RhythmFields } from './RhythmFields.tsx'
import { toDraft, toRhythm } from './rhythm-draft.ts'
import { SourceFields } from './SourceFields.tsx'
import { filled, isComplete } from './source-form.ts'

interface Props {
  source: Source
  opened: boolean
  onClose: () => void
}

/** Where a source is, its secrets, and how often it is read. */
export function EditSource({ source, opened, onClose }: Props) {
  const kinds = useQuery({ ...sourceKindsQuery, enabled: opened })
  const kind = kinds.data?.find(({ id }) => id === source.kind)
  return (
    <Modal opened={opened} onClose={onClose} title="Change this source" size={560}>
      {kind ? <Fields source={source} kind={kind} onClose={onClose} /> : <BlockSkeleton lines={6} />}
    </Modal>
  )
}

function Fields({ source, kind, onClose }: { source: Source; kind: SourceKind; onClose: () => void }) {
  const update = useUpdateSource(source.id)
  const [values, setValues] = useState<Record<string, unknown>>(source.config)
  const [secrets, setSecrets] = useState<Record<string, string>>({})
  const [draft, setDraft] = useState(toDraft(source.rhythm))
  const rhythm = toRhythm(draft)
  // The times of a rhythm that stays are those of its own zone.
  const local = Intl.DateTimeFormat().resolvedOptions().timeZone
  const timeZone = source.rhythm ? source.timeZone : local
  const isReady = isComplete(kind, values, secrets, source.secrets) && rhythm !== undefined
  const isOther = JSON.stringify(values) !== JSON.stringify(source.config)
  const given = filled(secrets) as Record<string, string>
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isReady || update.isPending) return
        update.mutate(
          {
            ...(isOther && { config: values }),
            ...(Object.keys(given).length > 0 && { secrets: given }),
            ...(JSON.stringify(rhythm) !== JSON.stringify(source.rhythm) && { rhythm, timeZone }),
          },
          {
            onSuccess: () => {
              notify('The source is changed.')
              onClose()
            },
          },
        )
      }}
    >
      <Stack gap="md">
        <SourceFields
          kind={kind}
          values={values}
          secrets={secrets}
          stored={source.secrets}
          onValue={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
          onSecret={(name, value) => setSecrets((before) => ({ ...before, [name]: value }))}
        />
        <RhythmFields draft={draft} timeZone={timeZone} onChange={setDraft} />
        {update.error && <ErrorNote title="The source was not changed" error={update.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!isReady} loading={update.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
