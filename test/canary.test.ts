// A key with a known middle goes the way of every key: refused, accepted, used, broken. Afterwards that middle is
// looked for in everything the program has said or written. It may be nowhere but in the sealed column.
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../src/db/open.ts'
import type { Database } from '../src/db/types.ts'
import { silentLogger } from '../src/logger.ts'
import { createClient, makeOwner } from './crash/client.ts'
import { type SimulatorProcess, startProduct, startSimulatorProcess } from './crash/processes.ts'
import { copyTemplate, describeEachDatabase, type TestDatabase } from './helpers/database.ts'
import { findTraces, readFolder } from './helpers/traces.ts'

const limitMs = 120_000

/** As long as real keys, with the characters that encodings change. */
function makeKey(canary: string): string {
  const filler = 'eyJraWQiOiJQb3pIX2FDMiIsImFsZyI6IlJTMjU2In0'
  return `IST.${filler}.${filler}${canary}${filler}.${filler}-_${filler}`
}

/** Every answer the server gives to `fetch`, from now on. */
function recordAnswers(): Map<string, string> {
  const answers = new Map<string, string>()
  const original = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const answer = await original(input, init)
    const url = String(input)
    if (!url.includes('/__simulator/')) {
      const head = `${answer.status} ${JSON.stringify([...answer.headers])}\n`
      answers.set(
        `answer ${answers.size + 1} to ${init?.method ?? 'GET'} ${url.replace(/IST\..*/, 'IST...')}`,
        head + (await answer.clone().text()),
      )
    }
    return answer
  }
  onTestFinished(() => {
    globalThis.fetch = original
  })
  return answers
}

it('finds a secret in every form, so that finding nothing means something', () => {
  const secret = 'CANARY+abc/def==xyz'
  const texts = [
    secret,
    Buffer.from(secret).toString('hex'),
    encodeURIComponent(secret),
    JSON.stringify({ secret }),
    ...['', 'a', 'ab'].map((before) => Buffer.from(`${before}${secret}and more`).toString('base64')),
    ...['', 'a', 'ab'].map((before) => Buffer.from(`${before}${secret}and more`).toString('base64url')),
  ]
  for (const text of texts) {
    expect(findTraces(secret, new Map([['here', `before ${text} after`]])), text).not.toEqual([])
  }
  expect(findTraces(secret, new Map([['here', Buffer.from(secret, 'utf16le')]]))).not.toEqual([])
  expect(findTraces(secret, new Map([['here', 'CANARY+abc/dex']]))).toEqual([])
})

describeEachDatabase('a key', (open, kind) => {
  it(
    'leaves no trace in logs, answers, files and tables',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'seomatic-canary-'))
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
      const settings = await settingsFor(kind, join(folder, 'data'), open)
      const simulator = await startSimulatorProcess(join(folder, 'wix'))
      onTestFinished(() => simulator.stop())
      const [good, second, refused, secret] = [
        'CANARYgood',
        'CANARYsecond',
        'CANARYrefused',
        'CANARYsecret',
      ].map((name) => `${name}${crypto.randomUUID().replaceAll('-', '')}`) as [string, string, string, string]
      const answers = recordAnswers()

      const product = await startProduct({
        ...settings,
        wixUrl: simulator.url,
        env: { LOG_LEVEL: 'debug', DOUBT_SECONDS: '1' },
      })
      onTestFinished(() => product.kill('SIGKILL'))
      await goTheWholeWay(product.url, product.output(), simulator, { good, second, refused, secret })
      expect(await product.stop()).toEqual({ code: 0, signal: null })

      const places = new Map<string, Buffer | string>([
        ['output of the process', product.output()],
        ...answers,
        ...readFolder(settings.dataDir),
        ...(await dump(settings)),
      ])
      expect(answers.size).toBeGreaterThan(30)
      for (const canary of [good, second, refused, secret]) expect(findTraces(canary, places)).toEqual([])
    },
    limitMs,
  )
})

async function settingsFor(kind: Database['kind'], dataDir: string, open: () => Promise<TestDatabase>) {
  if (kind === 'pglite') {
    renameSync(await copyTemplate(), dataDir)
    return { dataDir, databaseUrl: '' }
  }
  const { settings, database } = await open()
  await database.close()
  return { dataDir, databaseUrl: settings.databaseUrl }
}

