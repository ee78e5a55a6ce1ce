// A table at a link, in a real browser: connected, applied, changed where it lives, refreshed, and what changed seen.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { type FileServer, startFileServer } from '../helpers/file-server.ts'
import { axeFindings, signInBrowser, startBrowser, type TestBrowser } from './browser.ts'

let app: TestApp
let files: FileServer
let browser: TestBrowser

const table = (names: string[]) =>
  `code,name,price\n${names.map((name, n) => `H${n + 1},${name},"1.${n}00,50"\n`).join('')}`

beforeAll(async () => {
  files = await startFileServer(table(['Adria', 'Bellevue', 'Continental']))
  app = await startTestApp({ listen: true, config: { fetchAllowedHosts: [files.host] } })
  browser = await startBrowser()
  await signInBrowser(browser, app)
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
  await files?.close()
})

test('a link becomes a dataset, and a refresh shows what changed there', async () => {
  const { page } = browser
  await page.goto(`${app.url}/data/connect`)
  await page.getByRole('textbox', { name: 'Address' }).fill(`${files.url}/hotels.csv`)
  await page.getByRole('button', { name: 'Show the first rows' }).click()
  await page.getByRole('table', { name: 'The first rows' }).getByText('Bellevue').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('button', { name: 'Import 3 rows' }).click({ timeout: 60_000 })
  await page.getByLabel('Search the rows').waitFor({ timeout: 60_000 })
  await page.getByText('Continental').waitFor()

  files.content = table(['Adria', 'Bellevue Palace', 'Continental', 'Dolomiti'])
  await page.getByRole('link', { name: 'Source' }).click()
  await page.getByRole('button', { name: 'Refresh now' }).click()
  await page.getByText('1 new, 1 changed').waitFor({ timeout: 60_000 })
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('link', { name: /^Rows/ }).click()
  await page.getByText('Bellevue Palace').waitFor()
  await page.getByText('Dolomiti').waitFor()
})

test('how a column is read is tried on its cells and stays over a refresh', async () => {
  const { page } = browser
  await page.getByRole('link', { name: /^Columns/ }).click()
  await page.getByRole('button', { name: 'Read it so: price' }).click()
  const dialog = page.getByRole('dialog', { name: 'How price is read' })
  await dialog.getByText('1100.50').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Read as numbers with a decimal comma.').waitFor()

  files.content = table(['Adria', 'Bellevue Palace', 'Continental'])
  await page.getByRole('link', { name: 'Source' }).click()
  await page.getByRole('button', { name: 'Refresh now' }).click()
  await page.getByText('1 gone').waitFor({ timeout: 60_000 })
  await page.getByRole('link', { name: /^Columns/ }).click()
  await page.getByText('Read as numbers with a decimal comma.').waitFor()
  expect(browser.complaints).toEqual([])
})
