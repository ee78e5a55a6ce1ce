import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { noticeKinds } from '../../../../src/api/notice-kinds.ts'
import type { Delivery, Webhook } from '../../../../src/api/webhook.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { deliveriesQuery, useResend } from '../../queries/webhooks.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { counted, exact } from '../../ui/format.ts'
import { Modal } from '../../ui/Modal.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Status } from '../../ui/Status.tsx'
import { Ago } from '../../ui/Time.tsx'
import classes from './Settings.module.css'

interface Props {
  /** Null: what went by mail. */
  webhook: Webhook | null
  onClose: () => void
}

/** What was sent to a webhook or by mail, with every try and what was answered. */
export function DeliveryLog({ webhook, onClose }: Props) {
  const list = useCursorList(deliveriesQuery(webhook?.id ?? null))
  const resend = useResend(webhook?.id ?? null)
  return (
    <Modal opened onClose={onClose} title={`Log of ${webhook?.name ?? 'e-mail'}`} size={720}>
      {resend.error && <ErrorNote title="It was not sent again" error={resend.error} />}
      {list.isLoading ? (
        <RowsSkeleton rows={4} />
      ) : list.error ? (
        <ErrorState
          title="The log could not be loaded"
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      ) : list.rows.length === 0 ? (
        <EmptyState
          icon={IconHistory}
          title="Nothing sent yet"
          action={<Button onClick={onClose}>Close</Button>}
        >
          Messages are kept here for 30 days.
        </EmptyState>
      ) : (
        <ul className={classes.log}>
          {list.rows.map((delivery) => (
            <li key={delivery.id}>
              <Entry
                delivery={delivery}
                isSending={resend.isPending && resend.variables === delivery.id}
                onResend={() => resend.mutate(delivery.id)}
              />
            </li>
          ))}
        </ul>
      )}
      <MoreButton list={list} mt="sm">
        Show older ones
      </MoreButton>
    </Modal>
  )
}

interface EntryProps {
  delivery: Delivery
  isSending: boolean
  onResend: () => void
}

function Entry({ delivery, isSending, onResend }: EntryProps) {
  const { id, kind, noticeIds, state, attempts, nextAttemptAt, createdAt } = delivery
  const many = noticeIds.length > 1 ? `, ${noticeIds.length} in one` : ''
  const tries = attempts.length > 1 ? `, ${counted(attempts.length, 'try', 'tries')}` : ''
  const look = looks[state]
  return (
    <details>
      <summary>
        <Status tone={look.tone} sign={look.sign}>
          {look.word}
        </Status>
        <span className={classes.logKind}>
          {noticeKinds[kind].label}
          {many}
          <span>{tries}</span>
        </span>
        <Ago at={createdAt} />
      </summary>
      <ol>
        {attempts.map(({ at, status, ms, answer }) => (
          <li key={at}>
            {exact(at)}: <b>{status ?? 'no answer'}</b> after {ms} ms
            {answer !== '' && <code>{answer}</code>}
          </li>
        ))}
        {nextAttemptAt !== null && attempts.length > 0 && <li>Next try: {exact(nextAttemptAt)}</li>}
      </ol>
      <div className={classes.logFoot}>
        <code>{id}</code>
        <Button size="xs" variant="default" loading={isSending} onClick={onResend}>
          Send again
        </Button>
      </div>
    </details>
  )
}

const looks = {
  waiting: { tone: 'warn', sign: 'clock', word: 'Waiting' },
  delivered: { tone: 'good', sign: 'check', word: 'Taken' },
  failed: { tone: 'bad', sign: 'cross', word: 'Failed' },
} as const
