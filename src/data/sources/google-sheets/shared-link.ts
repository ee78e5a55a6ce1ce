// A sheet that everybody with the link may open: its export as CSV, without a key.
import type { GoogleSheetsConfig, SheetPlace } from '../../../api/sources/google-sheets.ts'
import type { StreamAnswer } from '../../../fetcher/streaming-fetch.ts'
import { SourceError } from '../../source-error.ts'
import { pageIn, peek } from '../answer.ts'
import { askFor, type Service } from '../ask.ts'
import type { Fetched, SourceContext } from '../source.ts'

const service: Service = { name: 'Google Sheets', tooManyMs: 30_000 }

export async function fetchShared(
  place: SheetPlace,
  config: GoogleSheetsConfig,
  context: SourceContext,
): Promise<Fetched> {
  if (config.sheet !== '') throw needsAccount()
  const question = {
    url: exportUrl(place, context.addresses['GOOGLE_SHEETS_URL'] || 'https://docs.google.com'),
    headers: { accept: 'text/csv', ...(context.known !== null && { 'if-none-match': context.known }) },
  }
  const found = await askFor(context, service, question, (answer) => take(answer, context))
  if ('taken' in found) return found.taken
  if (found.refused.status === 304 && context.known !== null) return { state: 'same' }
  throw refusalOf(found.refused.status, place)
}

function exportUrl({ kind, id, gid }: SheetPlace, root: string): string {
  if (kind === 'published') {
    const tab = gid === null ? '' : `&single=true&gid=${gid}`
    return `${root}/spreadsheets/d/e/${id}/pub?output=csv${tab}`
  }
  return `${root}/spreadsheets/d/${id}/export?format=csv${gid === null ? '' : `&gid=${gid}`}`
}

async function take(answer: StreamAnswer, context: SourceContext): Promise<Fetched> {
  const { headers, url } = answer
  const { head, content } = await peek(answer.body)
  const page = pageIn(head, headers['content-type'] ?? '', url)
  if (page !== null) {
    answer.cancel()
    throw page === 'login' ? notShared() : webPage()
  }
  await context.save(content)
  return { state: 'fetched', fileName: nameIn(headers['content-disposition']), version: headers.etag ?? null }
}

/** "Places - Sheet1.csv", as the export is called. */
function nameIn(disposition: string | undefined): string {
  const extended = /filename\*\s*=\s*UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  const plain = /filename\s*=\s*"?([^";]+)"?/i.exec(disposition ?? '')?.[1]
  try {
    return (extended === undefined ? plain : decodeURIComponent(extended))?.trim() || 'Google Sheet.csv'
  } catch {
    return 'Google Sheet.csv'
  }
}

const howToShare =
  'In Google Sheets press "Share" and set "General access" to "Anyone with the link", or give this source the key of a service account that the sheet is shared with.'

function notShared(): SourceError {
  return new SourceError(
    'login_page',
    `Google answered with its login page in place of the sheet: the sheet is not open to everybody with the link. ${howToShare}`,
  )
}

function webPage(): SourceError {
  return new SourceError(
    'web_page',
    `Google answered with a web page in place of the sheet. Open the address in a private window of the browser to see what it says. ${howToShare}`,
  )
}

function needsAccount(): SourceError {
  return new SourceError(
    'source_needs_key',
    'A tab can be chosen by its name only with the key of a service account. Without one, open the tab in the browser and copy its address, which has the tab in it (gid=...).',
  )
}

function refusalOf(status: number, { kind, gid }: SheetPlace): SourceError {
  if (status === 401 || status === 403) {
    return new SourceError(
      'login_refused',
      `Google does not let us read this sheet (${status}): it is not open to everybody with the link, or its owner forbids downloads. ${howToShare}`,
    )
  }
  if (status === 404 || status === 410) {
    const why =
      kind === 'published'
        ? 'it is no longer published, or was deleted. Publish it again (File, Share, Publish to web) and copy the new address'
        : 'it was deleted, or the address is not whole. Copy the address of the sheet again'
    return new SourceError('source_missing', `Google has no sheet at this address (${status}): ${why}.`)
  }
  if (status === 400 && gid !== null) {
    return new SourceError(
      'source_missing',
      `Google has no tab gid=${gid} in this sheet (400). The tab was deleted: open another one in the browser and copy its address.`,
    )
  }
  return new SourceError(
    'source_answer',
    `Google answered with ${status} where the sheet was expected. Open the address in a private window of the browser to see what it says.`,
  )
}
