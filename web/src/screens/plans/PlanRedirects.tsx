import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Plan } from '../../../../src/api/plan.ts'
import { type PlannedRedirect, planRedirectWords, redirectKindWords } from '../../../../src/api/redirect.ts'
import { plannedRedirectsQuery } from '../../queries/plans.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { count } from '../../ui/format.ts'
import { Status } from '../../ui/Status.tsx'
import classes from './Plans.module.css'

/** What becomes of old addresses: a sentence, and each of them on request, those of others by name. */
export function PlanRedirects({ plan }: { plan: Plan }) {
  const { redirects } = plan
  const [isOpen, setOpen] = useState(false)
  const query = useQuery({ ...plannedRedirectsQuery(plan.id), enabled: isOpen })
  if (!redirects) return null
  const isQuiet = redirects.note === null && redirects.left === 0 && redirects.foreign === 0
  const total = redirects.create + redirects.retarget + redirects.remove + redirects.left
  return (
    <li>
      <Status wrap {...(isQuiet ? { tone: 'quiet', sign: 'info' } : { tone: 'warn', sign: 'warning' })}>
        {planRedirectWords(redirects, plan.scope.kind === 'undo')}
      </Status>
      {total > 0 && (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>Show redirects</summary>
          {query.error && <ErrorNote title="The redirects could not be loaded" error={query.error} />}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard */}
          <ul className={classes.redirects} aria-label="Redirects of this plan" tabIndex={0}>
            {query.data?.items.map((one) => (
              <li key={`${one.kind}:${one.from}:${one.rowKey}`}>{sentence(one)}</li>
            ))}
            {query.data && total > query.data.items.length && (
              <li>and {count(total - query.data.items.length)} more</li>
            )}
          </ul>
        </details>
      )}
    </li>
  )
}

function sentence({ kind, from, to, before, isForeign, language, problem }: PlannedRedirect): string {
  if (problem) return problem.message.includes(from) ? problem.message : `${from}: ${problem.message}`
  const whose = isForeign ? ', not ours' : ''
  const led = before === null || kind === 'create' ? '' : `, led to ${before}`
  const where = to === null ? from : `${from} → ${to}`
  const place = `${where}${language === null ? '' : ` (${language})`}`
  // Most are; the sentence above counts them.
  return kind === 'create' ? `${place}${whose}` : `${place}: ${redirectKindWords[kind]}${led}${whose}`
}
