// Overviews as texts. Pure.
import type { Need, Overview, Planned, ProjectOverview } from '../api/overview.ts'
import { pageStates, pageStateWord } from '../api/page-state.ts'
import type { Run } from '../api/run.ts'
import { pairs, table } from './table.ts'
import { count, many, time, words } from './text.ts'

export function describeOverview({ needs, projects }: Overview, width: number): string {
  if (projects.length === 0) return 'No project yet. Create one with "seomatic projects create".'
  const list = table(
    ['Project', { title: 'Live', align: 'right' }, 'Pages', 'Next slot', 'Last run'],
    projects.map(({ name, live, pages, nextSlot, lastRun }) => [
      name,
      count(live),
      statesLine(pages.states),
      time(nextSlot?.at ?? null),
      lastRun ? runLine(lastRun) : '-',
    ]),
    width,
  )
  return [list, describeNeeds(needs, projects.length > 1)].filter((part) => part !== '').join('\n\n')
}

export function describeProjectOverview(name: string, overview: ProjectOverview): string {
  const { live, needs, nextSlot, pages, planned, runs } = overview
  const figures = pairs([
    ['Project', name],
    ['Live', count(live)],
    ['Pages', statesLine(pages.states)],
    ['Changed', planned && changedLine(planned)],
    ['Next slot', nextSlot && `${time(nextSlot.at)}, ${many(nextSlot.pages, 'page')}`],
    ['Last run', runs[0] ? runLine(runs[0]) : null],
  ])
  return [figures, describeNeeds(needs, false)].filter((part) => part !== '').join('\n\n')
}

function statesLine(states: ProjectOverview['pages']['states']): string {
  return pageStates
    .flatMap((state) =>
      states[state] ? [`${count(states[state])} ${pageStateWord(state).toLowerCase()}`] : [],
    )
    .join(', ')
}

/** "40 updates, as the plan of 2027-03-01 09:00 found; the data has changed since" */
function changedLine({ changed, madeAt, since }: Planned): string | null {
  const found = [
    changed && changed.update > 0 ? many(changed.update, 'update') : '',
    changed && changed.move > 0 ? many(changed.move, 'new address', 'new addresses') : '',
  ].filter((part) => part !== '')
  const later = since.length === 0 ? '' : `the ${since.join(' and the ')} changed since`
  if (found.length === 0) return later === '' ? null : `${later} the plan of ${time(madeAt)}`
  return `${found.join(', ')}, as the plan of ${time(madeAt)} found${later === '' ? '' : `; ${later}`}`
}

/** "2027-03-01 09:00, done: 117 of 120, 3 failed" */
function runLine({ createdAt, startedAt, state, counts, total }: Run): string {
  const failed = counts.rejected > 0 ? `, ${count(counts.rejected)} failed` : ''
  return `${time(startedAt ?? createdAt)}, ${words(state)}: ${count(counts.accepted)} of ${count(total)}${failed}`
}

function describeNeeds(needs: readonly Need[], isNamed: boolean): string {
  if (needs.length === 0) return ''
  const lines = needs.map(
    ({ projectName, text, message }) =>
      `* ${isNamed ? `${projectName}: ` : ''}${text}${message === null ? '' : ` ${message}`}`,
  )
  return ['Waits for you:', ...lines].join('\n')
}
