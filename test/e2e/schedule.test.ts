// A schedule from its first click to its end, in a real browser on the practice site, on a wide screen and a narrow one.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Calendar, ProjectSchedule, Slot } from '../../src/api/schedule.ts'
import { createClient } from '../crash/client.ts'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { makePracticeProject } from '../helpers/practice-project.ts'
import { axeFindings, signInBrowser, startBrowser, type TestBrowser } from './browser.ts'

const rowCount = 45
const wide = { width: 1440, height: 900 }
const narrow = { width: 390, height: 844 }

let app: TestApp
let browser: TestBrowser
let projectId = ''

beforeAll(async () => {
  app = await startTestApp({ listen: true })
  browser = await startBrowser()
  await signInBrowser(browser, app)
  const places = Array.from({ length: rowCount }, (_, i) => `place-${i + 1},Place ${i + 1}`)
  const dataset = await createClient(app.url, app.token).importCsv(
    ['id,name', ...places].join('\n'),
    'id',
    'Places',
  )
  const options = { mode: 'publish' }
  projectId = (await makePracticeProject(app, { datasetId: dataset.id, options })).id
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const address = () => `${app.url}/projects/${projectId}?tab=schedule`
const state = async () =>
  (await app.call('GET', `/api/projects/${projectId}/schedule`)).body as ProjectSchedule
async function slots(): Promise<Slot[]> {
  const { body } = await app.call('GET', `/api/projects/${projectId}/schedule/calendar`)
  return (body as Calendar).days.flatMap((day) => day.slots)
}

async function until<T>(read: () => Promise<T>, isDone: (value: T) => boolean): Promise<T> {
  for (const limit = Date.now() + 150_000; ; ) {
    const value = await read()
    if (isDone(value)) return value
    if (Date.now() > limit) throw new Error(`It did not come: ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Nothing stands out of a telephone's screen. */
async function expectNoOverflow() {
  const { page } = browser
  await page.setViewportSize(narrow)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(narrow.width)
}

/** The day in the grid, as UTC has it: the schedule of this test is in UTC. */
const dayButton = (at: string) => browser.page.locator(`[data-day="${at.slice(0, 10)}"]`)

test('a preset becomes a schedule, and every date stands in the calendar before the first page leaves', async () => {
  const { page } = browser
  await page.goto(address())
  await page.getByRole('button', { name: '10 a day' }).click()
  await page.getByRole('button', { name: 'Saturday' }).click()
  await page.getByRole('button', { name: 'Sunday' }).click()
  await page.getByLabel('From').fill('00:00')
  await page.getByLabel('To', { exact: true }).fill('23:59')
  await page.getByText('At the start').click()
  await page.getByRole('combobox', { name: 'Time zone' }).fill('UTC')
  await page.getByRole('option', { name: 'UTC', exact: true }).click()
  await page.getByRole('heading', { name: /^45 pages: the first on .* the last one on/ }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await expectNoOverflow()
  await page.setViewportSize(wide)
  await page.getByRole('button', { name: 'Start the schedule' }).dblclick()
  await page.getByRole('heading', { name: /^10 pages a day/ }).waitFor()
  const dated = await slots()
  expect(dated.map((slot) => slot.pages)).toEqual([10, 10, 10, 10, 5])
  for (const { at, pages } of dated.filter((slot) => slot.at.slice(0, 7) === dated[0]!.at.slice(0, 7)))
    await dayButton(at).getByText(`${pages} pages`).first().waitFor()
  expect((await state()).schedule).toMatchObject({
    state: 'active',
    dating: null,
    pages: { gone: 0, dated: 45 },
  })
})

test('a day opens into its slots, and a slot into its pages', async () => {
  const { page } = browser
  const [first] = await slots()
  await page.goto(`${address()}&day=${first!.at.slice(0, 10)}`)
  const panel = page.getByRole('complementary')
  await panel.getByRole('button', { name: /^00:00/ }).click()
  await panel.getByRole('link', { name: /^place[ -]1$/i }).waitFor()
  expect(await panel.getByText('Scheduled').count()).toBeGreaterThanOrEqual(10)
  expect(await axeFindings(page)).toEqual([])
  await expectNoOverflow()
  await panel.getByRole('link', { name: /^place[ -]1$/i }).waitFor()
  await page.setViewportSize(wide)
})

test('a slot that is skipped moves its pages to the next, and the end', async () => {
  const { page } = browser
  const before = await slots()
  const panel = page.getByRole('complementary')
  await panel.getByRole('button', { name: 'Skip' }).click()
  await panel.getByText('Skipped by Olga Owner.').waitFor()
  const after = await slots()
  expect(after[0]).toMatchObject({ at: before[0]!.at, stage: 'skipped' })
  expect(after.at(-1)!.at > before.at(-1)!.at).toBe(true)
  expect(after.slice(1).map((slot) => slot.pages)).toEqual([10, 10, 10, 10, 5])
})

test('a slot that is sent now is on the site, read back, and stands under today', async () => {
  const { page } = browser
  const next = (await slots()).find((slot) => slot.stage === 'dated')!
  await page.goto(`${address()}&day=${next.at.slice(0, 10)}`)
  const panel = page.getByRole('complementary')
  await panel.getByRole('button', { name: /^00:00/ }).click()
  await panel.getByRole('button', { name: 'Send now' }).dblclick()
  await until(state, ({ schedule }) => schedule?.pages.gone === 10)
  const sent = await until(slots, (all) => all.some((slot) => slot.stage === 'confirmed'))
  expect(sent.find((slot) => slot.stage === 'confirmed')).toMatchObject({ pages: 10, sent: 10, equal: 10 })
  await page.goto(address())
  await page.locator('[aria-current="date"]').first().getByText('10 pages').first().waitFor()
  await page.getByRole('link', { name: '10', exact: true }).waitFor()
})

test('it pauses, says so, and goes on with the usual number', async () => {
  const { page } = browser
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByText(/^Paused by Olga Owner/).waitFor()
  await expectNoOverflow()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByText(/^Next pages/).waitFor()
  await page.setViewportSize(wide)
  expect((await state()).schedule).toMatchObject({ state: 'active', pages: { gone: 10, dated: 35 } })
})

test('it is cancelled after a question, and no page has a date', async () => {
  const { page } = browser
  await page.setViewportSize(narrow)
  await page.getByRole('button', { name: 'More for this schedule' }).click()
  await page.getByRole('menuitem', { name: 'Cancel the schedule' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/^35 pages lose their dates/).waitFor()
  await expectNoOverflow()
  await dialog.getByRole('button', { name: 'Cancel the schedule' }).click()
  await page.getByText('The schedule was cancelled').first().waitFor()
  await expectNoOverflow()
  const { items } = (await app.call('GET', `/api/projects/${projectId}/pages?limit=100`)).body
  const left = items.filter((one: { expectedAt: string | null }) => one.expectedAt !== null)
  expect(left).toEqual([])
  expect(browser.complaints).toEqual([])
})
