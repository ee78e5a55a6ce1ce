// The program as a process: what it prints, how it ends, what it refuses.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, expect, it } from 'vitest'
import { copyTemplate } from '../test/helpers/database.ts'

const entry = fileURLToPath(new URL('./main.ts', import.meta.url))
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
  const child = spawn(process.execPath, [entry], {
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
  await expect.poll(started.output, { timeout: 30_000 }).toMatch(/SEOmatic is ready at .*\n[\s\S]*\n\n/)
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
}, 90_000)

it('does not start with another key, says so, and starts again with the right one', async () => {
  const wrong = join(folder, 'wrong.key')
  writeFileSync(wrong, Buffer.alloc(32, 7).toString('base64'))
  const refused = run({ APP_ENCRYPTION_KEY_FILE: wrong })
  expect(await refused.exited).toBe(1)
  expect(refused.output()).toMatch(/another encryption key .* Nothing was changed/)
  await untilReady(run())
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
