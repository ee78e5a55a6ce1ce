// A sheet that is shared with a service account: its values, by the API of Google Sheets.
// https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values/get
import { z } from 'zod'
import type { GoogleSheetsConfig, SheetPlace } from '../../../api/sources/google-sheets.ts'
import type { SourceRow } from '../../formats/format.ts'
import { type RowsTable, toRowsFile } from '../../formats/rows/write.ts'
import { SourceError } from '../../source-error.ts'
import { type Answer, ask, askFor, type Service, textAt } from '../ask.ts'
import type { Fetched, SourceContext } from '../source.ts'
import { requestToken, type ServiceAccount } from './service-account.ts'
import { readValueRows } from './value-rows.ts'

/** 60 reads a minute for each account: a minute later there are new ones. */
const service: Service = { name: 'Google Sheets', tooManyMs: 30_000 }

export async function fetchValues(
  place: SheetPlace,
  config: GoogleSheetsConfig,
  account: ServiceAccount,
  context: SourceContext,
): Promise<Fetched> {
  if (place.kind === 'published') throw published()
  const root = context.addresses['GOOGLE_SHEETS_URL'] || 'https://sheets.googleapis.com'
  const url = `${root}/v4/spreadsheets/${place.id}`
  const headers = { authorization: `Bearer ${await requestToken(account, context)}` }
  const refuse = (answer: Answer, tab: string) => refusalOf(answer, { tab, account })
  const tab = config.sheet === '' ? await findTab(place, { url, headers, context, refuse }) : config.sheet
  const question = { url: `${url}/values/${encodeURIComponent(quoted(tab))}?${optionsOf(config)}`, headers }
  const found = await askFor(context, service, question, async ({ body }) => {
    await context.save(toRowsFile(tableOf(body)))
  })
  if ('refused' in found) throw refuse(found.refused, tab)
  return { state: 'fetched', fileName: tab, version: null }
}

function optionsOf({ values }: GoogleSheetsConfig): URLSearchParams {
  return new URLSearchParams({
    majorDimension: 'ROWS',
    valueRenderOption: values === 'raw' ? 'UNFORMATTED_VALUE' : 'FORMATTED_VALUE',
    // Else a date would be the number of days since the end of 1899.
    dateTimeRenderOption: 'FORMATTED_STRING',
  })
}

/** The name of a tab as a range means all its cells. */
function quoted(tab: string): string {
  return `'${tab.replaceAll("'", "''")}'`
}

const sheetsSchema = z.object({
  sheets: z.array(
    z.object({
      properties: z.object({
        sheetId: z.number().default(0),
        title: z.string(),
        sheetType: z.string().optional(),
      }),
    }),
  ),
})

interface Asking {
  url: string
  headers: Record<string, string>
  context: SourceContext
  refuse(answer: Answer, tab: string): SourceError
}

/** The name of the tab that the address says, else of the first with cells in it. */
async function findTab({ gid }: SheetPlace, { url, headers, context, refuse }: Asking): Promise<string> {
  const fields = 'sheets.properties(sheetId,title,sheetType)'
  const answer = await ask(context, service, { url: `${url}?fields=${encodeURIComponent(fields)}`, headers })
  if (answer.status !== 200) throw refuse(answer, '')
  const read = sheetsSchema.safeParse(answer.body)
  if (!read.success) throw unknownShape()
  const tabs = read.data.sheets.map(({ properties }) => properties)
  const grids = tabs.filter(({ sheetType = 'GRID' }) => sheetType === 'GRID')
  const found = gid === null ? grids[0] : grids.find(({ sheetId }) => String(sheetId) === gid)
  if (found) return found.title
  throw new SourceError(
    'source_missing',
    `This sheet has no tab ${gid === null ? 'with cells in it' : `gid=${gid}`}. It has ${grids.map(({ title }) => `"${title}"`).join(', ') || 'none'}. Name one of them, or copy the address of another tab.`,
  )
}

/** The first row that is not blank names the columns; rows keep the numbers of the sheet. */
function tableOf(body: AsyncIterable<Uint8Array>): RowsTable {
  const columns: string[] = []
  async function* rows(): AsyncGenerator<SourceRow[]> {
    let line = 0
    for await (const group of readValueRows(body)) {
      const kept: SourceRow[] = []
      for (const values of group) {
        line++
        const cells = values.map(textOf)
        if (cells.every((cell) => cell.trim() === '')) continue
        if (columns.length === 0) columns.push(...cells)
        else kept.push({ line, cells })
      }
      yield kept
    }
  }
  return { place: ['row', 'rows'], key: null, columns, rows: rows() }
}

/** As the sheet shows it. */
function textOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function published(): SourceError {
  return new SourceError(
    'source_answer',
    'This is the address of a published copy, which a service account cannot read. Open the sheet itself and copy its address, or remove the key: a published copy needs none.',
  )
}

function unknownShape(): SourceError {
  return new SourceError(
    'source_answer',
    'Google answered with something that is no list of tabs. Nothing was changed; if it stays so, this program has to learn what changed there.',
  )
}

/** `{"error":{"code":403,"message":"...","status":"PERMISSION_DENIED"}}` */
function refusalOf(
  { status, body }: Answer,
  { tab, account: { client_email: email } }: { tab: string; account: ServiceAccount },
): SourceError {
  const told = textAt(body, 'error', 'message')
  if (/has not been used in project|is disabled/i.test(told)) {
    return new SourceError(
      'login_refused',
      `The Google Cloud project of ${email} may not use the Google Sheets API. Switch it on there ("APIs & Services"), wait some minutes and try again.`,
    )
  }
  if (status === 401 || status === 403) {
    return new SourceError(
      'login_refused',
      `Google does not let ${email} read this sheet (${status}). Share the sheet with this address, as a viewer.`,
    )
  }
  if (status === 404) {
    return new SourceError(
      'source_missing',
      'Google has no sheet at this address (404): it was deleted, or the address is not whole. Copy the address of the sheet again.',
    )
  }
  if (status === 400 && /unable to parse range/i.test(told)) {
    return new SourceError(
      'source_missing',
      `This sheet has no tab "${tab}". It was renamed or deleted: write the name of the tab as the sheet shows it.`,
    )
  }
  if (status === 400 && textAt(body, 'error', 'status') === 'FAILED_PRECONDITION') {
    return new SourceError(
      'source_answer',
      'This is an Office file in Google Drive and no Google Sheet. Save it as a Google Sheet (File menu), and copy the address of that one.',
    )
  }
  return new SourceError(
    'source_answer',
    `Google answered with ${status} where the values of "${tab}" were expected. Check the address and the tab of this source.`,
  )
}
