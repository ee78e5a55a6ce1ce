// Long lists as a browser draws them, and views that survive whatever a browser does with an address.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { findWorkspace, makePracticeProject } from '../helpers/practice-project.ts'
import { insertDataset } from '../helpers/project-parts.ts'
import { axeFindings, signInBrowser, startBrowser, type TestBrowser } from './browser.ts'
import { measureList } from './list-speed.ts'

/** `npm run bench -- lists-ui` does the same with a million. */
const places = 20_000

let app: TestApp
let browser: TestBrowser
let datasetId: string
let projectId: string

beforeAll(async () => {
  app = await startTestApp({ listen: true })
  const rowsOf = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ id: `P-${i + 1}`, name: `Place ${i + 1}`, kind: 'town' }))
  datasetId = await insertDataset(app.program.database, await findWorkspace(app), rowsOf(places))
  projectId = (await makePracticeProject(app, { rows: rowsOf(120) })).id
  browser = await startBrowser()
  await signInBrowser(browser, app)
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

test('a long list comes at once, scrolls, and says where each row stands at its top, middle and end', async () => {
  const { page } = browser
  // What a first visit loads is measured elsewhere.
  await page.goto(`${app.url}/notices`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const measured = await measureList(page, `${app.url}/data/${datasetId}`, places)
  // Seconds are for the benchmark; these hold on a machine of any speed.
  expect(measured.mostRows).toBeLessThan(200)
  expect(measured.rowCount).toBe(places + 1)
  // Where it is another for a frame, a jump lands elsewhere.
  expect(measured.heights).toHaveLength(1)
  expect(measured.indexes.top[0]).toBe(2)
  expect(measured.indexes.middle).toContain(places / 2)
  expect(measured.indexes.end.at(-1)).toBe(places + 1)
  expect(measured.lastTitle).toBe(`P-${places}`)
  expect(await axeFindings(page)).toEqual([])
})

test('five filters survive a reload, going back and forward, and a link opened by another browser', async () => {
  const { page } = browser
  const titles = (on = page) => on.locator('tbody tr[data-index] td:nth-child(2)').allInnerTexts()
  const heads = (on = page) => on.getByRole('columnheader').allInnerTexts()
  await page.goto(`${app.url}/projects/${projectId}?tab=pages`)
  await page.getByText('Place 1', { exact: true }).waitFor()
  await page.getByRole('button', { name: /^Not published/ }).click()
  await page.getByRole('searchbox', { name: 'Search pages' }).fill('Place 11')
  await page.waitForURL(/search=Place/)
  await page.getByRole('button', { name: 'Address', exact: true }).click()
  await page.getByRole('button', { name: 'Address', exact: true }).click()
  await page.waitForURL(/desc=true/)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Problems' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(() => heads()).not.toContain('Problems')
  await expect.poll(async () => (await titles()).length).toBe(11)
  const seen = { titles: await titles(), heads: await heads(), url: page.url() }
  expect(new URL(seen.url).searchParams.get('state')).toBe('not_published')
  expect(seen.titles[0]).toBe('Place 119')

  await page.reload()
  await expect.poll(() => titles()).toEqual(seen.titles)
  expect(await heads()).toEqual(seen.heads)
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click()
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor()
  await page.goBack()
  await expect.poll(() => titles()).toEqual(seen.titles)
  await page.goForward()
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor()
  await page.goBack()
  await expect.poll(() => page.url()).toBe(seen.url)

  // Somebody who likes other columns sees what the link says.
  const body = { columns: { list: `pages:${projectId}`, shown: ['title'] } }
  expect((await app.call('PATCH', '/api/account/preferences', { body })).status).toBe(200)
  const other = await startBrowser()
  try {
    await signInBrowser(other, app)
    await other.page.goto(seen.url)
    await expect.poll(() => titles(other.page)).toEqual(seen.titles)
    expect(await heads(other.page)).toEqual(seen.heads)
  } finally {
    await other.close()
  }
})

test('everything is found and done by the palette without a mouse, and the focus comes back', async () => {
  const { page } = browser
  await page.goto(`${app.url}/projects/${projectId}?tab=pages`)
  await page.getByText('Place 1', { exact: true }).waitFor()
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Find anything' })
  await field.waitFor()
  await field.pressSequentially('Place 57')
  await page.getByRole('option', { name: /^Place 57/ }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  for (let step = 0; step < 20; step++) {
    const id = await field.getAttribute('aria-activedescendant')
    if ((await page.locator(`#${id}`).innerText()).startsWith('Place 57')) break
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
  await page.getByRole('complementary', { name: 'Place 57' }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await keys.getByText('Tick the row').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await keys.waitFor({ state: 'detached' })
  expect(browser.complaints).toEqual([])
})
