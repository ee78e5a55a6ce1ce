// What Airtable refuses, in words. https://airtable.com/developers/web/api/errors
import { shorten } from '../../../api/shorten.ts'
import type { AirtablePlace } from '../../../api/sources/airtable.ts'
import { SourceError } from '../../source-error.ts'
import { type Answer, textAt } from '../ask.ts'

/** `{"error":{"type":"...","message":"..."}}`, and for some refusals `{"error":"NOT_FOUND"}`. */
export function errorType({ body }: Answer): string {
  return textAt(body, 'error', 'type') || textAt(body, 'error')
}

/** The pages of a list are kept for minutes only; then it has to be read from the beginning. */
export function isExpired(answer: Answer): boolean {
  const type = errorType(answer)
  return (
    answer.status === 422 &&
    (type === 'LIST_RECORDS_ITERATOR_NOT_AVAILABLE' || type === 'INVALID_OFFSET_VALUE')
  )
}

export function refusalOf(answer: Answer, { base, table, view }: AirtablePlace): SourceError {
  const { status } = answer
  const type = errorType(answer)
  if (status === 401) {
    return new SourceError(
      'login_refused',
      'Airtable does not know this token (401): it was revoked, has expired or was not copied whole. Make a personal access token at https://airtable.com/create/tokens and enter it.',
    )
  }
  if (type === 'VIEW_NAME_NOT_FOUND' || type === 'VIEW_NOT_FOUND') {
    return new SourceError(
      'source_missing',
      `The table "${table}" in Airtable has no view "${view}". It was renamed or deleted: choose another one, or none.`,
    )
  }
  if (status === 403 || status === 404 || /NOT_FOUND/.test(type)) {
    return new SourceError(
      status === 403 ? 'login_refused' : 'source_missing',
      `Airtable shows this token no table "${table}" in the base ${base} (${status}). The token needs the scope data.records:read and this base under "Access"; and the table must still be there under this name or id.`,
    )
  }
  if (status === 402 || /BILLING|PAYMENT/.test(type)) {
    return new SourceError(
      'source_quota',
      'The calls that the plan of this Airtable workspace includes are used up for this month. Refresh less often, or take a larger plan.',
    )
  }
  return new SourceError(
    'source_answer',
    `Airtable refused to list the records of "${table}" (${status}${type === '' ? '' : `, ${shorten(type, 60)}`}). Check the base, the table and the view of this source.`,
  )
}
