// Where a page stands: published pages lead to it, pages with an error to what is wrong; when it came to be so and why
// is told on hover and on focus.
import type { MouseEvent } from 'react'
import type { PageSummary } from '../../../../src/api/page.ts'
import { pageStateDated, pageStateWord, type PageState as State } from '../../../../src/api/page-state.ts'
import type { Project } from '../../../../src/api/project.ts'
import { exact } from '../../ui/format.ts'
import { pageAddress } from '../../ui/page-address.ts'
import { type Sign, Status, type Tone } from '../../ui/Status.tsx'
import { Told } from '../../ui/Told.tsx'
import classes from './Pages.module.css'

const looks: Readonly<Record<State, { tone: Tone; sign: Sign }>> = {
  not_published: { tone: 'quiet', sign: 'dashed' },
  scheduled: { tone: 'accent', sign: 'clock' },
  in_progress: { tone: 'accent', sign: 'busy' },
  draft: { tone: 'quiet', sign: 'draft' },
  published: { tone: 'good', sign: 'check' },
  error: { tone: 'bad', sign: 'cross' },
  removed: { tone: 'warn', sign: 'warning' },
  down: { tone: 'quiet', sign: 'pause' },
}

export function StateSign({
  state,
  down = null,
}: Pick<PageSummary, 'state'> & { down?: PageSummary['down'] }) {
  const word = state === 'down' && down?.by === 'undo' ? 'Undone' : pageStateWord(state)
  return <Status {...looks[state]}>{word}</Status>
}

interface Props {
  page: PageSummary
  site: Project['connection']
  /** Opens what is wrong with the page. */
  onWhy: (page: PageSummary) => void
}

const stop = (event: MouseEvent) => event.stopPropagation()

export function PageState({ page, site, onWhy }: Props) {
  const sign = <StateSign state={page.state} down={page.down} />
  if (page.error && page.state === 'error') {
    return (
      <Told words={`${page.error.message} ${page.error.nextStep}`}>
        <button
          type="button"
          className={classes.why}
          onClick={(event) => {
            stop(event)
            onWhy(page)
          }}
        >
          {sign}
        </button>
      </Told>
    )
  }
  const words = wordsOf(page)
  if (page.url !== null && page.state === 'published') {
    return (
      <Told words={words}>
        <a
          href={pageAddress(page.url, site)}
          target="_blank"
          rel="noreferrer"
          className={classes.live}
          onClick={stop}
        >
          {sign}
        </a>
      </Told>
    )
  }
  if (page.runId !== null) {
    return (
      <Told words={words}>
        <a href={`/runs/${page.runId}`} className={classes.live} onClick={stop}>
          {sign}
        </a>
      </Told>
    )
  }
  return sign
}

/** "Published 14 Mar 2026, 09:00:00"; of a live page its address as well, and when a schedule sends what changed. */
function wordsOf({ state, stateAt, expectedAt, url }: PageSummary): string {
  const dated = pageStateDated(state)
  const at = dated === null || stateAt === null ? pageStateWord(state) : `${dated} ${exact(stateAt)}`
  if (state !== 'published') return at
  const place = url === null ? at : `${at} at ${url.replace(/^https?:\/\//, '')}`
  return expectedAt === null ? place : `${place}. Its changes go out ${exact(expectedAt)}`
}
