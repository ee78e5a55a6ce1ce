// When the site was last asked what it has for this project, and the button that asks again.
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { projectFieldsQuery, useRefreshFields } from '../../queries/projects.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Ago } from '../../ui/Time.tsx'
import classes from './Projects.module.css'

export function ReadAgain({ projectId }: { projectId: string }) {
  const fields = useQuery(projectFieldsQuery(projectId))
  const refresh = useRefreshFields(projectId)
  return (
    <section className={classes.danger} aria-label="Fields of the site">
      <div>
        <h2>Fields of the site</h2>
        <p>
          If the fields were changed in Wix, read them again. As of <Ago at={fields.data?.readAt ?? null} />.
        </p>
        {refresh.error && <ErrorNote title="The site was not read" error={refresh.error} />}
      </div>
      <Button
        variant="default"
        leftSection={<IconRefresh size={15} />}
        loading={refresh.isPending}
        onClick={() =>
          refresh.mutate(undefined, {
            onSuccess: ({ fields: read }) => notify(`Read again: ${read.length} fields.`),
          })
        }
      >
        Read again
      </Button>
    </section>
  )
}
