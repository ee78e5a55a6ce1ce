// Five pages first, a look at them, and then the rest of the same plan, in a real browser.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { makePracticeProject } from '../helpers/practice-project.ts'
import { axeFindings, signInBrowser, startBrowser, type TestBrowser } from './browser.ts'

const rowCount = 45
let app: TestApp
let browser: TestBrowser
let projectId = ''

beforeAll(async () => {
  app = await startTestApp({ listen: true })
  browser = await startBrowser()
  await signInBrowser(browser, app)
  const rows = Array.from({ length: rowCount }, (_, i) => ({ id: `place-${i + 1}`, name: `Place ${i + 1}` }))
  projectId = (await makePracticeProject(app, { rows, options: { mode: 'publish' } })).id
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const runs = async () => (await app.call('GET', `/api/runs?projectId=${projectId}`)).body.items
const plans = async () => (await app.call('GET', `/api/projects/${projectId}/plans`)).body.items

async function planNow() {
  const { page } = browser
  await page.goto(`${app.url}/projects/${projectId}?tab=plan&make=true`)
  await page.getByRole('radio', { name: 'The first' }).waitFor({ timeout: 60_000 })
}

test('a part is counted by the server, kept over a reload, and started once by a double click', async () => {
  const { page } = browser
  await planNow()
  await page.getByRole('radio', { name: 'The first' }).check()
  await page.getByRole('button', { name: 'Publish 5 pages to' }).waitFor()
  await page.getByLabel('How many to publish first').fill('7')
  await page.getByRole('button', { name: 'Publish 7 pages to' }).waitFor()
  await page.reload()
  await page.getByText('The other 38 stay in this plan and can go later without planning again.').waitFor()
  await page.getByLabel('How many to publish first').fill('5')
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Publish 5 pages to' }).dblclick()
  await page.waitForURL('**/runs/*')
  await page.getByRole('button', { name: 'Go on with 40' }).waitFor({ timeout: 60_000 })
  expect(await runs()).toHaveLength(1)
})

test('its pages are there to look at, with their links and previews', async () => {
  const { page } = browser
  const rest = page.getByRole('region', { name: 'The rest of the plan' })
  await rest.getByText('5 pages are there. Look at them before the rest goes.').waitFor()
  await rest.getByText(/^40 pages of its plan wait/).waitFor()
  expect(await rest.getByText('As sent').count()).toBe(5)
  expect(await axeFindings(page)).toEqual([])
  const [opened] = await Promise.all([
    browser.context.waitForEvent('page'),
    rest.getByRole('link', { name: /place-1$/ }).click(),
  ])
  await opened.getByRole('heading', { name: 'Place 1' }).first().waitFor()
  await opened.close()
  await page.setViewportSize({ width: 390, height: 844 })
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBeLessThanOrEqual(390)
  await page.setViewportSize({ width: 1440, height: 900 })
})

test('going on in two tabs is one run of the rest, and nothing is planned again', async () => {
  const { page, context } = browser
  const other = await context.newPage()
  await other.goto(page.url())
  await other.getByRole('button', { name: 'Go on with 40' }).waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Go on with 40' }).dblclick()
  const canary = other.url()
  await page.waitForURL((url) => url.href !== canary)
  await other.getByRole('button', { name: 'Go on with 40' }).click()
  await other.waitForURL(page.url())
  await other.close()
  await page.getByText('Checked all 40 pages in Wix: 40 match.').waitFor({ timeout: 60_000 })
  const made = await runs()
  expect(made.map((run: { total: number }) => run.total)).toEqual([40, 5])
  expect(await plans()).toHaveLength(1)
  await page.goto(canary)
  await page.getByRole('link', { name: 'Open the run that went on' }).waitFor()
})

test('stopped after a part, the plan says so and is gone from the screen', async () => {
  const { page } = browser
  const { database } = app.program
  await database.query(`update templates set fields = jsonb_set(fields, '{title}', '"New {{ row.name }}"')`)
  await database.query(
    `update template_versions set fields = jsonb_set(fields, '{title}', '"New {{ row.name }}"')`,
  )
  await planNow()
  await page.getByRole('radio', { name: 'The first' }).check()
  await page.getByRole('button', { name: 'Publish 5 pages to' }).click()
  await page.getByRole('button', { name: 'Stop here' }).click({ timeout: 60_000 })
  await page.getByText(/^Stopped by Olga Owner after 5 of 45 pages/).waitFor()
  expect(await page.getByRole('button', { name: /^Go on/ }).count()).toBe(0)
  await page.goto(`${app.url}/projects/${projectId}?tab=plan`)
  await page.getByText(/Stopped by Olga Owner after 5 of 45 pages/).waitFor()
  await page.getByRole('button', { name: 'Create a plan' }).waitFor()
  expect(browser.complaints).toEqual([])
})
