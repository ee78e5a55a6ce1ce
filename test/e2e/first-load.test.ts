// What a first visit moves over the wire, and on the screen, address by address, with nothing kept from before.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CDPSession } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { planButton, startBrowser, type TestBrowser } from './browser.ts'
import { type Vitals, vitalsOf, watchVitals } from './vitals.ts'

const most = 250_000
const mostShift = 0.02
let app: TestApp
let browser: TestBrowser
let scratch: string

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'seomatic-e2e-'))
  app = await startTestApp({ listen: true, signedIn: false })
  // Loads as most people have them, with all that moves.
  browser = await startBrowser({ reducedMotion: 'no-preference' })
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
  rmSync(scratch, { recursive: true, force: true })
})

interface Load extends Vitals {
  path: string
  bytes: number
  /** Of each kind of file, as the browser calls it. */
  kinds: Record<string, number>
  /** Scripts that the page did not name, so that they were asked for when others had run. */
  lateScripts: string[]
}

/** Opens an address with an empty cache and counts every byte that came, headers included. */
async function firstLoad(cdp: CDPSession, path: string): Promise<Load> {
  const { page } = browser
  const kinds: Record<string, number> = {}
  const kindOf = new Map<string, string>()
  const onResponse = ({ requestId, type }: { requestId: string; type: string }) => kindOf.set(requestId, type)
  const onFinished = ({ requestId, encodedDataLength }: { requestId: string; encodedDataLength: number }) => {
    const kind = kindOf.get(requestId) ?? 'Other'
    kinds[kind] = (kinds[kind] ?? 0) + encodedDataLength
  }
  await page.goto('about:blank')
  await cdp.send('Network.clearBrowserCache')
  cdp.on('Network.responseReceived', onResponse)
  cdp.on('Network.loadingFinished', onFinished)
  await page.goto(`${app.url}${path}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  // A live run keeps its stream open, so the network is never idle there; fonts come last.
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(1500)
  cdp.off('Network.responseReceived', onResponse)
  cdp.off('Network.loadingFinished', onFinished)
  const named = await (await fetch(`${app.url}${path}`, { headers: { accept: 'text/html' } })).text()
  const scripts: string[] = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  )
  const lateScripts = scripts.filter((name) => name.endsWith('.js') && !named.includes(name))
  const bytes = Object.values(kinds).reduce((sum, of) => sum + of, 0)
  return { path, bytes, kinds, lateScripts, ...(await vitalsOf(page)) }
}

/** An owner, the practice site, a table, a project, a plan and its run: every screen has something to show. */
async function furnish(cdp: CDPSession, loads: Load[]): Promise<string[]> {
  const { page } = browser
  await page.getByLabel('Your name').fill('Ada Lovelace')
  await page.getByLabel('E-mail').fill('ada@example.com')
  await page.getByLabel('Password', { exact: true }).fill('violet kettle crosses seven')
  await page.getByRole('button', { name: 'Create owner account' }).click()
  await page.getByText('From a table to live pages').waitFor()
  await page.goto(`${app.url}/connections`)
  await page.getByRole('button', { name: 'Try on a practice site' }).first().click()
  await page.getByRole('button', { name: 'Check now' }).waitFor({ timeout: 60_000 })
  const file = join(scratch, 'places.csv')
  const rows = Array.from({ length: 250 }, (_, i) => `P-${i + 1},Place ${i + 1},"A place, number ${i + 1}"`)
  writeFileSync(file, ['code,name,description', ...rows, ''].join('\n'))
  await page.goto(`${app.url}/data/import`)
  await page.getByLabel('File to import').setInputFiles(file)
  const load = page.getByRole('button', { name: 'Import 250 rows' })
  await load.waitFor({ timeout: 60_000 })
  // Its decisions are asked for now and never again.
  loads.push(await firstLoad(cdp, new URL(page.url()).pathname))
  await load.click()
  await page.getByLabel('Search the rows').waitFor({ timeout: 60_000 })
  const dataset = new URL(page.url()).pathname
  await page.goto(`${app.url}/projects/new`)
  await page.getByRole('combobox', { name: 'Author' }).click()
  await page.getByRole('option').first().click()
  await page.getByRole('button', { name: 'Create project' }).click()
  await page.getByRole('button', { name: 'Check all pages' }).waitFor()
  const project = new URL(page.url()).pathname
  await planButton(page).click()
  const publish = page.getByRole('button', { name: /^Publish 250 / })
  await publish.waitFor({ timeout: 120_000 })
  await publish.click()
  await page.waitForURL(/\/runs\//)
  const run = new URL(page.url()).pathname
  return [
    '/projects',
    '/projects/new',
    project,
    `${project}?tab=plan`,
    `${project}?tab=runs`,
    `${project}?tab=settings`,
    '/data',
    '/data/import',
    dataset,
    `${dataset}?tab=columns`,
    '/templates',
    '/start',
    '/data/connect',
    '/data/sources',
    `${project}?tab=schedule`,
    `${project}?tab=pages`,
    '/settings?tab=notices',
    '/runs/schedules',
    '/help',
    '/notices',
    '/connections',
    '/runs',
    run,
    '/settings',
    '/settings?tab=tokens',
  ]
}

/** Every screen but the editors, once. */
let loads: Load[]
beforeAll(async () => {
  const { page, context } = browser
  await context.addInitScript(watchVitals)
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  const token = await app.program.accounts.setup.renewToken()
  loads = [await firstLoad(cdp, `/setup#token=${token}`)]
  for (const path of await furnish(cdp, loads)) loads.push(await firstLoad(cdp, path))
  await context.clearCookies()
  loads.push(await firstLoad(cdp, '/login'))
}, 180_000)

test('the first load of every screen but the editor stays under 250 kB', () => {
  expect(loads.length).toBeGreaterThan(15)
  expect(loads.filter(({ bytes }) => bytes >= most)).toEqual([])
})

test('all code of a screen is asked for at once', () => {
  expect(loads.filter(({ lateScripts }) => lateScripts.length > 0)).toEqual([])
})

test('nothing moves under the eyes while a screen loads', () => {
  expect(loads.filter(({ shift }) => shift >= mostShift)).toEqual([])
  // Each was looked at: all of them have painted something.
  expect(loads.filter(({ lcpMs }) => lcpMs === 0)).toEqual([])
  const worst = (of: (load: Load) => number) => {
    const load = loads.reduce((most, one) => (of(one) > of(most) ? one : most))
    return `${Math.round(of(load))} (${load.path.split('#')[0]})`
  }
  console.info(
    `of ${loads.length} addresses at most: largest paint ${worst((load) => load.lcpMs)} ms, ` +
      `longest task ${worst((load) => load.longestTaskMs)} ms, ${worst((load) => load.bytes)} bytes`,
  )
})
