import { Button, Group } from '@mantine/core'
import { IconHistory, IconMail, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { MailSettings } from '../../../../src/api/mail.ts'
import { mailSecurities } from '../../../../src/api/mail-security.ts'
import { mailQuery, useRemoveMail, useSetMail, useTestMail } from '../../queries/mail.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { KeyValues } from '../../ui/KeyValues.tsx'
import { MoreMenu } from '../../ui/MoreMenu.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Ago } from '../../ui/Time.tsx'
import { ReceiverState } from './ReceiverState.tsx'
import classes from './Settings.module.css'
import { tellTest } from './tell-test.ts'

const MailDialog = lazy(async () => ({ default: (await import('./MailDialog.tsx')).MailDialog }))
const DeliveryLog = lazy(async () => ({ default: (await import('./DeliveryLog.tsx')).DeliveryLog }))

export function Mail() {
  const mail = useQuery(mailQuery)
  const [opened, setOpened] = useState<'edit' | 'log' | null>(null)
  const close = () => setOpened(null)
  if (mail.isPending) return <RowsSkeleton rows={3} />
  if (mail.error) {
    return (
      <ErrorState
        title="The mail server could not be loaded"
        error={mail.error}
        onRetry={() => void mail.refetch()}
      />
    )
  }
  return (
    <>
      {mail.data === null ? (
        <EmptyState
          isPart
          icon={IconMail}
          title="No e-mail yet"
          action={<Button onClick={() => setOpened('edit')}>Set up e-mail</Button>}
        >
          Enter a mail server that you may send through, and who gets the notices.
        </EmptyState>
      ) : (
        <MailFacts settings={mail.data} onEdit={() => setOpened('edit')} onLog={() => setOpened('log')} />
      )}
      <Suspense fallback={null}>
        {opened === 'edit' && <MailDialog settings={mail.data} onClose={close} />}
        {opened === 'log' && <DeliveryLog webhook={null} onClose={close} />}
      </Suspense>
    </>
  )
}

interface FactsProps {
  settings: MailSettings
  onEdit: () => void
  onLog: () => void
}

function MailFacts({ settings, onEdit, onLog }: FactsProps) {
  const set = useSetMail()
  const test = useTestMail()
  const remove = useRemoveMail()
  const [isRemoving, setRemoving] = useState(false)
  const { host, port, security, user, from, to, state, reason, lastSuccessAt } = settings
  const isOn = state === 'on'
  const turn = () => {
    const { hasPassword: _, state: __, reason: ___, lastSuccessAt: ____, ...input } = settings
    set.mutate({ ...input, isOn: !isOn })
  }
  return (
    <>
      {set.error && <ErrorNote title="The change was not saved" error={set.error} />}
      {test.error && <ErrorNote title="The test was not sent" error={test.error} />}
      <KeyValues
        items={[
          ['State', <ReceiverState key="s" state={state} />],
          ...(reason === null ? [] : [['Why', reason] as [string, string]]),
          ['Server', `${host}:${port}`],
          ['Security', mailSecurities[security]],
          ['Login', user ?? 'none'],
          ['From', from],
          ['To', to.join(', ')],
          ['Last sent', <Ago key="l" at={lastSuccessAt} />],
        ]}
      />
      <Group gap="xs" className={classes.below}>
        <Button
          variant="default"
          loading={test.isPending}
          onClick={() => test.mutate(null, { onSuccess: tellTest })}
        >
          Send a test
        </Button>
        <Button variant="default" onClick={onEdit}>
          Edit
        </Button>
        <MoreMenu
          label="More for e-mail"
          width={180}
          entries={[
            { label: 'Log', icon: IconHistory, onPick: onLog },
            {
              label: isOn ? 'Switch off' : 'Switch on',
              icon: isOn ? IconPlayerPause : IconPlayerPlay,
              onPick: turn,
            },
            { label: 'Remove', icon: IconTrash, isRemoval: true, onPick: () => setRemoving(true) },
          ]}
        />
      </Group>
      <Confirm
        opened={isRemoving}
        onClose={() => setRemoving(false)}
        title="Remove the mail server?"
        action="Remove"
        busy={remove.isPending}
        error={remove.error}
        errorTitle="It was not removed"
        onConfirm={() => remove.mutate(null)}
      >
        Its password is forgotten, and no notice goes by e-mail any more.
      </Confirm>
    </>
  )
}
