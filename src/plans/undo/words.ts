// What an undo says of single pages.
import type { Problem } from '../../api/problem.ts'
import type { From } from '../../targets/way-back.ts'
import type { LaterChange } from './undone-item.ts'

function note(code: string, message: string): Problem {
  return { code, severity: 'note', message }
}

function warning(code: string, message: string): Problem {
  return { code, severity: 'warning', message }
}

export function laterRuns(later: readonly LaterChange[]): Problem {
  const last = later.at(-1)!
  const day = new Date(last.at).toISOString().slice(0, 10)
  const who =
    later.length === 1
      ? `A later run (${last.runId}, ${day}) changed it too`
      : `${later.length} later runs changed it too, the last ${last.runId} on ${day}`
  return warning(
    'later_runs',
    `${who}. What stood there before the run that is undone comes back, so that this is undone as well.`,
  )
}

export function dateLost(at: string): Problem {
  return note(
    'date_lost',
    `It was to go live at ${new Date(at).toISOString()}. It becomes a draft without a date, so that nothing goes out unasked.`,
  )
}

export function deletedInWix(from: From): Problem {
  return from === 'trashed'
    ? warning(
        'gone_in_wix',
        'Somebody moved it to the trash in Wix. "Take ours" restores it from there as it was before the run.',
      )
    : warning(
        'gone_in_wix',
        'Somebody deleted it in Wix. "Take ours" makes it again as it was before the run.',
      )
}

export const snapshotLacks: Problem = {
  code: 'snapshot_lacks',
  severity: 'error',
  message:
    'What was stored of it before that run, by an earlier version, lacks something that is needed to put it back. It stays as it is.',
}
export const downSince = note(
  'down_since',
  'It was taken off the site after that run and stays so. Bring it back, or undo the take-down first.',
)
export const madeAgain = note(
  'made_again',
  'A later run made it again under another id. Undo that run to take that page off the site.',
)
export const removedSince = note(
  'removed_since',
  'A later run removed it. Undo that run to have it back; it is then as that run found it.',
)
export const deletedSince = note(
  'gone_in_wix',
  'Somebody deleted it in Wix since, so there is nothing to undo.',
)
export const goneAlready = note('gone_already', 'It is not on the site, as before that run.')
export const backAlready = note('back_already', 'It is on the site again already, as it was before that run.')
export const ownRedirect = note(
  'wix_redirect',
  'The address that it has now will lead to the one that comes back: Wix makes that redirect itself when the address of a live page changes.',
)
export const asBefore = note('as_before', 'It stands in Wix as it did before that run.')
export const nothingToUndo = note(
  'nothing_to_undo',
  'That run left nothing of it on the site that could be put back.',
)
