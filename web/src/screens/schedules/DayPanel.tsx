import { Button } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import type { Schedule, Slot } from '../../../../src/api/schedule.ts'
import { useSlotCommand } from '../../queries/schedules.ts'
import { notify, notifyFailure } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Status } from '../../ui/Status.tsx'
import classes from './Calendar.module.css'
import { clockIn, dayName } from './local-days.ts'
import { SlotPages } from './SlotPages.tsx'
import { isToCome, slotFigures, slotLook, summaryOf, summaryWords } from './slot-words.ts'

interface Props {
  project: Project
  schedule: Schedule
  day: string
  slots: Slot[]
  /** The slot whose pages are shown. */
  opened: string | undefined
  onSlot: (at: string | undefined) => void
  onClose: () => void
}

/** A day's slots in order; each opens into its pages. */
export function DayPanel({ project, schedule, day, slots, opened, onSlot, onClose }: Props) {
  const command = useSlotCommand(project.id)
  const { error, variables } = command
  useEffect(() => {
    if (error) notifyFailure('The slot stays as it is', error)
  }, [error])
  // A second click comes before the screen knows of the first.
  const isSending = useRef(false)
  const ask = (what: 'release' | 'skip', at: string, onSuccess?: () => void) => {
    if (isSending.current) return
    isSending.current = true
    command.mutate(
      { command: what, at },
      {
        ...(onSuccess && { onSuccess }),
        onSettled: () => {
          isSending.current = false
        },
      },
    )
  }
  const isRunning = schedule.state === 'active'
  // Its instant is now, so that it stands under today.
  const sent = () => {
    onSlot(undefined)
    notify('These pages go out now; the calendar shows them today.')
  }
  return (
    <Panel title={dayName(day)} subtitle={summaryWords(summaryOf(slots))} onClose={onClose}>
      {slots.length === 0 && <p className={classes.quiet}>No page is dated for this day.</p>}
      <ul className={classes.slots}>
        {slots.map((slot) => {
          const { tone, sign, word } = slotLook(slot)
          const isOpen = slot.at === opened
          const isBusy = (what: string) =>
            command.isPending && variables?.at === slot.at && variables.command === what
          return (
            <li key={slot.at}>
              <button
                type="button"
                className={classes.slot}
                aria-expanded={isOpen}
                onClick={() => onSlot(isOpen ? undefined : slot.at)}
              >
                <b className="num">{clockIn(slot.at, schedule.rule.timeZone)}</b>
                <Status tone={tone} sign={sign}>
                  {word}
                </Status>
                <span className={classes.slotFigures}>{slotFigures(slot)}</span>
                <IconChevronDown size={15} aria-hidden data-open={isOpen || undefined} />
              </button>
              {slot.message !== null && <p className={classes.slotMessage}>{slot.message}</p>}
              {isOpen && (
                <div className={classes.slotBody}>
                  <div className={classes.slotActions}>
                    {isToCome(slot) && isRunning && (
                      <>
                        <Button
                          size="xs"
                          loading={isBusy('release')}
                          onClick={() => ask('release', slot.at, sent)}
                        >
                          Send now
                        </Button>
                        <Button
                          size="xs"
                          variant="default"
                          loading={isBusy('skip')}
                          onClick={() => ask('skip', slot.at)}
                        >
                          Skip
                        </Button>
                      </>
                    )}
                    {slot.runId && (
                      <Link to="/runs/$id" params={{ id: slot.runId }} className={classes.link}>
                        Open its run
                      </Link>
                    )}
                  </div>
                  <SlotPages projectId={project.id} at={slot.at} />
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
