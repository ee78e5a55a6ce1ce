// What Notion refuses, in words. https://developers.notion.com/reference/status-codes
import { shorten } from '../../../api/shorten.ts'
import { SourceError } from '../../source-error.ts'
import { type Answer, textAt } from '../ask.ts'

export function isMissing({ status, body }: Answer): boolean {
  // An id of something else than what was asked for is "not valid", not "not found".
  return status === 404 || (status === 400 && textAt(body, 'code') === 'validation_error')
}

export function refusalOf(answer: Answer): SourceError {
  const { status, body } = answer
  const code = textAt(body, 'code')
  if (status === 401) {
    return new SourceError(
      'login_refused',
      'Notion does not know this token (401): it was revoked or not copied whole. Copy the secret of the connection from https://www.notion.so/profile/integrations and enter it.',
    )
  }
  if (status === 403) {
    return new SourceError(
      'login_refused',
      'Notion does not let this connection read content (403). Give it the capability "Read content" at https://www.notion.so/profile/integrations.',
    )
  }
  if (isMissing(answer)) {
    return new SourceError(
      'source_missing',
      `Notion shows this connection no database with this id (${status}): it was deleted, or is not shared with the connection. Open the database in Notion, press "...", then "Connections", and add the connection. A linked view has to be opened where it comes from.`,
    )
  }
  return new SourceError(
    'source_answer',
    `Notion refused to list the pages (${status}${code === '' ? '' : `, ${shorten(code, 60)}`}). Check the database of this source.`,
  )
}

export function unknownShape(): SourceError {
  return new SourceError(
    'source_answer',
    'Notion answered with something that is no list of pages. Nothing was changed; if it stays so, this program has to learn what changed there.',
  )
}
