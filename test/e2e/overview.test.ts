// The overview of a project in a real browser: every number on it leads to a list that has as many.
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { makePracticeProject } from '../helpers/practice-project.ts'
import { axeFindings, openWithin, signInBrowser, startBrowser, type TestBrowser } from './browser.ts'

let app: TestApp
let browser: TestBrowser
let id: string

beforeAll(async () => {
  app = await startTestApp({ listen: true })
  // Two of them have no address, and wait for a better row.
  const places = Array.from({ length: 60 }, (_, i) => ({
    id: `P-${i + 1}`,
    name: `Place ${i + 1}`,
    path: i % 30 === 7 ? '' : `place-${i + 1}`,
  }))
  ;({ id } = await makePracticeProject(app, {
    rows: places,
    fields: { title: '{{ row.name }}', slug: '{{ row.path }}', body: '<p>{{ row.name }}</p>' },
    options: { mode: 'publish' },
  }))
  // Pages live are drawn once there is a time to draw.
  await app.program.database.query(
    "insert into live_history (project_id, at, live) values ($1, now() - interval '3 hours', 4)",
    [id],
  )
  browser = await startBrowser()
  await signInBrowser(browser, app)
  await publishSome()
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

/** Checks all pages and publishes the first twenty; the others wait with their plan. */
async function publishSome() {
  await app.call('POST', `/api/projects/${id}/check`, { body: {} })
  await until(`/api/projects/${id}/check`, 'done')
  const { body: plan } = await app.call('POST', `/api/projects/${id}/plans`, { body: {} })
  await until(`/api/plans/${plan.id}`, 'ready')
  const { body: run } = await app.call('POST', `/api/plans/${plan.id}/apply`, {
    body: { selection: { first: 20 } },
  })
  await until(`/api/runs/${run.id}`, 'done')
}

async function until(path: string, state: string) {
  while ((await app.call('GET', path)).body.state !== state)
    await new Promise((resolve) => setTimeout(resolve, 200))
}

const overview = () => `${app.url}/projects/${id}`
/** The first number of a text. */
const numberIn = (text: string) => Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''))

async function open(): Promise<void> {
  const { page } = browser
  await openWithin(page, overview())
  await page.getByRole('heading', { name: 'Last run' }).waitFor()
  await page.getByRole('heading', { name: 'Checks by rule' }).waitFor()
  await expect.poll(() => page.locator('main [aria-label="Loading"]').count()).toBe(0)
}

/** Links whose name begins with a number, or ends with one. */
async function numbered(): Promise<Locator[]> {
  const links = await browser.page.locator('main a').all()
  const texts = await Promise.all(links.map((link) => link.innerText()))
  const inTabs = await Promise.all(
    links.map((link) => link.evaluate((element) => element.closest('nav, header') !== null)),
  )
  return links.filter((_, index) => !inTabs[index] && /^[\d,]+\s|[\d,]+$/.test(texts[index]!.trim()))
}

/** How many the list has that is shown. Where it looks through pages, what its filter counts. */
async function listed(): Promise<number> {
  const { page } = browser
  const table = page.locator('table[aria-rowcount]').first()
  const rows = Number(await table.getAttribute('aria-rowcount')) - 1
  if (rows >= 0) return rows
  expect(await table.locator('tbody tr[data-index]').count()).toBeGreaterThan(0)
  const filter = new URLSearchParams(new URL(page.url()).search)
  filter.delete('tab')
  return (await app.call('GET', `/api/projects/${id}/page-counts?${filter}`)).body.total
}

test('every number leads to a list that has as many', async () => {
  const { page } = browser
  await open()
  const amount = (await numbered()).length
  expect(amount).toBeGreaterThanOrEqual(5)
  for (let index = 0; index < amount; index++) {
    await open()
    await expect.poll(async () => (await numbered()).length).toBe(amount)
    const link = (await numbered())[index]!
    const text = (await link.innerText()).trim()
    const number = numberIn(/^[\d,]+/.test(text) ? text : text.slice(text.lastIndexOf('\n')))
    await link.click()
    await expect
      .poll(listed, { timeout: 60_000, message: `${text.replaceAll('\n', ' ')} leads to ${page.url()}` })
      .toBe(number)
  }
})

test('it has no findings of axe, in light and dark, with the picture and with its table', async () => {
  const { page } = browser
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await open()
    expect(await axeFindings(page)).toEqual([])
  }
  await page.getByRole('button', { name: 'Show as table' }).click()
  await page.getByRole('table', { name: 'Pages live over time' }).waitFor()
  expect(await axeFindings(page)).toEqual([])
})

test('the open tab is seen when a wide window becomes a narrow one', async () => {
  const { page } = browser
  await open()
  const tabs = page.getByRole('navigation', { name: 'Parts of the project' })
  const last = tabs.getByRole('link', { name: 'Settings' })
  await last.click()
  await page.getByLabel('Name', { exact: true }).waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  const endsAt = () => last.evaluate((link) => link.getBoundingClientRect().right)
  await expect.poll(endsAt).toBeLessThanOrEqual(390)
  await page.setViewportSize({ width: 1440, height: 900 })
})

test('it fits a phone without a sideways scroll', async () => {
  const { page } = browser
  await page.setViewportSize({ width: 320, height: 640 })
  await open()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(wide).toBeLessThanOrEqual(0)
  await page.setViewportSize({ width: 1440, height: 900 })
  expect(browser.complaints).toEqual([])
})
