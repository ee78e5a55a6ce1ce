// The days as a grid that arrow keys walk through; one of them is in the order of Tab.
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Slot } from '../../../../src/api/schedule.ts'
import { count, counted } from '../../ui/format.ts'
import { Status } from '../../ui/Status.tsx'
import classes from './Calendar.module.css'
import { DayMix } from './DayMix.tsx'
import { addDays, addMonths, clockIn, monthName, weekdayName } from './local-days.ts'
import { type DaySummary, pagesOf, slotLook, summaryOf, summaryWords } from './slot-words.ts'

export interface DaysProps {
  weeks: string[][]
  slots: ReadonlyMap<string, Slot[]>
  today: string
  /** The day that is shown beside it. */
  opened: string | undefined
  timeZone: string
  onOpen: (day: string) => void
  /** Pages of the busiest day that is shown. */
  most: number
  /** Days of other months stand back; null: a week is shown, slot by slot. */
  month: string | null
}

interface Props extends DaysProps {
  label: string
  isLoading: boolean
  /** Another month or week has to be shown for this day. */
  onMove: (day: string) => void
}

const heads = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

export function CalendarGrid(props: Props) {
  const { weeks, label, today, opened, month, isLoading } = props
  const grid = useRef<HTMLTableElement>(null)
  const days = weeks.flat()
  const home =
    opened ?? (days.includes(today) ? today : (days.find((day) => day.startsWith(month ?? '')) ?? days[0]!))
  const [focused, setFocused] = useState(home)
  const active = days.includes(focused) ? focused : home
  const wasMoved = useRef(false)
  useEffect(() => {
    if (!wasMoved.current) return
    grid.current?.querySelector<HTMLElement>(`[data-day="${active}"]`)?.focus()
    wasMoved.current = false
  }, [active])

  const onKeyDown = (event: KeyboardEvent) => {
    const next = dayAfterKey(event.key, active)
    if (next === null) return
    event.preventDefault()
    wasMoved.current = true
    setFocused(next)
    if (!days.includes(next)) props.onMove(next)
  }
  return (
    <table
      ref={grid}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrow keys walk through it
      role="grid"
      className={classes.grid}
      aria-label={label}
      aria-busy={isLoading}
      data-week={month === null || undefined}
      onKeyDown={onKeyDown}
    >
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <Day key={day} {...props} day={day} isActive={day === active} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function dayAfterKey(key: string, day: string): string | null {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1)
    case 'ArrowRight':
      return addDays(day, 1)
    case 'ArrowUp':
      return addDays(day, -7)
    case 'ArrowDown':
      return addDays(day, 7)
    case 'PageUp':
      return addMonths(day, -1)
    case 'PageDown':
      return addMonths(day, 1)
    default:
      return null
  }
}

function Day({
  day,
  slots,
  today,
  opened,
  month,
  most,
  timeZone,
  onOpen,
  isActive,
}: DaysProps & { day: string; isActive: boolean }) {
  const own = slots.get(day) ?? []
  const summary = summaryOf(own)
  return (
    <td>
      <button
        type="button"
        className={classes.day}
        data-day={day}
        data-outside={(month !== null && !day.startsWith(month)) || undefined}
        data-opened={day === opened || undefined}
        data-past={day < today || undefined}
        tabIndex={isActive ? 0 : -1}
        aria-current={day === today ? 'date' : undefined}
        aria-pressed={day === opened}
        onClick={() => onOpen(day)}
      >
        <span className={classes.date}>{Number(day.slice(8))}</span>
        <span className="sr-only">
          {monthName(day)}, {weekdayName(day)}
          {day === today && ', today'}:{' '}
        </span>
        {month === null ? (
          <WeekSlots slots={own} timeZone={timeZone} />
        ) : (
          <DayFigures summary={summary} most={most} />
        )}
        <span className="sr-only">{summaryWords(summary)}</span>
      </button>
    </td>
  )
}

function DayFigures({ summary, most }: { summary: DaySummary; most: number }) {
  const all = pagesOf(summary)
  if (summary.slots === 0) return null
  return (
    <>
      <span className={classes.total}>
        <b className="num">{count(all)}</b> {all === 1 ? 'page' : 'pages'}
        <span className="sr-only">, </span>
      </span>
      <DayMix summary={summary} most={most} />
      {summary.failed > 0 && <span className={classes.failed}>{count(summary.failed)} not published</span>}
    </>
  )
}

/** So many stand in a day of the week; the others are counted. */
const mostShown = 12

function WeekSlots({ slots, timeZone }: { slots: readonly Slot[]; timeZone: string }) {
  return (
    <>
      {slots.slice(0, mostShown).map((slot) => {
        const { tone, sign } = slotLook(slot)
        return (
          <span key={slot.at} className={classes.weekSlot}>
            <Status tone={tone} sign={sign}>
              {clockIn(slot.at, timeZone)}
            </Status>
            <span className="num">{count(slot.pages)}</span>
          </span>
        )
      })}
      {slots.length > mostShown && (
        <span className={classes.quiet}>and {counted(slots.length - mostShown, 'more', 'more')}</span>
      )}
    </>
  )
}