/** What a user does with keys, what goes wrong with them, and a run with one. */
async function goTheWholeWay(
  url: string,
  output: string,
  simulator: SimulatorProcess,
  canaries: { good: string; second: string; refused: string; secret: string },
): Promise<void> {
  const { site, members } = await simulator.control<{ site: { id: string }; members: { id: string }[] }>(
    'POST',
    'sites',
    {},
  )
  const siteId = site.id
  const [good, second, refused] = [canaries.good, canaries.second, canaries.refused].map(makeKey) as [
    string,
    string,
    string,
  ]
  for (const key of [good, second]) await simulator.control('POST', 'keys', { key, sites: [siteId] })
  const client = createClient(url, await makeOwner(url, output))
  /** Whether it is refused is the business of other tests; here only what is said about it counts. */
  const attempt = (method: string, path: string, body?: unknown) =>
    client.call(method, path, body).catch(() => undefined)

  for (const key of [good, refused]) {
    // In the wrong field, in the wrong shape, in the address, twice, for a site that is not theirs.
    await attempt('POST', '/connections/check', { apiKey: 'x', siteId: key })
    await attempt('POST', '/connections/check', { apiKey: `${key} ${key}`, siteId })
    await attempt('POST', '/connections/check', { apiKey: key, siteId: crypto.randomUUID() })
    await attempt('POST', '/connections/check', { apiKey: [key], siteId })
    await attempt('POST', '/connections/check', { apiKey: key })
    await attempt('POST', '/connections', { name: key.slice(0, 60), apiKey: { key }, siteId })
    await attempt('POST', '/connections', { apiKey: key.repeat(20), siteId })
    await attempt('GET', `/connections/${key}`)
    await attempt('GET', `/runs?projectId=${'x'.repeat(65)}${key}`)
    await fetch(`${url}/api/connections`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: key },
      body: `{"apiKey": "${key}", "siteId": `,
    })
  }
  await attempt('POST', '/connections', { apiKey: refused, siteId })
  await tryAnApp(simulator, siteId, canaries.secret, attempt)

  const connection = await client.call<{ id: string }>('POST', '/connections', { apiKey: good, siteId })
  for (const fault of [
    { kind: 'status-before', status: 500, format: 'html' },
    { kind: 'drop-before' },
    { kind: 'no-permission' },
    { kind: 'html-200' },
    { kind: 'throttle-before', retryAfter: 'nonsense' },
  ]) {
    await simulator.control('POST', 'faults', { route: '*', times: 1, ...fault })
    await client.call('POST', `/connections/${connection.id}/check`, {})
  }
  await simulator.control('DELETE', 'faults')
  await attempt('PUT', `/connections/${connection.id}/credentials`, { apiKey: refused, siteId })
  await client.call('PUT', `/connections/${connection.id}/credentials`, { apiKey: second, siteId })

  const dataset = await client.importCsv('code,name\na,Alpha\nb,Beta\nc,Gamma\n', 'code', 'Places')
  const template = await client.call<{ id: string }>('POST', '/templates', {
    name: 'Post',
    destination: 'wix/blog',
    fields: { title: '{{ row.name }}', slug: '{{ row.code }}', body: '<p>{{ row.name }}</p>' },
  })
  const project = await client.call<{ id: string }>('POST', '/projects', {
    name: 'Places',
    datasetId: dataset.id,
    connectionId: connection.id,
    templateId: template.id,
    destination: 'wix/blog',
    options: { authorId: members[0]!.id },
  })
  const plan = await client.plan(project.id)
  await simulator.control('POST', 'faults', { route: 'POST *draft-posts*', kind: 'accept-then-drop', nth: 1 })
  const run = await client.call<{ id: string }>('POST', `/plans/${plan.id}/apply`, {})
  await client.untilRun(run.id, ['done'])
  await client.runItems(run.id)

  await simulator.control('PATCH', 'keys', { key: second, revoked: true })
  await client.call('POST', `/connections/${connection.id}/check`, {})
  await client.plan(project.id).catch(() => undefined)
  for (const path of ['/connections', '/audit-events', '/status', '/tokens', '/openapi.json', '/runs']) {
    await client.call('GET', path)
  }
}

/** The other kind of credentials: an app's secret, wrong and right. */
async function tryAnApp(
  simulator: SimulatorProcess,
  siteId: string,
  secret: string,
  attempt: (method: string, path: string, body?: unknown) => Promise<unknown>,
): Promise<void> {
  const { app } = await simulator.control<{ app: { appId: string; instances: { instanceId: string }[] } }>(
    'POST',
    'apps',
    { secret, instances: [{ siteId }] },
  )
  const credentials = { appId: app.appId, instanceId: app.instances[0]!.instanceId, siteId }
  for (const appSecret of [`${secret}x`, secret]) {
    await attempt('POST', '/connections/check', { ...credentials, appSecret })
    await attempt('POST', '/connections', { ...credentials, appSecret, name: 'App' })
  }
  await attempt('POST', '/connections/check', { appId: secret, appSecret: app.appId, siteId: secret })
}

/** Every table as text, as a dump of the database would show it. */
async function dump(settings: { dataDir: string; databaseUrl: string }): Promise<Map<string, string>> {
  const database = await openDatabase({ ...settings, logger: silentLogger })
  try {
    const { rows } = await database.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    )
    const tables = new Map<string, string>()
    for (const { name } of rows) {
      const found = await database.query<{ line: string }>(`select t::text as line from ${name} t`)
      tables.set(`table ${name}`, found.rows.map((row) => row.line).join('\n'))
    }
    expect([...tables.keys()]).toContain('table public.connections')
    expect(tables.get('table public.connections')).toContain('wix')
    return tables
  } finally {
    await database.close()
  }
}
