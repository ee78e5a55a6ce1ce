import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { versionQuery } from '../../queries/templates.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { FieldDifferences } from './FieldDifferences.tsx'
import type { TemplateDraft } from './useTemplateDraft.ts'
import classes from './Versions.module.css'

interface Props {
  opened: boolean
  /** Whose changes are shown: those of the draft, or those of the version that somebody saved. */
  side: 'mine' | 'theirs'
  draft: TemplateDraft
  labelOf: (field: string | undefined) => string
  isDiscarding: boolean
  onDiscard: () => void
  onClose: () => void
}

/** What differs from the version that the writing began with. */
export function DraftDialog({ opened, side, draft, labelOf, isDiscarding, onDiscard, onClose }: Props) {
  const { base, theirs, texts, name } = draft
  const saved = useQuery({
    ...versionQuery(base.id, theirs?.version ?? base.version),
    enabled: side === 'theirs' && theirs !== null,
  })
  const after = side === 'mine' ? texts : saved.data?.fields
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={820}
      title={side === 'mine' ? 'Your changes' : `What version ${theirs?.version ?? base.version} changed`}
    >
      {side === 'mine' && name.trim() !== base.name && (
        <p className={classes.note}>
          Name: <del>{base.name}</del> <ins>{name}</ins>
        </p>
      )}
      {saved.error ? (
        <ErrorNote title="The version could not be loaded" error={saved.error} />
      ) : after ? (
        <FieldDifferences before={base.fields} after={after} labelOf={labelOf} />
      ) : (
        <BlockSkeleton lines={6} />
      )}
      {side === 'mine' && (
        <Group justify="flex-end" gap={8} mt="md">
          <Button color="red.8" loading={isDiscarding} onClick={onDiscard}>
            Discard changes
          </Button>
          <Button
            variant="default"
            data-autofocus
            onClick={() => {
              draft.goOn()
              onClose()
            }}
          >
            Continue
          </Button>
        </Group>
      )}
    </Modal>
  )
}
