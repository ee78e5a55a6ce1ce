// From the printed link to verified posts on the practice site, and the three rows that changed, in a real browser.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { axeFindings, openWithin, planButton, startBrowser, type TestBrowser } from './browser.ts'

const rowCount = 45
let app: TestApp
let browser: TestBrowser
let scratch: string

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'seomatic-e2e-'))
  app = await startTestApp({ listen: true, signedIn: false })
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
  rmSync(scratch, { recursive: true, force: true })
})

function csv(change: (n: number) => string | null = (n) => `Place ${n}`): string {
  const file = join(scratch, 'places.csv')
  const lines = Array.from({ length: rowCount }, (_, i) => {
    const name = change(i + 1)
    return name === null ? [] : [`P-${i + 1},${name},Town ${(i % 4) + 1},"A place, ""number"" ${i + 1}"`]
  })
  writeFileSync(file, ['code,name,town,description', ...lines.flat(), ''].join('\n'))
  return file
}

/** An answer of the API as the signed-in browser gets it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
const api = async (path: string): Promise<any> =>
  browser.page.evaluate(async (address) => (await fetch(address)).json(), path)

test('the link makes the owner, and its token leaves the address bar', async () => {
  const { page } = browser
  const token = await app.program.accounts.setup.renewToken()
  await page.goto(`${app.url}/setup#token=${token}`)
  await page.getByLabel('Your name').fill('Ada Lovelace')
  expect(page.url()).not.toContain(token)
  await page.getByLabel('E-mail').fill('ada@example.com')
  await page.getByLabel('Password', { exact: true }).fill('violet kettle crosses seven')
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Create owner account' }).click()
  await page.getByText('From a table to live pages').waitFor()
  await page.getByRole('link', { name: /Missing connection/ }).waitFor()
})

test('one click connects the practice site, clearly labelled, and the warning stays', async () => {
  const { page } = browser
  await page.goto(`${app.url}/connections`)
  await page.getByRole('button', { name: 'Try on a practice site' }).first().click()
  await page.getByRole('button', { name: 'Check now' }).waitFor({ timeout: 60_000 })
  await page.getByText('Practice site').first().waitFor()
  await page.getByRole('link', { name: /Missing connection/ }).waitFor()
})

test('a table is imported and its key chosen', async () => {
  const { page } = browser
  await page.goto(`${app.url}/data/import`)
  await page.getByLabel('File to import').setInputFiles(csv())
  await page.getByText('Which column identifies a row?').waitFor({ timeout: 60_000 })
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: `Import ${rowCount} rows` }).click()
  await page.getByLabel('Search the rows').waitFor({ timeout: 60_000 })
})

test('a file that is no table is refused in words', async () => {
  const { page } = browser
  const file = join(scratch, 'photo.csv')
  writeFileSync(file, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))
  await page.goto(`${app.url}/data/import`)
  await page.getByLabel('File to import').setInputFiles(file)
  await page.getByText(/PNG/).first().waitFor({ timeout: 60_000 })
  expect((await api('/api/datasets')).items).toHaveLength(1)
})

test('a project is made, its pages are seen, and a hostile page cannot leave its frame', async () => {
  const { page } = browser
  await page.goto(`${app.url}/projects/new`)
  await page.getByRole('combobox', { name: 'Author' }).click()
  await page.getByRole('option').first().click()
  await page.getByRole('button', { name: 'Create project' }).click()
  await page.getByRole('button', { name: 'Check all pages' }).click()
  await page.getByRole('button', { name: 'Check again' }).waitFor({ timeout: 60_000 })
  await page.locator('tbody button').first().click()
  const frame = page.getByTitle(/Preview of/)
  await frame.waitFor()
  const sandbox = await frame.getAttribute('sandbox')
  expect(sandbox).not.toBeNull()
  expect(sandbox).not.toContain('allow-same-origin')
  expect(sandbox).not.toContain('allow-scripts')
  expect(await axeFindings(page)).toEqual([])
})

test('a side panel is opened, closed and left by keyboard, and the focus is where it was', async () => {
  const { page } = browser
  await page.keyboard.press('Escape')
  const row = page.locator('tbody button').nth(2)
  await row.focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary').filter({ has: page.getByTitle(/Preview of/) })
  await panel.waitFor()
  expect(await panel.evaluate((element) => element.matches(':focus'))).toBe(true)
  await page.keyboard.press('Tab')
  expect(await panel.evaluate((element) => element.matches(':focus-within'))).toBe(true)
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  expect(await row.evaluate((element) => element.matches(':focus'))).toBe(true)
})

test('a double click on Publish starts one run, which survives a reload and ends with a receipt', async () => {
  const { page } = browser
  await planButton(page).click()
  const publish = page.getByRole('button', { name: `Publish ${rowCount} pages to Practice site` })
  await publish.waitFor({ timeout: 120_000 })
  expect(await axeFindings(page)).toEqual([])
  await publish.dblclick()
  await page.waitForURL(/\/runs\/run_/)
  await page.reload()
  await page.getByRole('heading', { name: new RegExp(`${rowCount} match`) }).waitFor({ timeout: 120_000 })
  expect(await axeFindings(page)).toEqual([])
  const runs = await api('/api/runs')
  expect(runs.items).toHaveLength(1)
  expect(runs.items[0].receipt).toMatchObject({
    accepted: rowCount,
    verifiedEqual: rowCount,
    differences: 0,
    twins: 0,
  })
})

test('three changed rows and two removed ones become three updates; what is gone is kept', async () => {
  const { page } = browser
  await page.goto(`${app.url}/data`)
  await page.getByRole('link', { name: 'places', exact: false }).first().click()
  await page.getByRole('link', { name: 'Import again' }).click()
  const file = csv((n) => (n > rowCount - 2 ? null : n <= 3 ? `New name ${n}` : `Place ${n}`))
  await page.getByLabel('File to import').setInputFiles(file)
  await page.getByRole('button', { name: 'Compare with current rows' }).click({ timeout: 60_000 })
  await page.getByRole('button', { name: /^Replace the rows/ }).click({ timeout: 60_000 })
  await page.getByLabel('Search the rows').waitFor()
  const [project] = (await api('/api/projects')).items
  await page.goto(`${app.url}/projects/${project.id}?tab=plan`)
  await page.getByRole('button', { name: 'Plan again' }).click()
  await page.getByRole('button', { name: 'Publish 3 pages to Practice site' }).click({ timeout: 120_000 })
  await page.getByRole('heading', { name: /3 match/ }).waitFor({ timeout: 120_000 })
  const runs = await api('/api/runs')
  expect(runs.items[0].receipt).toMatchObject({ accepted: 3, verifiedEqual: 3, writeCalls: 1 })
  expect((await api(`/api/projects/${project.id}`)).published.live).toBe(rowCount)
})

test('every screen fits a phone, in the light and in the dark', async () => {
  const { page } = browser
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['/projects', '/data', '/templates', '/connections', '/runs', '/settings']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await openWithin(page, app.url + path)
      await page.getByRole('heading').first().waitFor()
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
      expect(overflow, `${path} ${colorScheme}`).toBeLessThanOrEqual(0)
      expect(await axeFindings(page), `${path} ${colorScheme}`).toEqual([])
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 })
})

test('a part of the dashboard that an update took away comes with a reload', async () => {
  const { page, complaints } = browser
  const before = complaints.length
  let reloads = 0
  await page.goto(`${app.url}/projects`)
  await page.getByRole('heading', { name: 'Projects' }).waitFor()
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) reloads += 1
  })
  await page.route(/assets\/SettingsScreen/, (route) => (reloads === 0 ? route.abort() : route.continue()))
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  // Router and crash screen may both ask for it in the same moment; after it, nobody does.
  expect([1, 2]).toContain(reloads)
  await page.unroute(/assets\/SettingsScreen/)
  // The browser tells of the missing file, as it should.
  for (const complaint of complaints.splice(before))
    expect(complaint).toMatch(/Failed to (load|fetch)|Unable to preload/)
})

test('the browser had nothing to complain about, the content security policy included', () => {
  expect(browser.complaints).toEqual([])
})
