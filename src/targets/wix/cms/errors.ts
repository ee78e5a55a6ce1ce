// What each error code of Wix Data means for an item, whatever its HTTP status: the codes are documented, the
// statuses hardly. https://dev.wix.com/docs/api-reference/business-solutions/cms/wix-data-error-codes
import type { Problem } from '../../../api/problem.ts'
import { dataLimits, isWixError, type WixError } from '../../../wix/index.ts'
import type { ItemOutcome, Target } from '../../target.ts'
import { explainRead, goneProblem, outcomeOfUnread, type WriteKind } from '../errors.ts'

/**
 * `stop`: no item gets through until someone acts. `reject`: this item never will. `divide`: fewer items at a time,
 * and for a single one a refusal. `wait`: nothing was applied, later. `slow_down`: the same, and nobody may send.
 * `doubt`: it may have been applied. `gone`: there is no such item. `taken`: an item with our id is there. `linked`:
 * a link is as it should be.
 */
type Does = 'stop' | 'reject' | 'divide' | 'wait' | 'slow_down' | 'doubt' | 'gone' | 'taken' | 'linked'

interface Meaning {
  does: Does
  /** What happened, why, and what to do; for `wait` and `doubt` the reason alone. */
  says: string
}

const meaning = (does: Does, says: string): Meaning => ({ does, says })

const afterwards = 'then resume.'
const collectionGone = `The collection is no longer on the site. Restore it in the CMS, ${afterwards} Or cancel the run and choose another.`
const smaller = 'The item is larger than Wix allows. Split it or leave something out.'
const changedSchema =
  'The fields of the collection were changed after the plan was created. Cancel the run, check the template, and create a new plan.'
const noRight = `Wix does not let this connection do that with the collection: a permission (Manage Data Items, or Read Data Collections) is missing from the key, which the check of the connection shows, or the collection's own permissions in the CMS do not allow it. Allow it there or add the permission, ${afterwards}`
const unclear = 'Wix had a problem of its own'
const readAgain = 'Wix asks for the list to be read again from its beginning'

export const meanings: Readonly<Record<string, Meaning>> = {
  WDE0006: meaning('divide', smaller),
  WDE0069: meaning('divide', smaller),
  WDE0009: meaning('divide', smaller),
  WDE0109: meaning('divide', smaller),
  WDE0014: meaning('slow_down', 'Wix asked us to slow down: the calls of this minute are used up'),
  WDE0024: meaning('stop', changedSchema),
  WDE0025: meaning('stop', collectionGone),
  WDE0026: meaning('stop', collectionGone),
  WDE0171: meaning(
    'stop',
    `The app that the collection belongs to is no longer on the site. Add it again, ${afterwards}`,
  ),
  WDE0027: meaning('stop', noRight),
  WDE0144: meaning('stop', noRight),
  WDE0177: meaning('stop', noRight),
  WDE0028: meaning('doubt', 'Wix took too long'),
  WDE0029: meaning('linked', 'The link is there already'),
  WDE0052: meaning(
    'stop',
    `Wix keeps no data for a site that was never saved. Open it once in the editor, save and publish it, ${afterwards}`,
  ),
  WDE0053: meaning('doubt', unclear),
  WDE0054: meaning('doubt', unclear),
  WDE0055: meaning('doubt', unclear),
  WDE0149: meaning('doubt', unclear),
  WDE0073: meaning('gone', goneProblem.message),
  WDE0074: meaning('taken', 'Wix has an item with this id already'),
  WDE0075: meaning(
    'divide',
    'Wix does not accept the content of the item. Change the row or the template, then create a new plan.',
  ),
  WDE0080: meaning(
    'divide',
    'Wix does not accept the content of the item, or the site does not know one of the types of its fields. Change the row or the template, then create a new plan.',
  ),
  WDE0091: meaning(
    'stop',
    `The storage of the site's data is full. Make room in the CMS or upgrade the plan in Wix, ${afterwards}`,
  ),
  WDE0110: meaning(
    'stop',
    `Wix CMS is not installed on this site. Add it in the Wix dashboard, ${afterwards}`,
  ),
  WDE0117: meaning('wait', 'Wix does not know the site yet'),
  WDE0120: meaning(
    'stop',
    'Wix does not allow this with the collection. Cancel the run, and choose a collection that was created in the CMS of the site.',
  ),
  WDE0123: meaning(
    'reject',
    'Another item has the same value in a field in which every value may stand only once. Change the row, delete the other item, or have rows take over existing items by that field.',
  ),
  WDE0133: meaning('reject', 'A value is too long for a field that has an index in the CMS. Shorten it.'),
  WDE0151: meaning('wait', readAgain),
  WDE0152: meaning('wait', readAgain),
  WDE0153: meaning('linked', 'The link is not there'),
  WDE0163: meaning(
    'reject',
    'Wix does not take this address for the page of the item. Write a path that starts with a slash, without spaces.',
  ),
  WDE0168: meaning(
    'reject',
    'A value is nested more than 50 levels deep, which Wix does not keep. Flatten it.',
  ),
  WDE0178: meaning('wait', 'The item was changed at the same moment'),
  WDE0180: meaning('doubt', 'the answer of Wix was too large to be sent'),
  WDE0303: meaning('stop', changedSchema),
}

