// The program as a process: what it prints, how it ends, what it refuses.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it } from 'vitest'
import { builtProgram } from '../scripts/build-program.ts'
import { copyTemplate } from '../test/helpers/database.ts'
import { shortLived } from '../test/helpers/short-lived.ts'
import { openDatabase } from './db/open.ts'
import { silentLogger } from './logger.ts'
import { createCipher } from './vault/cipher.ts'

const folder = mkdtempSync(join(tmpdir(), 'seomatic-main-'))
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Started {
  child: ChildProcess
  output(): string
  exited: Promise<number | null>
}

function run(env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [...shortLived, builtProgram.main], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      DATA_DIR: join(folder, 'data'),
      PORT: '0',
      LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk))
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, output: () => text, exited }
}

async function untilReady(started: Started): Promise<{ url: string; token: string | undefined }> {
  await expect.poll(started.output, { timeout: 150_000 }).toMatch(/SEOmatic is ready at .*\n[\s\S]*\n\n/)
  const url = /ready at (\S+)/.exec(started.output())![1]!
  return { url, token: /#token=(\S+)/.exec(started.output())?.[1] }
}

it('prints a link to make the owner, a new one at each start, until there is one', async () => {
  const first = run()
  const { url, token: old } = await untilReady(first)
  expect(first.output()).toContain(`${url}/setup#token=${old}`)
  expect(first.output()).toContain(join(folder, 'data', 'secrets', 'encryption.key'))
  expect((await fetch(`${url}/healthz`)).status).toBe(200)

  const second = run()
  expect(await second.exited).toBe(1)
  expect(second.output()).toMatch(/^\nSEOmatic could not start\. The data folder .* is in use.*\n\n$/)

  first.child.kill('SIGKILL')
  await first.exited
  const third = run()
  const now = await untilReady(third)
  const setup = (token: string | undefined) =>
    fetch(`${now.url}/api/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        token,
        name: 'Olga',
        email: 'olga@example.com',
        password: 'four unrelated words 42',
      }),
    })
  expect((await setup(old)).status).toBe(403)
  expect((await setup(now.token)).status).toBe(201)

  third.child.kill('SIGTERM')
  expect(await third.exited).toBe(0)
  const fourth = run()
  expect((await untilReady(fourth)).token).toBeUndefined()
  fourth.child.kill('SIGINT')
  expect(await fourth.exited).toBe(0)
})

it('starts with another key, says what is locked, and opens it again with the right one', async () => {
  const dataDir = join(folder, 'data')
  const key = join(dataDir, 'secrets', 'encryption.key')
  const kept = readFileSync(key, 'utf8')
  const end = async ({ child, exited }: Started) => {
    child.kill('SIGTERM')
    await exited
  }
  // Sealed by the key that is about to be lost.
  const database = await openDatabase({ dataDir, databaseUrl: '', logger: silentLogger })
  const cipher = createCipher(Buffer.from(kept, 'base64'))
  const sealed = cipher.seal('{"apiKey":"IST.x","siteId":"s"}', {
    table: 'connections',
    column: 'credentials_sealed',
    rowId: 'con_1',
  })
  await database.query(
    `insert into connections (id, workspace_id, name, kind, method, site_id, credentials_sealed, status)
     select 'con_1', id, 'Acme', 'wix', 'api_key', 's', $1, 'active' from workspaces`,
    [sealed],
  )
  await database.query(
    `insert into connections (id, workspace_id, name, kind, method, site_id, credentials_sealed, status)
     select 'con_2', id, 'Bent', 'wix', 'api_key', 's2', 'damaged.v1.x', 'active' from workspaces`,
  )
  await database.close()

  rmSync(key)
  const lost = run()
  await untilReady(lost)
  expect(lost.output()).toMatch(new RegExp(`1 secret is locked.*${cipher.keyId}`))
  const bent = /1 stored secret was changed outside of SEOmatic.*[\s\S]*again under\s+Connections/
  expect(lost.output()).toMatch(bent)
  await end(lost)

  writeFileSync(key, kept, { mode: 0o600 })
  const found = run()
  await untilReady(found)
  expect(found.output()).not.toContain('locked')
  expect(found.output()).toMatch(bent)
  await end(found)
})

it('goes by the clock that a file moves, and does not start without a number in it', async () => {
  const dataDir = await copyTemplate()
  const CLOCK_OFFSET_FILE = join(folder, 'clock-offset')
  const refused = run({ DATA_DIR: dataDir, CLOCK_OFFSET_FILE })
  expect(await refused.exited).toBe(1)
  expect(refused.output()).toMatch(
    /^\nSEOmatic could not start\. CLOCK_OFFSET_FILE names .*clock-offset, which holds no number of milliseconds\..*\n\n$/,
  )

  writeFileSync(CLOCK_OFFSET_FILE, String(100 * 86_400_000))
  const moved = run({ DATA_DIR: dataDir, CLOCK_OFFSET_FILE })
  const { url, token } = await untilReady(moved)
  const owner = { name: 'Olga', email: 'olga@example.com', password: 'four unrelated words 42' }
  const answer = await fetch(`${url}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, ...owner }),
  })
  expect(answer.status).toBe(201)
  moved.child.kill('SIGTERM')
  await moved.exited
  const database = await openDatabase({ dataDir, databaseUrl: '', logger: silentLogger })
  const { rows } = await database.query<{ days: number }>(
    'select round(extract(epoch from created_at - now()) / 86400)::int as days from workspaces',
  )
  await database.close()
  rmSync(dataDir, { recursive: true })
  expect(rows).toEqual([{ days: 100 }])
})

it('does not begin afresh in a folder that has lost its database', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'seomatic-half-'))
  const left = ['secrets/encryption.key', 'uploads/imp_1', 'practice/wix/journal']
  for (const name of left) {
    mkdirSync(join(dataDir, name, '..'), { recursive: true })
    writeFileSync(join(dataDir, name), 'x')
    const refused = run({ DATA_DIR: dataDir })
    expect(await refused.exited).toBe(1)
    expect(refused.output()).toMatch(/has lost its database: .* Nothing was changed.*backup.*DATABASE_URL/)
    expect(readdirSync(dataDir)).toEqual([name.split('/')[0]])
    rmSync(join(dataDir, name.split('/')[0]!), { recursive: true })
  }
  rmSync(dataDir, { recursive: true })
})

it('names every setting that cannot be used', async () => {
  const refused = run({ PORT: 'abc', SERVICES: 'everything' })
  expect(await refused.exited).toBe(1)
  expect(refused.output()).toMatch(/PORT: [\s\S]*SERVICES: /)
})

it('says which port is taken', async () => {
  const other = await copyTemplate()
  const first = run()
  const { url } = await untilReady(first)
  const refused = run({ PORT: new URL(url).port, DATA_DIR: other })
  expect(await refused.exited).toBe(1)
  rmSync(other, { recursive: true })
  expect(refused.output()).toContain(`Port ${new URL(url).port} is taken`)
})
