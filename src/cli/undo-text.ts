// What undoing a run would come to, in words. Pure.
import type { DownHow } from '../api/take-down.ts'
import type { UndoOffer } from '../api/undo.ts'
import { pairs } from './table.ts'
import { count, many, time } from './text.ts'

/** So many runs are named; what came after many is counted. */
const mostLater = 10

/** @param chosen what becomes of pages that the run created, where that was said */
export function describeUndo(offer: UndoOffer, chosen?: DownHow): string {
  const { created, changed, removed, redirects } = offer
  const some = (n: number, one: string, more: string) =>
    n > 0 ? `${many(n, 'page')} ${n === 1 ? one : more}` : null
  const off = some(created, 'goes off the site', 'go off the site')
  return [
    offer.reason ?? '',
    pairs([
      ['Created', off && `${off}${waysOff(offer, chosen)}`],
      ['Changed', some(changed, 'stands as before', 'stand as before')],
      ['Taken away', some(removed, 'comes back', 'come back')],
      [
        'Redirects',
        redirects > 0 ? `${many(redirects, 'redirect')} ${redirects === 1 ? 'is' : 'are'} as before` : null,
      ],
      ['Later runs', laterRuns(offer)],
      ['Possible', offer.isPossible ? keptWords(offer.until) : null],
    ]),
    ...offer.lacks,
  ]
    .filter((part) => part !== '')
    .join('\n')
}

/** ", as draft. Otherwise: --created trash or deleted" */
function waysOff({ hows }: UndoOffer, chosen: DownHow | undefined): string {
  const how = chosen ?? hows[0]?.how
  if (how === undefined) return ''
  const others = hows.map((one) => one.how).filter((one) => one !== how)
  return `: ${how}${others.length > 0 ? `. Otherwise: --created ${others.join(' or ')}` : ''}`
}

function laterRuns({ laterRuns: runs }: UndoOffer): string | null {
  if (runs.length === 0) return null
  const lines = runs
    .slice(0, mostLater)
    .map((run) => `${run.id} of ${time(run.createdAt)}: ${laterWords(run)}`)
  if (runs.length > mostLater) lines.push(`and ${many(runs.length - mostLater, 'more run')}`)
  return [...lines, 'What they changed is undone as well; what they took off the site stays so.'].join('\n')
}

/** "changed 3 of these pages, took 1 off the site" */
function laterWords({ changed, away }: UndoOffer['laterRuns'][number]): string {
  return [
    changed > 0 && `changed ${count(changed)} of these pages`,
    away > 0 && `took ${count(away)} off the site`,
  ]
    .filter((part) => part !== false)
    .join(', ')
}

function keptWords(until: string | null): string {
  return until === null
    ? 'as long as it is among the newest runs of its project'
    : `until ${time(until)} at least`
}
