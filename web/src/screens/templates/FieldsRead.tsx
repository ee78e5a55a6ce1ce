// Below the fields: when the site was asked for them, and the button that asks again.
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { projectFieldsQuery, useRefreshFields } from '../../queries/projects.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Ago } from '../../ui/Time.tsx'
import classes from './Templates.module.css'

export function FieldsRead({ projectId, place }: { projectId: string; place: string }) {
  const { data } = useQuery(projectFieldsQuery(projectId))
  const refresh = useRefreshFields(projectId)
  return (
    <div className={classes.read}>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconRefresh size={14} />}
        loading={refresh.isPending}
        onClick={() =>
          refresh.mutate(undefined, {
            onSuccess: () => notify(`The ${place} was read again.`),
          })
        }
      >
        Read the {place} again
      </Button>
      <p>
        Read <Ago at={data?.readAt ?? null} />
      </p>
      {refresh.error && <ErrorNote title={`The ${place} was not read`} error={refresh.error} />}
    </div>
  )
}
