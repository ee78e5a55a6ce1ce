import { Button } from '@mantine/core'
import {
  IconHistory,
  IconKey,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconSend,
  IconTrash,
  IconWebhook,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { Webhook } from '../../../../src/api/webhook.ts'
import { webhookFormats } from '../../../../src/api/webhook-format.ts'
import {
  useRemoveWebhook,
  useRotateSecret,
  useTestWebhook,
  useUpdateWebhook,
  webhooksQuery,
} from '../../queries/webhooks.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { MoreMenu } from '../../ui/MoreMenu.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Table } from '../../ui/Table.tsx'
import { Ago } from '../../ui/Time.tsx'
import { ReceiverState } from './ReceiverState.tsx'
import classes from './Settings.module.css'
import { tellTest } from './tell-test.ts'

const WebhookDialog = lazy(async () => ({ default: (await import('./WebhookDialog.tsx')).WebhookDialog }))
const DeliveryLog = lazy(async () => ({ default: (await import('./DeliveryLog.tsx')).DeliveryLog }))
const SecretDialog = lazy(async () => ({ default: (await import('./SecretDialog.tsx')).SecretDialog }))

type Opened = { what: 'edit' | 'log' | 'remove' | 'rotate'; webhook: Webhook } | { what: 'new' } | null

export function Webhooks() {
  const webhooks = useQuery(webhooksQuery)
  const [opened, setOpened] = useState<Opened>(null)
  const update = useUpdateWebhook()
  const test = useTestWebhook()
  const remove = useRemoveWebhook()
  const rotate = useRotateSecret()
  const close = () => setOpened(null)
  const add = <Button onClick={() => setOpened({ what: 'new' })}>Add webhook</Button>
  if (webhooks.isPending) return <RowsSkeleton rows={2} />
  if (webhooks.error) {
    return (
      <ErrorState
        title="The webhooks could not be loaded"
        error={webhooks.error}
        onRetry={() => void webhooks.refetch()}
      />
    )
  }
  const one = opened !== null && opened.what !== 'new' ? opened.webhook : null
  return (
    <>
      {webhooks.data.length === 0 ? (
        <EmptyState isPart icon={IconWebhook} title="No webhook yet" action={add}>
          A webhook brings notices to a program of yours, or to a channel in Slack.
        </EmptyState>
      ) : (
        <>
          {update.error && <ErrorNote title="The webhook was not changed" error={update.error} />}
          {test.error && <ErrorNote title="The test was not sent" error={test.error} />}
          <Table
            label="Webhooks"
            rows={webhooks.data}
            rowKey={({ id }) => id}
            columns={[
              {
                id: 'name',
                header: 'Name',
                render: ({ name, url, reason }) => (
                  <span className={classes.webhook}>
                    <strong>{name}</strong>
                    <span>{reason ?? url ?? 'Locked: the key that sealed its address is not here.'}</span>
                  </span>
                ),
              },
              {
                id: 'format',
                header: 'Format',
                width: '150px',
                wide: true,
                render: ({ format }) => webhookFormats[format],
              },
              {
                id: 'state',
                header: 'State',
                width: '92px',
                render: ({ state }) => <ReceiverState state={state} />,
              },
              {
                id: 'last',
                header: 'Last taken',
                width: '104px',
                wide: true,
                render: ({ lastSuccessAt }) => <Ago at={lastSuccessAt} />,
              },
              {
                id: 'menu',
                header: <span className="sr-only">Actions</span>,
                width: '52px',
                align: 'right',
                render: (webhook) => (
                  <MoreMenu
                    label={`Actions for ${webhook.name}`}
                    width={200}
                    entries={[
                      {
                        label: 'Send a test',
                        icon: IconSend,
                        onPick: () => test.mutate(webhook.id, { onSuccess: tellTest }),
                      },
                      { label: 'Log', icon: IconHistory, onPick: () => setOpened({ what: 'log', webhook }) },
                      { label: 'Edit', icon: IconPencil, onPick: () => setOpened({ what: 'edit', webhook }) },
                      {
                        label: 'New secret',
                        icon: IconKey,
                        onPick: () => setOpened({ what: 'rotate', webhook }),
                      },
                      {
                        label: webhook.state === 'on' ? 'Switch off' : 'Switch on',
                        icon: webhook.state === 'on' ? IconPlayerPause : IconPlayerPlay,
                        onPick: () =>
                          update.mutate({ id: webhook.id, change: { isOn: webhook.state !== 'on' } }),
                      },
                      {
                        label: 'Remove',
                        icon: IconTrash,
                        isRemoval: true,
                        onPick: () => setOpened({ what: 'remove', webhook }),
                      },
                    ]}
                  />
                ),
              },
            ]}
          />
          <div className={classes.below}>{add}</div>
        </>
      )}
      <Suspense fallback={null}>
        {opened?.what === 'new' && <WebhookDialog webhook={null} onClose={close} />}
        {opened?.what === 'edit' && <WebhookDialog webhook={opened.webhook} onClose={close} />}
        {opened?.what === 'log' && <DeliveryLog webhook={opened.webhook} onClose={close} />}
        {rotate.data && <SecretDialog secret={rotate.data.secret} onClose={rotate.reset} />}
      </Suspense>
      <Confirm
        opened={opened?.what === 'remove'}
        onClose={close}
        title={`Remove ${one?.name ?? 'the webhook'}?`}
        action="Remove webhook"
        busy={remove.isPending}
        error={remove.error}
        errorTitle="The webhook was not removed"
        onConfirm={() => one && remove.mutate(one.id, { onSuccess: close })}
      >
        Nothing is sent there any more, and its log goes too.
      </Confirm>
      <Confirm
        opened={opened?.what === 'rotate'}
        onClose={close}
        title={`Make a new secret for ${one?.name ?? 'the webhook'}?`}
        action="Make a new secret"
        busy={rotate.isPending}
        error={rotate.error}
        errorTitle="No new secret was made"
        onConfirm={() => one && rotate.mutate(one.id, { onSuccess: close })}
      >
        Messages are signed with the old one too for a day, so that you have time to change it.
      </Confirm>
    </>
  )
}
