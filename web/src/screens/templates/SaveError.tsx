import { Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { Template } from '../../../../src/api/template.ts'
import { ApiError, call, routes } from '../../api.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import classes from './Templates.module.css'

interface Props {
  error: Error
  templateId: string
  onTakeTheirs: (theirs: Template) => void
  onKeepMine: (theirs: Template) => void
}

/** Saving failed. When someone else saved first, the person decides whose text stays. */
export function SaveError({ error, templateId, onTakeTheirs, onKeepMine }: Props) {
  const load = useMutation({ mutationFn: () => call(routes.templates.get, { params: { id: templateId } }) })
  const isStale = error instanceof ApiError && error.code === 'stale'
  return (
    <div className={classes.saveError}>
      <ErrorNote
        title={isStale ? 'Someone else saved this template' : 'The template was not saved'}
        error={error}
      />
      {isStale && (
        <Group gap="xs" mt="xs">
          <Button
            size="xs"
            variant="default"
            loading={load.isPending}
            onClick={() => load.mutate(undefined, { onSuccess: onKeepMine })}
          >
            Keep mine, overwrite theirs on save
          </Button>
          <Button
            size="xs"
            variant="default"
            loading={load.isPending}
            onClick={() => load.mutate(undefined, { onSuccess: onTakeTheirs })}
          >
            Load theirs, discard mine
          </Button>
        </Group>
      )}
      {load.error && <ErrorNote title="Their version could not be loaded" error={load.error} />}
    </div>
  )
}
