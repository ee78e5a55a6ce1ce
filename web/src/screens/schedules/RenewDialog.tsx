import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Renewal } from '../../../../src/api/schedule.ts'
import { refreshRenewalQuery, useRenewRefresh } from '../../queries/refresh-rules.ts'
import { renewalQuery, useRenewConsent } from '../../queries/schedules.ts'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { notify } from '../../ui/Notices.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { PreviewFrame } from '../pages/PreviewFrame.tsx'
import classes from './Schedules.module.css'

interface Props {
  /** What was agreed to. */
  of: 'schedule' | 'refresh'
  projectId: string
  opened: boolean
  onClose: () => void
}

const words = {
  schedule: {
    agreed: 'Since you agreed to this schedule',
    none: 'No page waits for a date, so there is none to show.',
    failed: 'The schedule does not go on yet',
    done: 'The schedule goes on.',
  },
  refresh: {
    agreed: 'Since you agreed that refreshes publish',
    none: 'There is no page to show.',
    failed: 'It does not go on yet',
    done: 'Refreshes publish again.',
  },
} as const

const changed = { template: 'the template', settings: 'the settings', connection: 'the site' } as const

/** Up to five of the pages that come next, as they were agreed to and as they are now. */
export function RenewDialog({ of, projectId, opened, onClose }: Props) {
  const isSchedule = of === 'schedule'
  const ofSchedule = useQuery({ ...renewalQuery(projectId), enabled: opened && isSchedule })
  const ofRefresh = useQuery({ ...refreshRenewalQuery(projectId), enabled: opened && !isSchedule })
  const query = isSchedule ? ofSchedule : ofRefresh
  const renewSchedule = useRenewConsent(projectId)
  const renewRefresh = useRenewRefresh(projectId)
  const renew = isSchedule ? renewSchedule : renewRefresh
  const renewal = query.data
  return (
    <Modal opened={opened} onClose={onClose} size={1080} title="Look at what changed">
      {renewal === undefined ? (
        query.error ? (
          <ErrorState
            title="The pages could not be shown"
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        ) : (
          <BlockSkeleton lines={8} />
        )
      ) : (
        <Pages of={of} renewal={renewal} />
      )}
      {renew.error && <ErrorNote title={words[of].failed} error={renew.error} />}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          Not yet
        </Button>
        <Button
          loading={renew.isPending}
          disabled={renewal === undefined || query.isFetching}
          onClick={() =>
            renewal &&
            renew.mutate(renewal.basis, {
              onSuccess: () => {
                notify(words[of].done)
                onClose()
              },
              onError: () => void query.refetch(),
            })
          }
        >
          Renew and go on
        </Button>
      </Group>
    </Modal>
  )
}

function Pages({ of, renewal: { changes, pages } }: { of: Props['of']; renewal: Renewal }) {
  const [at, setAt] = useState(0)
  const page = pages[Math.min(at, pages.length - 1)]
  const what = changes.map((change) => changed[change])
  return (
    <>
      <p className={classes.lead}>
        {words[of].agreed}, {what.length === 0 ? 'something' : what.join(' and ')} changed.
        {page ? ' These pages come next:' : ` ${words[of].none}`}
      </p>
      {pages.length > 1 && (
        // biome-ignore lint/a11y/useSemanticElements: buttons of one choice, as elsewhere
        <div className={classes.picker} role="group" aria-label="Page">
          {pages.map(({ rowKey, title }, index) => (
            <button key={rowKey} type="button" aria-pressed={index === at} onClick={() => setAt(index)}>
              {title || rowKey}
            </button>
          ))}
        </div>
      )}
      {page && (
        <div className={classes.sides}>
          <section aria-label="As agreed to">
            <h3>As you agreed to it</h3>
            {page.before === null ? (
              <p className={classes.quiet}>It cannot be shown any more.</p>
            ) : (
              <PreviewFrame title={page.title} html={page.before} />
            )}
          </section>
          <section aria-label="As it is now">
            <h3>As it is now</h3>
            <PreviewFrame title={page.title} html={page.after} />
          </section>
        </div>
      )}
    </>
  )
}
