// What the documents tell people to type is typed here: every `npx seomatic` line of a page, in its order, on a fresh
// server and in a folder that holds what a clone holds. Only what a person fills in is filled in. npm's own npx finds the
// program for the README's first command; for the others it is stood in for, since it needs seconds each time.
import { type SpawnSyncReturns, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from '../src/simulator/index.ts'
import { startTestApp, type TestApp, testOwner } from './helpers/app.ts'

// Each command is a process of its own.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 180_000 })

const root = fileURLToPath(new URL('..', import.meta.url))
let app: TestApp
let simulator: Simulator
/** What the reader has from Wix. */
let own: { siteId: string; appId: string; instanceId: string }
let folder: string

beforeEach(async () => {
  simulator = await startSimulator()
  app = await startTestApp({ listen: true, signedIn: false, config: { wixApiUrl: simulator.url } })
  folder = mkdtempSync(join(tmpdir(), 'seomatic-documented-'))
  for (const name of ['bin', 'examples', 'node_modules', 'package.json', 'src'])
    symlinkSync(join(root, name), join(folder, name))
  mkdirSync(join(folder, 'home'))
  mkdirSync(join(folder, 'quick'))
  writeFileSync(join(folder, 'quick', 'npx'), '#!/bin/sh\nshift\nexec node bin/seomatic.mjs "$@"\n', {
    mode: 0o755,
  })
  writeFileSync(join(folder, 'home', 'password'), testOwner.password)
  const { control } = simulator
  const [first, second] = [control.createSite().site, control.createSite().site]
  const { appId, secret, instances } = control.createApp({ instances: [{ siteId: second.id }] })
  own = { siteId: first.id, appId, instanceId: instances[0]!.instanceId }
  const { key } = control.createKey({ sites: [first.id] })
  writeFileSync(join(folder, 'key.txt'), key)
  writeFileSync(join(folder, '.env'), `WIX_API_KEY=${key}\nWIX_SITE_ID=${first.id}\n`)
  writeFileSync(join(folder, 'secret.txt'), secret)
})
afterEach(async () => {
  await app?.close()
  await simulator?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The commands of a page, lines that go on joined, comments left out. */
function commandsOf(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8')
  return [...text.matchAll(/^```(?:sh)?\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block = '']) => block.replace(/\\\n\s*/g, ' ').split('\n'))
    .map((line) => line.replace(/\s+#\s.*$/, '').trim())
    .filter((line) => line.startsWith('npx seomatic '))
}

/** What stands for something of the reader's own. */
async function filledIn(command: string): Promise<string> {
  const token = command.includes('/setup#token=...') ? await app.program.accounts.setup.renewToken() : ''
  const answers = `--name "${testOwner.name}" --email ${testOwner.email} --password-file home/password`
  return command
    .replace(
      /(["'])http:\/\/127\.0\.0\.1:3000\/setup#token=\.\.\.\1/,
      `"${app.url}/setup#token=${token}" ${answers}`,
    )
    .replace('INSTANCE_ID', own.instanceId)
    .replace('APP_ID', own.appId)
    .replace('SITE_ID', own.siteId)
}

function run(
  command: string,
  isNpxReal: boolean,
): Promise<Pick<SpawnSyncReturns<string>, 'status'> & { output: string }> {
  const child = spawn('sh', ['-c', command], {
    cwd: folder,
    env: {
      PATH: [
        ...(isNpxReal ? [] : [join(folder, 'quick')]),
        dirname(process.execPath),
        process.env['PATH'] ?? '',
      ].join(delimiter),
      HOME: join(folder, 'home'),
      XDG_CONFIG_HOME: join(folder, 'home', 'config'),
      npm_config_update_notifier: 'false',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, output }))
  })
}

it.each([
  ['README.md', 7],
  ['docs/cli.md', 17],
  ['docs/connections.md', 3],
])('%s: every command works as it stands, in this order', async (page, least) => {
  const commands = commandsOf(page)
  if (!commands[0]?.includes(' setup '))
    commands.unshift("npx seomatic setup 'http://127.0.0.1:3000/setup#token=...'")
  expect(commands.length).toBeGreaterThanOrEqual(least)
  for (const command of commands) {
    const { status, output } = await run(
      await filledIn(command),
      page === 'README.md' && command === commands[0],
    )
    expect({ command, status, output: status === 0 ? '' : output }).toEqual({
      command,
      status: 0,
      output: '',
    })
  }
})