/** Before another try of what Wix did not do. */
const retryMs = 5_000

/** The meaning of a code of Wix Data; undefined for codes that every API of Wix has. */
export function meaningOf(code: string | undefined): Meaning | undefined {
  return code !== undefined && Object.hasOwn(meanings, code) ? meanings[code] : undefined
}

/**
 * What became of one item, by the code in its entry or of the whole call. Null: the common table knows better. A
 * create that meets its own id is in doubt, so that the item is looked at; creates can be repeated, so that waiting
 * is safe for them too.
 */
export function outcomeOfCode(
  error: { code: string | undefined; description: string },
  rowKey: string,
  write: WriteKind,
  requestId: string | null,
): ItemOutcome | null {
  const found = meaningOf(error.code)
  if (!found) return null
  const problem = problemOf(found, error)
  switch (found.does) {
    case 'stop':
      return { rowKey, kind: 'stop', problem, requestId }
    case 'reject':
    case 'divide':
    case 'linked':
      return { rowKey, kind: 'rejected', problem, requestId }
    case 'gone':
      return { rowKey, kind: 'rejected', problem: write === 'create' ? problem : goneProblem, requestId }
    case 'wait':
      return { rowKey, kind: 'wait', ms: retryMs }
    case 'slow_down':
      return { rowKey, kind: 'wait', ms: dataLimits.throttleMs, blocksConnection: true, trouble: 'refused' }
    case 'taken':
      if (write !== 'create') return { rowKey, kind: 'rejected', problem, requestId }
      return { rowKey, kind: 'in_doubt', reason: found.says, requestId }
    case 'doubt':
      return { rowKey, kind: 'in_doubt', reason: found.says, requestId, trouble: 'failed' }
  }
}

/** What a failed read before a write means for an item; see `outcomeOfUnread`. */
export function unread(error: WixError, rowKey: string): ItemOutcome {
  const found = meaningOf(error.code)
  const meaning = found && explainCms(error)
  if (!meaning) return outcomeOfUnread(error, rowKey)
  if (meaning.kind === 'stop')
    return { rowKey, kind: 'stop', problem: meaning.problem, requestId: error.requestId ?? null }
  if (found.does === 'slow_down')
    return { rowKey, kind: 'wait', ms: meaning.ms, blocksConnection: true, trouble: 'refused' }
  return { rowKey, kind: 'wait', ms: meaning.ms, ...(found.does === 'doubt' && { trouble: 'failed' }) }
}

function problemOf(
  { says }: Meaning,
  { code = '', description }: { code: string | undefined; description: string },
): Problem {
  const words = /[.?]$/.test(says) ? says : `${says}.`
  return {
    code: `wix_${code.toLowerCase()}`,
    severity: 'error',
    message: `${words}${description === '' ? '' : ` Wix says: ${description}`}`,
  }
}

/** What a failed read means. */
export const explainCms: Target['explain'] = (error) => {
  const found = isWixError(error) ? meaningOf(error.code) : undefined
  if (!isWixError(error) || !found) return explainRead(error)
  switch (found.does) {
    case 'slow_down':
      return { kind: 'wait', ms: dataLimits.throttleMs, reason: found.says }
    case 'wait':
    case 'doubt':
      return { kind: 'wait', ms: error.retryAfterMs ?? retryMs, reason: found.says }
    default:
      return { kind: 'stop', problem: problemOf(found, error) }
  }
}
