import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Schedule } from '../../../../src/api/schedule.ts'
import { count, counted, day, share } from '../../ui/format.ts'
import { dateIn } from './local-days.ts'
import classes from './Schedules.module.css'

/** How far it is, and until when it goes on. */
export function ScheduleFacts({ schedule }: { schedule: Schedule }) {
  const { pages, lastSlotAt, rule, consent, projectId } = schedule
  const list = (state: 'published' | 'scheduled' | 'not_published', value: number) => (
    <Link
      to="/projects/$id"
      params={{ id: projectId }}
      search={{ tab: 'pages', state }}
      className={classes.number}
    >
      {count(value)}
    </Link>
  )
  return (
    <dl className={classes.figures}>
      <Figure name="Published">
        {list('published', pages.gone)}
        {pages.total > 0 && <span>{share(pages.gone, pages.total)}</span>}
      </Figure>
      <Figure name="To come">
        {list('scheduled', pages.dated)}
        {pages.updates > 0 && <span>{counted(pages.updates, 'update')} among them</span>}
      </Figure>
      {pages.undated > 0 && schedule.dating === null && (
        <Figure name="Without a date">
          {list('not_published', pages.undated)}
          <span>{rule.endsOn === null ? 'waiting' : 'they do not fit before the end'}</span>
        </Figure>
      )}
      <Figure name="Last page">
        <b>{lastSlotAt === null ? 'none to come' : dateIn(lastSlotAt, rule.timeZone)}</b>
      </Figure>
      <Figure name="Agreed by">
        <b>{consent.by}</b>
        <span>
          {day(consent.at)} · new pages{consent.updates ? ' and updates' : ' only'}
        </span>
      </Figure>
    </dl>
  )
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  )
}
