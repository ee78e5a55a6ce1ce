// Google Sheets as far as reading goes: the export of a shared sheet, tokens for a service account, values by the API.
// From https://developers.google.com/workspace/sheets/api/reference/rest and
// https://developers.google.com/identity/protocols/oauth2/service-account
import { exportPKCS8, generateKeyPair, jwtVerify } from 'jose'
import {
  type ServiceDouble,
  type ServiceReply,
  type ServiceRequest,
  startServiceDouble,
} from './service-double.ts'

type Cell = string | number | boolean

export interface GoogleTab {
  gid: number
  title: string
  /** As the API gives them raw; trailing empty cells are absent. */
  rows: Cell[][]
}

export interface GoogleDouble extends ServiceDouble {
  id: string
  publishedId: string
  /** Everybody with the link may open it. */
  isShared: boolean
  /** It was shared with the service account. */
  isSharedWithAccount: boolean
  tabs: GoogleTab[]
  /** The file of the account's key, as Google's console gives it. */
  keyFile: string
  email: string
  tokenUrl: string
  addresses: Record<string, string>
  /** Answers of an export carry it, and it is asked for. */
  etag: string | null
  /** By which the times of an assertion are judged. */
  now: () => Date
}

const shown = (cell: Cell) =>
  typeof cell === 'number'
    ? cell.toLocaleString('en')
    : typeof cell === 'boolean'
      ? String(cell).toUpperCase()
      : cell

/** One for all: making it takes a quarter of a second. */
const keyPair = generateKeyPair('RS256', { extractable: true })

export async function startGoogleDouble(): Promise<GoogleDouble> {
  const { privateKey, publicKey } = await keyPair
  const email = 'reader@project.iam.gserviceaccount.com'
  let valid: string | null = null
  const started = await startServiceDouble(answer)
  const double: GoogleDouble = Object.assign(started, {
    id: '1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdefg',
    publishedId: '2PACX-1vAbCdEfGhIjKlMnOpQrStUvWxYz',
    isShared: true,
    isSharedWithAccount: true,
    tabs: [
      {
        gid: 0,
        title: 'Places',
        rows: [['slug', 'name', 'people'], ['berlin', 'Berlin', 3_700_000], [], ['bonn', 'Bonn']],
      },
      {
        gid: 417,
        title: "It's more",
        rows: [
          ['slug', 'open'],
          ['a', true],
        ],
      },
    ],
    keyFile: JSON.stringify({
      type: 'service_account',
      project_id: 'project',
      private_key_id: 'key1',
      private_key: await exportPKCS8(privateKey),
      client_email: email,
      token_uri: 'https://oauth2.googleapis.com/token',
    }),
    email,
    tokenUrl: `${started.url}/token`,
    addresses: { GOOGLE_SHEETS_URL: started.url, GOOGLE_TOKEN_URL: `${started.url}/token` },
    etag: null,
    now: () => new Date(),
  })
  return double

  async function issueToken(body: string): Promise<ServiceReply> {
    const form = new URLSearchParams(body)
    if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
      return { status: 400, body: { error: 'unsupported_grant_type' } }
    try {
      const { payload } = await jwtVerify(form.get('assertion') ?? '', publicKey, {
        algorithms: ['RS256'],
        issuer: email,
        audience: 'https://oauth2.googleapis.com/token',
        currentDate: double.now(),
        maxTokenAge: '1 hour',
        clockTolerance: '1 minute',
      })
      if (payload['scope'] !== 'https://www.googleapis.com/auth/spreadsheets.readonly')
        return { status: 400, body: { error: 'invalid_scope' } }
    } catch {
      return { status: 400, body: { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' } }
    }
    valid = `ya29.secret-${double.requests.length}`
    return { status: 200, body: { access_token: valid, expires_in: 3599, token_type: 'Bearer' } }
  }

  function answer(request: ServiceRequest): ServiceReply | Promise<ServiceReply> {
    const { pathname, searchParams: query } = request.url
    if (pathname === '/token' && request.method === 'POST') return issueToken(request.body)
    if (pathname === '/ServiceLogin') return loginPage()
    if (pathname === '/export-data') return exported(request)
    if (pathname.startsWith('/v4/spreadsheets/')) return viaApi(request)
    const [, , , kind, id] = pathname.split('/')
    if (kind === 'e') return id === double.publishedId ? exported(request) : notFound()
    if (kind !== double.id || id !== 'export' || query.get('format') !== 'csv') return notFound()
    if (!double.isShared) return redirect(`${double.url}/ServiceLogin?continue=x`)
    return redirect(`${double.url}/export-data?gid=${query.get('gid') ?? '0'}`)
  }

  function exported({ url, headers }: ServiceRequest): ServiceReply {
    const tab = double.tabs.find(({ gid }) => String(gid) === (url.searchParams.get('gid') ?? '0'))
    if (!tab)
      return { status: 400, headers: { 'content-type': 'text/html' }, body: '<html>Bad Request</html>' }
    const { etag } = double
    if (etag !== null && headers['if-none-match'] === etag) return { status: 304 }
    const width = Math.max(...tab.rows.map((row) => row.length))
    const csv = tab.rows.map((row) =>
      Array.from({ length: width }, (_, at) => quoted(shown(row[at] ?? ''))).join(','),
    )
    return {
      status: 200,
      headers: {
        'content-type': 'text/csv',
        'content-disposition': `attachment; filename="x.csv"; filename*=UTF-8''Trip%20-%20${encodeURIComponent(tab.title)}.csv`,
        ...(etag !== null && { etag }),
      },
      body: csv.join('\r\n'),
    }
  }

  function viaApi({ url, headers }: ServiceRequest): ServiceReply {
    if (valid === null || headers['authorization'] !== `Bearer ${valid}`)
      return apiError(401, 'UNAUTHENTICATED')
    const [, , , id, what, range] = url.pathname.split('/').map(decodeURIComponent)
    if (id !== double.id) return apiError(404, 'NOT_FOUND', 'Requested entity was not found.')
    if (!double.isSharedWithAccount)
      return apiError(403, 'PERMISSION_DENIED', 'The caller does not have permission')
    if (what === undefined) {
      const sheets = double.tabs.map(({ gid, title }) => ({
        properties: { sheetId: gid, title, sheetType: 'GRID' },
      }))
      return { status: 200, body: { sheets } }
    }
    const title = range!.replace(/^'|'$/g, '').replaceAll("''", "'")
    const tab = double.tabs.find((one) => one.title === title)
    if (!tab) return apiError(400, 'INVALID_ARGUMENT', `Unable to parse range: ${range}`)
    const isRaw = url.searchParams.get('valueRenderOption') === 'UNFORMATTED_VALUE'
    const values = tab.rows.map((row) => (isRaw ? row : row.map(shown)))
    return {
      status: 200,
      body: { range: `${range}!A1:Z1000`, majorDimension: 'ROWS', ...(values.length > 0 && { values }) },
    }
  }
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const redirect = (location: string): ServiceReply => ({ status: 307, headers: { location } })
const notFound = (): ServiceReply => ({
  status: 404,
  headers: { 'content-type': 'text/html' },
  body: '<html>404</html>',
})
const loginPage = (): ServiceReply => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><html><head><title>Google Sheets: Sign-in</title></head><form><input type="email"></form></html>',
})
const apiError = (code: number, status: string, message = status): ServiceReply => ({
  status: code,
  body: { error: { code, message, status } },
})
