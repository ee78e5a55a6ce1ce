// Photographs the dashboard at two widths and in both themes, on the real program with the practice site:
//   node scripts/screenshots.ts <folder> [--only <part of a name>]            every screen, along the whole flow
//   node scripts/screenshots.ts <folder> --states [--only <part of a name>]   what a good day never shows
// Those of docs/screenshots are made by `npm run pictures`.
// It starts its own server on a private port and data folder, and removes both when it ends. What axe finds on the
// way is printed.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { axeFindings, startBrowser } from '../test/e2e/browser.ts'
import { builtOnce } from '../test/helpers/built-program.ts'
import { buildDashboardIfStale } from './build-dashboard.ts'
import { states } from './screenshots/states.ts'
import { walk, wholeFlow } from './screenshots/walk.ts'

const root = resolve(import.meta.dirname, '..')
const sizes = [
  { name: '1440', width: 1440, height: 900 },
  { name: '768', width: 768, height: 1024 },
  { name: '390', width: 390, height: 844 },
]
const schemes = ['light', 'dark'] as const

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('No free port was found.')
  return address.port
}

/** Starts the program and resolves with its one-time setup link. */
async function startProgram(port: number, dataDir: string): Promise<{ child: ChildProcess; link: string }> {
  const { main } = await builtOnce()
  const child = spawn(process.execPath, [main], {
    cwd: root,
    // Short, so that a page in doubt does not take minutes to settle.
    env: {
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      DOUBT_SECONDS: '15',
      SAMPLE_PROJECT: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((done, fail) => {
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const link = /http:\S+\/setup#token=\S+/.exec(text)?.[0]
      if (link) done({ child, link })
    })
    child.on('exit', (code) =>
      fail(new Error(`The program ended with ${code} before it was ready:\n${text}`)),
    )
  })
}

async function reportViolations(page: Page, name: string): Promise<void> {
  for (const finding of await axeFindings(page)) process.stdout.write(`axe ${name}: ${finding}\n`)
}

function photographer(page: Page, folder: string, only: string | undefined) {
  return async (name: string): Promise<void> => {
    if (only !== undefined && !name.includes(only)) return
    for (const size of sizes) {
      await page.setViewportSize({ width: size.width, height: size.height })
      for (const scheme of schemes) {
        await page.emulateMedia({ colorScheme: scheme })
        await page.waitForTimeout(350)
        await page.screenshot({ path: join(folder, `${name}-${size.name}-${scheme}.png`) })
        await reportViolations(page, `${name}-${size.name}-${scheme}`)
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.emulateMedia({ colorScheme: 'light' })
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, states: { type: 'boolean' } },
})
const target = positionals[0]
if (target === undefined) {
  process.stderr.write('Usage: node scripts/screenshots.ts <folder> [--states] [--only <part of a name>]\n')
  process.exit(2)
}
const folder = resolve(target)
mkdirSync(folder, { recursive: true })
const scratch = mkdtempSync(join(tmpdir(), 'seomatic-screenshots-'))
const port = await freePort()
await buildDashboardIfStale()
const { child, link } = await startProgram(port, join(scratch, 'data'))
const browser = await startBrowser()
try {
  const { page } = browser
  await walk(values.states ? states : wholeFlow, {
    page,
    link,
    origin: `http://127.0.0.1:${port}`,
    scratch,
    shoot: photographer(page, folder, values.only),
  })
  for (const complaint of browser.complaints) process.stderr.write(`${complaint}\n`)
  process.stdout.write(`Screenshots are in ${folder}\n`)
} finally {
  await browser.close()
  child.removeAllListeners('exit')
  child.kill('SIGTERM')
  await new Promise((done) => child.once('exit', done))
  rmSync(scratch, { recursive: true, force: true })
}
