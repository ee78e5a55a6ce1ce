// The first minute, counted in clicks and seconds: from the account to a page of the sample, and with a table of one's
// own to a published practice page that stands open in the browser.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { axeFindings, planButton, startBrowser, type TestBrowser } from './browser.ts'

let app: TestApp
let browser: TestBrowser
let clicks = 0

beforeAll(async () => {
  app = await startTestApp({ listen: true, signedIn: false, config: { hasSample: true } })
  // As most people have it, with all that moves.
  browser = await startBrowser({ reducedMotion: 'no-preference' })
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

async function click(role: 'button' | 'link', name: string | RegExp): Promise<void> {
  await browser.page.getByRole(role, { name }).first().click({ timeout: 90_000 })
  clicks += 1
}

/** As Ctrl-V does with cells that were copied in a spreadsheet. */
async function paste(text: string): Promise<void> {
  await browser.page.evaluate((cells) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', cells)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }, text)
}

const rows = Array.from(
  { length: 12 },
  (_, n) => `L-${n + 1}\tLighthouse ${n + 1}\t${['North', 'South', 'West'][n % 3]}\t${20 + n}`,
)
const table = ['code\tname\tcoast\theight', ...rows].join('\n')

test('the account leads to the sample project, and one click to a page of it', async () => {
  const { page } = browser
  const token = await app.program.accounts.setup.renewToken()
  await page.goto(`${app.url}/setup#token=${token}`)
  await page.getByLabel('Your name').fill('Ada Lovelace')
  await page.getByLabel('E-mail').fill('ada@example.com')
  await page.getByLabel('Password', { exact: true }).fill('violet kettle crosses seven')
  await page.getByRole('button', { name: 'Create owner account' }).click()
  await page.waitForURL(/\/projects\/prj_/, { timeout: 60_000 })
  await page.getByText('From a table to live pages').waitFor()
  await page.getByRole('link', { name: 'Missing connection' }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  clicks = 0
  await click('link', 'Show a page')
  await page.getByTitle(/Preview of/).waitFor({ timeout: 60_000 })
  expect(clicks).toBeLessThanOrEqual(1)
  await page.getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('heading', { name: /^See a page.*done/ }).waitFor()
})

test('with a table of one’s own: the first page in 6 clicks and 60 s, a published one in 10 and 2 minutes', async () => {
  const { page, context } = browser
  const startedAt = Date.now()
  clicks = 0
  await click('link', 'Start with your own table')
  await page.getByText('Drop a file here, or paste a table with Ctrl-V').waitFor()
  await paste(table)
  const preview = page.getByTitle('Preview of Lighthouse 1')
  await preview.waitFor({ timeout: 60_000 })
  const firstPage = { clicks, seconds: (Date.now() - startedAt) / 1000 }
  expect(firstPage.clicks).toBeLessThanOrEqual(6)
  expect(firstPage.seconds).toBeLessThan(60)
  expect(await axeFindings(page)).toEqual([])

  // Left and taken up again: nothing is asked twice.
  await page.reload()
  await preview.waitFor({ timeout: 60_000 })

  await click('button', 'Make 12 pages')
  await page.waitForURL(/\/projects\/prj_/, { timeout: 60_000 })
  await planButton(page).click()
  clicks += 1
  await click('button', 'Publish 12 pages to Practice site')
  await page.waitForURL(/\/runs\/run_/)
  const link = page.getByRole('link', { name: /\/post\// }).first()
  await link.waitFor({ timeout: 60_000 })
  const [published] = await Promise.all([context.waitForEvent('page'), link.click()])
  clicks += 1
  await published.getByRole('heading', { level: 1, name: /^Lighthouse \d+/ }).waitFor()
  const opened = { clicks, seconds: (Date.now() - startedAt) / 1000 }
  console.info(`first page: ${JSON.stringify(firstPage)}, published page: ${JSON.stringify(opened)}`)
  expect(opened.clicks).toBeLessThanOrEqual(10)
  expect(opened.seconds).toBeLessThan(120)
  await published.close()
})

test('the steps are put away for good, on the server', async () => {
  const { page } = browser
  await page.goto(`${app.url}/projects`)
  await page.getByText('From a table to live pages').waitFor()
  await page.getByRole('button', { name: 'Put the first steps away' }).click()
  await page.getByText('From a table to live pages').waitFor({ state: 'detached' })
  await page.reload()
  await page.getByRole('link', { name: 'Teas (sample)' }).waitFor()
  expect(await page.getByText('From a table to live pages').count()).toBe(0)
})

test('the browser had nothing to complain about', () => {
  expect(browser.complaints).toEqual([])
})
