import { ActionIcon, Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import type { Schedule, Slot } from '../../../../src/api/schedule.ts'
import { calendarQuery } from '../../queries/schedules.ts'
import { Choice } from '../../ui/Choice.tsx'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { useListAddress } from '../../ui/useListAddress.ts'
import { Agenda } from './Agenda.tsx'
import classes from './Calendar.module.css'
import { CalendarGrid } from './CalendarGrid.tsx'
import { DayPanel } from './DayPanel.tsx'
import {
  addDays,
  addMonths,
  browserZone,
  monthName,
  todayIn,
  weekName,
  weekOf,
  weeksOfMonth,
  zoneName,
} from './local-days.ts'
import { busiest } from './slot-words.ts'

interface Props {
  project: Project
  schedule: Schedule
}

/** A month or a week of slots; a day opens beside it. The address says which. */
export function Calendar({ project, schedule }: Props) {
  const { timeZone } = schedule.rule
  const { search, set } = useListAddress(useSearch({ from: '/shell/projects/$id' }))
  const today = todayIn(timeZone)
  const { span = 'month', day } = search
  const at = search.at ?? day ?? today
  const weeks = useMemo(() => (span === 'month' ? weeksOfMonth(at) : [weekOf(at)]), [span, at])
  const range = { from: weeks[0]![0]!, to: weeks.at(-1)!.at(-1)! }
  const query = useQuery(calendarQuery(project.id, range))
  const slots = useMemo(
    () => new Map<string, Slot[]>(query.data?.days.map((one) => [one.date, one.slots]) ?? []),
    [query.data],
  )
  const move = useCallback(
    (step: number) =>
      set({ at: span === 'month' ? addMonths(`${at.slice(0, 7)}-01`, step) : addDays(at, step * 7) }),
    [set, span, at],
  )
  const open = useCallback(
    (picked: string) =>
      set({ day: picked, at: picked, slot: undefined }, day === undefined ? 'push' : 'replace'),
    [set, day],
  )
  const close = useCallback(() => set({ day: undefined, slot: undefined }), [set])
  const name = span === 'month' ? monthName(at) : weekName(at)
  const shared = { weeks, slots, today, opened: day, timeZone, most: busiest(slots.values()), onOpen: open }
  return (
    <div className={classes.split}>
      <section className={classes.calendar} aria-label="Calendar">
        <div className={classes.bar}>
          <ActionIcon aria-label={span === 'month' ? 'Month before' : 'Week before'} onClick={() => move(-1)}>
            <IconChevronLeft size={17} />
          </ActionIcon>
          <ActionIcon aria-label={span === 'month' ? 'Month after' : 'Week after'} onClick={() => move(1)}>
            <IconChevronRight size={17} />
          </ActionIcon>
          <h2 aria-live="polite">{name}</h2>
          <Button variant="default" size="xs" onClick={() => set({ at: undefined })} disabled={at === today}>
            Today
          </Button>
          <span className={classes.zone}>
            {zoneName(timeZone)}
            {timeZone !== browserZone() && ` (you: ${zoneName(browserZone())})`}
          </span>
          <Choice
            label="Show"
            hidesLabel
            value={span}
            onChange={(value) => set({ span: value === 'week' ? 'week' : undefined })}
            choices={[
              { value: 'month', label: 'Month' },
              { value: 'week', label: 'Week' },
            ]}
          />
        </div>
        {query.error && (
          <ErrorNote
            title="The calendar could not be loaded"
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        )}
        <CalendarGrid
          {...shared}
          label={name}
          month={span === 'month' ? at.slice(0, 7) : null}
          isLoading={query.isPending || query.isPlaceholderData}
          onMove={(picked) => set({ at: picked })}
        />
        <Agenda {...shared} month={span === 'month' ? at.slice(0, 7) : null} />
      </section>
      {day !== undefined && (
        <DayPanel
          key={day}
          project={project}
          schedule={schedule}
          day={day}
          slots={slots.get(day) ?? []}
          opened={search.slot}
          onSlot={(slot) => set({ slot })}
          onClose={close}
        />
      )}
    </div>
  )
}
