// Files of other kinds than CSV, from the file chooser to a dataset, in a real browser.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inlineRows, makeZip, workbookParts } from '../../src/data/formats/xlsx/test-workbook.ts'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { axeFindings, signInBrowser, startBrowser, type TestBrowser } from './browser.ts'

let app: TestApp
let browser: TestBrowser
let scratch: string

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'seomatic-e2e-'))
  app = await startTestApp({ listen: true })
  browser = await startBrowser()
  await signInBrowser(browser, app)
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
  rmSync(scratch, { recursive: true, force: true })
})

async function choose(name: string, content: string | Buffer): Promise<void> {
  const path = join(scratch, name)
  writeFileSync(path, content)
  await browser.page.goto(`${app.url}/data/import`)
  await browser.page.getByLabel('File to import').setInputFiles(path)
  await browser.page.getByText('Which column identifies a row?').waitFor({ timeout: 60_000 })
}

test('another sheet of a workbook is chosen, and its rows become a dataset', async () => {
  const { page } = browser
  const prices = [
    ['sku', 'price'],
    ['A', '1'],
    ['B', '2'],
  ]
  const sheets = [
    { name: 'Notes', rows: inlineRows([['note'], ['x']]) },
    { name: 'Prices', rows: inlineRows(prices) },
  ]
  await choose('book.xlsx', await makeZip(workbookParts({ sheets })))
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: /Sheet.*Notes/ }).click()
  await page.getByRole('menuitem', { name: 'Prices' }).click()
  await page.getByRole('button', { name: /Sheet.*Prices/ }).waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await page.getByLabel('Search the rows').waitFor({ timeout: 60_000 })
  await page.getByText('sku').first().waitFor()
})

test('another list of a JSON file is chosen', async () => {
  const { page } = browser
  await choose('feed.json', '{"a":[{"id":1},{"id":2}],"b":[{"key":"x","size":{"w":3}}]}')
  await page.getByRole('button', { name: /List.*a/ }).click()
  await page.getByRole('menuitem', { name: 'b', exact: true }).click()
  await page.getByRole('button', { name: 'Import 1 row' }).waitFor({ timeout: 60_000 })
  await page.getByText('size.w').first().waitFor()
})

test('a workbook with a password is refused in words, with nothing to choose', async () => {
  const { page } = browser
  const bytes = Buffer.alloc(2048)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes)
  bytes.writeUInt16LE(9, 30)
  bytes.writeUInt32LE(1, 48)
  bytes.write('EncryptedPackage', 1024, 'utf16le')
  bytes.writeUInt16LE(34, 1024 + 64)
  const path = join(scratch, 'secret.xlsx')
  writeFileSync(path, bytes)
  await page.goto(`${app.url}/data/import`)
  await page.getByLabel('File to import').setInputFiles(path)
  await page.getByText(/protected with a password/).waitFor({ timeout: 60_000 })
  expect(await page.getByRole('button', { name: /Encoding|Sheet/ }).count()).toBe(0)
})
