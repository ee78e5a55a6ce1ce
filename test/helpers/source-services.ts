// Every kind of source over a double that answers as its vendor documents: what a source is told, how its rows change,
// what a refresh of it may cost, and how it fails.
import pg from 'pg'
import { inlineRows, makeZip, workbookParts } from '../../src/data/formats/xlsx/test-workbook.ts'
import type { WaysOut } from '../../src/sources/fetch.ts'
import { startAirtableDouble } from './airtable-double.ts'
import { startCmsSite } from './cms-site.ts'
import { startGoogleDouble } from './google-double.ts'
import { notionPage, startNotionDouble } from './notion-double.ts'
import { type ServiceDouble, startServiceDouble } from './service-double.ts'

export interface Cost {
  rows: number
  others: number
}

export interface Service {
  kind: string
  config: Record<string, unknown>
  secrets: Record<string, string>
  key: string
  /** The column in which `change` writes. */
  name: string
  addresses: Record<string, string>
  hosts: string[]
  wix?: WaysOut['wix']
  /** Writes this, numbered, into three cells of three rows. */
  change(value: string): Promise<void> | void
  /** Leaves so many rows, the first. */
  leave(count: number): Promise<void> | void
  /** Requests since they were counted last: for rows, and for all else (a token, the fields). */
  requests(): Cost
  /** Of one refresh in which nothing changed. */
  cost: Cost
  /** Lets it answer with a refusal from now on. */
  fail(): Promise<void> | void
  /** What answers, where it is asked over HTTP and can be told to answer otherwise. */
  double?: ServiceDouble
  close(): Promise<void>
}

/** Of lists that come a hundred at a time. */
const pagesOf = (count: number) => Math.ceil(count / 100)
const changedAt = (count: number) => [0, 1, count - 1]

/** Counts what a double was asked since the last time. */
function countOf(double: ServiceDouble, isRows: (path: string) => boolean): () => Cost {
  return () => {
    const asked = double.requests.splice(0)
    const rows = asked.filter(({ path }) => isRows(path)).length
    return { rows, others: asked.length - rows }
  }
}

const noSecrets: Record<string, string> = {}

const refuse = (double: ServiceDouble) => () => {
  double.fault = () => ({ status: 403, body: {} })
}

async function airtable(count: number): Promise<Service> {
  const double = await startAirtableDouble(count)
  const { records } = double.table
  return {
    kind: 'airtable',
    config: { base: `https://airtable.com/${double.base}/${double.table.id}` },
    secrets: { token: double.token },
    key: 'Record ID',
    name: 'Name',
    addresses: { AIRTABLE_API_URL: double.url },
    hosts: [double.host],
    change: (value) => {
      for (const at of changedAt(count)) records[at]!.fields['Name'] = `${value} ${at}`
    },
    leave: (left) => void records.splice(left),
    requests: countOf(double, (path) => !path.startsWith('/v0/meta')),
    cost: { rows: pagesOf(count), others: 1 },
    fail: refuse(double),
    double,
    close: double.close,
  }
}

async function notion(count: number): Promise<Service> {
  const double = await startNotionDouble(count)
  return {
    kind: 'notion',
    config: { database: `https://www.notion.so/acme/Places-${double.databaseId.replaceAll('-', '')}?v=1` },
    secrets: { token: double.token },
    key: 'Page ID',
    name: 'Name',
    addresses: { NOTION_API_URL: double.url },
    hosts: [double.host],
    change: (value) => {
      for (const at of changedAt(count)) {
        const title = [{ plain_text: `${value} ${at}` }]
        double.pages[at] = notionPage(at, { Name: { type: 'title', title } })
      }
    },
    leave: (left) => void double.pages.splice(left),
    requests: countOf(double, (path) => path.endsWith('/query')),
    cost: { rows: pagesOf(count), others: 2 },
    fail: refuse(double),
    double,
    close: double.close,
  }
}

const googleSheet =
  (isShared: boolean) =>
  async (count: number): Promise<Service> => {
    const double = await startGoogleDouble()
    const rows = Array.from({ length: count }, (_, n) => [`p${n}`, `Plätze ${n}`, n])
    const all = () => [['slug', 'name', 'people'], ...rows]
    double.tabs[0]!.rows = all()
    return {
      kind: 'google-sheets',
      config: {
        link: `https://docs.google.com/spreadsheets/d/${double.id}/edit#gid=0`,
        ...(!isShared && { sheet: 'Places' }),
      },
      secrets: isShared ? noSecrets : { serviceAccount: double.keyFile },
      key: 'slug',
      name: 'name',
      addresses: double.addresses,
      hosts: [double.host],
      change: (value) => {
        for (const at of changedAt(count)) rows[at]![1] = `${value} ${at}`
      },
      leave: (left) => {
        rows.splice(left)
        double.tabs[0]!.rows = all()
      },
      requests: countOf(double, (path) => path.includes('/values/') || path.includes('/export?')),
      // The redirect to where the export lies, or the token.
      cost: { rows: 1, others: 1 },
      fail: refuse(double),
      double,
      close: double.close,
    }
  }

