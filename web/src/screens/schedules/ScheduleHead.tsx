import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil, IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Schedule } from '../../../../src/api/schedule.ts'
import { useScheduleCommand } from '../../queries/schedules.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { count, counted } from '../../ui/format.ts'
import { MoreMenu } from '../../ui/MoreMenu.tsx'
import { notifyFailure } from '../../ui/Notices.tsx'
import { openedLater } from '../../ui/openedLater.tsx'
import { Status } from '../../ui/Status.tsx'
import { fromNow, momentIn } from './local-days.ts'
import { ruleDetails, ruleWords } from './rule-words.ts'
import classes from './Schedules.module.css'
import { needsRenewal, stateLook } from './state-words.ts'

const RenewDialog = openedLater(async () => (await import('./RenewDialog.tsx')).RenewDialog)

interface Props {
  schedule: Schedule
  onEdit: () => void
  onNew: () => void
}

/** The rule in a sentence, the state in a line, and the one thing to do next. */
export function ScheduleHead({ schedule, onEdit, onNew }: Props) {
  const command = useScheduleCommand(schedule.projectId)
  const [cancelling, cancel] = useDisclosure(false)
  const [renewing, renew] = useDisclosure(false)
  const { error, variables } = command
  useEffect(() => {
    if (error && variables !== 'cancel') notifyFailure('The schedule stays as it is', error)
  }, [error, variables])
  const { state, reason, rule, pages } = schedule
  const look = stateLook(schedule)
  const isOver = state === 'ended'
  const isRenewal = needsRenewal(schedule)
  const go = (what: 'pause' | 'resume') => command.mutate(what)
  return (
    <header className={classes.head}>
      <div className={classes.headMain}>
        <Status tone={look.tone} sign={look.sign}>
          {look.word}
        </Status>
        <h2>{capitalised(ruleWords(rule))}</h2>
        <p className={classes.quiet}>
          {capitalised(ruleDetails(rule).join(', '))}. Clocks of {rule.timeZone.replaceAll('_', ' ')}.
        </p>
        {reason !== null && state !== 'active' && (
          <p className={classes.reason} data-tone={look.tone}>
            {reason}
          </p>
        )}
        {state === 'active' && schedule.dating === null && <NextSlot schedule={schedule} />}
        {isOver && (
          <p className={classes.next}>
            {count(pages.gone)} of {counted(pages.total, 'page')} went out.
          </p>
        )}
      </div>
      <div className={classes.headActions}>
        {isRenewal && <Button onClick={renew.open}>Look and renew</Button>}
        {(state === 'paused' || (state === 'waiting' && !isRenewal)) && (
          <Button
            leftSection={<IconPlayerPlay size={15} />}
            loading={command.isPending && variables === 'resume'}
            onClick={() => go('resume')}
          >
            {state === 'paused' ? 'Resume' : 'Go on'}
          </Button>
        )}
        {state === 'active' && (
          <Button
            variant="default"
            leftSection={<IconPlayerPause size={15} />}
            loading={command.isPending && variables === 'pause'}
            onClick={() => go('pause')}
          >
            Pause
          </Button>
        )}
        {isOver ? (
          <Button variant="default" onClick={onNew}>
            New schedule
          </Button>
        ) : (
          <>
            <Button variant="default" leftSection={<IconPencil size={15} />} onClick={onEdit}>
              Change
            </Button>
            <MoreMenu
              label="More for this schedule"
              width={200}
              entries={[{ label: 'Cancel the schedule', icon: IconX, isRemoval: true, onPick: cancel.open }]}
            />
          </>
        )}
      </div>
      <Confirm
        opened={cancelling}
        onClose={cancel.close}
        title="Cancel this schedule?"
        action="Cancel the schedule"
        busy={command.isPending && variables === 'cancel'}
        error={variables === 'cancel' ? error : null}
        errorTitle="The schedule was not cancelled"
        onConfirm={() => command.mutate('cancel', { onSuccess: cancel.close })}
      >
        {pages.dated === 0
          ? 'It sends nothing more.'
          : `${counted(pages.dated, 'page loses its date', 'pages lose their dates')} and will not go out.`}{' '}
        What was published stays as it is.
      </Confirm>
      <RenewDialog of="schedule" projectId={schedule.projectId} opened={renewing} onClose={renew.close} />
    </header>
  )
}

/** When the next pages go, counted down. */
function NextSlot({ schedule: { nextSlotAt, rule } }: { schedule: Schedule }) {
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((times) => times + 1), 20_000)
    return () => clearInterval(timer)
  }, [])
  if (nextSlotAt === null)
    return <p className={classes.next}>Every page has gone. New rows get a date as they come.</p>
  return (
    <p className={classes.next}>
      Next pages <b>{momentIn(nextSlotAt, rule.timeZone)}</b>
      <span className={classes.quiet}>, {fromNow(nextSlotAt)}</span>
    </p>
  )
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