const wixSite = async (count: number): Promise<Service> => {
  const site = await startCmsSite()
  for (let n = 0; n < count; n++)
    site.enter('Places', `item-${n}`, { title: `Place ${n}`, slug: `place-${n}` })
  return {
    kind: 'wix',
    config: { connectionId: 'con_1', what: 'collection', collection: 'Places' },
    secrets: noSecrets,
    key: 'Item ID',
    name: 'Title',
    addresses: {},
    hosts: [],
    wix: async () => site.client,
    async change(value) {
      for (const n of changedAt(count)) {
        const data = { title: `${value} ${n}`, slug: `place-${n}` }
        await site.client.dataItems.update('Places', { id: `item-${n}`, data })
      }
    },
    async leave(left) {
      for (let n = left; n < count; n++) await site.client.dataItems.remove('Places', `item-${n}`)
    },
    requests() {
      const asked = site.calls()
      const rows = asked.filter((call) => call.endsWith('/items/query')).length
      return { rows, others: asked.length - rows }
    },
    cost: { rows: pagesOf(count), others: 1 },
    fail: () => void site.control.addFault({ route: 'POST /wix-data/v2/items/query', kind: 'no-permission' }),
    close: site.close,
  }
}

const linkSecret = 'Xk9-secret-of-a-link'
const querySecret = 'q7f3secretofanaddress'

/** A workbook that is the same for the same rows. */
const workbookOf = (rows: string[][]) =>
  makeZip(workbookParts({ sheets: [{ name: 'Places', rows: inlineRows(rows) }] }))

/** A workbook behind a header and a secret part of its address; its server knows no conditions. */
async function xlsxLink(count: number): Promise<Service> {
  const rows = Array.from({ length: count }, (_, n) => [`p${n}`, `Plätze ${n}`, String(n)])
  const double = await startServiceDouble(async ({ headers, url }) => {
    const isLetIn = headers['x-key'] === linkSecret && url.searchParams.get('token') === querySecret
    if (!isLetIn) return { status: 403, body: {} }
    return { status: 200, body: await workbookOf([['slug', 'name', 'people'], ...rows]) }
  })
  return {
    kind: 'link',
    config: { url: `${double.url}/places.xlsx`, headerName: 'X-Key' },
    secrets: { headerValue: linkSecret, query: `token=${querySecret}` },
    key: 'slug',
    name: 'name',
    addresses: {},
    hosts: [double.host],
    change: (value) => {
      for (const at of changedAt(count)) rows[at]![1] = `${value} ${at}`
    },
    leave: (left) => void rows.splice(left),
    requests: countOf(double, () => true),
    cost: { rows: 1, others: 0 },
    fail: refuse(double),
    double,
    close: double.close,
  }
}

const postgresql =
  (address: string) =>
  async (count: number): Promise<Service> => {
    const url = new URL(address)
    const admin = new pg.Client(address)
    await admin.connect()
    const table = `places_${Math.random().toString(36).slice(2, 10)}`
    await admin.query(`create table ${table} (slug text, name text)`)
    await admin.query(
      `insert into ${table} select 'p' || n, 'Plätze ' || n from generate_series(1, ${count}) n`,
    )
    return {
      kind: 'postgresql',
      config: {
        host: url.hostname,
        port: Number(url.port),
        database: url.pathname.slice(1),
        user: url.username,
        tls: 'off',
        query: `select slug, name from ${table} order by slug`,
      },
      // One that is not asked for has to stay as secret.
      secrets: { password: decodeURIComponent(url.password) || 'never-asked-for-7f3a' },
      key: 'slug',
      name: 'name',
      addresses: {},
      hosts: [url.host],
      async change(value) {
        await admin.query(`update ${table} set name = $1 || slug where slug in ('p1', 'p2', 'p3')`, [value])
      },
      async leave(left) {
        await admin.query(`delete from ${table} where substr(slug, 2)::int > $1`, [left])
      },
      requests: () => ({ rows: 1, others: 0 }),
      cost: { rows: 1, others: 0 },
      async fail() {
        await admin.query(`alter table ${table} rename to ${table}_gone`)
      },
      async close() {
        await admin.query(`drop table if exists ${table}, ${table}_gone`)
        await admin.end()
      },
    }
  }

const postgresUrl = process.env['TEST_POSTGRES_URL']

/** Started with a number of rows. PostgreSQL is among them where TEST_POSTGRES_URL names a server. */
export const services: [name: string, start: (count: number) => Promise<Service>][] = [
  ['Airtable', airtable],
  ['Notion', notion],
  ['a Google Sheet by its link', googleSheet(true)],
  ['a Google Sheet with a service account', googleSheet(false)],
  ['a workbook at a link', xlsxLink],
  ['a collection of a Wix site', wixSite],
  ...(postgresUrl === undefined
    ? []
    : [['PostgreSQL', postgresql(postgresUrl)] as [string, (count: number) => Promise<Service>]]),
]
